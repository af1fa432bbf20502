/**
 * A simulation that is led through a schedule in place of its own time: so a counterexample of the checker becomes a run, with all
 * that a run has, its trace, its report and its figures.
 */
import type { AnyScenario } from '../scenarios/scenario.ts';
import { Leader } from './leader.ts';
import type { Schedule } from './recorded.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

/**
 * A simulation of a schedule. It is driven like any other; its machines are checked on the way.
 *
 * When it is driven, it throws ScheduleError where the schedule asks for what cannot happen, and StepError where a machine fails.
 */
export function ledSimulation(options: SimulationOptions, schedule: Schedule): Simulation {
  const simulation = new Simulation({ ...options, scenario: withoutItsOwnTime(options.scenario), checked: true });
  const leader = new Leader(simulation, schedule);
  simulation.system.events.subscribe((event) => leader.see(event));
  return simulation;
}

/** What comes from outside comes by the schedule, which also says when all is over; a property that does not hold is no surprise. */
function withoutItsOwnTime(scenario: AnyScenario): AnyScenario {
  const { arrivals: _arrivals, faults: _faults, properties: _properties, measure, ...rest } = scenario;
  if (!measure) return rest;
  return {
    ...rest,
    measure: (plan, onRow) => {
      const whole = measure.call(scenario, plan, onRow);
      return { see: (event) => whole.see(event), metrics: (nowMs) => whole.metrics(nowMs) };
    },
  };
}
