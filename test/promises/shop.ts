/** A batch shop for tests: runs it, and keeps what was said in it. */
import fc from 'fast-check';
import type { Message } from '../../src/machines/effects.ts';
import type { Batch, Deck, Listing } from '../../src/machines/batch/protocol.ts';
import type { Distribution } from '../../src/actors/random.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import type { StepEvent, TraceEvent } from '../../src/actors/trace.ts';
import { batch } from '../../src/scenarios/batch.ts';
import type { BatchMetrics } from '../../src/scenarios/batch/metrics.ts';
import { resolveParameters, type Setting } from '../../src/scenarios/parameters.ts';
import { anyScenario, type AnyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation, type SimulationResult } from '../../src/simulator/simulation.ts';

export interface Shop {
  readonly result: SimulationResult & { readonly metrics: BatchMetrics };
  readonly steps: readonly StepEvent[];
  readonly others: readonly TraceEvent[];
}

export interface ShopOptions {
  readonly preset?: string;
  readonly settings?: readonly Setting[];
  readonly seed?: number;
  readonly items?: readonly unknown[];
  readonly checked?: boolean;
  readonly engine?: EngineName;
  /** Seconds that every message takes; 0 unless a test tries other orders of events than the shop's own. */
  readonly latencyS?: Distribution;
}

const scenario = anyScenario(batch);

export function paramsOf({ preset, settings = [] }: ShopOptions): unknown {
  const resolved = resolveParameters(scenario, preset, settings);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return resolved.params;
}

export function runShop(options: ShopOptions): Shop {
  const { seed = 1, items, checked = true, engine = 'compiled', latencyS } = options;
  const slow: AnyScenario = latencyS === undefined ? scenario : { ...scenario, wires: () => ({ rules: [{ latencyS }] }) };
  const simulation = new Simulation({
    scenario: slow,
    params: paramsOf(options),
    seed,
    checked,
    engine,
    ...(items ? { items } : {}),
    eventsMax: 200_000,
  });
  const steps: StepEvent[] = [];
  const others: TraceEvent[] = [];
  simulation.system.events.subscribe((event) => (event.type === 'step' ? steps.push(event) : others.push(event)));
  while (simulation.advance(10_000) === undefined);
  // The batch scenario measures BatchMetrics.
  return { result: simulation.result() as Shop['result'], steps, others };
}

/** The message that a step answered, if it is of this type. */
export function told<M extends Message>(step: StepEvent, type: M['type']): M | undefined {
  const { cause } = step;
  return 'message' in cause && cause.message.type === type ? (cause.message as M) : undefined;
}

export type HandedIn = { readonly type: 'deck.handedIn'; readonly deck: Deck };
export type Submitted = { readonly type: 'batch.submitted'; readonly batch: Batch };
export type BatchRefused = { readonly type: 'batch.refused'; readonly reason: string };
export type BatchDone = { readonly type: 'batch.done'; readonly listings: readonly Listing[] };
export type Stopped = { readonly type: 'machine.stopped'; readonly listings: readonly Listing[]; readonly rest: readonly Deck[] };
export type Returned = { readonly type: 'listing.returned'; readonly listing: Listing };
export type Refused = { readonly type: 'deck.refused'; readonly deck: string; readonly reason: string };
export type Load = { readonly type: 'job.load'; readonly job: string; readonly words: number };

const seconds = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

/** Shops of every policy, small, with anything going wrong at any time. */
export const shops: fc.Arbitrary<ShopOptions> = fc
  .record({
    mode: fc.constantFrom('closed', 'open'),
    users: fc.integer({ min: 1, max: 5 }),
    programs: fc.integer({ min: 1, max: 3 }),
    jobs: fc.integer({ min: 1, max: 14 }),
    compilers: fc.subarray(['ASSEMBLER', 'COBOL', 'FORTRAN'], { minLength: 1 }),
    groupBy: fc.constantFrom('compiler', 'user', 'size', 'nothing'),
    nextTray: fc.constantFrom('oldest', 'fullest', 'cyclic'),
    service: fc.constantFrom('gated', 'exhaustive'),
    largestBatch: fc.option(fc.integer({ min: 1, max: 4 })),
    patienceS: fc.constantFrom(0, 60, 900),
    setUpS: fc.constantFrom(0, 30, 300),
    setUpEmptyTrays: fc.boolean(),
    runS: seconds(600),
    interarrivalS: seconds(300),
    bugProbability: fc.constantFrom(0, 0.5),
    words: fc.constantFrom(1_000, 30_000),
    limitS: fc.option(fc.constantFrom(100, 1_000)),
    attemptsMax: fc.integer({ min: 1, max: 3 }),
    noOverhead: fc.boolean(),
    faults: fc.array(fc.record({ type: fc.constantFrom('drop', 'missort', 'jam', 'power'), atS: seconds(4_000) }), { maxLength: 6 }),
    jamEveryS: fc.option(fc.constant(200), { freq: 4 }),
    powerEveryS: fc.option(fc.constant(4_000), { freq: 4 }),
    latencyS: fc.constantFrom<Distribution>(0, 0, { type: 'exponential', mean: 5 }, { type: 'exponential', mean: 300 }),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map((it): ShopOptions => {
    // Only a shop that can walk its empty trays, in time, is asked to.
    const walks = it.setUpEmptyTrays && it.setUpS > 0 && it.groupBy === 'compiler' && it.nextTray === 'cyclic';
    const set = (path: string, value: unknown): Setting => ({ path, value });
    return {
      seed: it.seed,
      latencyS: it.latencyS,
      ...(it.noOverhead ? { preset: 'bare' } : {}),
      settings: [
        set('workload.mode', it.mode),
        set('workload.users', it.users),
        set('workload.programsPerUser', it.programs),
        set('workload.jobs', it.jobs),
        set('workload.compilers', it.compilers),
        set('workload.interarrivalS', { type: 'exponential', mean: it.interarrivalS }),
        set('operator.groupBy', it.groupBy),
        set('operator.nextTray', it.nextTray),
        set('operator.service', it.service),
        set('operator.largestBatch', it.largestBatch),
        set('operator.patienceS', it.patienceS),
        set('operator.setUpS', it.setUpS),
        set('operator.setUpEmptyTrays', walks),
        set('job.runS', { type: 'exponential', mean: it.runS }),
        set('job.words', it.words),
        set('job.limitS', it.limitS),
        set('job.bugProbability', it.bugProbability),
        set('user.attemptsMax', it.attemptsMax),
        set('faults.schedule', it.faults),
        set('faults.jamEveryS', it.jamEveryS),
        set('faults.powerEveryS', it.powerEveryS),
      ],
    };
  });
