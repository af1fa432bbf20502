/**
 * Goes on in time: steps and plays. At the newest event of a live run it leads the run; elsewhere it moves the cursor through what has
 * been, in simulated time.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { About } from '../../protocol/frames.ts';
import { countUpTo } from '../model/event-table.ts';
import type { Store } from '../model/store.ts';

export interface Player {
  /** Simulated seconds in a second; null: as fast as it goes. */
  readonly speed: ReadonlySignal<number | null>;
  readonly playing: ReadonlySignal<boolean>;
  /** Simulated time that is shown: between two events while what has been is played. */
  readonly nowMs: ReadonlySignal<number>;
  /** Whether what is done now is done to the run itself. */
  readonly leads: ReadonlySignal<boolean>;
  toggle(): void;
  pause(): void;
  /** Ends what is played in the page; a live run that is played goes on. */
  stop(): void;
  setSpeed(speed: number | null): void;
  /** Goes on, or back, by so many events. */
  step(by: 1 | -1): void;
  /** To the next, or the last, step of the actor that is selected. */
  stepSelected(by: 1 | -1): void;
}

export type NextFrame = (callback: (nowMs: number) => void) => unknown;

/** As fast as it goes is through all of it in so many frames: ten seconds. */
const FRAMES_OF_ALL = 600;

/** Milliseconds for which each step of a counterexample is shown: its times only count. */
const STEP_SHOWN_MS = 800;

export const SPEEDS = [0.1, 1, 10, 60, 600, 3600];

/** Seconds in which a recorded run is played, unless one chooses a speed: at most, as far as speeds go. */
const PLAYED_S = 180;

/** So that a recorded run takes some minutes, whatever its length. */
function usualSpeed(mode: About['mode'] | undefined, atMs: number): number {
  if (mode !== 'trace') return 60;
  return SPEEDS.find((speed) => atMs / 1000 / speed <= PLAYED_S) ?? SPEEDS.at(-1) ?? 60;
}

export function createPlayer(store: Store, nextFrame: NextFrame): Player {
  const { source, cursor, following, goTo } = store;
  const { events, about, status, connection } = source;
  const chosen = signal<number | null | undefined>(undefined);
  const speed = computed(() => (chosen.value === undefined ? usualSpeed(about.value?.mode, status.value.atMs) : chosen.value));
  // What was played in the page last has its own number, so that frames of what was played before it do nothing.
  const playback: Signal<{ readonly atMs: number } | null> = signal(null);

  // Of a run whose server has gone, what has come can still be played.
  const isLive = computed(() => about.value?.mode === 'live' && status.value.end === null && !('why' in connection.value));
  const leads = computed(() => isLive.value && following.value);
  const playing = computed(() => playback.value !== null || (leads.value && status.value.playing));
  const nowMs = computed(() => playback.value?.atMs ?? (cursor.value < 0 ? 0 : (events.atMs[cursor.value] ?? 0)));

  const stop = (): void => {
    playback.value = null;
  };

  const play = (): void => {
    if (following.peek()) goTo(-1);
    playback.value = { atMs: cursor.peek() < 0 ? 0 : (events.atMs[cursor.peek()] ?? 0) };
    let lastMs: number | null = null;
    let shownMs = 0;
    const frame = (frameMs: number): void => {
      const at = playback.peek();
      if (!at) return;
      const passedMs = lastMs === null ? 0 : frameMs - lastMs;
      lastMs = frameMs;
      const count = events.count.peek();
      if (about.peek()?.counterexample) {
        shownMs += passedMs;
        if (shownMs >= STEP_SHOWN_MS) {
          shownMs = 0;
          goTo(cursor.peek() + 1);
        }
        playback.value = { atMs: events.atMs[cursor.peek()] ?? 0 };
      } else if (speed.peek() === null) {
        goTo(cursor.peek() + Math.ceil(count / FRAMES_OF_ALL));
        playback.value = { atMs: events.atMs[cursor.peek()] ?? 0 };
      } else {
        const atMs = at.atMs + passedMs * (speed.peek() ?? 1);
        playback.value = { atMs };
        const n = events.eventAt(atMs);
        if (n > cursor.peek()) goTo(n);
      }
      if (following.peek()) stop();
      else nextFrame(frame);
    };
    nextFrame(frame);
  };

  const pause = (): void => {
    stop();
    if (leads.peek() && status.peek().playing) source.command({ type: 'pause' });
  };

  const step = (by: 1 | -1): void => {
    stop();
    if (by > 0 && leads.peek()) source.command({ type: 'step', events: 1 });
    else goTo(Math.max(-1, cursor.peek() + by));
  };

  return {
    speed,
    playing,
    nowMs,
    leads,
    pause,
    stop,
    step,
    toggle: () => {
      if (playing.peek()) pause();
      else if (leads.peek()) source.command({ type: 'play', speed: speed.peek() });
      else play();
    },
    setSpeed: (next) => {
      chosen.value = next;
      if (leads.peek() && status.peek().playing) source.command({ type: 'play', speed: next });
    },
    stepSelected: (by) => {
      const actor = store.selected.peek();
      if (actor === null) return step(by);
      stop();
      const { numbers, length } = events.stepsOf(actor);
      const at = cursor.peek();
      const target = by > 0 ? numbers[countUpTo(numbers, length, at)] : numbers[countUpTo(numbers, length, at - 1) - 1];
      const isThere = target !== undefined && (by < 0 || countUpTo(numbers, length, at) < length);
      if (isThere) goTo(target);
      else if (by > 0) step(1);
    },
  };
}
