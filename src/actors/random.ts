/**
 * Seeded randomness. Every stream of numbers is derived from the seed and a name, as in
 * `user-3/preparing`, so that a new actor does not change what the others draw, and two policies
 * under one seed meet the same arrivals (common random numbers).
 */
import { createHash } from 'node:crypto';
import { randomExponential, randomGamma, randomLogNormal, randomNormal, randomPareto, randomUniform } from 'd3-random';
import { StepError } from './step.ts';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** How a quantity varies. Plain data, in the unit of the parameter that it is the value of. */
export type Distribution =
  | number
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'uniform'; readonly min: number; readonly max: number }
  | { readonly type: 'exponential'; readonly mean: number }
  /** Of `stages` exponential stages; less variable than one. */
  | { readonly type: 'erlang'; readonly mean: number; readonly stages: number }
  /** Exponential with one of two means; more variable than one. */
  | { readonly type: 'hyperexponential'; readonly means: readonly [number, number]; readonly firstProbability: number }
  /** By the mean and standard deviation of the quantity itself, not of its logarithm. */
  | { readonly type: 'lognormal'; readonly mean: number; readonly deviation: number }
  /** Cut off at 0. */
  | { readonly type: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly type: 'pareto'; readonly min: number; readonly shape: number }
  /** One of the values, each as likely as it is often in the list. */
  | { readonly type: 'empirical'; readonly values: readonly number[] };

/** Uniform on [0, 1). */
export type Uniform = () => number;

/** All random numbers of a run. */
export class Random {
  readonly #seed: number;
  readonly #streams = new Map<string, Uniform>();
  /** By actor, so that one that is gone takes its streams along. */
  readonly #owned = new Map<string, Map<string, Uniform>>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The stream of a name: the same object at every call, so that it goes on where it stood. */
  stream(name: string): Uniform {
    return remembered(this.#streams, name, () => uniformStream(this.#seed, name));
  }

  /** The stream `owner/name`, until the owner is forgotten. */
  streamOf(owner: string, name: string): Uniform {
    return remembered(this.#ownedBy(owner), name, () => uniformStream(this.#seed, `${owner}/${name}`));
  }

  /** A draw from a distribution, with the numbers of the stream `owner/name`. A name has one distribution. */
  draw(owner: string, name: string, distribution: Distribution): number {
    if (typeof distribution === 'number') return distribution;
    const next = remembered(this.#ownedBy(owner), `${name}/sampler`, () => sampler(distribution, this.streamOf(owner, name)));
    return next();
  }

  /** Gives back the memory of an actor's streams, once it is gone. */
  forget(owner: string): void {
    this.#owned.delete(owner);
  }

  #ownedBy(owner: string): Map<string, Uniform> {
    return remembered(this.#owned, owner, () => new Map<string, Uniform>());
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const there = known.get(key);
  if (there !== undefined) return there;
  const made = make();
  known.set(key, made);
  return made;
}

/**
 * A function that draws from a distribution.
 *
 * @throws StepError when it draws what is no number: the distribution's own figures are too extreme
 */
export function sampler(distribution: Distribution, uniform: Uniform): () => number {
  const draw = unboundedSampler(distribution, uniform);
  return () => {
    const value = draw();
    if (!Number.isFinite(value))
      throw new StepError(`the distribution ${JSON.stringify(distribution)} drew ${value}; take less extreme figures`);
    return value;
  };
}

function unboundedSampler(distribution: Distribution, uniform: Uniform): () => number {
  if (typeof distribution === 'number') return () => distribution;
  switch (distribution.type) {
    case 'constant':
      return () => distribution.value;
    case 'uniform':
      return randomUniform.source(uniform)(distribution.min, distribution.max);
    case 'exponential': {
      const { mean } = distribution;
      return mean === 0 ? () => 0 : randomExponential.source(uniform)(1 / mean);
    }
    case 'erlang': {
      const { mean, stages } = distribution;
      return randomGamma.source(uniform)(stages, mean / stages);
    }
    case 'hyperexponential': {
      const [first, second] = distribution.means.map((mean) => sampler({ type: 'exponential', mean }, uniform));
      return () => (uniform() < distribution.firstProbability ? first?.() : second?.()) ?? 0;
    }
    case 'lognormal': {
      // For X = exp(N(mu, sigma²)): E X = exp(mu + sigma²/2), Var X = (exp(sigma²) - 1) (E X)².
      const { mean, deviation } = distribution;
      if (mean === 0) return () => 0;
      const variance = Math.log1p((deviation / mean) ** 2);
      return randomLogNormal.source(uniform)(Math.log(mean) - variance / 2, Math.sqrt(variance));
    }
    case 'normal': {
      const draw = randomNormal.source(uniform)(distribution.mean, distribution.deviation);
      return () => Math.max(0, draw());
    }
    case 'pareto': {
      const draw = randomPareto.source(uniform)(distribution.shape);
      return () => distribution.min * draw();
    }
    case 'empirical': {
      const { values } = distribution;
      return () => values[Math.floor(uniform() * values.length)] ?? 0;
    }
  }
}

/**
 * The index of an option, drawn with its weight.
 *
 * @throws if no weight is above 0
 */
export function drawIndex(weights: readonly number[], uniform: Uniform): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new Error('none of the options has a weight above 0');
  let left = uniform() * total;
  let last = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = index;
    left -= weight;
    if (left < 0) return index;
  }
  return last;
}

/** From so many on, it is remembered whether all options of a list have the same weight: to remember that of short lists takes longer than to look. */
const LONG = 16;

/** Whether the options of a long list are equally likely, as far as it was looked at. A machine may give the same thousand again and again. */
const alike = new WeakMap<readonly Weighted[], boolean>();

interface Weighted {
  readonly weight: number;
}

/** The index of an option, drawn by weight: that of `drawIndex`, but in no time where a list that comes again has equal weights. */
export function drawOption(options: readonly Weighted[], uniform: Uniform): number {
  let areAlike = options.length < LONG ? undefined : alike.get(options);
  if (areAlike === undefined) {
    areAlike = options.every(({ weight }) => weight === 1);
    if (options.length >= LONG) alike.set(options, areAlike);
  }
  if (areAlike && options.length > 0) return Math.floor(uniform() * options.length);
  return drawIndex(
    options.map(({ weight }) => weight),
    uniform,
  );
}

function uniformStream(seed: number, name: string): Uniform {
  const digest = createHash('sha256').update(`${seed}/${name}`).digest();
  const state = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
  const generator = xoroshiro128plusFromState(state);
  return () => uniformFloat64(generator);
}
