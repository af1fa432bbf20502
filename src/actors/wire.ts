/**
 * The wire: from the outbox of one actor to the delivery at another.
 *
 * All envelopes go over one bus and through one RxJS operator, `network`, whose policy is data.
 * Messages between two actors arrive in the order they were sent, unless the policy says otherwise.
 */
import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import type { Message } from '../machines/effects.ts';
import type { Distribution, Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A message on its way. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly message: Message;
  /** Milliseconds of simulated time. */
  readonly sentMs: number;
  /** Number of the step that sent it. */
  readonly step: number;
}

/** How a wire treats what is sent over it. All of it is optional; by default a wire is perfect and takes no time. */
export interface WirePolicy {
  /** Seconds from end to end. */
  readonly latencyS?: Distribution;
  /** A message of so many bytes takes size / bandwidth longer. Messages do not queue for the wire. */
  readonly bandwidthBytesPerS?: number;
  /** Probability that a message is lost. */
  readonly loss?: number;
  /** Probability that a message arrives twice. */
  readonly duplication?: number;
  /** With this probability a message is held back, so that later ones may overtake it. */
  readonly reordering?: { readonly probability: number; readonly byS: Distribution };
}

/** A policy for the wires between two kinds of actor; where several match, the last one holds. */
export interface WireRule extends WirePolicy {
  readonly from?: string;
  readonly to?: string;
}

/**
 * From one time to another, what actors of different groups send each other is lost; what was sent before still arrives.
 * Who is in no group reaches all.
 */
export interface Partition {
  readonly fromS: number;
  readonly untilS: number;
  /** Ids of actors. */
  readonly groups: readonly (readonly string[])[];
}

/** The wires of a system. */
export interface Wires {
  readonly rules?: readonly WireRule[];
  readonly partitions?: readonly Partition[];
  /** Bytes of a message; by default the length of its JSON. */
  readonly sizeBytes?: (message: Message) => number;
}

export type Loss = 'lost' | 'partitioned';

export interface NetworkOptions {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly wires: Wires;
  readonly kindOf: (id: string) => string;
  readonly onLoss: (envelope: Envelope, why: Loss) => void;
}

/** The operator that turns a stream of envelopes sent into a stream of envelopes that arrive. */
export function network(options: NetworkOptions): OperatorFunction<Envelope, Envelope> {
  const { clock, wires, onLoss } = options;
  const policyOf = policies(options);
  const fate = fates(options);
  const arrival = inOrder(clock);
  return (outbox) =>
    new Observable<Envelope>((wire) =>
      outbox.subscribe((envelope) => {
        try {
          send(envelope, wire);
        } catch (cause) {
          // RxJS would swallow it, and the message would be gone without a trace.
          wire.error(cause);
        }
      }),
    );

  function send(envelope: Envelope, wire: Subscriber<Envelope>): void {
    const policy = policyOf(envelope.from, envelope.to);
    if (wires.partitions && isPartitioned(envelope, wires.partitions)) {
      onLoss(envelope, 'partitioned');
      return;
    }
    if (policy === null) {
      clock.at(clock.nowMs, () => wire.next(envelope));
      return;
    }
    const copies = fate(envelope, policy);
    if (copies.length === 0) onLoss(envelope, 'lost');
    for (const { delayMs, mayBeOvertaken } of copies) {
      const dueMs = clock.nowMs + delayMs;
      clock.at(arrival(envelope, dueMs, mayBeOvertaken), () => wire.next(envelope));
    }
  }
}

/** The policy between two actors; null where it is perfect and takes no time. */
function policies({ wires, kindOf }: NetworkOptions): (from: string, to: string) => WirePolicy | null {
  const { rules = [] } = wires;
  if (rules.length === 0) return () => null;
  const known = new Map<string, WirePolicy | null>();
  return (from, to) => {
    const fromKind = kindOf(from);
    const toKind = kindOf(to);
    const key = `${fromKind}>${toKind}`;
    let policy = known.get(key);
    if (policy === undefined) {
      const matching = rules.filter((rule) => (rule.from ?? fromKind) === fromKind && (rule.to ?? toKind) === toKind);
      policy = matching.at(-1) ?? null;
      known.set(key, policy);
    }
    return policy;
  };
}

interface Copy {
  readonly delayMs: number;
  readonly mayBeOvertaken: boolean;
}

/**
 * What becomes of an envelope: no copy if it is lost, two if it is duplicated. The numbers come from streams
 * of the sender's, one for each kind of receiver: receivers may come and go by the million.
 */
function fates({ random, wires, kindOf }: NetworkOptions): (envelope: Envelope, policy: WirePolicy) => readonly Copy[] {
  const sizeBytes = wires.sizeBytes ?? ((message: Message) => Buffer.byteLength(JSON.stringify(message)));

  return ({ from, to, message }, policy) => {
    const wire = `to ${kindOf(to)}`;
    const happens = (probability: number | undefined, what: string): boolean =>
      probability !== undefined && probability > 0 && random.streamOf(from, `${wire}/${what}`)() < probability;
    const drawS = (distribution: Distribution, what: string): number => Math.max(0, random.draw(from, `${wire}/${what}`, distribution));
    if (happens(policy.loss, 'loss')) return [];
    const transferS = policy.bandwidthBytesPerS === undefined ? 0 : sizeBytes(message) / policy.bandwidthBytesPerS;
    const copies = happens(policy.duplication, 'duplication') ? 2 : 1;
    return Array.from({ length: copies }, () => {
      const latencyS = policy.latencyS === undefined ? 0 : drawS(policy.latencyS, 'latency');
      const heldBack = policy.reordering !== undefined && happens(policy.reordering.probability, 'reordering');
      const extraS = policy.reordering && heldBack ? drawS(policy.reordering.byS, 'held back') : 0;
      return { delayMs: (latencyS + transferS + extraS) * 1000, mayBeOvertaken: heldBack };
    });
  };
}

/**
 * Clamps delivery times, so that of two messages between the same actors the later one never overtakes,
 * but for one that was held back: it overtakes nothing, and may itself be overtaken.
 */
function inOrder(clock: VirtualClock): (envelope: Envelope, dueMs: number, mayBeOvertaken: boolean) => number {
  let latestMs = new Map<string, number>();
  let sweepAt = 1024;
  return ({ from, to }, dueMs, mayBeOvertaken) => {
    const key = `${from}>${to}`;
    const atMs = Math.max(dueMs, latestMs.get(key) ?? 0);
    if (!mayBeOvertaken) latestMs.set(key, atMs);
    if (latestMs.size > sweepAt) {
      latestMs = new Map([...latestMs].filter(([, lastMs]) => lastMs > clock.nowMs));
      sweepAt = Math.max(1024, 2 * latestMs.size);
    }
    return atMs;
  };
}

function isPartitioned({ from, to, sentMs }: Envelope, partitions: readonly Partition[]): boolean {
  return partitions.some(({ fromS, untilS, groups }) => {
    if (sentMs < fromS * 1000 || sentMs >= untilS * 1000) return false;
    const side = groups.findIndex((group) => group.includes(from));
    const other = groups.findIndex((group) => group.includes(to));
    return side >= 0 && other >= 0 && side !== other;
  });
}
