/** Who has a core and who waits for one: the pure part of a CPU. */
import type { ProcessId } from './protocol.ts';

export interface ReadyQueue {
  /** Those that have a core, sorted by process. */
  readonly running: readonly Task[];
  /**
   * Those that wait, the first to come first, in pages: a queue of ten thousand is not copied whole
   * whenever somebody comes or goes. No page is empty.
   */
  readonly waiting: readonly (readonly Task[])[];
}

/** The work of a process. */
export interface Task {
  readonly process: ProcessId;
  /** Seconds at speed 1 that are left; of one that runs, as they were when its slice began. */
  readonly leftS: number;
}

/** What the end of a slice leads to. */
export interface SliceEnd {
  readonly queue: ReadyQueue;
  readonly isDone: boolean;
  /** Who gets the core, the same process perhaps; null: nobody waits for it. */
  readonly next: Task | null;
}

export const EMPTY: ReadyQueue = { running: [], waiting: [] };

/** Seconds of work that are none: what rounding leaves of some slices. */
const NOTHING_S = 1e-9;

const PAGE_LENGTH = 100;

/** Gives a core to a task; the caller knows that one is free. */
export function start(queue: ReadyQueue, task: Task): ReadyQueue {
  const at = queue.running.findIndex(({ process }) => process > task.process);
  return { ...queue, running: queue.running.toSpliced(at < 0 ? queue.running.length : at, 0, task) };
}

/** Puts a task at the end of the queue. */
export function queueUp(queue: ReadyQueue, task: Task): ReadyQueue {
  const last = queue.waiting.at(-1);
  const fits = last !== undefined && last.length < PAGE_LENGTH;
  return { ...queue, waiting: fits ? queue.waiting.with(-1, [...last, task]) : [...queue.waiting, [task]] };
}

/**
 * Takes the core away from a process whose slice is over, and gives it to the one that waited longest:
 * to the process itself, if it is not done and nobody else waits.
 *
 * @param quantumS seconds of work in a slice; null: all of it
 */
export function endSlice(queue: ReadyQueue, process: ProcessId, quantumS: number | null): SliceEnd {
  const task = runningOf(queue, process);
  const leftS = leftAfter(task, quantumS);
  const isDone = isNothing(leftS);
  const freed = { ...queue, running: queue.running.filter((it) => it !== task) };
  const { next, rest } = takeFirst(isDone ? freed : queueUp(freed, { process, leftS }));
  return { queue: next ? start(rest, next) : rest, isDone, next };
}

/** Whether a process is done at the end of its slice, and leaves a core that nobody waits for. */
export function freesCore({ running, waiting }: ReadyQueue, process: ProcessId, quantumS: number | null): boolean {
  return waiting.length === 0 && isNothing(leftAfter(runningOf({ running, waiting }, process), quantumS));
}

/** Seconds of work in the slice that a task gets. */
export function sliceS({ leftS }: Task, quantumS: number | null): number {
  return quantumS === null ? leftS : Math.min(quantumS, leftS);
}

/** Whether so many seconds of work count as none. */
export function isNothing(workS: number): boolean {
  return workS < NOTHING_S;
}

function runningOf({ running }: ReadyQueue, process: ProcessId): Task {
  const task = running.find((it) => it.process === process);
  if (!task) throw new Error(`a slice of '${process}' ended, which has no core`);
  return task;
}

function leftAfter(task: Task, quantumS: number | null): number {
  return Math.max(0, task.leftS - sliceS(task, quantumS));
}

function takeFirst(queue: ReadyQueue): { readonly next: Task | null; readonly rest: ReadyQueue } {
  const [first, ...others] = queue.waiting;
  const next = first?.[0];
  if (!first || !next) return { next: null, rest: queue };
  return { next, rest: { ...queue, waiting: first.length > 1 ? [first.slice(1), ...others] : others } };
}
