/** What the chart shows of an actor at the cursor: where it stands, what fired last, and what it would accept. */
import type { Chart } from '../../protocol/chart.ts';
import type { Stretch } from '../../protocol/details.ts';
import { STRETCH_EVENTS } from '../../protocol/details.ts';
import { FLAG } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';
import { activePaths } from '../model/labels.ts';
import type { Moment } from '../model/store.ts';

export type ActorState =
  /** `step`: the number of its last step; `state`: its state value. */
  { readonly type: 'here' | 'gone'; readonly step: number; readonly state: unknown } | { readonly type: 'not yet' };

/** @param moment exact states, which may be behind the cursor; only they tell that an actor was stopped by another */
export function actorStateAt(events: EventTable, moment: Moment | null, cursor: number, actor: number): ActorState {
  const step = events.lastStepOf(actor, cursor);
  if (step === undefined) return { type: 'not yet' };
  const { state, flags } = events.row(step) ?? { state: null, flags: 0 };
  const id = events.actors[actor]?.id ?? '';
  const standing = moment?.n === cursor ? moment.standings.get(id) : undefined;
  const isGone = (flags & FLAG.final) !== 0 || (moment?.n === cursor && !standing);
  return { type: isGone ? 'gone' : 'here', step, state: standing ? standing.state : parsed(state) };
}

/** Paths of the states that are active; none of an actor that is not there. */
export function activeOf(state: ActorState): ReadonlySet<string> {
  return state.type === 'here' ? activePaths(state.state) : NONE_ACTIVE;
}

/** Of active paths, those that are not around others. */
export function innermost(active: ReadonlySet<string>): readonly string[] {
  return [...active].filter((path) => ![...active].some((other) => other !== path && (path === '' || other.startsWith(`${path}.`))));
}

/** Numbers of the transitions that fired in a step; undefined: the stretch does not hold it. */
export function firedIn({ index, events }: Stretch, step: number): readonly number[] | undefined {
  const detail = events[step - index * STRETCH_EVENTS];
  return detail && (detail.fired ?? []);
}

/** Numbers of the transitions whose event can be sent to an actor where it stands. Their guards may still refuse it. */
export function acceptedOf({ transitions }: Chart, active: ReadonlySet<string>): ReadonlySet<number> {
  return new Set(
    transitions.flatMap(({ from, trigger, text }, number) => (trigger === 'event' && active.has(from) && isSendable(text) ? [number] : [])),
  );
}

/** A wildcard names no event, and XState's own events are not sent. */
function isSendable(type: string): boolean {
  return !type.includes('*') && !type.startsWith('xstate.');
}

const NONE_ACTIVE: ReadonlySet<string> = new Set();

function parsed(state: string | null): unknown {
  // It was written by JSON.stringify, in a column of states.
  return state === null ? null : JSON.parse(state);
}
