/**
 * Goes the path of a simulated run through the model: each event must be a step that the model has there, with the same choices, and lead
 * every actor to the same state. Half of the promise that simulator and checker are of one system; the other half is that paths replay.
 */
import { canonical } from '../actors/canonical.ts';
import type { MissedEvent, StepEvent, TraceEvent } from '../actors/trace.ts';
import type { FaultOption } from '../scenarios/check-spec.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { foundationOf } from './build.ts';
import type { CheckOptions } from './check-options.ts';
import { Copies } from './copies.ts';
import { Fingerprints } from './fingerprint.ts';
import { Judge } from './judge.ts';
import type { Happening } from './path.ts';
import { Space } from './space.ts';
import type { Transition } from './transition.ts';

export interface FollowOptions extends Pick<CheckOptions, 'params' | 'seed'> {
  readonly scenario: AnyScenario;
  /** The work of the run, if it came from files. */
  readonly items?: readonly unknown[];
  /** All events of the run, in order, from the first one. */
  readonly events: readonly TraceEvent[];
}

/** Where a run left the model. */
export interface Departure {
  /** Number of the event. */
  readonly n: number;
  readonly why: string;
}

/** Follows a run to its end. @returns how it left the model, if it did */
export function follow({ scenario, params, seed, items, events }: FollowOptions): Departure | undefined {
  const { check: _, ...bare } = scenario;
  const { columns, model: modelWith } = foundationOf(
    {
      // A run may be of more work than a check; what may befall is what befell.
      scenario: { ...bare, check: { faults: () => ({ befell: befell(events) }), budget: { befell: events.length } } },
      params,
      ...(items === undefined ? {} : { items }),
      ...(seed === undefined ? {} : { seed }),
      network: { order: isInOrder(events) ? 'ordered' : 'unordered', lossy: true, duplicating: true },
    },
    { tellsEqualsApart: true },
  );
  const fingerprints = new Fingerprints();
  const judge = new Judge({
    columns,
    fingerprints,
    isExact: false,
    properties: [],
    isEnd: undefined,
    within: undefined,
    checksUnhandled: false,
    checksFailure: false,
  });
  return new Follower(new Space({ model: modelWith([], fingerprints), judge, fingerprints, symmetry: undefined }), events).follow();
}

class Follower {
  readonly #space: Space;
  readonly #events: readonly TraceEvent[];
  readonly #copies: Copies;
  #next = 0;

  constructor(space: Space, events: readonly TraceEvent[]) {
    this.#space = space;
    this.#events = events;
    this.#copies = new Copies(events);
  }

  follow(): Departure | undefined {
    const begun = this.#space.model.initial().find(({ starts }) => this.#isThere(starts.flatMap(({ parts }) => parts)));
    if (!begun) return this.#departure('the actors do not start like that in the model');
    this.#space.take(begun.row);
    this.#space.row.set(this.#space.next);
    this.#skip(begun.starts.reduce((sum, { parts }) => sum + parts.length, 0));
    while (this.#next < this.#events.length) {
      const event = this.#events[this.#next]!;
      const departure = event.type === 'step' ? this.#step(event) : this.#miss(event);
      if (departure) return departure;
    }
    return undefined;
  }

