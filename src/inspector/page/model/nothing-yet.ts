/** The status of a run of which nothing is known yet. */
import type { Status } from '../../protocol/frames.ts';

export const NOTHING_YET: Status = {
  events: 0,
  atMs: 0,
  playing: false,
  speed: null,
  progress: null,
  end: null,
  problem: null,
  rebuilt: 0,
};
