/** What a page is told of a run before its first event. */
import type { AnyScenario } from '../../scenarios/scenario.ts';
import { version } from '../../version.ts';
import type { About, Counterexample } from '../protocol/frames.ts';
import { chartOf } from './chart-of.ts';

export interface Shown {
  readonly mode: 'live' | 'trace';
  readonly scenario: AnyScenario;
  /** As it is named on the command line. */
  readonly reference: string;
  readonly params: unknown;
  readonly seed: number;
  readonly counterexample?: Counterexample;
}

export function aboutRun({ mode, scenario, reference, params, seed, counterexample }: Shown): About {
  const plots = scenario.plots?.(params) ?? [];
  return {
    mode,
    title: scenario.title,
    description: scenario.description,
    scenario: reference,
    version,
    seed,
    params,
    charts: Object.fromEntries(Object.entries(scenario.kinds).map(([kind, machine]) => [kind, chartOf(kind, machine)])),
    overview: scenario.overview?.(params) ?? null,
    plots: plots.map(({ title, unit, series }) => ({ title, unit, series: series.map(({ label }) => label) })),
    counterexample: counterexample ?? null,
  };
}
