/** How one moves through the timeline: closer and further, along, from bar to bar and from lane to lane. */
import { effect } from '@preact/signals';
import { barAtEvent, barOfStep, type Bar } from './bars.ts';
import { scrollToLane } from './layout.ts';
import { around, ending, panned, showing, zoomed, type TimeRange } from './range.ts';
import type { Timeline } from './timeline.ts';

/** @param aroundMs stays where it is; left out: the middle */
export function zoom({ range, run, fixed }: Timeline, factor: number, aroundMs?: number): void {
  const { fromMs, toMs } = range.value;
  fixed.value = zoomed(range.value, factor, aroundMs ?? (fromMs + toMs) / 2, run.value);
}

/** @param share of the length in view */
export function pan({ range, run, fixed }: Timeline, share: number): void {
  const { fromMs, toMs } = range.value;
  fixed.value = panned(range.value, share * (toMs - fromMs), run.value);
}

export function show({ run, fixed }: Timeline, range: TimeRange): void {
  fixed.value = zoomed(range, 1, range.fromMs, run.value);
}

export function showAll({ fixed }: Timeline): void {
  fixed.value = null;
}

/** Looks closely at the bar at the cursor: of the actor that is selected, or else of the one that took the step. */
export function focus(timeline: Timeline): void {
  const bar = timeline.bar.value ?? barAtCursor(timeline);
  if (bar) timeline.fixed.value = around(bar, timeline.run.value);
}

export function goToBar({ store }: Timeline, bar: Bar): void {
  store.selected.value = bar.actor;
  store.goTo(bar.event);
}

/** To the bar before or after the one at the cursor, in the same lane. */
export function moveAlong(timeline: Timeline, by: 1 | -1): void {
  const { store, run } = timeline;
  const { events } = store.source;
  const bar = timeline.bar.value ?? barAtCursor(timeline);
  const actor = bar?.actor ?? store.selected.value;
  if (actor === null) return;
  // Without a bar the actor is not there yet, or gone.
  const { length } = events.stepsOf(actor);
  const step = bar ? (by > 0 ? bar.last + 1 : bar.first - 1) : by > 0 ? 0 : length - 2;
  const next = barOfStep(events, actor, step, run.value.toMs);
  if (next) goToBar(timeline, next);
}

/** To the lane above or below. */
export function moveAcross(timeline: Timeline, by: 1 | -1): void {
  const { store, pinned, rows, layout, scrollTop } = timeline;
  const lanes = [...pinned.value, ...rows.value.flatMap((row) => (row.type === 'lane' ? [row.actor] : []))];
  const at = store.selected.value === null ? -1 : lanes.indexOf(store.selected.value);
  const actor = at < 0 ? lanes[by > 0 ? 0 : lanes.length - 1] : lanes[at + by];
  if (actor === undefined) return;
  store.selected.value = actor;
  scrollTop.value = scrollToLane(layout.value, actor);
}

/** Pinned lanes leave room for others. */
const PINS_MAX = 8;

/** A lane that is pinned stays above the others; the first that was is let go if there are too many. */
export function togglePin({ pinned }: Timeline, actor: number): void {
  const others = pinned.value.filter((pin) => pin !== actor);
  pinned.value = others.length < pinned.value.length ? others : [...others, actor].slice(-PINS_MAX);
}

export function toggleKind({ collapsed }: Timeline, kind: string): void {
  const others = new Set(collapsed.value);
  if (!others.delete(kind)) others.add(kind);
  collapsed.value = others;
}

/**
 * Keeps in view what one looks at: the cursor when it moves, and the end of the run as it grows, where it was in view before. Who looks
 * at something else is left in peace. Returns what ends it.
 */
export function keepInView({ store, run, range, fixed, cursorMs }: Timeline): () => void {
  let endMs = run.peek().toMs;
  let cursor = store.cursor.peek();
  return effect(() => {
    const hadEnd = range.peek().toMs >= endMs;
    const { toMs } = run.value;
    const hasMoved = store.cursor.value !== cursor && !store.following.value;
    endMs = toMs;
    cursor = store.cursor.value;
    if (!fixed.peek()) return;
    if (store.following.value && hadEnd) fixed.value = ending(range.peek(), toMs);
    else if (hasMoved && cursorMs.value !== undefined) fixed.value = showing(range.peek(), cursorMs.value);
  });
}

function barAtCursor({ store, run }: Timeline): Bar | undefined {
  const { events } = store.source;
  const row = events.row(store.cursor.value);
  return row ? barAtEvent(events, row.actor, row.n, run.value.toMs) : undefined;
}
