/**
 * The wire: from the outbox of one actor to the delivery at another.
 *
 * All envelopes go over one bus and through one RxJS operator, `network`, whose policy is data.
 * Messages between two actors arrive in the order they were sent, unless the policy says otherwise.
 */
import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import type { Message } from '../machines/effects.ts';
import { Taker } from './bus.ts';
import { partitionOf } from './partition.ts';
import { sampler, type Distribution, type Random } from './random.ts';
import { toMicrosecond, type Task, type VirtualClock } from './virtual-clock.ts';
import { policies, type WirePolicy, type Wires } from './wire-policy.ts';

export type { Partition } from './partition.ts';
export type { WirePolicy, WireRule, Wires } from './wire-policy.ts';

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
  const { clock, wires, kindOf, onLoss } = options;
  const policyOf = policies(wires, kindOf);
  const isPartitioned = partitionOf(wires.partitions ?? [], wires.placeOf);
  const fate = fates(options);
  const arrival = inOrder(clock);
  return (outbox) =>
    new Observable<Envelope>((wire) =>
      outbox.subscribe(
        new Taker(
          (envelope) => {
            try {
              send(envelope, wire);
            } catch (cause) {
              // RxJS would swallow it, and the message would be gone without a trace.
              wire.error(cause);
            }
          },
          (cause) => wire.error(cause),
        ),
      ),
    );

  function send(envelope: Envelope, wire: Subscriber<Envelope>): void {
    if (isPartitioned(envelope.from, envelope.to, envelope.sentMs)) {
      onLoss(envelope, 'partitioned');
      return;
    }
    const policy = policyOf(envelope.from, envelope.to);
    if (policy === null) {
      clock.put(clock.nowMs, new Delivery(wire, envelope));
      return;
    }
    const copies = fate(envelope, policy);
    if (copies.length === 0) onLoss(envelope, 'lost');
    for (const { delayMs, mayBeOvertaken } of copies) {
      const dueMs = clock.nowMs + delayMs;
      clock.put(arrival(envelope, dueMs, mayBeOvertaken), new Delivery(wire, envelope));
    }
  }
}

/** An envelope that arrives. */
class Delivery implements Task {
  settled = false;
  readonly isBackground = false;
  readonly #wire: Subscriber<Envelope>;
  readonly #envelope: Envelope;

  constructor(wire: Subscriber<Envelope>, envelope: Envelope) {
    this.#wire = wire;
    this.#envelope = envelope;
  }

  run(): void {
    this.#wire.next(this.#envelope);
  }
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

  return ({ from, to, message, sentMs }, policy) => {
    const happens = (probability: number, what: string): boolean =>
      probability > 0 && random.streamOf(from, `to ${kindOf(to)}/${what}`)() < probability;
    const drawS = (distribution: Distribution, what: string): number => {
      if (typeof distribution === 'number') return Math.max(0, distribution);
      // Not one sampler for the stream: two places of receivers of one kind may be differently far away.
      return Math.max(0, sampler(distribution, random.streamOf(from, `to ${kindOf(to)}/${what}`))());
    };
    const copyAfter = (transferS: number, reordering: WirePolicy['reordering']): Copy => {
      const latencyS = policy.latencyS === undefined ? 0 : drawS(policy.latencyS, 'latency');
      const heldBack = reordering !== undefined && happens(reordering.probability, 'reordering');
      const extraS = heldBack ? drawS(reordering.byS, 'held back') : 0;
      return { delayMs: (latencyS + transferS + extraS) * 1000, mayBeOvertaken: heldBack };
    };

    const { loss = 0, duplication = 0, reordering } = hasFaults(policy, sentMs) ? policy : FAULTLESS;
    if (happens(loss, 'loss')) return [];
    const transferS = policy.bandwidthBytesPerS === undefined ? 0 : sizeBytes(message) / policy.bandwidthBytesPerS;
    const isTwofold = happens(duplication, 'duplication');
    const copy = copyAfter(transferS, reordering);
    return isTwofold ? [copy, copyAfter(transferS, reordering)] : [copy];
  };
}

const FAULTLESS: WirePolicy = {};

function hasFaults({ faultsUntilS }: WirePolicy, sentMs: number): boolean {
  return faultsUntilS === undefined || sentMs < toMicrosecond(faultsUntilS * 1000);
}

/**
 * Clamps delivery times, so that of two messages between the same actors the later one never overtakes,
 * but for one that was held back: it overtakes nothing, and may itself be overtaken.
 */
function inOrder(clock: VirtualClock): (envelope: Envelope, dueMs: number, mayBeOvertaken: boolean) => number {
  /** By sender and receiver. */
  const latestMs = new Map<string, Map<string, number>>();
  let count = 0;
  let sweepAt = SWEEP_MIN;

  /** Forgets what has arrived: nothing can overtake it. */
  function sweep(): void {
    count = 0;
    for (const [from, fromHere] of latestMs) {
      for (const [to, lastMs] of fromHere) if (lastMs <= clock.nowMs) fromHere.delete(to);
      if (fromHere.size === 0) latestMs.delete(from);
      count += fromHere.size;
    }
    sweepAt = Math.max(SWEEP_MIN, 2 * count);
  }

  return ({ from, to }, dueMs, mayBeOvertaken) => {
    let fromHere = latestMs.get(from);
    if (fromHere === undefined) latestMs.set(from, (fromHere = new Map()));
    const lastMs = fromHere.get(to);
    const atMs = lastMs !== undefined && lastMs > dueMs ? lastMs : dueMs;
    if (!mayBeOvertaken) {
      fromHere.set(to, atMs);
      if (lastMs === undefined) count += 1;
    }
    if (count > sweepAt) sweep();
    return atMs;
  };
}

/** Pairs that are remembered without asking whether they still matter. */
const SWEEP_MIN = 1024;
