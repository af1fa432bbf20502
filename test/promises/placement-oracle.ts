/**
 * What theory says of the mean time in the system under each placement policy: of machines that are
 * each an M/M/1 queue, with a mean service of 1, Poisson arrivals at each of `load`, and transfers
 * that are free and instant. `load` is below 1; the machines are infinitely many, but in M/M/k one.
 */

/** M/M/1: 1/(1 − ρ). Kleinrock, Queueing Systems I, §3.2. */
export function localResponse(load: number): number {
  return 1 / (1 - load);
}

/** M/M/k: 1 + C/(k(1 − ρ)), with `load` for each core. Kleinrock, Queueing Systems I, §3.5, and Little's law. */
export function sharedResponse(cores: number, load: number): number {
  return 1 + erlangC(cores, load) / (cores * (1 - load));
}

/**
 * The probability that a job has to wait in M/M/k (Erlang's C formula), from the recursion of his B formula,
 * which overflows for no number of cores: Kleinrock, Queueing Systems I, §3.5 and §3.6.
 */
export function erlangC(cores: number, load: number): number {
  const offered = cores * load;
  let blocked = 1;
  for (let k = 1; k <= cores; k += 1) blocked = (offered * blocked) / (k + offered * blocked);
  return blocked / (1 - load * (1 - blocked));
}

/**
 * Each job joins the shortest of `d` machines drawn at random: Σ λ^((dⁱ − d)/(d − 1)) over i ≥ 1.
 * Mitzenmacher, The power of two choices in randomized load balancing, IEEE TPDS 12:10 (2001);
 * Vvedenskaya, Dobrushin and Karpelevich, Problems of Information Transmission 32:1 (1996).
 */
export function powerOfChoices(load: number, d: number): number {
  if (d === 1) return localResponse(load);
  let sum = 0;
  // The exponent of machine i + 1 is d times that of machine i, and d more.
  for (let exponent = 0, term = 1; term > Number.EPSILON; exponent = d * exponent + d) {
    term = load ** exponent;
    sum += term;
  }
  return sum;
}

/**
 * A job that comes to a machine with `threshold` or more jobs is sent, once, to the first of up to
 * `probes` machines drawn at random that has fewer; where none has, it stays. Eager, Lazowska and Zahorjan,
 * Adaptive load sharing in homogeneous distributed systems, IEEE TSE SE-12:5 (1986), policy Threshold.
 */
export function thresholdResponse(load: number, threshold: number, probes: number): number {
  return meanField(load, threshold, (busy) => {
    const allBusy = busy ** probes;
    // A job of a busy machine finds one that is not with 1 − pᴸ; it is then one of the share 1 − p, each as likely.
    return { below: load * (1 + (busy * (1 - allBusy)) / (1 - busy)), above: load * allBusy };
  });
}

/** As with the threshold policy, but sent to any machine, unseen: the policy Random of the same paper. */
export function randomTransferResponse(load: number, threshold: number): number {
  return meanField(load, threshold, (busy) => ({ below: load * (1 + busy), above: load * busy }));
}

/**
 * How much longer than theory's infinitely many a hundred machines take at a load of 0.9, for each
 * unit of its mean: measured in long simulations, not derived.
 */
export const GAP_OF_100_MACHINES = { powerOf2: 0.013, powerOf3: 0.015, threshold: 0.027, randomTransfer: 0.011 } as const;

/** Rates of arrival at a machine. */
interface Arrivals {
  /** While it has fewer jobs than the threshold. */
  readonly below: number;
  readonly above: number;
}

const BISECTIONS = 60;

/**
 * The mean response where each machine is a birth-death chain of its own, whose arrivals depend on the
 * share of busy machines, which is what the chain says it is: the fixed point, found by bisection.
 */
function meanField(load: number, threshold: number, arrivalsOf: (busy: number) => Arrivals): number {
  // With none busy the chain says more are, with all busy fewer.
  let [low, high] = [0, 1];
  for (let round = 0; round < BISECTIONS; round += 1) {
    const middle = (low + high) / 2;
    if (chain(threshold, arrivalsOf(middle)).busy > middle) low = middle;
    else high = middle;
  }
  // Little's law: every job is somewhere.
  return chain(threshold, arrivalsOf(low)).jobs / load;
}

interface Chain {
  /** The probability of `threshold` jobs or more. */
  readonly busy: number;
  /** In the mean. */
  readonly jobs: number;
}

/** In balance, with a service rate of 1: weights below^i up to the threshold T, and below^T · above^(i − T) beyond. */
function chain(threshold: number, { below, above }: Arrivals): Chain {
  let [weight, total, jobs] = [1, 0, 0];
  for (let i = 0; i < threshold; i += 1) {
    total += weight;
    jobs += i * weight;
    weight *= below;
  }
  // The tail is a geometric series: with mass W/(1 − a), and a/(1 − a) jobs beyond T in the mean.
  const tail = weight / (1 - above);
  return { busy: tail / (total + tail), jobs: (jobs + tail * (threshold + above / (1 - above))) / (total + tail) };
}
