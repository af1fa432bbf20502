/**
 * The figures of a scenario that measures nothing itself: who told whom what, and how the actors of
 * each kind spent their time. Bounded by the kinds, messages and states of the machines.
 */
import type { StateValue } from '../../actors/step.ts';
import { kindOf } from '../../actors/system.ts';
import type { TraceEvent } from '../../actors/trace.ts';
import { counted, integer, percent } from '../format.ts';
import type { Measure, Report, Section } from '../scenario.ts';

export interface ActivityMetrics {
  readonly actors: number;
  /** Messages delivered, by `sender > type > receiver`, of kinds. */
  readonly messages: Readonly<Record<string, number>>;
  /** Messages lost on the wire. */
  readonly lost: number;
  /** Share of their time that the actors of a kind spent in a state. */
  readonly timeIn: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Since {
  readonly kind: string;
  state: string;
  atMs: number;
}

export function measureActivity(): Measure<ActivityMetrics> {
  const actors = new Map<string, Since>();
  const spentMs = new Map<string, Map<string, number>>();
  const messages = new Map<string, number>();
  let started = 0;
  let lost = 0;

  function spend({ kind, state, atMs }: Since, untilMs: number, into: Map<string, Map<string, number>>): void {
    const ofKind = into.get(kind) ?? new Map<string, number>();
    ofKind.set(state, (ofKind.get(state) ?? 0) + untilMs - atMs);
    into.set(kind, ofKind);
  }

  return {
    see(event: TraceEvent) {
      if (event.type !== 'step') {
        if (event.type !== 'dead letter') lost += 1;
        return;
      }
      const { actor, kind, cause, atMs, final } = event;
      if (cause.type === 'message') {
        const what = `${kindOf(cause.from)} > ${cause.message.type} > ${kind}`;
        messages.set(what, (messages.get(what) ?? 0) + 1);
      }
      const state = stateName(event.state);
      const since = actors.get(actor);
      if (!since) {
        started += 1;
        actors.set(actor, { kind, state, atMs });
      } else if (since.state !== state) {
        spend(since, atMs, spentMs);
        since.state = state;
        since.atMs = atMs;
      }
      if (final) actors.delete(actor);
      for (const stopped of event.stops) {
        const gone = actors.get(stopped);
        if (gone) spend(gone, atMs, spentMs);
        actors.delete(stopped);
      }
    },
    metrics(nowMs) {
      const total = new Map([...spentMs].map(([kind, states]) => [kind, new Map(states)]));
      for (const since of actors.values()) spend(since, nowMs, total);
      return {
        actors: started,
        messages: Object.fromEntries([...messages].sort(byName)),
        lost,
        timeIn: Object.fromEntries([...total].sort(byName).map(([kind, states]) => [kind, shares(states)])),
      };
    },
  };
}

export function reportActivity({ actors, messages, lost, timeIn }: ActivityMetrics): Report {
  const sections: Section[] = [
    {
      type: 'table',
      title: 'Messages',
      columns: [
        { title: 'from', align: 'left' },
        { title: 'message', align: 'left' },
        { title: 'to', align: 'left' },
        { title: 'delivered', align: 'right' },
      ],
      rows: Object.entries(messages).map(([what, times]) => [...what.split(' > '), integer(times)]),
      ...(lost > 0 ? { note: `${counted(lost, 'more was', 'more were')} lost on the wire` } : {}),
    },
    {
      type: 'table',
      title: 'Time spent',
      columns: [
        { title: 'kind', align: 'left' },
        { title: 'state', align: 'left' },
        { title: 'of the time', align: 'right' },
      ],
      rows: Object.entries(timeIn).flatMap(([kind, states]) =>
        Object.entries(states).map(([state, share]) => [kind, state, percent(share)]),
      ),
    },
  ];
  return {
    headline: `${counted(actors, 'actor')} took part.`,
    sections: sections.filter((section) => section.type === 'table' && section.rows.length > 0),
    remarks: [],
    next: [{ flags: '--seed 2', shows: 'another schedule' }],
  };
}

/** The state as one name: nested with a dot, regions with a bar. */
function stateName(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, part]) => (typeof part === 'object' && Object.keys(part).length === 0 ? key : `${key}.${stateName(part)}`))
    .join(' | ');
}

function shares(states: ReadonlyMap<string, number>): Record<string, number> {
  const total = [...states.values()].reduce((sum, ms) => sum + ms, 0);
  return Object.fromEntries([...states].sort(byName).map(([state, ms]) => [state, total === 0 ? 0 : ms / total]));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
