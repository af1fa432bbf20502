/** What an event costs, the more of them there are, and the more actors. */
import type { Comparison } from '../comparison.ts';
import { javaScriptSide } from '../sides/javascript.ts';
import { ourSides } from '../sides/ours.ts';
import type { Order } from '../works/child.ts';
import { LARGE_HEAP, scaled, type Workshop } from '../workshop.ts';

const EVENTS = [1e3, 1e4, 1e5, 1e6, 1e7];
const ACTORS = [10, 100, 1e3, 1e4, 1e5, 1e6];
/** For each number of actors. */
const EVENTS_OF_ACTORS = 1_000_000;
const RING_ACTORS = 1_000;
const WARM_UP = 1_000_000;

export function growthComparisons(workshop: Workshop): readonly Comparison[] {
  const most = (all: readonly number[]): readonly number[] =>
    all.filter((it, index) => index < 2 || it <= scaled(all.at(-1) ?? 0, workshop));
  return [
    ...most(EVENTS).map((events) => byEvents(workshop, events)),
    ...most(ACTORS).map((actors) => byActors(workshop, actors, scaled(EVENTS_OF_ACTORS, workshop, 1_000))),
  ];
}

function byEvents(workshop: Workshop, events: number): Comparison {
  const asked = { actors: RING_ACTORS, hops: events, warmUp: scaled(WARM_UP, workshop) };
  return {
    work: `growth, ${events.toLocaleString('en-US')} events`,
    description: `hops round a ring of ${RING_ACTORS.toLocaleString('en-US')} actors`,
    amount: events,
    unit: 'events',
    derive: (medianMs) => ({ nsPerEvent: (medianMs / events) * 1e6, events }),
    sides: [
      ...ourSides({
        file: workshop.compiled('bench/works/child'),
        argumentFor: (engine) => ({ program: 'ring', options: { ...asked, engine } }) satisfies Order,
      }).slice(0, 1),
      javaScriptSide({ peer: 'plain-js', file: 'plain-js/ring.mjs', argument: asked }),
    ],
  };
}

function byActors(workshop: Workshop, actors: number, events: number): Comparison {
  const asked = { actors, events, warmUp: scaled(WARM_UP, workshop) };
  return {
    work: `growth, ${actors.toLocaleString('en-US')} actors`,
    description: `${events.toLocaleString('en-US')} timers that go off, of actors that set theirs again`,
    amount: events,
    unit: 'events',
    derive: (medianMs) => ({ nsPerEvent: (medianMs / events) * 1e6, actors }),
    sides: [
      ...ourSides({
        file: workshop.compiled('bench/works/child'),
        argumentFor: (engine) => ({ program: 'timers', options: { ...asked, engine } }) satisfies Order,
        flags: [LARGE_HEAP],
      }).slice(0, 1),
      javaScriptSide({ peer: 'plain-js', file: 'plain-js/timers.mjs', argument: asked, flags: [LARGE_HEAP] }),
    ],
  };
}
