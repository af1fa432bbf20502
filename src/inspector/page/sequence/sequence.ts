/** What the sequence diagram shows: the model of the view. It outlives the view, so that filters are remembered. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { countUpTo, type Numbers } from '../model/event-table.ts';
import { timeLabel } from '../model/labels.ts';
import type { Store } from '../model/store.ts';
import { GUTTER_MIN, leftShowing, type SeenPart } from './geometry.ts';
import { otherParty } from './parties.ts';
import { bounded, revealed, type Extent } from './scrolling.ts';
import type { Sifting } from './sifting.ts';
import { textWidth } from '../timeline/text-width.ts';

export const ROW_HEIGHT = 22;
/** Of the names above the lanes. */
export const HEAD_HEIGHT = 30;

/** What was asked for in the payloads of events, and is found or not yet. */
export interface Search {
  readonly text: string;
  readonly found: readonly number[];
  /** What to say of it: that it goes on, that there are more, or why there is none. */
  readonly note: string | null;
}

export interface Sequence {
  readonly store: Store;
  /** Numbers of actors; null: the most talkative ones. */
  readonly actors: Signal<ReadonlySet<number> | null>;
  /** Numbers of words, or NONE; null: all. */
  readonly types: Signal<ReadonlySet<number> | null>;
  /** As it is being written. */
  readonly text: Signal<string>;
  readonly search: Signal<Search>;
  /** What is shown. Its lists grow in place: `version` tells of it. */
  readonly sifting: Signal<Sifting | null>;
  readonly version: Signal<number>;
  /** Of looking through all events, from 0 to 1; null: it is done. */
  readonly progress: Signal<number | null>;
  readonly rows: ReadonlySignal<Numbers>;
  readonly lanes: ReadonlySignal<readonly number[]>;
  /** Of the part that is seen, heads included. In CSS pixels. */
  readonly size: Signal<{ readonly width: number; readonly height: number }>;
  /** Pixels of rows above what is seen, and of lanes left of it. */
  readonly top: Signal<number>;
  readonly left: Signal<number>;
  readonly seen: ReadonlySignal<SeenPart>;
  readonly extent: ReadonlySignal<Extent>;
  /** The row of the cursor, or the one before it. */
  readonly cursorRow: ReadonlySignal<number>;
}

const NOTHING: Numbers = { numbers: new Uint32Array(0), length: 0 };

const sequences = new WeakMap<Store, Sequence>();

export function sequenceOf(store: Store): Sequence {
  const sequence = sequences.get(store) ?? createSequence(store);
  sequences.set(store, sequence);
  return sequence;
}

function createSequence(store: Store): Sequence {
  const sifting = signal<Sifting | null>(null);
  const version = signal(0);
  const size = signal({ width: 0, height: 0 });
  const left = signal(0);
  const { events } = store.source;
  // The last time is the longest one; all digits are as wide.
  const gutter = computed(() => Math.max(GUTTER_MIN, gutterOf(events.atMs[events.count.value - 1] ?? 0)));
  const rows = computed(() => ({ ...((version.value >= 0 ? sifting.value?.rows : undefined) ?? NOTHING) }));
  return {
    store,
    actors: signal(null),
    types: signal(null),
    text: signal(''),
    search: signal({ text: '', found: [], note: null }),
    sifting,
    version,
    progress: signal(null),
    rows,
    lanes: computed(() => (version.value >= 0 ? (sifting.value?.lanes ?? []) : [])),
    size,
    top: signal(0),
    left,
    seen: computed(() => ({ width: size.value.width, left: left.value, gutter: gutter.value })),
    extent: computed(() => ({ content: (rows.value.length + 1) * ROW_HEIGHT, view: Math.max(0, size.value.height - HEAD_HEIGHT) })),
    cursorRow: computed(() => countUpTo(rows.value.numbers, rows.value.length, store.cursor.value) - 1),
  };
}

function gutterOf(atMs: number): number {
  return Math.ceil(textWidth(timeLabel(atMs).replace(/\d/g, '0'))) + 18;
}

export function clearFilters({ actors, types, text }: Sequence): void {
  actors.value = null;
  types.value = null;
  text.value = '';
}

/** To the row before or after the one of the cursor. */
export function moveRow(sequence: Sequence, by: number): void {
  const { store, rows, cursorRow } = sequence;
  const { numbers, length } = rows.value;
  const isBetween = numbers[cursorRow.value] !== store.cursor.value;
  // From between two rows, the one above is already one row away.
  const row = Math.max(0, Math.min(cursorRow.value + by + (isBetween && by < 0 ? 1 : 0), length - 1));
  const n = numbers[row];
  if (n !== undefined) select(sequence, n);
}

/** Looks at the run after an event, and at who took the step; if that actor has no lane, at who is at the other end. */
export function select({ store, lanes }: Sequence, n: number): void {
  const { events } = store.source;
  const row = events.row(n);
  if (!row) return;
  const other = otherParty(events, n);
  store.goTo(n);
  store.selected.value = !lanes.value.includes(row.actor) && lanes.value.includes(other) ? other : row.actor;
}

export function moveToCause(sequence: Sequence): void {
  const { store } = sequence;
  const cause = store.source.events.row(store.cursor.value)?.cause;
  if (cause !== null && cause !== undefined) select(sequence, cause);
}

/** Scrolls no further than needed for a row to be seen, and the lane of its event's actor. */
export function reveal(sequence: Sequence, row: number): void {
  const { top, extent, rows, store } = sequence;
  const n = rows.value.numbers[row];
  if (row < 0 || n === undefined) return;
  top.value = revealed(top.value, { top: row * ROW_HEIGHT, height: ROW_HEIGHT }, extent.value);
  revealLane(sequence, store.source.events.actor[n] ?? -1);
}

/** Scrolls no further than needed for the lane of an actor to be seen, if it has one. */
export function revealLane({ left, lanes, seen }: Sequence, actor: number): void {
  const place = lanes.value.indexOf(actor);
  if (place >= 0 && seen.value.width > 0) left.value = leftShowing(place, lanes.value.length, seen.value);
}

export function scrollBy({ top, extent }: Sequence, pixels: number): void {
  top.value = bounded(top.value + pixels, extent.value);
}
