import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/actors/random.ts';
import type { Arrival } from '../../../src/actors/system.ts';
import { batchFaults } from '../../../src/scenarios/batch/faults.ts';
import type { BatchParameters } from '../../../src/scenarios/batch/parameters.ts';
import { paramsOf } from '../../promises/shop.ts';

function faultsOf(faults: Partial<BatchParameters['faults']>, seed = 1): Generator<Arrival> {
  const params = paramsOf({}) as BatchParameters; // The batch scenario's own.
  return batchFaults({ ...params, faults: { ...params.faults, ...faults } }, new Random(seed));
}

function first(count: number, faults: Generator<Arrival>): readonly Arrival[] {
  return Array.from({ length: count }, () => faults.next()).flatMap(({ value }) => (value === undefined ? [] : [value as Arrival]));
}

const ALL = { dropEveryS: 300, missortEveryS: 200, jamEveryS: 100, powerEveryS: 400 };

describe('the faults of a day', () => {
  test('are none unless they are asked for', () => {
    expect([...faultsOf({})]).toEqual([]);
  });

  test('befall the one whose they are, at the times of the schedule, whatever its order', () => {
    const schedule = [
      { type: 'power', atS: 3600 },
      { type: 'drop', atS: 0 },
      { type: 'jam', atS: 60.5 },
      { type: 'missort', atS: 60.5 },
    ] as const;
    expect([...faultsOf({ schedule: [...schedule] })]).toEqual([
      { atMs: 0, to: 'operator', message: { type: 'fault.drop' } },
      { atMs: 60_500, to: 'processor', message: { type: 'fault.jam' } },
      { atMs: 60_500, to: 'operator', message: { type: 'fault.missort' } },
      { atMs: 3_600_000, to: 'processor', message: { type: 'fault.power' } },
    ]);
  });

  test('come in order of time from all sources together, without end, and only as far as they are asked for', () => {
    const some = first(5_000, faultsOf({ ...ALL, schedule: [{ type: 'power', atS: 1_000 }] }));
    expect(some).toHaveLength(5_000);
    const times = some.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(some).toContainEqual({ atMs: 1_000_000, to: 'processor', message: { type: 'fault.power' } });
    expect(new Set(some.map(({ message }) => message.type))).toEqual(new Set(['fault.drop', 'fault.missort', 'fault.jam', 'fault.power']));
  });

  test('come as often as their mean says', () => {
    const times = first(20_000, faultsOf({ jamEveryS: 100 })).map(({ atMs }) => atMs / 1000);
    // The standard error of the mean of 20,000 exponential gaps of 100 s is 0.7 s.
    expect(Math.abs((times.at(-1) ?? 0) / times.length - 100)).toBeLessThan(3);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(first(100, faultsOf(ALL, 7))).toEqual(first(100, faultsOf(ALL, 7)));
    expect(first(100, faultsOf(ALL, 7))).not.toEqual(first(100, faultsOf(ALL, 8)));
  });

  test('of one kind are not moved by faults of another', () => {
    const jams = (faults: Partial<BatchParameters['faults']>): readonly number[] =>
      first(400, faultsOf(faults)).flatMap(({ atMs, message }) => (message.type === 'fault.jam' ? [atMs] : []));
    const among = jams(ALL);
    expect(among.length).toBeGreaterThan(100);
    expect(jams({ jamEveryS: 100 }).slice(0, among.length)).toEqual(among);
  });
});
