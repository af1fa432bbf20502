/**
 * One repetition, in a process of its own, so that its peak memory is its own. The argument is a
 * JSON `Repetition`; the last line on standard output is a JSON `Figures`.
 *
 * Timed is the run alone, from building the shop to its last event. Starting the process, loading
 * modules, and reading a trace or making up work that is held in memory come before it.
 */
import { chartwrightShop } from './chartwright-shop.ts';
import { peakMemoryBytes } from './peak-memory.ts';
import type { Check, Shop } from './shop.ts';
import { orderOf, type ShopOrder, type Work } from './work.ts';
import { xstateShop } from './xstate-shop.ts';

export type Peer = 'chartwright' | 'xstate';

export interface Repetition {
  readonly work: Work;
  readonly peer: Peer;
}

export interface Figures {
  readonly wallMs: number;
  /** On all threads: the collector and the compiler of V8 work beside the main one. */
  readonly cpuMs: number;
  readonly events: number;
  readonly check: Check;
  /** The most that the process ever had in memory, with Node itself. */
  readonly peakMemoryBytes: number;
  /** What it had when the run began. */
  readonly startMemoryBytes: number;
  /** The most that was in use on the heap after a collection; only with --expose-gc, which slows the run. */
  readonly liveHeapBytes: number | undefined;
}

/** Pieces of a run between two collections that are asked for. */
const PIECES_A_COLLECTION = 5;

const SHOPS: Readonly<Record<Peer, (order: ShopOrder) => Shop>> = { chartwright: chartwrightShop, xstate: xstateShop };

function measure({ work, peer }: Repetition): Figures {
  const order = orderOf(work);
  const live = liveHeap();
  const startMemoryBytes = process.memoryUsage.rss();
  const startedCpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const shop = SHOPS[peer](order);
  for (let piece = 1; shop.advance(); piece += 1) if (piece % PIECES_A_COLLECTION === 0) live.look();
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(startedCpu);
  live.look();
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    events: shop.events,
    check: shop.check(),
    peakMemoryBytes: peakMemoryBytes(),
    startMemoryBytes,
    liveHeapBytes: live.mostBytes(),
  };
}

function liveHeap(): { look(): void; mostBytes(): number | undefined } {
  const { gc } = globalThis;
  if (!gc) return { look: () => {}, mostBytes: () => undefined };
  let most = 0;
  return {
    look() {
      gc();
      most = Math.max(most, process.memoryUsage().heapUsed);
    },
    mostBytes: () => most,
  };
}

// The benchmark wrote it, in the process that started this one.
const repetition = JSON.parse(process.argv[2] ?? '') as Repetition;
console.log(JSON.stringify(measure(repetition)));
