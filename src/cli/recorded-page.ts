/** The inspector's page with a run inside: recorded while it runs, written at its end. */
import { fileURLToPath } from 'node:url';
import { aboutRun } from '../inspector/recording/about.ts';
import { counterexampleOf } from '../inspector/recording/counterexample.ts';
import { embeddedRun } from '../inspector/recording/embed.ts';
import { observedIn, recordRun } from '../inspector/recording/record-run.ts';
import { selfContainedPage } from '../inspector/self-contained.ts';
import type { Simulation, SimulationResult } from '../simulator/simulation.ts';
import type { Written } from './outputs.ts';

/** Where the page is after a build. */
export const PAGE_FOLDER = fileURLToPath(new URL('../inspector/page', import.meta.url));

/** Listens to a simulation that has not begun yet; gives what makes the page of its result. */
export function recordPage(simulation: Simulation, { reference, options, schedule }: Written): (result: SimulationResult) => string {
  const recording = recordRun(simulation, options);
  return ({ events, atMs, end }) => {
    recording.plots.end(atMs, observedIn(simulation));
    const { scenario, params, seed } = options;
    const counterexample = schedule ? { counterexample: counterexampleOf(schedule, recording, options) } : {};
    const about = aboutRun({ mode: 'trace', scenario, reference, params, seed, ...counterexample });
    const status = { events, atMs, playing: false, speed: null, progress: 1, end, problem: null, rebuilt: events };
    return selfContainedPage(PAGE_FOLDER, embeddedRun({ about, status, recording }));
  };
}
