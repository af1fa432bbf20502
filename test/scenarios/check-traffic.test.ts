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
    };
    const wires = {
      rules: [{ ...rule, reordering: { probability: 0.5, byS: 1 } }],
      partitions: [{ fromS: 1, untilS: 2, groups: [['desk']] }],
      sizeBytes: () => 1,
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

  test.each([[{ rules: [{ loss: 2 }] }], [{ rules: [{ latencyS: -1 }] }], [{ rules: [{ bandwidthBytesPerS: 0 }] }], [{ sizeBytes: 3 }]])(
    'are refused as %j, which cannot be meant',
    (wires) => {
      expect(checkWires(wires, KINDS)).toMatchObject([{ found: expect.stringContaining('that does not fit') }]);
    },
  );
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

  test.each([
    [{ atMs: Number.NaN, to: 'desk', message: { type: 'x' } }],
    [{ atS: 1, to: 'desk', message: { type: 'x' } }],
    [{ atMs: 1, to: 'desk', message: {} }],
    [null],
  ])('are refused as %j', (it) => {
    expect(checkArrivals('arrivals', [it], KINDS)).toMatchObject([{ expected: expect.stringContaining('{ atMs, to, message') }]);
  });
});
