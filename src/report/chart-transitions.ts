/** The transitions of a chart: in which order they stand in it, what sets each off, and how to know one again in a copy of its machine. */
import type { ChartTransition, Machine } from '../actors/behavior.ts';

export type StateNode = Machine['root'];

/** What sets a transition off. Its text: the type of a message, which may hold a wildcard, or a delay; `always` and `done` say all. */
export interface Trigger {
  readonly trigger: 'event' | 'after' | 'always' | 'done';
  readonly text: string;
}

/** Those of one state, as they were written; the ones that wait for nothing come last. */
export function transitionsOf(node: StateNode): readonly ChartTransition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

/** A state and all that it contains, in document order. */
export function* withDescendants(node: StateNode): Generator<StateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* withDescendants(child);
}

export function triggerOf({ eventType, source }: ChartTransition): Trigger {
  const type = String(eventType);
  if (type === '') return { trigger: 'always', text: 'always' };
  if (type === `xstate.done.state.${source.id}`) return { trigger: 'done', text: 'done' };
  const prefix = 'xstate.after.';
  if (!type.startsWith(prefix)) return { trigger: 'event', text: type };
  const delay = type.slice(prefix.length, -`.${source.id}`.length);
  return { trigger: 'after', text: `${delay}${/^\d/.test(delay) ? ' ms' : ''}` };
}

/** Where it stands in the chart: XState makes new objects for every copy of a machine, as `provide` makes one. */
export function placeOf(transition: ChartTransition): string {
  const { source, eventType } = transition;
  const branches = eventType === '' ? source.always : source.transitions.get(eventType);
  return JSON.stringify([source.path, eventType, branches?.indexOf(transition) ?? -1]);
}
