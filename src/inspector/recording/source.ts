/** Whatever can be shown in a page: a live run, a trace, or another program. The server knows no more of it than this. */
import type { Chart } from '../protocol/chart.ts';
import type { Columns } from '../protocol/columns.ts';
import type { Stretch } from '../protocol/details.ts';
import type { About, Command, PlotData, Status } from '../protocol/frames.ts';
import type { Found } from './line-store.ts';

export interface Source {
  readonly about: About;
  /** Those known so far; more than `about` had at first, where actors are not known before they start. */
  charts(): Readonly<Record<string, Chart>>;
  status(): Status;
  /** Columns of events from a number on, at most so many, with the names that the events before have not used; undefined: there are none yet. */
  columns(from: number, atMost: number): Columns | undefined;
  plots(): PlotData;
  /** @throws SourceError if there is no such stretch, or nobody can tell its states */
  stretch(index: number): Promise<Stretch>;
  /** Numbers of events whose trace lines hold a text, whatever its case; up to a bound, `complete` if there were no more. */
  find(text: string): Promise<Found>;
  /** @returns what is wrong with it, if it is not done */
  command(command: Command): string | undefined;
  /** Tells that something changed: events, status, plots or charts. Returns what ends it. */
  onChange(listener: () => void): () => void;
}

/** What a page asks for and cannot have, in words for its reader. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
