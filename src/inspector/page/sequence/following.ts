/** Keeps the diagram up to date for as long as it is seen: sifts anew when a filter changes, and on as events come; keeps the cursor's row in view. */
import { computed, effect, untracked } from '@preact/signals';
import { countUpTo } from '../model/event-table.ts';
import { bounded } from './scrolling.ts';
import { reveal, revealLane, ROW_HEIGHT, type Search, type Sequence } from './sequence.ts';
import { Sifting } from './sifting.ts';

/** Of looking through events, before others have their turn. */
const TURN_MS = 6;
/** After the last letter. */
const TYPING_MS = 250;

/** Returns what ends it. */
export function follow(sequence: Sequence): () => void {
  const { store, actors, types, search, lanes, sifting, size } = sequence;
  const { events, status, charts } = store.source;
  const sifter = createSifter(sequence);
  const siftAnew = (): void => {
    const { text, found } = search.peek();
    const sifted = {
      actors: actors.peek(),
      types: types.peek(),
      text,
      found,
      also: store.selected.peek(),
      kinds: Object.keys(charts.peek()),
    };
    sifter.start(new Sifting(events, sifted));
  };
  const isRead = computed(() => status.value.progress === 1);
  const endings = [
    followText(sequence),
    effect(() => {
      // All of a run is there, or a filter has changed.
      void [isRead.value, actors.value, types.value, search.value, charts.value];
      untracked(siftAnew);
    }),
    effect(() => {
      const selected = store.selected.value;
      // Its lane was left out: only with it, its events are shown.
      if (selected !== null && !actors.peek() && sifting.peek() && !lanes.peek().includes(selected)) siftAnew();
    }),
    effect(() => {
      if (events.count.value === 0) return;
      if (sifting.peek()?.isStale && !sifter.isBusy()) siftAnew();
      sifter.goOn();
    }),
    followCursor(sequence),
    effect(() => {
      // Whoever is selected elsewhere, or was before one came here, is brought into sight; its lane may come later.
      const actor = store.selected.value;
      const hasLane = lanes.value.includes(actor ?? -1);
      if (actor !== null && hasLane && size.value.width > 0) untracked(() => revealLane(sequence, actor));
    }),
    sifter.stop,
  ];
  return () => {
    for (const end of endings) end();
  };
}

interface Sifter {
  start(sifting: Sifting): void;
  goOn(): void;
  /** Whether something other than what is shown is on its way. */
  isBusy(): boolean;
  readonly stop: () => void;
}

/** What was shown stays until what comes is complete: rows do not go and come back. */
function createSifter(sequence: Sequence): Sifter {
  const { sifting, version, progress } = sequence;
  let next: Sifting | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = (): void => {
    timer = undefined;
    const working = next ?? sifting.peek();
    if (!working) return;
    const untilMs = performance.now() + TURN_MS;
    const hasMore = working.advance(() => performance.now() > untilMs);
    if (working === next && !hasMore) {
      next = null;
      anchored(sequence, () => {
        sifting.value = working;
        version.value += 1;
      });
    } else if (next === null) version.value += 1;
    progress.value = hasMore ? working.progress : null;
    if (hasMore) goOn();
  };
  const goOn = (): void => {
    timer ??= setTimeout(turn, 0);
  };
  return {
    start: (sifting) => {
      next = sifting;
      goOn();
    },
    goOn,
    isBusy: () => next !== null,
    stop: () => clearTimeout(timer),
  };
}

/** Changes the rows, and leaves the cursor's row where it is on the screen; if it is not to be seen, the first one that is. */
function anchored({ top, rows, extent, store }: Sequence, change: () => void): void {
  const placeOf = (n: number): number => (countUpTo(rows.peek().numbers, rows.peek().length, n) - 1) * ROW_HEIGHT;
  const cursorY = placeOf(store.cursor.peek()) - top.peek();
  const isSeen = cursorY >= 0 && cursorY < extent.peek().view;
  const n = isSeen ? store.cursor.peek() : (rows.peek().numbers[Math.floor(top.peek() / ROW_HEIGHT)] ?? store.cursor.peek());
  const y = placeOf(n) - top.peek();
  const wasEmpty = rows.peek().length === 0;
  change();
  top.value = bounded(wasEmpty ? placeOf(store.cursor.peek()) - extent.peek().view / 2 : placeOf(n) - y, extent.peek());
}

/** Who moves the cursor sees its row. While the cursor goes along with the run, only who was at the end is taken along. */
function followCursor(sequence: Sequence): () => void {
  const { store, cursorRow, rows, top, extent } = sequence;
  // Whoever comes back to the view sees the row, too.
  let cursor = -2;
  let bottom = extent.peek().content;
  let was = store.following.peek();
  return effect(() => {
    const wasAtEnd = top.peek() + extent.peek().view >= bottom - 2 * ROW_HEIGHT;
    const hasMoved = store.cursor.value !== cursor;
    const isDriven = store.following.value && was;
    const row = cursorRow.value;
    bottom = rows.value.length * ROW_HEIGHT;
    cursor = store.cursor.value;
    was = store.following.value;
    if (isDriven ? wasAtEnd : hasMoved) untracked(() => reveal(sequence, row));
  });
}

function followText({ text, search, store }: Sequence): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = async (wanted: string): Promise<void> => {
    asked += 1;
    const ours = asked;
    const tell = (next: Search): void => {
      if (ours === asked) search.value = next;
    };
    if (wanted === '') return tell({ text: '', found: [], note: null });
    // Names match at once; payloads are looked through elsewhere.
    tell({ text: wanted, found: [], note: 'searching payloads…' });
    try {
      const { events, complete } = await store.source.find(wanted);
      const note = complete ? null : `only the first ${events.length.toLocaleString('en-US')} of the payloads that hold it`;
      tell({ text: wanted, found: events, note });
    } catch (cause) {
      tell({ text: wanted, found: [], note: `payloads could not be searched: ${cause instanceof Error ? cause.message : String(cause)}` });
    }
  };
  const stop = effect(() => {
    const wanted = text.value.trim();
    clearTimeout(timer);
    if (wanted === search.peek().text) return;
    timer = setTimeout(() => void ask(wanted), wanted === '' ? 0 : TYPING_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
