/** What goes wrong at the batch shop: at given times, and at random. */
import { sampler, type Random } from '../../actors/random.ts';
import type { Arrival } from '../../actors/system.ts';
import type { BatchParameters } from './parameters.ts';

type FaultName = BatchParameters['faults']['schedule'][number]['type'];

/** Whom a fault befalls. */
const VICTIM: Readonly<Record<FaultName, 'operator' | 'processor'>> = {
  drop: 'operator',
  missort: 'operator',
  jam: 'processor',
  power: 'processor',
};

interface Source {
  readonly name: FaultName;
  nextS: number;
  readonly after: (atS: number) => number;
}

/** All faults in order of time. Has no end where a mean time between faults is given. */
export function* batchFaults({ faults }: BatchParameters, random: Random): Generator<Arrival> {
  const sources: Source[] = faults.schedule.map(({ type, atS }) => ({ name: type, nextS: atS, after: () => Number.POSITIVE_INFINITY }));
  const recurring: readonly (readonly [FaultName, number | null])[] = [
    ['drop', faults.dropEveryS],
    ['missort', faults.missortEveryS],
    ['jam', faults.jamEveryS],
    ['power', faults.powerEveryS],
  ];
  for (const [name, everyS] of recurring) {
    if (everyS === null) continue;
    const draw = sampler({ type: 'exponential', mean: everyS }, random.stream(`faults/${name}`));
    sources.push({ name, nextS: draw(), after: (atS) => atS + draw() });
  }
  for (;;) {
    let first: Source | undefined;
    for (const source of sources) if (source.nextS < (first?.nextS ?? Number.POSITIVE_INFINITY)) first = source;
    if (!first) return;
    yield { atMs: first.nextS * 1000, to: VICTIM[first.name], message: { type: `fault.${first.name}` } };
    first.nextS = first.after(first.nextS);
  }
}
