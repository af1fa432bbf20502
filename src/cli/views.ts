/** What one of those in a scenario sees of a run: watched while it goes on, shown at its end. */
import { visible } from '../scenarios/format.ts';
import { didYouMean } from '../scenarios/nearest.ts';
import type { View, ViewLine, Watch } from '../scenarios/scenario.ts';
import { planOf } from '../simulator/plan.ts';
import type { Simulation, SimulationOptions } from '../simulator/simulation.ts';
import { EXIT, Stop } from './exit.ts';
import type { GivenFlags } from './scenario-flags.ts';

export interface Watched {
  readonly flag: string;
  /** Whom or what it was asked for. */
  readonly name: string;
  readonly lines: () => readonly ViewLine[];
}

/** Names shown of those that may be asked for; there may be hundreds. */
const NAMES_MAX = 10;

/**
 * Listens to a simulation that has not begun yet.
 *
 * @param options what the simulation was made from
 * @throws Stop if there is nobody of a name
 */
export function watchViews(simulation: Simulation, options: SimulationOptions, asked: GivenFlags['views']): readonly Watched[] {
  const { scenario } = options;
  return Object.entries(asked).flatMap(([flag, given]) => {
    const view = scenario.views?.[flag];
    if (!view) return [];
    const plan = planOf(options);
    const names = view.names(plan);
    return given.map((name): Watched => {
      if (!names.includes(name)) throw unknownName({ scenario: scenario.name, view, name, names });
      const watch: Watch = view.watch(plan, name);
      simulation.system.events.subscribe((event) => watch.see(event));
      return { flag, name, lines: () => watch.lines() };
    });
  });
}

interface Unknown {
  readonly scenario: string;
  readonly view: View<unknown, unknown>;
  readonly name: string;
  readonly names: readonly string[];
}

function unknownName({ scenario, view, name, names }: Unknown): Stop {
  const more = names.length - NAMES_MAX;
  const some = names.slice(0, NAMES_MAX).join(', ') + (more > 0 ? ` and ${more.toLocaleString('en-US')} more` : '');
  const expected = names.length === 0 ? 'there is none in this run' : `expected one of ${some}`;
  const hint = didYouMean(name, names);
  return new Stop(EXIT.usage, visible(`scenario '${scenario}' has no ${view.argument} '${name}'; ${expected}.${hint ? ` ${hint}` : ''}`));
}
