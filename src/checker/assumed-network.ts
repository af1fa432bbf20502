/** The network that a check assumes: what was asked for, within the bounds that the scenario sets to its model. */
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { CheckOptions } from './check-options.ts';

export function assumedNetwork({ network, scenario }: Pick<CheckOptions, 'network' | 'scenario'>): NetworkModel {
  const own = scenario.check?.network ?? { order: 'ordered' };
  if (!network) return own;
  const { equalMax, atOnceWithinPlaces } = own;
  return {
    ...(equalMax === undefined ? {} : { equalMax }),
    ...(atOnceWithinPlaces === undefined ? {} : { atOnceWithinPlaces }),
    ...network,
  };
}
