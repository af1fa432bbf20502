/** A run within the page: what the self-contained file holds in place of a server. */
import type { About, PlotData, Status } from './frames.ts';

/** The id of the element of the page that holds it, as JSON. */
export const EMBEDDED_RUN_ID = 'chartwright-run';

/** The id of the element that holds the code of the worker which lays charts out, as text. */
export const LAYOUT_WORKER_ID = 'layout-worker';

export interface EmbeddedRun {
  readonly about: About;
  readonly status: Status;
  readonly plots: PlotData;
  /** Frames of columns, in order: each gzipped, in base64. */
  readonly columns: readonly string[];
  /** Stretches by their index, as JSON: each gzipped, in base64. */
  readonly stretches: readonly string[];
}
