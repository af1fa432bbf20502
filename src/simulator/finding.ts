/** What a property says of the state that a schedule leads to. */
import type { AnyScenario } from '../scenarios/scenario.ts';
import { Recollection } from './recollection.ts';
import type { Simulation } from './simulation.ts';
import { stateOf } from './system-state.ts';
import type { ScheduleHeader } from './trace-file.ts';

/** `not in a state`: it is about paths, or about what cannot be told from one state; or the scenario has no such property. */
export type Finding = 'holds' | 'does not hold' | 'not in a state';

/**
 * Listens to a simulation that has not begun yet.
 *
 * @returns asks the property of a schedule about the present state
 */
export function finding(
  simulation: Simulation,
  { properties = [] }: AnyScenario,
  { property: name, type }: Pick<ScheduleHeader, 'property' | 'type'>,
): () => Finding {
  const property = properties.find((it) => it.name === name && it.type === type);
  const recollection = new Recollection(property ? [property] : []);
  simulation.system.events.subscribe((event) => recollection.see(event));
  return () => {
    const state = stateOf(simulation.system.actors());
    switch (property?.type) {
      case 'always':
      case 'throughout':
        return recollection.broken(state) === undefined ? 'holds' : 'does not hold';
      case 'sometimes':
        return property.holds(state) ? 'holds' : 'does not hold';
      default:
        return 'not in a state';
    }
  };
}
