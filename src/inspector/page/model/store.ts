/** What the page shows: the run, the event at which one looks at it, the actor that is looked at, and the view. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { STRETCH_EVENTS, type Detail, type Standing, type Stretch } from '../../protocol/details.ts';
import type { PageSource } from './page-source.ts';
import { Walk } from './walk.ts';

export type ViewName = 'system' | 'chart' | 'sequence' | 'timeline' | 'figures' | 'counterexample';

/** Where all actors stand after an event, and what the event was. */
export interface Moment {
  /** The number of the event; -1: before the first. */
  readonly n: number;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly detail: Detail | null;
  /** Of the actor that took the step: its context before it; null: it was not there, or nobody took one. */
  readonly before: Standing | null;
}

export interface Store {
  readonly source: PageSource;
  readonly view: Signal<ViewName>;
  /** The event at which one looks at the run; -1: before the first. Set it with `goTo`. */
  readonly cursor: ReadonlySignal<number>;
  /** The cursor goes along with the newest event. */
  readonly following: ReadonlySignal<boolean>;
  /** The number of the actor that is looked at, in `source.events.actors`; null: none. */
  readonly selected: Signal<number | null>;
  /** Exact states at the cursor. Behind it for as long as they are fetched. */
  readonly moment: ReadonlySignal<Moment | null>;
  /** Why there is no moment, in words for a reader. */
  readonly momentProblem: ReadonlySignal<string | null>;
  /** Looks at the run after an event; the last one: and follows what comes. */
  goTo(n: number): void;
  goToTime(atMs: number): void;
  follow(): void;
}

export function createStore(source: PageSource): Store {
  const { events } = source;
  const view = signal<ViewName>('system');
  const fixed = signal<number | null>(null);
  const cursor = computed(() => Math.min(fixed.value ?? Infinity, events.count.value - 1));
  const following = computed(() => fixed.value === null);
  const selected = signal<number | null>(null);
  const moment = signal<Moment | null>(null);
  const momentProblem = signal<string | null>(null);

  const goTo = (n: number): void => {
    const last = events.count.peek() - 1;
    fixed.value = n >= last ? null : Math.max(-1, Math.round(n));
  };

  // One request at a time: while it is out, the cursor may move on, and only where it is then matters.
  let busy = false;
  const walk = new Walk();
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      for (let n = cursor.peek(); moment.peek()?.n !== n; n = cursor.peek()) {
        const stretch = await source.stretch(Math.floor(Math.max(0, n) / STRETCH_EVENTS));
        // A run that goes on may be behind what was just seen of it.
        const last = stretch.index * STRETCH_EVENTS + stretch.events.length - 1;
        moment.value = momentOf(walk, stretch, Math.min(n, last));
        momentProblem.value = null;
        if (last < n) break;
      }
    } catch (cause) {
      momentProblem.value = cause instanceof Error ? cause.message : String(cause);
    } finally {
      busy = false;
    }
  };
  effect(() => {
    if (cursor.value >= -1 && source.about.value && events.count.value > 0) void look();
  });

  return {
    source,
    view,
    cursor,
    following,
    selected,
    moment,
    momentProblem,
    goTo,
    goToTime: (atMs) => goTo(events.eventAt(atMs)),
    follow: () => {
      fixed.value = null;
    },
  };
}

function momentOf(walk: Walk, stretch: Stretch, n: number): Moment {
  const count = n - stretch.index * STRETCH_EVENTS + 1;
  const detail = stretch.events[count - 1] ?? null;
  const actor = detail?.event['actor'];
  const before = typeof actor === 'string' && count > 0 ? (walk.standings(stretch, count - 1).get(actor) ?? null) : null;
  return { n, standings: walk.standings(stretch, count), detail, before };
}
