import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { EventQueue, type Scheduled } from '../../src/actors/event-queue.ts';

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

  get first(): number | undefined {
    return this.#entries[0]?.sequence;
  }
}

type Move =
  | { readonly type: 'push'; readonly inMs: number }
  | { readonly type: 'cancel'; readonly which: number }
  | { readonly type: 'pop' | 'peek' };

/** Few distinct times, so that ties and pushes at the present are common. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('push'), inMs: fc.constantFrom(0, 0, 1, 2, 3, 50, 0.001) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('cancel'), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('pop', 'peek') }) },
);

/** What was seen after each move, of the queue and of the model. */
interface Seen {
  readonly queue: readonly unknown[];
  readonly model: readonly unknown[];
}

function play(moves: readonly Move[]): Seen {
  const queue = new EventQueue<string>();
  const model = new SortedList();
  const entries: Scheduled<string>[] = [];
  const seen: { readonly queue: unknown[]; readonly model: unknown[] } = { queue: [], model: [] };
  let nowMs = 0;

  function take(it: Move): void {
    if (it.type === 'push') {
      const entry = queue.push(nowMs + it.inMs, `item ${entries.length}`);
      entries.push(entry);
      model.push(entry);
    } else if (it.type === 'cancel') {
      const entry = entries[it.which % Math.max(1, entries.length)];
      if (!entry) return;
      queue.cancel(entry);
      model.remove(entry.sequence);
    } else if (it.type === 'peek') {
      seen.queue.push(queue.peek()?.sequence);
      seen.model.push(model.first);
    } else {
      const popped = queue.pop();
      const sequence = model.pop();
      seen.queue.push(popped?.sequence, popped?.item);
      seen.model.push(sequence, sequence === undefined ? undefined : `item ${sequence}`);
      nowMs = popped?.timeMs ?? nowMs;
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
    const queue = new EventQueue<number>();
    queue.push(5, -1);
    queue.pop();
    for (let item = 0; item < 5000; item += 1) queue.push(5, item);
    const popped = Array.from({ length: 5000 }, (_, at) => {
      if (at < 100) queue.push(5, 5000 + at);
      return queue.pop()?.item;
    });
    expect(popped).toEqual(Array.from({ length: 5000 }, (_, item) => item));
    expect(queue.size).toBe(100);
  });

  test('lets what was pushed earlier for an instant come before what is pushed at that instant', () => {
    const queue = new EventQueue<string>();
    queue.push(10, 'first');
    queue.push(10, 'planned');
    queue.pop();
    queue.push(10, 'now');
    expect([queue.pop()?.item, queue.pop()?.item]).toEqual(['planned', 'now']);
  });

  test('refuses a push into the past, and a time that is no number', () => {
    const queue = new EventQueue<string>();
    queue.push(10, 'a');
    queue.pop();
    expect(() => queue.push(9.999, 'late')).toThrow('cannot schedule at 9.999 ms: it is 10 ms already');
    expect(() => queue.push(Number.NaN, 'never')).toThrow('cannot schedule at NaN ms');
    expect(queue.size).toBe(0);
  });

  test('leaves the present where it is on a peek', () => {
    const queue = new EventQueue<string>();
    queue.push(10, 'far');
    expect(queue.peek()?.item).toBe('far');
    queue.push(3, 'near');
    expect(queue.pop()?.item).toBe('near');
  });

  test('takes a second cancel, and a cancel of what came out, as nothing', () => {
    const queue = new EventQueue<string>();
    const gone = queue.push(1, 'gone');
    const out = queue.push(2, 'out');
    queue.push(3, 'stays');
    queue.cancel(gone);
    queue.cancel(gone);
    expect(queue.pop()).toBe(out);
    queue.cancel(out);
    expect([gone.settled, out.settled]).toEqual([true, true]);
    expect(queue.size).toBe(1);
    expect(queue.pop()?.item).toBe('stays');
  });
});
