/** Which policy holds on the wire between two actors: by their kinds, or by the places where they are. */
import type { Message } from '../machines/effects.ts';
import type { Partition } from './partition.ts';
import type { Distribution } from './random.ts';

/** The wires of a system. Its functions depend on nothing but their arguments: they are asked once, and the answer is kept. */
export interface Wires {
  readonly rules?: readonly WireRule[];
  readonly partitions?: readonly Partition[];
  /** Bytes of a message; by default the length of its JSON. */
  readonly sizeBytes?: (message: Message) => number;
  /** The place where the actor of an id is, as long as it lives; null if it is nowhere in particular. */
  readonly placeOf?: (id: string) => string | null;
  /**
   * The policy from one place to another; null where it is perfect and takes no time. It holds in place of the rules,
   * which are left with what is sent within a place, and from or to nowhere in particular.
   */
  readonly between?: (from: string, to: string) => WirePolicy | null;
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
  /** What is sent from this simulated second on is neither lost, nor duplicated, nor held back; by default there is no such second. */
  readonly faultsUntilS?: number;
}

/** A policy for the wires between two kinds of actor; where several match, the last one holds. */
export interface WireRule extends WirePolicy {
  readonly from?: string;
  readonly to?: string;
}

type PolicyOf = (from: string, to: string) => WirePolicy | null;

/** The policy between two actors, by their ids; null where it is perfect and takes no time. */
export function policies({ rules = [], placeOf, between }: Wires, kindOf: (id: string) => string): PolicyOf {
  const betweenKinds = oncePerPair((from, to) => rules.findLast((rule) => (rule.from ?? from) === from && (rule.to ?? to) === to));
  const byKind: PolicyOf = rules.length === 0 ? () => null : (from, to) => betweenKinds(kindOf(from), kindOf(to));
  if (!placeOf || !between) return byKind;
  const betweenPlaces = oncePerPair(between);
  return (from, to) => {
    const fromPlace = placeOf(from);
    const toPlace = fromPlace === null ? null : placeOf(to);
    return fromPlace === null || toPlace === null || fromPlace === toPlace ? byKind(from, to) : betweenPlaces(fromPlace, toPlace);
  };
}

/** Remembers what it was told, for each pair that was asked for: a network has a million pairs, and few talk. */
function oncePerPair(find: (from: string, to: string) => WirePolicy | null | undefined): PolicyOf {
  const known = new Map<string, Map<string, WirePolicy | null>>();
  return (from, to) => {
    let fromHere = known.get(from);
    if (fromHere === undefined) {
      fromHere = new Map();
      known.set(from, fromHere);
    }
    let policy = fromHere.get(to);
    if (policy === undefined) {
      policy = find(from, to) ?? null;
      fromHere.set(to, policy);
    }
    return policy;
  };
}
