/** Makes stretches (protocol/details.ts) of a run from its lines and a keyframe before them, by acting the run out again. */
import { behaviorOf, type Behavior, type ChartTransition } from '../../actors/behavior.ts';
import { StepError } from '../../actors/step.ts';
import { Reenactment, type Keyframe } from '../../simulator/reenactment.ts';
import type { SimulationOptions } from '../../simulator/simulation.ts';
import { contextChange, STRETCH_EVENTS, type Detail, type Standing, type Stretch } from '../protocol/details.ts';
import { transitionNumbers } from './chart-of.ts';
import { readTraced } from './traced.ts';

export class Stretcher {
  readonly #behaviors: ReadonlyMap<string, Behavior>;
  readonly #linesOf: (stretch: number) => readonly string[];
  #fired: number[] = [];
  /** The stretch that was made last, which may grow; and where it ended, for what comes after it. */
  #last: Made | undefined;

  constructor(
    { scenario, engine = 'compiled' }: Pick<SimulationOptions, 'scenario' | 'engine'>,
    linesOf: (stretch: number) => readonly string[],
  ) {
    this.#linesOf = linesOf;
    this.#behaviors = new Map(
      Object.entries(scenario.kinds).map(([kind, machine]) => {
        const numberOf = transitionNumbers(kind, machine);
        const onTransition = (transition: ChartTransition): void => {
          const number = numberOf(transition);
          if (number !== undefined) this.#fired.push(number);
        };
        return [kind, behaviorOf(kind, machine, { engine, onTransition })];
      }),
    );
  }

  /**
   * @param from at or before the stretch's first event
   * @throws StepError if the run cannot be acted out up to there
   */
  stretch(index: number, from: Keyframe): Stretch {
    const made = this.#last?.index === index ? this.#last : this.#begin(index, from);
    this.#last = undefined;
    this.#goOn(made, this.#linesOf(index).slice(made.details.length));
    this.#last = made;
    return { index, before: made.before, events: made.details.slice() };
  }

  #begin(index: number, from: Keyframe): Made {
    const first = index * STRETCH_EVENTS;
    const last = this.#last;
    const isOnTheWay = last && last.problem === undefined && last.reenactment.next <= first && last.reenactment.next >= from.next;
    const reenactment = isOnTheWay ? last.reenactment : new Reenactment(this.#behaviors, from);
    while (reenactment.next < first) {
      const block = Math.floor(reenactment.next / STRETCH_EVENTS);
      const lines = this.#linesOf(block).slice(reenactment.next % STRETCH_EVENTS);
      for (const line of lines) reenactment.see(readTraced(line));
      if (lines.length === 0) throw new StepError(`the run is not known up to event ${first}`);
    }
    const before: Record<string, Standing> = {};
    for (const { id, kind, snapshot } of reenactment.actors()) before[id] = { kind, state: snapshot.value, context: snapshot.context };
    return { index, before, details: [], reenactment, problem: undefined };
  }

  #goOn(made: Made, lines: readonly string[]): void {
    for (const line of lines) {
      // A line is what encodeEvent wrote: an object.
      const event = JSON.parse(line) as Detail['event'];
      made.details.push(made.problem === undefined ? this.#detail(made, event, line) : { event, problem: made.problem });
    }
  }

  #detail(made: Made, event: Detail['event'], line: string): Detail {
    this.#fired = [];
    try {
      const step = made.reenactment.see(readTraced(line));
      if (!step) return { event };
      const fired = this.#fired;
      return { event, ...contextChange(step.before, step.after), ...(fired.length > 0 ? { fired } : {}) };
    } catch (cause) {
      if (!(cause instanceof StepError)) throw cause;
      made.problem = `${cause.message}. The trace was made by another version of the machines`;
      return { event, problem: made.problem };
    }
  }
}

interface Made {
  readonly index: number;
  readonly before: Readonly<Record<string, Standing>>;
  readonly details: Detail[];
  readonly reenactment: Reenactment;
  /** From the last of the details on, nobody can tell the states. */
  problem: string | undefined;
}
