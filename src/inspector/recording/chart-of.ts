/** A machine's statechart as the page draws it, and the number by which a step names a transition that fired. */
import type { ChartTransition as MachineTransition, Machine } from '../../actors/behavior.ts';
import { actionWords, guardWords } from '../../report/chart-parts.ts';
import { placeOf, transitionsOf, triggerOf, withDescendants, type StateNode } from '../../report/chart-transitions.ts';
import type { Chart, ChartState, ChartTransition } from '../protocol/chart.ts';

export function chartOf(kind: string, machine: Machine): Chart {
  // One without an id is called by its kind.
  const id = machine.id === '(machine)' ? kind : machine.id;
  return { kind, id, root: stateOf(machine.root), transitions: numbered(machine).map(transitionOf) };
}

/**
 * Tells the number of a transition in the chart of its kind: of one of this machine, or of a copy of it with other implementations.
 * Transitions by which a machine or a compound state begins have none.
 */
export function transitionNumbers(_kind: string, machine: Machine): (transition: MachineTransition) => number | undefined {
  const numbers = new Map(numbered(machine).map((transition, number) => [placeOf(transition), number]));
  // A long run takes the same few transitions again and again.
  const known = new WeakMap<MachineTransition, number | undefined>();
  return (transition) => {
    if (!known.has(transition)) known.set(transition, numbers.get(placeOf(transition)));
    return known.get(transition);
  };
}

function numbered({ root }: Machine): readonly MachineTransition[] {
  return [...withDescendants(root)].flatMap(transitionsOf);
}

function stateOf(node: StateNode): ChartState {
  const { config, history, initial, key, type } = node;
  return {
    path: pathOf(node),
    key,
    type,
    description: node.description ?? null,
    tags: node.tags,
    // The node's own lists hold XState's timers as well; the config has what was written.
    entry: wordsOf(config.entry),
    exit: wordsOf(config.exit),
    initial: type === 'compound' ? (initial.target?.map(pathOf)[0] ?? null) : null,
    history: type === 'history' ? history || 'shallow' : null,
    ...(type === 'history' && config.target !== undefined ? { orElse: String(config.target) } : {}),
    states: Object.values(node.states).map(stateOf),
  };
}

function transitionOf(transition: MachineTransition): ChartTransition {
  const { source, target = [], guard, actions, reenter, description } = transition;
  return {
    from: pathOf(source),
    to: target.map(pathOf),
    ...triggerOf(transition),
    guard: guard === undefined ? null : guardWords(guard),
    actions: actions.map(actionWords),
    reenter,
    description: description ?? null,
  };
}

function pathOf({ path }: StateNode): string {
  return path.join('.');
}

function wordsOf(actions: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(actions) ? actions : [actions];
  return list.filter((action) => action !== undefined).map(actionWords);
}
