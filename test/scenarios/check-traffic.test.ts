import { describe, expect, test } from 'vitest';
import { checkArrivals, checkWires } from '../../src/scenarios/check-traffic.ts';

const KINDS = ['desk', 'courier'];
const found = (problems: ReturnType<typeof checkWires>): readonly string[] =>
  problems.map(({ found: it, hint }) => [it, hint].filter(Boolean).join(' | '));

describe('wires', () => {
  test('may leave out everything, and may have all that a wire can have', () => {
    expect(checkWires({}, KINDS)).toEqual([]);
    const rule = {
      from: 'courier',
      to: 'desk',
      latencyS: { type: 'exponential', mean: 2 },
      bandwidthBytesPerS: 9,
      loss: 0.1,
      duplication: 1,
      faultsUntilS: 60,
    };
    const wires = {
      rules: [{ ...rule, reordering: { probability: 0.5, byS: 1 } }],
      partitions: [{ fromS: 1, untilS: 2, groups: [['desk']] }],
      sizeBytes: () => 1,
      placeOf: () => null,
      between: () => null,
    };
    expect(checkWires(wires, KINDS)).toEqual([]);
  });

  test.each([
    [{ partitons: [] }, "the unknown member 'partitons' of wires | Did you mean partitions?"],
    [{ rules: [{ los: 1 }] }, "the unknown member 'los' of wires.rules.0 | Did you mean loss?"],
    [{ rules: [{ to: 'dask' }] }, "a rule for the kind 'dask', which there is not | Did you mean desk?"],
  ])('are refused as %j, with the nearest right name', (wires, text) => {
    expect(found(checkWires(wires, KINDS))).toEqual([text]);
  });

  test('between places are refused where nobody says who is where', () => {
    expect(found(checkWires({ between: () => null }, KINDS))).toEqual(['wires.between without wires.placeOf']);
    expect(checkWires({ placeOf: () => null }, KINDS)).toEqual([]);
  });

  test.each([
    [{ rules: [{ loss: 2 }] }],
    [{ rules: [{ latencyS: -1 }] }],
    [{ rules: [{ bandwidthBytesPerS: 0 }] }],
    [{ rules: [{ faultsUntilS: -1 }] }],
    [{ sizeBytes: 3 }],
    [{ placeOf: { desk: 'lab' } }],
    [{ between: 'lab', placeOf: () => null }],
  ])('are refused as %j, which cannot be meant', (wires) => {
    expect(checkWires(wires, KINDS)).toMatchObject([{ found: expect.stringContaining('that does not fit') }]);
  });
});

describe('messages from outside', () => {
  const at = (atMs: number, to = 'courier-1'): object => ({ atMs, to, message: { type: 'go' } });

  test('are in order of time, to kinds that there are', () => {
    expect(checkArrivals('arrivals', [at(0), at(0), at(5, 'desk')], KINDS)).toEqual([]);
    expect(found(checkArrivals('arrivals', [at(5), at(4)], KINDS))).toEqual(['4 ms after 5 ms among its arrivals']);
    expect(found(checkArrivals('faults', [at(0, 'dsk')], KINDS))).toEqual([
      "a message to 'dsk' among its faults, whose kind 'dsk' there is not | Did you mean desk?",
    ]);
  });

  test('may be to a place, whatever its name, in order of time with the others', () => {
    const toPlace = (atMs: number): object => ({ ...at(atMs), to: { place: 'lab3' } });
    expect(checkArrivals('faults', [at(0), toPlace(1), at(2)], KINDS)).toEqual([]);
    expect(found(checkArrivals('faults', [toPlace(5), at(4)], KINDS))).toEqual(['4 ms after 5 ms among its faults']);
    expect(found(checkArrivals('faults', [at(5), toPlace(4)], KINDS))).toEqual(['4 ms after 5 ms among its faults']);
    expect(found(checkArrivals('faults', [toPlace(0), at(0, 'dsk')], KINDS))).toHaveLength(1);
  });

  test.each([
    [{ atMs: 1, to: { places: ['lab3'] }, message: { type: 'x' } }],
    [{ atMs: 1, to: { place: 3 }, message: { type: 'x' } }],
    [{ atMs: Number.NaN, to: 'desk', message: { type: 'x' } }],
    [{ atS: 1, to: 'desk', message: { type: 'x' } }],
    [{ atMs: 1, to: 'desk', message: {} }],
    [null],
  ])('are refused as %j', (it) => {
    expect(checkArrivals('arrivals', [it], KINDS)).toMatchObject([{ expected: expect.stringContaining('{ atMs, to, message') }]);
  });
});
