/** From a scenario and options to its model: the small workload, the faults within the budget, and the wires, as a checker sees them. */
import { behaviorOf } from '../actors/behavior.ts';
import { Random, type Distribution } from '../actors/random.ts';
import type { StartTimer } from '../actors/step.ts';
import { toMicrosecond } from '../actors/virtual-clock.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { AnyScenario, Plan } from '../scenarios/scenario.ts';
import { assumedNetwork } from './assumed-network.ts';
import { CheckRefused } from './refused.ts';
import type { CheckOptions } from './check-options.ts';
import { Columns, type ColumnsOptions } from './columns.ts';
import { Environment } from './environment.ts';
import type { Fingerprints } from './fingerprint.ts';
import { Model } from './model.ts';
import type { Observer } from './judge.ts';
import type { Wiring } from './path-builder.ts';

/** Messages from outside, and actors, that a model may begin with: more cannot be explored. */
const ARRIVALS_MAX = 10_000;
const ACTORS_MAX = 10_000;

/** Places up to which every way to split a network in two is tried; with more, one of them is cut off. */
const SPLIT_PLACES_MAX = 5;

/** Faults that need no declaration. */
const OF_THE_NETWORK = ['loss', 'duplication', 'split'];

export interface Foundation {
  readonly columns: Columns;
  readonly network: NetworkModel;
  readonly wiring: Wiring;
  /** Makes the model, once it is known who remembers what happens. */
  model(observers: readonly Observer[], fingerprints: Fingerprints): Model;
}

/** @throws CheckRefused for what cannot be checked as it was asked for */
export function foundationOf(
  options: CheckOptions,
  { tellsEqualsApart = false }: Pick<Partial<ColumnsOptions>, 'tellsEqualsApart'> = {},
): Foundation {
  const { scenario, params, timers = 'any', engine = 'compiled' } = options;
  const spec = scenario.check ?? {};
  const network = assumedNetwork(options);
  const isTimed = timers === 'in order';
  const wires = scenario.wires?.(params) ?? {};
  const plan = planOf(options);
  const initial = bounded(scenario.actors(plan), ACTORS_MAX, 'actors');
  const arrivals = bounded(scenario.arrivals?.(plan) ?? [], ARRIVALS_MAX, 'messages from outside');
  const faults = spec.faults?.(params) ?? {};
  const budget = options.faults ?? spec.budget ?? {};
  const places = [...new Set(initial.flatMap(({ id }) => wires.placeOf?.(id) ?? []))].sort();
  refuseUnknownFaults(budget, [...Object.keys(faults), ...OF_THE_NETWORK]);
  if ((budget['split'] ?? 0) > 0 && places.length < 2)
    throw new CheckRefused(
      'a budget for splits, in a system whose actors are not at two places',
      'no split; or wires.placeOf in the scenario',
    );
  if (isTimed) refuseUntimely(network, budget);
  const behaviors = new Map(
    Object.entries(scenario.kinds).map(([kind, machine]) => [
      kind,
      behaviorOf(kind, machine, { checked: true, engine, onTransition: (it) => options.onTransition?.(kind, it) }),
    ]),
  );
  const columns = new Columns({
    behaviors,
    network,
    placeOf: wires.placeOf,
    tellsEqualsApart,
    areWiresBetweenPlaces: wires.placeOf !== undefined && wires.between !== undefined,
    ...(isTimed ? { lengthUs: lengths(scenario, params) } : {}),
  });
  return {
    columns,
    network,
    wiring: { placeOf: (id) => wires.placeOf?.(id) ?? null, stays: network.order === 'set' },
    model: (observers, fingerprints) =>
      new Model({
        columns,
        environment: new Environment({ faults, budget, splits: splitsOf(places), timedArrivals: isTimed ? arrivals : [] }),
        network,
        initial,
        arrivals: isTimed ? [] : arrivals,
        isTimed,
        observers,
        fingerprints,
      }),
  };
}

/** The work of the check: what was given, or the scenario's own for checking, or what it makes up. */
export function planOf({ scenario, params, items, seed = 1 }: CheckOptions): Plan<unknown, unknown> {
  const own = items ?? (scenario.check?.work ? [...scenario.check.work(params)] : undefined);
  const made: Iterable<unknown> = { [Symbol.iterator]: () => (scenario.generate?.(params, new Random(seed)) ?? [])[Symbol.iterator]() };
  return { params, work: own ?? made, isMadeUp: own === undefined, random: new Random(seed) };
}

function bounded<T>(items: Iterable<T>, max: number, what: string): readonly T[] {
  const taken: T[] = [];
  for (const it of items) {
    if (taken.length === max)
      throw new CheckRefused(
        `more than ${max.toLocaleString('en-US')} ${what}`,
        'a workload small enough for every schedule to be explored',
      );
    taken.push(it);
  }
  return taken;
}

function refuseUnknownFaults(budget: Readonly<Record<string, number>>, known: readonly string[]): void {
  const unknown = Object.keys(budget).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CheckRefused(`a budget for the fault '${unknown}'`, `one of ${known.join(', ')}`);
}

function refuseUntimely(network: NetworkModel, budget: Readonly<Record<string, number>>): void {
  if (network.order === 'set' || network.lossy || network.duplicating)
    throw new CheckRefused(
      'timers in order of time on a network that loses, doubles or keeps messages',
      'a perfect network, or timers in any order',
    );
  const fault = Object.entries(budget).find(([, count]) => count > 0)?.[0];
  if (fault !== undefined)
    throw new CheckRefused(
      `timers in order of time with faults ('${fault}'), which befall at any time`,
      'none (--faults none), or timers in any order',
    );
}

/** Every way to split the places in two; of many places, each one cut off. */
function splitsOf(places: readonly string[]): readonly (readonly (readonly string[])[])[] {
  if (places.length < 2) return [];
  if (places.length > SPLIT_PLACES_MAX) return places.map((place) => [[place], places.filter((it) => it !== place)]);
  return Array.from({ length: 2 ** (places.length - 1) - 1 }, (_, index) => {
    const isApart = (at: number): boolean => at > 0 && ((index + 1) >> (at - 1)) % 2 === 1;
    return [places.filter((_, at) => !isApart(at)), places.filter((_, at) => isApart(at))];
  });
}

/** Lengths of timers in microseconds, which must be the same whenever they are started. */
function lengths(scenario: AnyScenario, params: unknown): (kind: string, delay: StartTimer['delay']) => number {
  const wires = scenario.wires?.(params) ?? {};
  if (
    (wires.rules ?? []).some(({ latencyS = 0, bandwidthBytesPerS }) => !isZero(latencyS) || bandwidthBytesPerS !== undefined) ||
    wires.between
  )
    throw new CheckRefused('timers in order of time where wires take time', 'wires without latency, or timers in any order');
  const delaysS = scenario.delaysS?.(params) ?? {};
  return (kind, delay) => {
    if (typeof delay === 'number') return toMicrosecond(delay) * 1000;
    const length = constantOf(delaysS[kind]?.[delay]);
    if (length === undefined)
      throw new CheckRefused(
        `timers in order of time where the delay '${delay}' of kind '${kind}' is drawn`,
        'one length for each delay, by --set, or timers in any order',
      );
    return toMicrosecond(length * 1000) * 1000;
  };
}

function constantOf(distribution: Distribution | undefined): number | undefined {
  if (typeof distribution === 'number') return distribution;
  return distribution?.type === 'constant' ? distribution.value : undefined;
}

function isZero(distribution: Distribution): boolean {
  return constantOf(distribution) === 0;
}
