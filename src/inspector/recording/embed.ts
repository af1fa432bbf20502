/** Makes of a run that is over what a page holds in place of a server. */
import { gzipSync } from 'node:zlib';
import { encodeColumns } from '../protocol/columns.ts';
import { STRETCH_EVENTS } from '../protocol/details.ts';
import type { EmbeddedRun } from '../protocol/embedded.ts';
import type { About, Status } from '../protocol/frames.ts';
import type { RunRecording } from './run-recording.ts';

/** Events in one frame of columns. */
const FRAME_EVENTS = 65_536;

export interface Embeddable {
  readonly about: About;
  readonly status: Status;
  readonly recording: RunRecording;
}

/** @throws SourceError if its states cannot be rebuilt */
export function embeddedRun({ about, status, recording }: Embeddable): EmbeddedRun {
  const columns: string[] = [];
  for (let from = 0; from < status.events; from += FRAME_EVENTS) {
    const frame = recording.log.columns(from, FRAME_EVENTS);
    if (frame) columns.push(packed(encodeColumns(frame)));
  }
  // In order: each goes on where the one before it ended.
  const stretches = Array.from({ length: Math.ceil(status.events / STRETCH_EVENTS) }, (_, index) =>
    packed(JSON.stringify(recording.stretch(index))),
  );
  return { about, status, plots: recording.plots.data(), columns, stretches };
}

function packed(data: string | Uint8Array): string {
  return gzipSync(data).toString('base64');
}
