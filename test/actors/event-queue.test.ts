import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { EventQueue } from '../../src/actors/event-queue.ts';

/** What is put into a queue, with its number and when it is due. */
class Item {
  settled = false;
  readonly sequence: number;
  readonly timeMs: number;

  constructor(sequence: number, timeMs: number) {
    this.sequence = sequence;
    this.timeMs = timeMs;
  }
}

/** A queue with items put into it, numbered from 0. */
function queueOf(...timesMs: readonly number[]): EventQueue<Item> {
  const queue = new EventQueue<Item>();
  for (const [sequence, timeMs] of timesMs.entries()) queue.push(timeMs, new Item(sequence, timeMs));
  return queue;
}

/** The queue as anybody would write it first: one array, sorted at every look. */
class SortedList {
  #entries: { readonly timeMs: number; readonly sequence: number }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  push(entry: { readonly timeMs: number; readonly sequence: number }): void {
    this.#entries.push(entry);
    this.#entries.sort((a, b) => a.timeMs - b.timeMs || a.sequence - b.sequence);
  }

  remove(sequence: number): void {
    this.#entries = this.#entries.filter((entry) => entry.sequence !== sequence);
  }

  pop(): number | undefined {
    return this.#entries.shift()?.sequence;
  }

  get firstMs(): number | undefined {
    return this.#entries[0]?.timeMs;
  }
}

type Move =
  | { readonly type: 'push'; readonly inMs: number }
  | { readonly type: 'cancel'; readonly which: number }
  | { readonly type: 'pop' | 'look' };

/** Few distinct times, so that ties and pushes at the present are common. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('push'), inMs: fc.constantFrom(0, 0, 1, 2, 3, 50, 0.001) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('cancel'), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('pop', 'look') }) },
);

/** What was seen after each move, of the queue and of the model. */
interface Seen {
  readonly queue: readonly unknown[];
  readonly model: readonly unknown[];
}

function play(moves: readonly Move[]): Seen {
  const queue = new EventQueue<Item>();
  const model = new SortedList();
  const entries: Item[] = [];
  const seen: { readonly queue: unknown[]; readonly model: unknown[] } = { queue: [], model: [] };
  let nowMs = 0;

  function take(it: Move): void {
    if (it.type === 'push') {
      const entry = new Item(entries.length, nowMs + it.inMs);
      queue.push(entry.timeMs, entry);
      entries.push(entry);
      model.push(entry);
    } else if (it.type === 'cancel') {
      const entry = entries[it.which % Math.max(1, entries.length)];
      if (!entry) return;
      queue.cancel(entry);
      model.remove(entry.sequence);
    } else if (it.type === 'look') {
      seen.queue.push(queue.nextMs);
      seen.model.push(model.firstMs);
    } else {
      const popped = queue.pop();
      seen.queue.push(popped?.sequence);
      seen.model.push(model.pop());
      if (popped) {
        nowMs = popped.timeMs;
        seen.queue.push(queue.presentMs, popped.settled);
        seen.model.push(nowMs, true);
      }
    }
  }

  const rest = moves.flatMap(({ type }): Move[] => (type === 'push' ? [{ type: 'pop' }] : []));
  for (const it of [...moves, ...rest, { type: 'pop' } as const]) {
    take(it);
    seen.queue.push(queue.size);
    seen.model.push(model.size);
  }
  return seen;
}

describe('the event queue', { timeout: 60_000 }, () => {
  test('gives entries by time, then by sequence, whatever was pushed, cancelled and popped', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const { queue, model } = play(moves);
        expect(queue).toEqual(model);
        expect(queue.at(-1)).toBe(0);
      }),
      runs(300),
    );
  });

  test('keeps the order when so many entries are cancelled that the heap is compacted', () => {
    const many = fc.array(
      fc.record({
        inMs: fc.integer({ min: 1, max: 40 }),
        dropped: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      }),
      { minLength: 200, maxLength: 400 },
    );
    fc.assert(
      fc.property(many, fc.array(move, { maxLength: 30 }), (entries, tail) => {
        const pushes = entries.map(({ inMs }): Move => ({ type: 'push', inMs }));
        const cancels = entries.flatMap(({ dropped }, which): Move[] => (dropped ? [{ type: 'cancel', which }] : []));
        const { queue, model } = play([...pushes, ...cancels, ...tail]);
        expect(queue).toEqual(model);
      }),
      runs(50),
    );
  });

  test('keeps the order over thousands of entries at one instant', () => {
    const queue = queueOf(5);
    queue.pop();
    for (let item = 0; item < 5000; item += 1) queue.push(5, new Item(item, 5));
    const popped = Array.from({ length: 5000 }, (_, at) => {
      if (at < 100) queue.push(5, new Item(5000 + at, 5));
      return queue.pop()?.sequence;
    });
    expect(popped).toEqual(Array.from({ length: 5000 }, (_, item) => item));
    expect(queue.size).toBe(100);
  });

  test('keeps the order over many instants that are far apart, however much it holds', () => {
    const timesMs = Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 4001);
    const queue = queueOf(...timesMs);
    const popped = timesMs.map(() => queue.pop()?.sequence);
    const sorted = [...timesMs.entries()].sort(([a, aMs], [b, bMs]) => aMs - bMs || a - b).map(([sequence]) => sequence);
    expect(popped).toEqual(sorted);
  });

  test('lets what was pushed earlier for an instant come before what is pushed at that instant', () => {
    const queue = queueOf(10, 10);
    queue.pop();
    queue.push(10, new Item(2, 10));
    expect([queue.pop()?.sequence, queue.pop()?.sequence]).toEqual([1, 2]);
  });

  test('refuses a push into the past, and a time that is no number', () => {
    const queue = queueOf(10);
    queue.pop();
    expect(() => queue.push(9.999, new Item(1, 9.999))).toThrow('cannot schedule at 9.999 ms: it is 10 ms already');
    expect(() => queue.push(Number.NaN, new Item(2, Number.NaN))).toThrow('cannot schedule at NaN ms');
    expect(queue.size).toBe(0);
  });

  test('leaves the present where it is when somebody looks what is next', () => {
    const queue = queueOf(10);
    expect(queue.nextMs).toBe(10);
    queue.push(3, new Item(1, 3));
    expect(queue.pop()?.sequence).toBe(1);
  });

  test('takes a second cancel, and a cancel of what came out, as nothing', () => {
    const queue = new EventQueue<Item>();
    const [gone, out, stays] = [1, 2, 3].map((timeMs) => new Item(timeMs, timeMs));
    if (!gone || !out || !stays) throw new Error('three times make three items');
    for (const item of [gone, out, stays]) queue.push(item.timeMs, item);
    queue.cancel(gone);
    queue.cancel(gone);
    expect(queue.pop()).toBe(out);
    queue.cancel(out);
    expect([gone.settled, out.settled]).toEqual([true, true]);
    expect(queue.size).toBe(1);
    expect(queue.pop()).toBe(stays);
  });
});
