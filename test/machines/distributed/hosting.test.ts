import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freed, isKnown, needBytes, NOBODY, standing, taken, type Hosting } from '../../../src/machines/distributed/hosting.ts';
import type { Order, ProcessId } from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';
import { commandOf, orderOf } from './lone.ts';

const MEMORY_BYTES = 100;
const PC = { machine: 'pc1', cores: 2, speed: 2, memoryBytes: MEMORY_BYTES };

/** The memory of a machine that was asked for one order after another. */
function hostingOf(...orders: readonly Order[]): Hosting {
  return orders.reduce((hosting, order) => taken(hosting, order, MEMORY_BYTES).hosting, NOBODY);
}

describe('the memory of a machine', () => {
  const [a, b, c, d] = [orderOf('a', 60), orderOf('b', 50), orderOf('c', 10), orderOf('d', 40)];

  test('goes to whoever comes while there is room', () => {
    expect(taken(hostingOf(a), d, MEMORY_BYTES)).toEqual({
      hosting: {
        hosted: [
          { process: a.process, memoryBytes: 60 },
          { process: d.process, memoryBytes: 40 },
        ],
        waiting: [],
        usedBytes: 100,
      },
      admitted: [d],
    });
  });

  test('goes to nobody who would overtake, though there were room', () => {
    const { hosting, admitted } = taken(hostingOf(a, b), c, MEMORY_BYTES);
    expect([admitted, hosting.waiting, hosting.usedBytes]).toEqual([[], [b, c], 60]);
  });

  test('goes, when given back, to as many as it suffices for, in order of arrival', () => {
    const { hosting, admitted } = freed(hostingOf(a, b, c, d, orderOf('e', 1)), a.process, MEMORY_BYTES);
    expect([admitted, hosting.waiting.length, hosting.usedBytes]).toEqual([[b, c, d], 1, 100]);
  });

  test('is given back once, and only by who has it', () => {
    const hosting = hostingOf(a, b);
    expect(freed(hosting, b.process, MEMORY_BYTES)).toEqual({ hosting, admitted: [] });
    const { hosting: after } = freed(hosting, a.process, MEMORY_BYTES);
    expect(freed(after, a.process, MEMORY_BYTES)).toEqual({ hosting: after, admitted: [] });
  });

  test('is not asked for by what the system does itself', () => {
    expect(needBytes({ ...a, command: commandOf({ type: 'ls', owner: 'ada' }) })).toBe(0);
    expect(needBytes(a)).toBe(60);
  });

  test('is told of with all that was asked for, and load with all who run or wait, over cores and speed', () => {
    expect(standing(hostingOf(a, b, c), PC, ['ada/x'])).toEqual({
      machine: 'pc1',
      load: 3 / 4,
      freeBytes: MEMORY_BYTES - 60 - 50 - 10,
      cached: ['ada/x'],
      age: 0,
    });
  });

  test('whoever comes and goes: no more than there is, each its own, to all in their turn, and none left over in the end', () => {
    // A positive number is the memory of the next process, a negative one the place of a process that ends.
    const comings = fc.array(fc.integer({ min: -9, max: MEMORY_BYTES }), { maxLength: 60 });
    fc.assert(
      fc.property(comings, (events) => {
        const arrived: ProcessId[] = [];
        const begun: ProcessId[] = [];
        let hosting = NOBODY;
        const go = (result: ReturnType<typeof taken>): void => {
          hosting = result.hosting;
          begun.push(...result.admitted.map(({ process }) => process));
          const used = hosting.hosted.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
          expect(hosting.usedBytes).toBe(used);
          expect(used).toBeLessThanOrEqual(MEMORY_BYTES);
          expect([...begun, ...hosting.waiting.map(({ process }) => process)]).toEqual(arrived);
          const [first] = hosting.waiting;
          if (first) expect(used + needBytes(first)).toBeGreaterThan(MEMORY_BYTES);
          for (const it of [...hosting.hosted, ...hosting.waiting]) expect(isKnown(hosting, it.process)).toBe(true);
        };
        const end = (place: number): void => {
          const gone = hosting.hosted[place]?.process;
          if (gone === undefined) return;
          go(freed(hosting, gone, MEMORY_BYTES));
          expect(isKnown(hosting, gone)).toBe(false);
        };
        for (const [at, event] of events.entries()) {
          if (event >= 0) {
            const order = orderOf(`bob.${at}`, event);
            arrived.push(order.process);
            go(taken(hosting, order, MEMORY_BYTES));
          } else end(-event - 1);
        }
        for (let left = arrived.length; left > 0 && hosting.hosted.length > 0; left -= 1) end(0);
        expect(hosting).toEqual(NOBODY);
        expect(begun).toEqual(arrived);
      }),
      runs(300),
    );
  });
});
