/** What the timeline shows: the model of the view. It outlives the view, so that pins and what was looked at are remembered. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Store } from '../model/store.ts';
import { barAtEvent, type Bar } from './bars.ts';
import { laneRows, type LaneRow } from './lanes.ts';
import type { Layout } from './layout.ts';
import { fitted, type TimeRange } from './range.ts';

export interface Timeline {
  readonly store: Store;
  /** From the run's first event to its end so far. */
  readonly run: ReadonlySignal<TimeRange>;
  /** What is in view. */
  readonly range: ReadonlySignal<TimeRange>;
  /** What is in view, whatever comes; null: all of the run, however long it gets. */
  readonly fixed: Signal<TimeRange | null>;
  /** What is being chosen on the axis. */
  readonly choosing: Signal<TimeRange | null>;
  /** Of the canvas. In CSS pixels. */
  readonly size: Signal<{ readonly width: number; readonly height: number }>;
  readonly filter: Signal<string>;
  readonly collapsed: Signal<ReadonlySet<string>>;
  /** Numbers of actors, in the order in which they were pinned. */
  readonly pinned: Signal<readonly number[]>;
  readonly rows: ReadonlySignal<readonly LaneRow[]>;
  readonly scrollTop: Signal<number>;
  readonly layout: ReadonlySignal<Layout>;
  /** At the cursor: of the actor that is looked at. */
  readonly bar: ReadonlySignal<Bar | undefined>;
  /** Undefined: before the first event. */
  readonly cursorMs: ReadonlySignal<number | undefined>;
  /** Under the pointer, which is at a place in CSS pixels. */
  readonly hovered: Signal<{ readonly bar: Bar; readonly x: number; readonly y: number } | null>;
}

const timelines = new WeakMap<Store, Timeline>();

export function timelineOf(store: Store): Timeline {
  const timeline = timelines.get(store) ?? createTimeline(store);
  timelines.set(store, timeline);
  return timeline;
}

export function createTimeline(store: Store): Timeline {
  const { events, status, charts } = store.source;
  const run = computed(() => {
    const count = events.count.value;
    const { events: told, atMs } = status.value;
    const fromMs = events.atMs[0] ?? 0;
    // What the status tells of the time is about events that may not have come yet.
    return { fromMs, toMs: Math.max(fromMs, events.atMs[count - 1] ?? 0, told <= count ? atMs : 0) };
  });
  const fixed = signal<TimeRange | null>(null);
  const size = signal({ width: 0, height: 0 });
  const filter = signal('');
  const collapsed = signal<ReadonlySet<string>>(new Set());
  const pinned = signal<readonly number[]>([]);
  const scrollTop = signal(0);
  // The lists grow in place; how many there are tells of it. Who is only spoken to has no bars.
  const thereCount = computed(() => {
    let there = 0;
    if (events.count.value > 0) for (let actor = 0; actor < events.actors.length; actor += 1) there += Number(isThere(actor));
    return there;
  });
  const isThere = (actor: number): boolean => events.stepsOf(actor).length > 0;
  const rows = computed(() =>
    thereCount.value === 0
      ? []
      : laneRows(events.actors, {
          kinds: Object.keys(charts.value),
          filter: filter.value,
          collapsed: collapsed.value,
          pinned: new Set(pinned.value),
          isThere,
        }),
  );
  return {
    store,
    run,
    range: computed(() => fixed.value ?? fitted(run.value)),
    fixed,
    choosing: signal(null),
    size,
    filter,
    collapsed,
    pinned,
    rows,
    scrollTop,
    layout: computed(() => ({ pinned: pinned.value, rows: rows.value, scrollTop: scrollTop.value, height: size.value.height })),
    bar: computed(() =>
      store.selected.value === null ? undefined : barAtEvent(events, store.selected.value, store.cursor.value, run.value.toMs),
    ),
    cursorMs: computed(() => (store.cursor.value < 0 ? undefined : events.atMs[store.cursor.value])),
    hovered: signal(null),
  };
}
