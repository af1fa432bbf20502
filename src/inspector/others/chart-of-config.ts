/**
 * A statechart for drawing, from the JSON of a machine's config: what another program says of a machine that we do not have.
 *
 * Nothing in it can be trusted to be a config. What cannot be understood is left out: a chart that lacks an edge is better than none.
 */
import { actionWords, guardWords, isRecord } from '../../report/chart-parts.ts';
import type { Chart, ChartState, ChartTransition } from '../protocol/chart.ts';
import { TargetFinder, type ConfigNode } from './config-targets.ts';

/** Deeper ones are not drawn. No person writes them. */
const LEVELS_MAX = 40;

/** What XState calls a machine that has no id. */
export const NO_ID = '(machine)';

/** Undefined of what is no machine: of a promise, a callback and the like, only an id is told. */
export function chartOfConfig(kind: string, config: unknown): Chart | undefined {
  if (!isRecord(config) || !['states', 'on', 'context', 'initial', 'invoke', 'always', 'after'].some((key) => key in config))
    return undefined;
  const id = typeof config['id'] === 'string' ? config['id'] : NO_ID;
  const root = nodeOf(id, config, []);
  const finder = new TargetFinder(id, root);
  return { kind, id, root: stateOf(root), transitions: [...withDescendants(root)].flatMap((node) => transitionsOf(node, id, finder)) };
}

function nodeOf(key: string, config: Readonly<Record<string, unknown>>, path: readonly string[]): ConfigNode {
  const states = path.length < LEVELS_MAX ? entries(config['states']) : [];
  return {
    key,
    path,
    config,
    states: states.map(([name, state]) => nodeOf(name, isRecord(state) ? state : {}, [...path, name])),
  };
}

function* withDescendants(node: ConfigNode): Generator<ConfigNode> {
  yield node;
  for (const child of node.states) yield* withDescendants(child);
}

function stateOf({ key, path, config, states }: ConfigNode): ChartState {
  const type = typeOf(config, states.length > 0);
  const { description, target } = config;
  const initial = isRecord(config['initial']) ? config['initial']['target'] : config['initial'];
  const begin = states.find((state) => state.key === String(initial).replace(/^\./, ''));
  return {
    path: path.join('.'),
    key,
    type,
    description: typeof description === 'string' ? description : null,
    tags: listOf(config['tags']).filter((tag) => typeof tag === 'string'),
    entry: wordsOf(config['entry']),
    exit: wordsOf(config['exit']),
    initial: type === 'compound' && begin ? begin.path.join('.') : null,
    history: type === 'history' ? (config['history'] === 'deep' ? 'deep' : 'shallow') : null,
    ...(type === 'history' && target !== undefined ? { orElse: String(target) } : {}),
    states: states.map(stateOf),
  };
}

function typeOf({ type, history }: Readonly<Record<string, unknown>>, hasStates: boolean): ChartState['type'] {
  if (type === 'parallel' || type === 'final' || type === 'history') return type;
  if (typeof history === 'string') return 'history';
  return hasStates ? 'compound' : 'atomic';
}

/** Those of one state, in the order in which they are told; those that wait for nothing come last. */
function transitionsOf(node: ConfigNode, machineId: string, finder: TargetFinder): readonly ChartTransition[] {
  const { config, path } = node;
  const nodeId = typeof config['id'] === 'string' ? config['id'] : [machineId, ...path].join('.');
  const written: [ChartTransition['trigger'], string, unknown][] = [
    ...entries(config['on']).map(([text, it]): (typeof written)[number] => ['event', text, it]),
    ...entries(config['after']).map(([delay, it]): (typeof written)[number] => ['after', /^\d/.test(delay) ? `${delay} ms` : delay, it]),
    ...listOf(config['invoke']).flatMap((it, at): typeof written => {
      if (!isRecord(it)) return [];
      const id = typeof it['id'] === 'string' ? it['id'] : `${at}.${nodeId}`;
      return [
        ['event', `xstate.done.actor.${id}`, it['onDone']],
        ['event', `xstate.error.actor.${id}`, it['onError']],
        ['event', `xstate.snapshot.${id}`, it['onSnapshot']],
      ];
    }),
    ['done', 'done', config['onDone']],
    ['always', 'always', config['always']],
  ];
  return written.flatMap(([trigger, text, transitions]) =>
    listOf(transitions).flatMap((it) => {
      const transition = transitionOf(it);
      if (!transition) return [];
      const { target, guard, actions, reenter, description } = transition;
      return {
        from: path.join('.'),
        to: listOf(target).flatMap((to) => (typeof to === 'string' ? (finder.find(to, node)?.join('.') ?? []) : [])),
        trigger,
        text,
        guard: guard === undefined || guard === null ? null : named(guardWords(guard)),
        actions: wordsOf(actions),
        reenter: reenter === true,
        description: typeof description === 'string' ? description : null,
      };
    }),
  );
}

/** Written as a target alone, or with all that belongs to it. */
function transitionOf(written: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof written === 'string') return { target: written };
  return isRecord(written) ? written : undefined;
}

function wordsOf(actions: unknown): readonly string[] {
  return listOf(actions).map((action) => named(actionWords(action)));
}

/** A function is told by its name, which is that of the member that holds it where it was written inline, or none. */
function named(words: string): string {
  return ['', 'entry', 'exit', 'actions', 'guard'].includes(words) ? 'inline' : words;
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
