import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProcessId } from '../../../src/machines/distributed/protocol.ts';
import {
  EMPTY,
  endSlice,
  freesCore,
  isNothing,
  queueUp,
  sliceS,
  start,
  type ReadyQueue,
  type Task,
} from '../../../src/machines/distributed/ready-queue.ts';
import { runs } from '../../runs.ts';

const idOf = (name: number | string): ProcessId => `process-pc1.ada.${name}.1`;
const [a, b, c] = [idOf('a'), idOf('b'), idOf('c')];

function queueOf(running: readonly ProcessId[], waiting: readonly ProcessId[] = [], leftS = 10): ReadyQueue {
  const started = running.reduce((queue, process) => start(queue, { process, leftS }), EMPTY);
  return waiting.reduce((queue, process) => queueUp(queue, { process, leftS }), started);
}

function waitingIn({ waiting }: ReadyQueue): readonly ProcessId[] {
  return waiting.flat().map(({ process }) => process);
}

describe('a ready queue', () => {
  test('is the same whatever the order in which its processes got their cores', () => {
    expect(queueOf([c, a, b])).toEqual(queueOf([a, b, c]));
    expect(queueOf([c, a, b]).running.map(({ process }) => process)).toEqual([a, b, c]);
  });

  test('gives a core that is free to the one that waited longest', () => {
    const { queue, isDone, next } = endSlice(queueOf([c], [b, a]), c, null);
    expect([isDone, next?.process]).toEqual([true, b]);
    expect([queue.running.map(({ process }) => process), waitingIn(queue)]).toEqual([[b], [a]]);
  });

  test('sends a process that is not done behind all that wait, with what is left of its work', () => {
    const { queue, isDone, next } = endSlice(queueOf([c], [b, a]), c, 4);
    expect([isDone, next?.process, waitingIn(queue)]).toEqual([false, b, [a, c]]);
    expect(queue.waiting.flat().at(-1)).toEqual({ process: c, leftS: 6 });
  });

  test('lets a process go on if nobody else waits', () => {
    const { queue, isDone, next } = endSlice(queueOf([c, a]), c, 4);
    expect([isDone, next]).toEqual([false, { process: c, leftS: 6 }]);
    expect([queue.running.length, queue.waiting]).toEqual([2, []]);
  });

  test('takes a remainder below a nanosecond for nothing: three slices of 0.1 s are 0.3 s of work', () => {
    let queue = queueOf([a], [], 0.1 + 0.2);
    const ends = [1, 2, 3].map(() => {
      const end = endSlice(queue, a, 0.1);
      queue = end.queue;
      return end.isDone;
    });
    expect(ends).toEqual([false, false, true]);
    expect([isNothing(0), isNothing(0.9e-9), isNothing(1e-9)]).toEqual([true, true, false]);
  });

  test('frees a core only at the end of the work of one, and if nobody waits', () => {
    expect(freesCore(queueOf([a]), a, null)).toBe(true);
    expect(freesCore(queueOf([a]), a, 10)).toBe(true);
    expect(freesCore(queueOf([a]), a, 9)).toBe(false);
    expect(freesCore(queueOf([a], [b]), a, null)).toBe(false);
  });

  test('refuses to end a slice that nobody has', () => {
    expect(() => endSlice(queueOf([a]), b, null)).toThrow("a slice of 'process-pc1.ada.b.1' ended, which has no core");
  });

  test('keeps the order of ten thousand, and puts no more than a page of them anew at a time', () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => idOf(at));
    const long = queueOf([], ids);
    expect(waitingIn(long)).toEqual(ids);
    const longer = queueUp(long, { process: a, leftS: 1 });
    const shared = new Set<unknown>(long.waiting);
    expect(longer.waiting.filter((page) => !shared.has(page)).flat().length).toBeLessThanOrEqual(100);
  });

  test('gives cores in the order in which they were asked for, however many wait', () => {
    const ids = Array.from({ length: 350 }, (_, at) => idOf(at));
    let queue = queueOf([a], ids);
    let running: ProcessId | undefined = a;
    const served: ProcessId[] = [];
    for (let bound = 0; running !== undefined && bound < 1000; bound += 1) {
      const end = endSlice(queue, running, null);
      ({ queue } = end);
      running = end.next?.process;
      if (running !== undefined) served.push(running);
    }
    expect(served).toEqual(ids);
    expect(queue).toEqual(EMPTY);
  });

  const task = fc.record({ workS: fc.double({ min: 1e-6, max: 50, noNaN: true }), beforeIt: fc.nat({ max: 8 }) });
  const cases = fc.record({
    tasks: fc.array(task, { maxLength: 20 }),
    cores: fc.integer({ min: 1, max: 4 }),
    quantumS: fc.option(fc.double({ min: 0.5, max: 10, noNaN: true })),
    picks: fc.infiniteStream(fc.nat()),
  });

  interface Played {
    readonly slices: readonly { readonly process: ProcessId; readonly lengthS: number }[];
    readonly done: readonly ProcessId[];
    /** How it stood after each slice that began or ended. */
    readonly queues: readonly ReadyQueue[];
  }

  /** Lets processes come, and slices end in any order. */
  function play({ tasks, cores, quantumS, picks }: typeof cases extends fc.Arbitrary<infer C> ? C : never): Played {
    const slices: Played['slices'][number][] = [];
    const done: ProcessId[] = [];
    const queues: ReadyQueue[] = [];
    let queue = EMPTY;
    const give = (next: Task): void => {
      slices.push({ process: next.process, lengthS: sliceS(next, quantumS) });
    };
    const endOne = (): void => {
      const { process } = queue.running[picks.next().value % queue.running.length] ?? { process: a };
      const end = endSlice(queue, process, quantumS);
      ({ queue } = end);
      if (end.isDone) done.push(process);
      if (end.next) give(end.next);
      queues.push(queue);
    };
    for (const [at, { workS, beforeIt }] of tasks.entries()) {
      for (let ends = 0; ends < beforeIt && queue.running.length > 0; ends += 1) endOne();
      const added = { process: idOf(at), leftS: workS };
      if (queue.running.length === cores) queue = queueUp(queue, added);
      else {
        queue = start(queue, added);
        give(added);
      }
      queues.push(queue);
    }
    for (let bound = 0; queue.running.length > 0 && bound < 10_000; bound += 1) endOne();
    return { slices, done, queues };
  }

  test('gives every process slices that add up to its work, and ends each once', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { slices, done, queues } = play(given);
        expect(queues.at(-1) ?? EMPTY).toEqual(EMPTY);
        expect(done.toSorted()).toEqual(given.tasks.map((_, at) => idOf(at)).toSorted());
        for (const [at, { workS }] of given.tasks.entries()) {
          const sum = slices.filter(({ process }) => process === idOf(at)).reduce((total, { lengthS }) => total + lengthS, 0);
          expect(Math.abs(sum - workS)).toBeLessThan(1e-8);
        }
      }),
      runs(500),
    );
  });

  test('never runs more than there are cores, and leaves none free while somebody waits', () => {
    fc.assert(
      fc.property(cases, (given) => {
        for (const { running, waiting } of play(given).queues) {
          expect(running.length).toBeLessThanOrEqual(given.cores);
          if (waiting.length > 0) expect(running.length).toBe(given.cores);
        }
      }),
      runs(500),
    );
  });
});
