/** Whatever the policy and whatever goes wrong: nothing is lost, and nothing happens twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/actors/system.ts';
import type { OperatorContext } from '../../src/machines/batch/operator.ts';
import { runs, timeout } from '../runs.ts';
import {
  runShop,
  shops,
  told,
  type BatchDone,
  type BatchRefused,
  type HandedIn,
  type Load,
  type Refused,
  type Returned,
  type Shop,
  type ShopOptions,
  type Stopped,
  type Submitted,
} from './shop.ts';

const CASES = 60;

/** Checks a promise over many shops; a failing one is shrunk, and shown with its settings and seed. */
function promise(name: string, check: (shop: Shop) => void): void {
  test(
    name,
    () => {
      fc.assert(
        fc.property(shops, (options) => check(runShop(options))),
        runs(CASES),
      );
    },
    timeout(60_000),
  );
}

describe('the batch shop, under every policy and fault', () => {
  promise('brings the day to its end, with no message unheard and none undeliverable', ({ result, steps, others }) => {
    expect(result.end).toBe('done');
    expect(result.unhandled).toEqual({});
    expect(others).toEqual([]);
    const last = steps.findLast(({ kind }) => kind === 'operator');
    // The operator's own context.
    const { line, shelf, rest, kept } = (last?.snapshot.context ?? {}) as unknown as OperatorContext;
    expect([line, shelf, rest, kept]).toEqual([[], [], [], []]);
  });

  promise('lets no word pass between a user and the processor', ({ steps }) => {
    for (const { kind, sends } of steps) {
      const heard = sends.map(({ to }) => kindOf(to));
      if (kind === 'user') expect(heard.filter((it) => it !== 'operator')).toEqual([]);
      if (kind === 'processor') expect(heard).not.toContain('user');
    }
  });

  promise('gives every deck that was handed in back exactly once', ({ steps, result }) => {
    const handedIn = steps.flatMap((step) => told<HandedIn>(step, 'deck.handedIn')?.deck.id ?? []);
    const listed = steps.flatMap((step) => told<Returned>(step, 'listing.returned')?.listing.job ?? []);
    const refused = steps.flatMap((step) => told<Refused>(step, 'deck.refused')?.deck ?? []);
    expect([...listed, ...refused].toSorted()).toEqual(handedIn.toSorted());
    expect(new Set(handedIn).size).toBe(handedIn.length);
    const { jobs, returned, finished, failed, unfinished } = result.metrics;
    expect([jobs, returned, finished + failed, result.metrics.refused, unfinished]).toEqual([
      handedIn.length,
      listed.length,
      listed.length,
      refused.length,
      0,
    ]);
  });

  promise('has at most one batch in the processor, and refuses only what reaches it in the dark', ({ steps }) => {
    let inMachine = false;
    for (const step of steps) {
      if (step.kind === 'processor' && told<Submitted>(step, 'batch.submitted')) {
        expect(inMachine).toBe(false);
        inMachine = typeof step.state === 'object' && 'running' in step.state;
      }
      expect(told<BatchRefused>(step, 'batch.refused')?.reason ?? 'no power').toBe('no power');
      if (step.kind === 'processor' && step.sends.some(({ type }) => type === 'batch.done' || type === 'machine.stopped'))
        inMachine = false;
    }
    expect(inMachine).toBe(false);
  });

  promise('has at most one job in memory, and loads the jobs of a batch in order', ({ steps }) => {
    let loaded: string | undefined;
    let expected: readonly string[] = [];
    for (const step of steps) {
      const submitted = step.kind === 'processor' ? told<Submitted>(step, 'batch.submitted') : undefined;
      if (submitted) expected = submitted.batch.jobs.map(({ id }) => id);
      if (step.kind !== 'memory') continue;
      const load = told<Load>(step, 'job.load');
      if (load) {
        expect(loaded).toBeUndefined();
        expect(load.job).toBe(expected[0]);
        expected = expected.slice(1);
        if (step.sends.some(({ type }) => type === 'job.loaded')) loaded = load.job;
      } else loaded = undefined;
    }
  });

  promise('shows no listing to a user before its batch is done, and keeps what was printed when the power fails', ({ steps }) => {
    const printed = new Set<string>();
    const done = new Set<string>();
    const undone = new Set<string>();
    for (const step of steps) {
      const stopped = told<Stopped>(step, 'machine.stopped');
      for (const { job } of stopped?.listings ?? []) {
        printed.add(job);
        undone.delete(job);
      }
      for (const { id } of stopped?.rest ?? []) undone.add(id);
      const batch = told<BatchDone>(step, 'batch.done');
      if (batch) {
        for (const { job } of batch.listings) {
          done.add(job);
          undone.delete(job);
        }
        // Listings from before a power failure go out with the rest of their batch.
        if (undone.size === 0) for (const job of printed) done.add(job);
      }
      const returned = told<Returned>(step, 'listing.returned');
      if (returned) expect(done.has(returned.listing.job)).toBe(true);
    }
  });
});

describe('batches', () => {
  /** Compilers of each batch that a shop submits, when nothing is put into a wrong tray. */
  function kindsOfBatches(options: ShopOptions, more: NonNullable<ShopOptions['settings']>): readonly number[] {
    const { steps } = runShop({ ...options, settings: [...(options.settings ?? []), { path: 'faults.schedule', value: [] }, ...more] });
    const batches = steps.flatMap((step) => told<Submitted>(step, 'batch.submitted')?.batch ?? []);
    return batches.map(({ jobs }) => new Set(jobs.map(({ compiler }) => compiler)).size);
  }

  test('are of one kind, as long as nothing is put into a wrong tray', { timeout: timeout(60_000) }, () => {
    fc.assert(
      fc.property(shops, (options) => {
        for (const kinds of kindsOfBatches(options, [{ path: 'operator.groupBy', value: 'compiler' }])) expect(kinds).toBe(1);
      }),
      runs(30),
    );
    // Where nothing is grouped they are not, so that the promise is one that can be broken.
    expect(Math.max(...kindsOfBatches({}, [{ path: 'operator.groupBy', value: 'nothing' }]))).toBeGreaterThan(1);
  });

  test('of more than one kind pay a set-up in their middle', () => {
    const settings = [
      { path: 'faults.schedule', value: [{ type: 'missort', atS: 0 }] },
      { path: 'workload.users', value: 4 },
      { path: 'operator.nextTray', value: 'oldest' },
    ];
    const { steps } = runShop({ settings });
    expect(steps.some((step) => step.kind === 'operator' && JSON.stringify(step.state).includes('remounting'))).toBe(false);
    const late = runShop({
      settings: [
        ...settings,
        { path: 'faults.schedule', value: Array.from({ length: 20 }, (_, hour) => ({ type: 'missort', atS: hour * 1800 })) },
      ],
    });
    expect(late.steps.some((step) => JSON.stringify(step.state).includes('remounting'))).toBe(true);
  });
});
