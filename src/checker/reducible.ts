/** Where partial-order reduction may be used, and what it goes by there. */
import { assumedNetwork } from './assumed-network.ts';
import type { Property } from '../properties/property.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { CheckOptions } from './check-options.ts';
import { collected } from './collecting.ts';
import { Futures } from './futures.ts';
import type { Model } from './model.ts';
import { PersistentSets } from './persistent-sets.ts';
import type { Reads } from './reads.ts';
import type { Reduction } from './reduction.ts';
import { CheckRefused } from './refused.ts';

/** Calls of machines that may be spent on finding out who may send to whom: some seconds. */
const MACHINE_STEPS_MAX = 20_000;

/**
 * @param machineStepsMax in place of 20,000
 * @returns with it or without it, and then why
 * @throws CheckRefused where work comes to places
 */
export function reductionOf(
  model: Model,
  {
    network,
    reads,
    machineStepsMax = MACHINE_STEPS_MAX,
  }: { readonly network: NetworkModel; readonly reads: Reads; readonly machineStepsMax?: number },
): { readonly reduction?: Reduction; readonly note?: string } {
  const { columns } = model;
  const [place] = columns.toPlaces;
  if (place) throw refusal(`work that comes to all actors of a place ('${place.place}') at once`, 'work that comes to one actor');
  const standings = collected(model, machineStepsMax);
  if (standings)
    return {
      reduction: new PersistentSets({ columns, futures: new Futures(columns, standings), reads, isOrdered: network.order === 'ordered' }),
    };
  const most = machineStepsMax.toLocaleString('en-US');
  return {
    note: `The reduction was not used: who may send to whom was not known after ${most} steps of machines. Does an actor count, or keep, what it is told, without a bound of its own?`,
  };
}

/** @throws CheckRefused where steps that are left out might matter */
export function refuseReduction(options: CheckOptions, properties: readonly Property[]): void {
  const { scenario, search = 'breadth first', timers = 'any', symmetry = false } = options;
  const network = assumedNetwork(options);
  const budget = options.faults ?? scenario.check?.budget ?? {};
  const remembering = properties.find((it) => it.type === 'throughout');
  const fault = Object.keys(budget).find((name) => (budget[name] ?? 0) > 0);
  if (search !== 'breadth first') throw new CheckRefused(`reduction in a ${search} search`, 'breadth first');
  if (symmetry) throw refusal('symmetry', 'one of the two');
  if (timers === 'in order') throw refusal('timers in order of time', 'timers in any order');
  if (network.order === 'set') throw refusal('a network that keeps messages', 'one that is ordered, or unordered');
  if (network.lossy || network.duplicating) throw refusal('a network that loses or doubles messages', 'one that does neither');
  if (network.atOnceWithinPlaces) throw refusal('messages that come before anything else happens', 'atOnceWithinPlaces left out');
  if (network.equalMax !== undefined) throw refusal('a bound on equal messages under way', 'equalMax left out');
  if (fault !== undefined) throw refusal(`a budget for faults ('${fault}')`, 'no faults');
  if (remembering) throw refusal(`"${remembering.name}", which remembers the order of steps`, 'other properties, chosen by their names');
}

function refusal(found: string, expected: string): CheckRefused {
  return new CheckRefused(`reduction with ${found}`, expected);
}
