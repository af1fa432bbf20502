/**
 * One repetition, in a process of its own, so that its peak memory is its own. The argument is a
 * JSON `Repetition`; the last line on standard output is a JSON `Figures`.
 *
 * Timed is the run alone, from building the system to its last event. Starting the process, loading
 * modules, and reading a trace or making up work that is held in memory come before it.
 */
import type { EngineName } from '../../src/actors/stepper.ts';
import { timed } from '../works/program.ts';
import { chartwrightShop } from './chartwright-shop.ts';
import type { Shop } from './shop.ts';
import { orderOf, type Work } from './work.ts';
import { xstateShop } from './xstate-shop.ts';

export interface Repetition {
  readonly work: Work;
  /** What steps the machines of Chartwright; or plain actors of XState. */
  readonly by: EngineName | 'plain actors';
}

/** Pieces of a run between two collections that are asked for. */
const PIECES_A_COLLECTION = 5;

function measure({ work, by }: Repetition): unknown {
  const order = orderOf(work);
  const live = liveHeap();
  const startMemoryBytes = process.memoryUsage.rss();
  let shop: Shop | undefined;
  return timed({
    run() {
      shop = by === 'plain actors' ? xstateShop(order) : chartwrightShop(order, by);
      for (let piece = 1; shop.advance(); piece += 1) if (piece % PIECES_A_COLLECTION === 0) live.look();
    },
    check: () => [shop?.check()],
    extras() {
      live.look();
      return { events: shop?.events ?? 0, startMemoryBytes, ...live.mostBytes() };
    },
  });
}

/** The most that is in use on the heap after a collection; only with --expose-gc, which slows the run. */
function liveHeap(): { look(): void; mostBytes(): { readonly liveHeapBytes?: number } } {
  const { gc } = globalThis;
  if (!gc) return { look: () => {}, mostBytes: () => ({}) };
  let most = 0;
  return {
    look() {
      gc();
      most = Math.max(most, process.memoryUsage().heapUsed);
    },
    mostBytes: () => ({ liveHeapBytes: most }),
  };
}

// The benchmark wrote it, in the process that started this one.
const repetition = JSON.parse(process.argv[2] ?? '') as Repetition;
console.log(JSON.stringify(measure(repetition)));
