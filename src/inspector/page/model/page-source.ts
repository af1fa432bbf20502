/** Where the page has its run from: a server (socket-source.ts), or the file that it stands in (file-source.ts). */
import type { ReadonlySignal } from '@preact/signals';
import type { Chart } from '../../protocol/chart.ts';
import type { Stretch } from '../../protocol/details.ts';
import type { About, Command, PlotData, Status } from '../../protocol/frames.ts';
import type { EventTable } from './event-table.ts';

export interface PageSource {
  /** Null until the server has said hello. */
  readonly about: ReadonlySignal<About | null>;
  /** By kind; may grow. */
  readonly charts: ReadonlySignal<Readonly<Record<string, Chart>>>;
  readonly status: ReadonlySignal<Status>;
  readonly plots: ReadonlySignal<PlotData>;
  readonly connection: ReadonlySignal<Connection>;
  readonly events: EventTable;
  /** Exact states of a stretch of events; see details.ts. Kept for a while, so that asking again is cheap. Rejects with an Error in words for a reader. */
  stretch(index: number): Promise<Stretch>;
  /** Numbers of events that hold a text; `complete` if there are no more. */
  find(text: string): Promise<{ readonly events: readonly number[]; readonly complete: boolean }>;
  /** Nothing comes of it but in a live run; what is refused shows up in `refusal`. */
  command(command: Command): void;
  /** What the server refused last, and why; null: nothing. */
  readonly refusal: ReadonlySignal<string | null>;
}

export type Connection =
  | { readonly type: 'connecting' | 'open' | 'file' }
  /** What a person reads: why, and what to do. */
  | { readonly type: 'closed' | 'failed'; readonly why: string };