  #step(event: StepEvent): Departure | undefined {
    const wanted = this.#happening(event);
    if (!wanted) return this.#departure(`an actor cannot take a step because of a ${event.cause.type} there`);
    return this.#go(wanted, (transition) => transition.parts.length > 0 && this.#isThere(transition.parts)) ?? this.#loseWhatIsLost();
  }

  /** What is lost is gone when it comes up; what nobody gets is delivered to nobody. */
  #miss({ type, from, to, message, sent }: MissedEvent): Departure | undefined {
    if (type === 'dead letter' && from !== 'fault') {
      const happening: Happening =
        from === 'arrival' ? { type: 'arrival', to, message } : { type: this.#copies.take({ from, to, message, sent }), from, to, message };
      const departure = this.#go(happening, ({ parts }) => parts.length === 0);
      if (departure) return departure;
    }
    this.#next += 1;
    return this.#loseWhatIsLost();
  }

  #happening({ actor, cause }: StepEvent): Happening | undefined {
    switch (cause.type) {
      case 'message': {
        const { from, message, sent } = cause;
        return { type: this.#copies.take({ from, to: actor, message, sent }), from, to: actor, message };
      }
      case 'timer':
        return { type: 'timer', actor, timer: cause.timer, event: { type: '' } };
      case 'arrival':
        return { type: 'arrival', to: actor, message: cause.message };
      case 'fault':
        return { type: 'fault', name: 'befell', to: actor, message: cause.message };
      default:
        return undefined;
    }
  }

  /** Takes the step of the model that is like that, and has that to show for it. */
  #go(wanted: Happening, isIt: (transition: Transition) => boolean): Departure | undefined {
    const { model } = this.#space;
    this.#space.expand(true);
    const key = keyOf(wanted);
    let like = 0;
    for (let step = 0; step < model.steps.count; step += 1) {
      const transition = model.steps.transition(step);
      if (keyOf(transition.happening) !== key) continue;
      like += 1;
      if (!isIt(transition)) continue;
      this.#space.write(step);
      this.#space.row.set(this.#space.next);
      this.#skip(transition.parts.length);
      return undefined;
    }
    return this.#departure(
      like === 0 ? `${key} is no step of the model there` : `${key} leads elsewhere in the model, in each of ${like} ways`,
    );
  }

  /** What a wire was to lose, and no other message stands before. */
  #loseWhatIsLost(): Departure | undefined {
    for (let lost = this.#copies.nextLost(this.#next); lost; lost = this.#copies.nextLost(this.#next)) {
      const departure = this.#go({ type: 'loss', ...lost }, () => true);
      if (departure) return departure;
    }
    return undefined;
  }

  /** Whether the next events are these steps of actors. */
  #isThere(parts: Transition['parts']): boolean {
    const steps = this.#events.slice(this.#next, this.#next + parts.length * 8 + 8).filter((it) => it.type === 'step');
    return parts.every(({ actor, local }, at) => {
      const event = steps[at];
      if (!event || event.actor !== actor.id || canonical(event.choices) !== canonical(local.outcome.choices)) return false;
      const { value, context } = local.outcome.snapshot;
      return canonical([event.snapshot.value, event.snapshot.context]) === canonical([value, context]);
    });
  }

  /** Goes on behind so many steps of actors, and whatever was lost between them. */
  #skip(steps: number): void {
    for (let left = steps; left > 0; this.#next += 1) if (this.#events[this.#next]?.type === 'step') left -= 1;
  }

  #departure(why: string): Departure {
    return { n: this.#events[this.#next]?.n ?? this.#events.length, why };
  }
}

function keyOf(happening: Happening): string {
  if (happening.type === 'timer') return canonical(['timer', happening.actor, happening.timer]);
  return canonical(happening);
}

/** Each message that befell somebody, once. */
function befell(events: readonly TraceEvent[]): readonly FaultOption[] {
  const options = new Map<string, FaultOption>();
  for (const event of events) {
    if (event.type !== 'step' || event.cause.type !== 'fault') continue;
    const option = { to: event.actor, message: event.cause.message };
    options.set(canonical(option), option);
  }
  return [...options.values()];
}

/** Whether a run is one of an ordered network: no message overtook another, and none was lost while others were before it. */
function isInOrder(events: readonly TraceEvent[]): boolean {
  const latest = new Map<string, number>();
  return events.every((event) => {
    if (event.type === 'lost' || event.type === 'partitioned') return false;
    if (event.type !== 'step' || event.cause.type !== 'message') return true;
    const { from, sent } = event.cause;
    const wire = `${from}>${event.actor}`;
    const before = latest.get(wire) ?? -1;
    latest.set(wire, Math.max(before, sent));
    return sent >= before;
  });
}
