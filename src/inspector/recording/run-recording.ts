/**
 * All that there is to know of a run of a scenario, for as many pages as want to look at it: its events in columns, its lines, and
 * keyframes every so often, from which any state of it is rebuilt.
 */
import { kindOf } from '../../actors/system.ts';
import type { Keyframe } from '../../simulator/reenactment.ts';
import type { SimulationOptions } from '../../simulator/simulation.ts';
import { STRETCH_EVENTS, type Stretch } from '../protocol/details.ts';
import { EventLog } from './event-log.ts';
import { LineStore, type Found } from './line-store.ts';
import { PlotSampler } from './plot-sampler.ts';
import { SourceError } from './source.ts';
import { Stretcher } from './stretcher.ts';
import { occurrenceOf, type Traced } from './traced.ts';

/** Keyframes are at least so many events apart for each actor that there is: each of them holds all. */
const EVENTS_PER_ACTOR = 4;

export class RunRecording {
  readonly log: EventLog;
  readonly plots: PlotSampler;
  readonly #lines = new LineStore();
  readonly #stretcher: Stretcher;
  readonly #keyframes: Keyframe[] = [];

  constructor(options: SimulationOptions) {
    const { scenario, params } = options;
    const placeOf = scenario.wires?.(params).placeOf;
    this.log = new EventLog((id) => ({ id, kind: kindOf(id), place: placeOf?.(id) ?? null }));
    this.plots = new PlotSampler(scenario.plots?.(params) ?? []);
    this.#stretcher = new Stretcher(options, (stretch) => this.#lines.stretch(stretch));
  }

  add(event: Traced, line: string): void {
    this.log.add(occurrenceOf(event));
    this.#lines.add(line);
  }

  /** Lines of a stretch, as they were added. */
  lines(stretch: number): readonly string[] {
    return this.#lines.stretch(stretch);
  }

  /** All lines that there are. */
  *allLines(): Iterable<string> {
    for (let stretch = 0; stretch < this.#lines.stretches; stretch += 1) yield* this.#lines.stretch(stretch);
  }

  /** The event after which there should be another keyframe. */
  get keyframeDue(): number {
    const spacing = Math.max(STRETCH_EVENTS, EVENTS_PER_ACTOR * this.log.actorCount);
    return (this.#keyframes.at(-1)?.next ?? -spacing) + spacing;
  }

  /** @param keyframe later than all others */
  addKeyframe(keyframe: Keyframe): void {
    this.#keyframes.push(keyframe);
  }

  /** @throws SourceError */
  stretch(index: number): Stretch {
    const first = index * STRETCH_EVENTS;
    if (index < 0 || first > this.log.count || this.log.count === 0) throw new SourceError(`there are no events from ${first} on yet`);
    const keyframe = this.#keyframes.findLast(({ next }) => next <= first);
    if (!keyframe) throw new SourceError('the states are not known yet');
    try {
      return this.#stretcher.stretch(index, keyframe);
    } catch (cause) {
      throw new SourceError(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  /** Numbers of events whose lines hold a text. */
  find(text: string): Promise<Found> {
    return this.#lines.find(text);
  }
}
