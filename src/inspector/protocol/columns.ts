/**
 * Events in columns: what the page holds of every event of a run, 30 bytes each, in frames of many events.
 *
 * A frame is the length of its head in bytes (32 bits, little-endian), the head (JSON), zeroes up to a multiple of 8, and the columns
 * one after the other in the order of `Columns`. Actors, words and states are numbers, in the order in which they first came up; the
 * head of a frame brings those that are new in it.
 */

/** What an event is, by its number in the column: why an actor took a step, or how a message was missed. */
export const EVENT_TYPES = ['start', 'spawned', 'message', 'arrival', 'fault', 'timer', 'dead letter', 'lost', 'partitioned'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Stands where there is nothing to point at. */
export const NONE = 0xffff_ffff;

export const FLAG = {
  /** The machine had no transition for it. */
  unhandled: 1,
  /** The actor is gone after it. */
  final: 2,
  /** Something was chosen. */
  chosen: 4,
} as const;

export interface ActorEntry {
  readonly id: string;
  readonly kind: string;
  readonly place: string | null;
}

export interface ColumnsHead {
  /** The number of the first event. */
  readonly from: number;
  readonly count: number;
  readonly actors: readonly ActorEntry[];
  /** Types of messages, and names of timers. */
  readonly words: readonly string[];
  /** State values as JSON. */
  readonly states: readonly string[];
}

export interface Columns extends ColumnsHead {
  /** Milliseconds of simulated time. */
  readonly atMs: Float64Array;
  /** Who took the step; of a message that was missed, whom it was for. */
  readonly actor: Uint32Array;
  /** Who sent the message, or NONE. */
  readonly sender: Uint32Array;
  /** The type of the message, or the name of the timer; NONE of a start. */
  readonly word: Uint32Array;
  /** Where the actor stands after it; NONE of what was missed. */
  readonly state: Uint32Array;
  /** The event that led to it, or NONE. */
  readonly cause: Uint32Array;
  readonly type: Uint8Array;
  readonly flags: Uint8Array;
}

export function encodeColumns(columns: Columns): Uint8Array<ArrayBuffer> {
  const { from, count, actors, words, states } = columns;
  const head = new TextEncoder().encode(JSON.stringify({ from, count, actors, words, states } satisfies ColumnsHead));
  const start = aligned(4 + head.length);
  const bytes = new Uint8Array(start + count * 30);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = start;
  for (const column of [
    columns.atMs,
    columns.actor,
    columns.sender,
    columns.word,
    columns.state,
    columns.cause,
    columns.type,
    columns.flags,
  ]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, count * column.BYTES_PER_ELEMENT), at);
    at += count * column.BYTES_PER_ELEMENT;
  }
  return bytes;
}

/** @throws Error if it is not such a frame */
export function decodeColumns(bytes: Uint8Array): Columns {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(0, true);
  // What it says is checked by the lengths below; both ends are of one version.
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))) as ColumnsHead;
  const { count } = head;
  const start = aligned(4 + headLength);
  if (bytes.byteLength !== start + count * 30)
    throw new Error(`a frame of ${bytes.byteLength} bytes for ${count} events; expected ${start + count * 30}`);
  // A copy begins at a multiple of 8, as the widest column needs it.
  const { buffer } = new Uint8Array(bytes.subarray(start));
  const wide = (which: number): Uint32Array => new Uint32Array(buffer, count * (8 + 4 * which), count);
  return {
    ...head,
    atMs: new Float64Array(buffer, 0, count),
    actor: wide(0),
    sender: wide(1),
    word: wide(2),
    state: wide(3),
    cause: wide(4),
    type: new Uint8Array(buffer, count * 28, count),
    flags: new Uint8Array(buffer, count * 29, count),
  };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
