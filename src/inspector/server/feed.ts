/**
 * Tells a page what changes: columns as they come, status, plots and charts as often as a person can see it.
 *
 * It holds a place in the recording, and no events: a page that acknowledges nothing costs nothing, and asks the source for nothing.
 */
import { encodeColumns } from '../protocol/columns.ts';
import type { Status } from '../protocol/frames.ts';
import type { Source } from '../recording/source.ts';
import {
  CHARTS_EVERY_MS,
  COLUMNS_EVERY_MS,
  COLUMNS_EVERY_MS_AT_FULL_SPEED,
  FRAME_EVENTS,
  FRAMES_AHEAD,
  PLOTS_EVERY_MS,
  STATUS_EVERY_MS,
} from './limits.ts';
import type { Outlet } from './outlet.ts';
import { Paced } from './paced.ts';

export interface FeedOptions {
  readonly source: Source;
  readonly outlet: Outlet;
  /** As the page knows it. */
  readonly status: Status;
  /** Does it, and sees to what is thrown: there is nobody above a timer. */
  readonly guard: (act: () => void) => void;
}

export class Feed {
  readonly #source: Source;
  readonly #outlet: Outlet;
  readonly #paced: readonly Paced[];
  readonly #stopListening: () => void;
  #nextEvent = 0;
  #framesSent = 0;
  #framesTaken = 0;
  /** There was more, and the page was behind: the next acknowledgement lets it go on. */
  #isBehind = false;
  #isWaiting = false;
  #isOver = false;

  constructor({ source, outlet, status, guard }: FeedOptions) {
    this.#source = source;
    this.#outlet = outlet;
    const { charts } = source.about;
    const sayCharts = whenChanged(
      () => source.charts(),
      charts,
      (it) => outlet.send({ type: 'charts', charts: it }),
    );
    const sayStatus = whenChanged(
      () => source.status(),
      status,
      (it) => outlet.send({ type: 'status', status: it }),
    );
    const sayPlots = whenChanged(
      () => source.plots(),
      null,
      (it) => outlet.send({ type: 'plots', plots: it }),
    );
    const paced = (everyMs: () => number, act: () => void): Paced => new Paced(everyMs, () => guard(() => this.#unlessFull(act)));
    // Charts come before the first events of their actors.
    this.#paced = [
      paced(() => CHARTS_EVERY_MS, sayCharts),
      paced(
        () => this.#columnsEveryMs(),
        () => this.#sendColumns(),
      ),
      paced(() => STATUS_EVERY_MS, sayStatus),
      paced(() => PLOTS_EVERY_MS, sayPlots),
    ];
    this.#stopListening = source.onChange(() => this.#changed());
    this.#changed();
  }

  /** @returns what is wrong with it */
  acknowledge(frames: number): string | undefined {
    if (frames < this.#framesTaken || frames > this.#framesSent)
      return `${frames} frames acknowledged, of ${this.#framesSent} sent and ${this.#framesTaken} acknowledged before`;
    this.#framesTaken = frames;
    if (this.#isBehind) this.#unlessFull(() => this.#sendColumns());
    return undefined;
  }

  end(): void {
    this.#isOver = true;
    this.#stopListening();
    for (const it of this.#paced) it.end();
  }

  #changed(): void {
    if (!this.#isOver) for (const it of this.#paced) it.request();
  }

  /** What is not said for want of room is said when there is room, as it is then. */
  #unlessFull(act: () => void): void {
    if (this.#isOver) return;
    if (!this.#outlet.isFull) return act();
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#outlet.whenFree(() => {
      this.#isWaiting = false;
      this.#changed();
    });
  }

  #columnsEveryMs(): number {
    const { playing, speed, end } = this.#source.status();
    const isRead = this.#source.about.mode === 'trace' && end === null;
    return isRead || (playing && speed === null) ? COLUMNS_EVERY_MS_AT_FULL_SPEED : COLUMNS_EVERY_MS;
  }

  #sendColumns(): void {
    while (this.#framesSent - this.#framesTaken < FRAMES_AHEAD && !this.#outlet.isFull) {
      const columns = this.#source.columns(this.#nextEvent, FRAME_EVENTS);
      this.#isBehind = columns !== undefined;
      if (!columns) return;
      this.#nextEvent = columns.from + columns.count;
      this.#framesSent += 1;
      this.#outlet.sendBytes(encodeColumns(columns));
    }
    if (this.#outlet.isFull) this.#unlessFull(() => this.#sendColumns());
  }
}

/** Says what it reads if it is not what is known, or was said last, by its JSON. */
function whenChanged<T>(read: () => T, known: unknown, say: (value: T) => void): () => void {
  let last = JSON.stringify(known);
  return () => {
    const value = read();
    const text = JSON.stringify(value);
    if (text === last) return;
    last = text;
    say(value);
  };
}
