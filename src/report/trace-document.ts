/** The parts of a Chrome trace document, written one after another. */

/**
 * Arrows are drawn from a quarter to half a microsecond after their step. Simulated time moves by
 * whole microseconds: so they fall into the slices that begin with the step, which a viewer binds them to.
 */
const LEAVES_AFTER_US = 0.25;
const ARRIVES_AFTER_US = 0.5;

/** Begins a document; what it returns writes the parts, and numbers processes and tracks. */
export function traceDocument(write: (text: string) => void): TraceDocument {
  const pids = new Map<string, number>();
  let tracks = 0;
  let separator = '\n';
  let wire: Track | undefined;
  write('{"displayTimeUnit":"ms","traceEvents":[');

  function put(event: object): void {
    write(`${separator}${JSON.stringify(event)}`);
    separator = ',\n';
  }

  function process(kind: string): number {
    let pid = pids.get(kind);
    if (pid === undefined) {
      pid = pids.size + 1;
      pids.set(kind, pid);
      put({ ph: 'M', name: 'process_name', pid, tid: 0, args: { name: kind } });
      put({ ph: 'M', name: 'process_sort_index', pid, tid: 0, args: { sort_index: pid } });
    }
    return pid;
  }

  function track(pid: number, name: string, sortIndex: number): Track {
    tracks += 1;
    put({ ph: 'M', name: 'thread_name', pid, tid: tracks, args: { name } });
    put({ ph: 'M', name: 'thread_sort_index', pid, tid: tracks, args: { sort_index: sortIndex } });
    return { pid, tid: tracks, open: [] };
  }

  return {
    process,
    track,
    nextTrack: () => tracks + 1,
    // A kind has no space in it, so that this process is nobody's.
    wire: () => (wire ??= track(process('the wire'), 'not delivered', tracks + 1)),
    slice: ({ pid, tid }, { name, fromUs, step }, untilUs) =>
      put({ ph: 'X', cat: 'state', name, pid, tid, ts: fromUs, dur: untilUs - fromUs, args: { step } }),
    instant: ({ pid, tid }, name, atUs, step) => put({ ph: 'i', cat: 'event', name, pid, tid, ts: atUs, s: 't', args: { step } }),
    arrow: ({ id, name, from, to }) => {
      const both = { cat: 'message', name, id };
      put({ ph: 's', ...both, pid: from.track.pid, tid: from.track.tid, ts: from.atUs + LEAVES_AFTER_US });
      put({ ph: 'f', ...both, bp: 'e', pid: to.track.pid, tid: to.track.tid, ts: to.atUs + ARRIVES_AFTER_US });
    },
    end: (arrowsLeftOut) => write(`\n],"otherData":${JSON.stringify({ arrowsLeftOut })}}\n`),
  };
}

export interface TraceDocument {
  /** The number of a kind's process; announces it when it is new. */
  process(kind: string): number;
  track(pid: number, name: string, sortIndex: number): Track;
  /** The number that the next track will have. */
  nextTrack(): number;
  /** The track of what no actor got. */
  wire(): Track;
  slice(track: Track, slice: Slice, untilUs: number): void;
  instant(track: Track, name: string, atUs: number, step: number): void;
  arrow(arrow: { readonly id: number; readonly name: string; readonly from: Place; readonly to: Place }): void;
  end(arrowsLeftOut: number): void;
}

export interface Slice {
  readonly name: string;
  readonly fromUs: number;
  readonly step: number;
}

export interface Track {
  readonly pid: number;
  readonly tid: number;
  /** The slices that are open, the outermost first. */
  readonly open: Slice[];
}

/** A moment on a track. */
export interface Place {
  readonly track: Track;
  readonly atUs: number;
}
