/** A simulation from a scenario and settings, for programs: what the command line does, without its flags. */
import { paramsOf, type Settings } from '../scenarios/parameters.ts';
import { anyScenario, type Scenario } from '../scenarios/scenario.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

export interface SimulateOptions extends Omit<SimulationOptions, 'scenario' | 'params' | 'seed'> {
  /** 1 unless given. */
  readonly seed?: number;
  readonly preset?: string;
  readonly settings?: Settings;
}

/**
 * Makes a simulation; its `run()` plays it to the end.
 *
 * @throws Error if a parameter does not exist or has a wrong value, with all that is wrong
 */
export function simulate<Params, Item, Metrics extends object>(
  scenario: Scenario<Params, Item, Metrics>,
  { seed = 1, preset, settings = {}, ...options }: SimulateOptions = {},
): Simulation {
  const erased = anyScenario(scenario);
  return new Simulation({ ...options, scenario: erased, params: paramsOf(erased, preset, settings), seed });
}
