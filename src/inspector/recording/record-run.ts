/** Records a simulation while it runs, whoever drives it. */
import type { ActorView } from '../../actors/system.ts';
import { planOf } from '../../simulator/plan.ts';
import { beginning } from '../../simulator/reenactment.ts';
import type { Simulation, SimulationOptions } from '../../simulator/simulation.ts';
import { stateOf } from '../../simulator/system-state.ts';
import type { Observed } from './plot-sampler.ts';
import { RunRecording } from './run-recording.ts';

/**
 * @param simulation that has not begun yet
 * @param options what it was made from
 */
export function recordRun(simulation: Simulation, options: SimulationOptions): RunRecording {
  const recording = new RunRecording(options);
  const observed = observedIn(simulation);
  recording.addKeyframe(beginning(options.scenario.actors(planOf(options))));
  let line = '';
  simulation.onLine((it) => {
    line = it;
  });
  // The simulation hears of an event before whoever subscribes to it later: its line is there.
  simulation.system.events.subscribe((event) => {
    recording.add(event, line);
    recording.plots.see(event.atMs, observed);
  });
  return recording;
}

export function observedIn(simulation: Simulation): Observed {
  return { state: () => stateOf(living(simulation.system.actors())), metrics: () => simulation.metrics() };
}

/** While its last event is told, an actor is still there; a state that is rebuilt has it gone. */
function* living(actors: Iterable<ActorView>): Iterable<ActorView> {
  for (const actor of actors) if (actor.snapshot.status !== 'done') yield actor;
}
