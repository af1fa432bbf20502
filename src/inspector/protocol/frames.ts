/**
 * What system and page say to each other, version 1. Text frames are JSON, as below; binary frames are columns (columns.ts).
 *
 * A page says hello; the server answers with what it shows, and sends columns as they come. Every binary frame is to be acknowledged:
 * a page that does not keep up is sent no more than a few frames ahead, and what it has not got yet waits in the recording, not in
 * a buffer of its own. docs/inspector-protocol.md is the reference.
 */
import type { Overview, Unit } from '../../scenarios/overview.ts';
import type { Chart } from './chart.ts';
import type { Stretch } from './details.ts';

export const PROTOCOL_VERSION = 1;

/** What is shown: as much as does not change. */
export interface About {
  /** `live`: a run that can be led. `trace`: one that is over. `application`: another program's actors, by @statelyai/inspect. */
  readonly mode: 'live' | 'trace' | 'application';
  readonly title: string;
  readonly description: string;
  /** The name or path of the scenario; of an application, its name. */
  readonly scenario: string;
  readonly version: string;
  readonly seed: number | null;
  readonly params: unknown;
  readonly charts: Readonly<Record<string, Chart>>;
  readonly overview: Overview | null;
  readonly plots: readonly { readonly title: string; readonly unit: Unit; readonly series: readonly string[] }[];
  readonly counterexample: Counterexample | null;
}

/** Of the trace of a path that the checker found. */
export interface Counterexample {
  readonly property: string;
  /** As a trace's header has it: `always`, `eventually`, `deadlock`, … */
  readonly type: string;
  /** What is wrong with it, or what it shows, in a sentence. */
  readonly verdict: string;
  /** The path as a story, a step each, with the number of the last event of each step. */
  readonly steps: readonly { readonly text: readonly string[]; readonly event: number }[];
  /** Of a path without end: the step that its last one leads back to. */
  readonly loopsTo: number | null;
  /** Whether its times are possible; if not, why. */
  readonly timed: boolean;
  readonly why: string | null;
}

export interface Status {
  /** Events so far. */
  readonly events: number;
  readonly atMs: number;
  readonly playing: boolean;
  /** Simulated seconds in a second; null: as fast as it goes. */
  readonly speed: number | null;
  /** Share of the work that is done, or of the file that is read, from 0 to 1; null: not known. */
  readonly progress: number | null;
  /** Why it ended, as a trace says it; null: it has not. */
  readonly end: string | null;
  /** What went wrong, and what to do. */
  readonly problem: string | null;
  /** Exact states can be asked for up to this event; those of a trace are rebuilt while it is read. */
  readonly rebuilt: number;
}

/** Samples in order of time. Sent whole: their times are thinned out as the run grows. */
export interface PlotData {
  readonly atS: readonly number[];
  /** For each plot, for each of its series, a value a time. */
  readonly values: readonly (readonly (readonly (number | null)[])[])[];
}

export type ServerFrame =
  | { readonly type: 'hello'; readonly protocol: number; readonly about: About; readonly status: Status }
  /** Charts may come later: of an application whose actors are not known before they start. */
  | { readonly type: 'charts'; readonly charts: Readonly<Record<string, Chart>> }
  | { readonly type: 'status'; readonly status: Status }
  | { readonly type: 'plots'; readonly plots: PlotData }
  | { readonly type: 'stretch'; readonly id: number; readonly stretch: Stretch }
  | { readonly type: 'found'; readonly id: number; readonly events: readonly number[]; readonly complete: boolean }
  /** What could not be answered (with its id) or done, and why. */
  | { readonly type: 'refused'; readonly id: number | null; readonly why: string };

export type PageFrame =
  | { readonly type: 'hello'; readonly protocol: number }
  /** So many binary frames have been taken in, in all. */
  | { readonly type: 'ack'; readonly frames: number }
  | { readonly type: 'stretch'; readonly id: number; readonly index: number }
  /** Events whose trace lines hold a text. */
  | { readonly type: 'find'; readonly id: number; readonly text: string }
  | Command;

/** What can be asked of a run that is live. */
export type Command =
  | { readonly type: 'play'; readonly speed: number | null }
  | { readonly type: 'pause' }
  | { readonly type: 'step'; readonly events: number }
  | { readonly type: 'send'; readonly actor: string; readonly event: { readonly type: string; readonly [member: string]: unknown } };
