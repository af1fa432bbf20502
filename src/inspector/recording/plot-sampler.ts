/**
 * Samples the plots of a scenario over simulated time: a few hundred points, however long the run is. When there are too many, every
 * other one is dropped, and from then on they are taken at twice the distance.
 */
import type { SystemState } from '../../properties/property.ts';
import type { Plot } from '../../scenarios/overview.ts';
import type { PlotData } from '../protocol/frames.ts';

const SAMPLES_MAX = 480;

const FIRST_STEP_MS = 10;

export interface Observed {
  /** Made when it is needed. */
  state(): SystemState;
  metrics(): object;
}

export class PlotSampler {
  readonly #plots: readonly Plot[];
  /** Of each sample, a value for each series of all plots. */
  #samples: { readonly atMs: number; readonly values: readonly (number | null)[] }[] = [];
  #stepMs = FIRST_STEP_MS;
  #nextMs = 0;
  #problem: string | undefined;

  constructor(plots: readonly Plot[]) {
    this.#plots = plots;
  }

  /** Why there are no more samples: a plot, or the figures that it is made from, threw. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** An event has come, and the system stands where it says. */
  see(atMs: number, observed: Observed): void {
    if (atMs < this.#nextMs || this.#plots.length === 0 || this.#problem !== undefined) return;
    this.#take(atMs, observed);
    if (this.#samples.length >= SAMPLES_MAX) {
      this.#samples = this.#samples.filter((_, at) => at % 2 === 0);
      this.#stepMs *= 2;
    }
    this.#nextMs = atMs + this.#stepMs;
  }

  /** The last word: where the run ends, or stands now. */
  end(atMs: number, observed: Observed): void {
    if (this.#plots.length > 0 && this.#problem === undefined && (this.#samples.at(-1)?.atMs ?? -1) < atMs) this.#take(atMs, observed);
  }

  data(): PlotData {
    const atS = this.#samples.map(({ atMs }) => atMs / 1000);
    let column = 0;
    const values = this.#plots.map(({ series }) =>
      series.map(({ as = 'level' }) => {
        const raw = this.#samples.map((sample) => sample.values[column] ?? null);
        column += 1;
        return as === 'level' ? raw : rates(raw, atS);
      }),
    );
    return { atS, values };
  }

  /** What a scenario's own code throws must end neither the run nor whoever shows it. */
  #take(atMs: number, observed: Observed): void {
    try {
      this.#sample(atMs, observed);
    } catch (cause) {
      this.#problem = `The figures end at ${atMs / 1000} s: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
  }

  #sample(atMs: number, observed: Observed): void {
    const seen = { state: observed.state(), metrics: observed.metrics(), atMs };
    const values = this.#plots.flatMap(({ series }) =>
      series.map((one) => {
        const value = one.sample(seen);
        return value !== null && Number.isFinite(value) ? value : null;
      }),
    );
    this.#samples.push({ atMs, values });
  }
}

/** By less than that share of a value, it differs only in how it was rounded. */
const ROUNDING = 1e-12;

/** Increases per second. */
function rates(values: readonly (number | null)[], atS: readonly number[]): readonly (number | null)[] {
  return values.map((value, at) => {
    const before = values[at - 1] ?? null;
    const seconds = (atS[at] ?? 0) - (atS[at - 1] ?? 0);
    if (value === null || before === null || seconds <= 0) return null;
    const more = value - before;
    return Math.abs(more) <= ROUNDING * Math.abs(value) ? 0 : more / seconds;
  });
}
