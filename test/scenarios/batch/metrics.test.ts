import { describe, expect, test } from 'vitest';
import type { Cause, StepEvent } from '../../../src/actors/trace.ts';
import type { Deck, Outcome } from '../../../src/machines/batch/protocol.ts';
import { measureBatch, type BatchMetrics, type Counts } from '../../../src/scenarios/batch/metrics.ts';
import type { BatchWork } from '../../../src/scenarios/batch/work.ts';
import type { Measure, Row } from '../../../src/scenarios/scenario.ts';
import { deckOf, listingOf } from '../../machines/batch/alone.ts';
import { runShop, type ShopOptions } from '../../promises/shop.ts';

/** Nothing takes time but what a test says: set-ups of 30 s, and what the decks demand. */
const CLEAR: ShopOptions = {
  preset: 'bare',
  settings: [
    { path: 'operator.setUpS', value: 30 },
    { path: 'operator.outageS', value: 100 },
  ],
};

function arising(
  atS: number,
  id: string,
  compiler: string,
  compileS: number,
  runS: number,
  ends: Deck['demand']['ends'] = 'normally',
): BatchWork {
  return { type: 'deck', atS, deck: deckOf(id, { compiler, demand: { compileS, runS, ends } }) };
}

/** The set-up for FORTRAN is from 0 to 30 s, a from 30 to 130, b to 180; COBOL's to 210, c to 260. */
const THREE = [arising(0, 'a', 'FORTRAN', 10, 90), arising(5, 'b', 'FORTRAN', 10, 40), arising(10, 'c', 'COBOL', 0, 50)];

function metricsOf(items: readonly BatchWork[], more: NonNullable<ShopOptions['settings']> = []): BatchMetrics {
  return runShop({ ...CLEAR, settings: [...(CLEAR.settings ?? []), ...more], items }).result.metrics;
}

describe('the figures of a small day, counted by hand', () => {
  test('are right for three jobs of two compilers', () => {
    expect(metricsOf(THREE)).toEqual({
      jobs: 3,
      finished: 3,
      failed: 0,
      returned: 3,
      refused: 0,
      unfinished: 0,
      makespanS: 260,
      meanWaitS: (30 + 125 + 200) / 3,
      maxWaitS: 200,
      meanTurnaroundS: (180 + 175 + 250) / 3,
      medianTurnaroundS: 180,
      p95TurnaroundS: 250,
      setups: 2,
      setupS: 60,
      batches: 2,
      meanBatchJobs: 1.5,
      busyS: 200,
      overheadS: 0,
      idleS: 60,
      withoutPowerS: 0,
      observedS: 260,
      utilisation: 200 / 260,
      compilerChanges: 2,
      faults: {},
      throughputPerHour: (3 / 260) * 3600,
      failures: {},
      byCompiler: {
        COBOL: { jobs: 1, failed: 0, meanWaitS: 200, meanTurnaroundS: 250 },
        FORTRAN: { jobs: 2, failed: 0, meanWaitS: 77.5, meanTurnaroundS: 177.5 },
      },
    });
  });

  test('count cards and printer as overhead, and not as use of the processor', () => {
    const devices = [
      { path: 'processor.cardsPerMinute', value: 600 },
      { path: 'processor.linesPerMinute', value: 300 },
    ];
    // 100 cards take 10 s, 50 lines 10 s.
    expect(metricsOf([arising(0, 'a', 'FORTRAN', 10, 90)], devices)).toMatchObject({
      makespanS: 150,
      meanWaitS: 30,
      busyS: 100,
      overheadS: 20,
      idleS: 30,
      utilisation: 100 / 150,
    });
  });

  test('take a power failure for no end of service: a job that it interrupts is taken up once, and ends when it is done', () => {
    const shop = runShop({
      ...CLEAR,
      settings: [...(CLEAR.settings ?? []), { path: 'faults.schedule', value: [{ type: 'power', atS: 150 }] }],
      items: THREE,
    });
    // b has run for 20 s; the power is back at 250, FORTRAN is mounted by 280, b ends at 330, COBOL is mounted by 360, c ends at 410.
    expect(shop.result.metrics).toMatchObject({
      makespanS: 410,
      meanWaitS: (30 + 125 + 350) / 3,
      meanTurnaroundS: (330 + 325 + 400) / 3,
      setups: 3,
      setupS: 90,
      batches: 3,
      meanBatchJobs: 4 / 3,
      busyS: 100 + 20 + 50 + 50,
      withoutPowerS: 100,
      idleS: 90,
    });
    expect(rowsOf(THREE, [{ path: 'faults.schedule', value: [{ type: 'power', atS: 150 }] }])).toMatchObject([
      { job: 'a', takenUpS: 30, serviceEndedS: 130, returnedS: 330 },
      { job: 'b', takenUpS: 130, serviceEndedS: 330, returnedS: 330 },
      { job: 'c', takenUpS: 360, serviceEndedS: 410, returnedS: 410 },
    ]);
  });

  test('count each way to fail, by compiler too, and decks that come back unread apart', () => {
    const items = [
      arising(0, 'a', 'FORTRAN', 10, 90, 'abnormally'),
      arising(1, 'b', 'FORTRAN', 10, 90, 'compile error'),
      arising(2, 'c', 'FORTRAN', 10, 90, 'compile error'),
      arising(3, 'd', 'COBOL', 10, 90),
      { type: 'deck', atS: 4, deck: deckOf('bad', { unreadable: 'torn' }) } as const,
    ];
    expect(metricsOf(items)).toMatchObject({
      jobs: 5,
      returned: 4,
      finished: 1,
      failed: 3,
      refused: 1,
      unfinished: 0,
      failures: { 'abnormal end': 1, 'compile error': 2 },
      byCompiler: { COBOL: { jobs: 1, failed: 0 }, FORTRAN: { jobs: 3, failed: 3 } },
    });
  });

  test('leave decks that come back unread out of all means', () => {
    const unread: BatchWork = { type: 'deck', atS: 0, deck: deckOf('bad', { unreadable: 'torn' }) };
    const { jobs: _, refused: __, ...alone } = metricsOf(THREE);
    expect(metricsOf([unread, ...THREE])).toMatchObject(alone);
  });

  test('count a set-up for each empty tray that is visited', () => {
    const walk = [
      { path: 'operator.nextTray', value: 'cyclic' },
      { path: 'operator.setUpEmptyTrays', value: true },
    ];
    // COBOL is mounted by 30 s, and FORTRAN by 60, and COBOL by 90, all for nothing; FORTRAN by 120, and COBOL, after b, by 160. FORTRAN's turn has come again at the end.
    expect(metricsOf([arising(100, 'a', 'COBOL', 0, 10), arising(100, 'b', 'FORTRAN', 0, 10)], walk)).toMatchObject({
      setups: 6,
      setupS: 150,
      batches: 2,
      makespanS: 170,
    });
  });

  test('count a set-up in the middle of a batch', () => {
    expect(
      metricsOf([arising(0, 'a', 'FORTRAN', 0, 10), arising(0, 'b', 'COBOL', 0, 10)], [{ path: 'operator.groupBy', value: 'nothing' }]),
    ).toMatchObject({
      batches: 1,
      setups: 2,
      setupS: 60,
      overheadS: 30,
      makespanS: 80,
    });
  });
});

function rowsOf(items: readonly BatchWork[], more: NonNullable<ShopOptions['settings']> = []): readonly unknown[] {
  const { steps } = runShop({ ...CLEAR, settings: [...(CLEAR.settings ?? []), ...more], items });
  const rows: Row[] = [];
  const measure = measureBatch({ progress: () => 0, onRow: (row) => rows.push(row) });
  for (const step of steps) measure.see(step);
  return rows;
}

describe('the rows', () => {
  test('tell of each job when it came, was taken up, was done and came back', () => {
    expect(rowsOf(THREE.slice(2))).toEqual([
      {
        job: 'c',
        user: 'user-ada',
        programmer: 'ADA',
        compiler: 'COBOL',
        outcome: 'finished',
        handedInS: 10,
        takenUpS: 40,
        serviceEndedS: 90,
        returnedS: 90,
        waitS: 30,
        turnaroundS: 80,
        processorS: 50,
      },
    ]);
  });

  test('of a deck that came back unread have nothing where nothing happened', () => {
    expect(rowsOf([{ type: 'deck', atS: 7, deck: deckOf('bad', { unreadable: 'torn' }) }])).toMatchObject([
      {
        job: 'bad',
        outcome: 'refused',
        handedInS: 7,
        takenUpS: null,
        serviceEndedS: null,
        returnedS: 7,
        waitS: null,
        turnaroundS: 0,
        processorS: null,
      },
    ]);
  });
});

describe('figures in the middle of a day', () => {
  /** A step as the trace tells it, of which only what is said matters. */
  function step(
    kind: string,
    atS: number,
    parts: {
      readonly state?: StepEvent['state'];
      readonly message?: object;
      readonly context?: object;
      readonly timers?: readonly string[];
      readonly final?: boolean;
    },
  ): StepEvent {
    const { state = 'any', message, context = {}, timers = [], final = false } = parts;
    // The message is one of the batch protocol; the trace knows no more of it than its type.
    const cause: Cause = message
      ? { type: 'message', from: 'any', sent: 0, message: message as { readonly type: string } }
      : { type: 'timer', timer: 'any', set: 0 };
    const none = { choices: [], sends: [], cancels: [], spawns: [], stops: [], unhandled: false };
    const snapshot = { status: 'active', value: state, context: context as Readonly<Record<string, unknown>> } as const;
    return {
      type: 'step',
      n: 0,
      atMs: atS * 1000,
      actor: kind,
      kind,
      cause,
      state,
      ...none,
      timers: timers.map((id) => ({ id, delayMs: 1 })),
      final,
      snapshot,
    };
  }

  const looking = { window: 'free', machineRoom: 'lookingAtTrays' };
  const mounting = { window: 'free', machineRoom: 'mounting' };
  const setUp = ['xstate.after.setUp.operator.machineRoom.mounting'];
  const a = deckOf('a');

  const rows: Row[] = [];

  function measured(...steps: readonly StepEvent[]): Measure<BatchMetrics> {
    rows.length = 0;
    const measure = measureBatch({
      onRow: (row) => rows.push(row),
      progress: ({ returned, refused, usersGone }: Counts) => returned + 10 * refused + 100 * usersGone,
    });
    for (const event of steps) measure.see(event);
    return measure;
  }

  const handedIn = step('operator', 5, { message: { type: 'deck.handedIn', deck: a }, state: looking });
  const returned = (outcome: Outcome, atS: number): StepEvent =>
    step('user', atS, { message: { type: 'listing.returned', listing: listingOf('a', { outcome }) } });

  test('count a set-up that still goes on, and its time until now', () => {
    const measure = measured(step('operator', 10, { state: mounting, timers: setUp }));
    expect(measure.metrics(25_000)).toMatchObject({ setups: 1, setupS: 15 });
    expect(measure.metrics(30_000)).toMatchObject({ setups: 1, setupS: 20 });
    measure.see(step('operator', 40, { state: looking }));
    expect(measure.metrics(99_000)).toMatchObject({ setups: 1, setupS: 30 });
  });

  test('count what the machine does at the moment until now', () => {
    const measure = measured(step('processor', 10, { state: { running: 'executing' }, context: { jobs: [a] } }));
    expect(measure.metrics(25_000)).toMatchObject({ idleS: 10, busyS: 15 });
  });

  test('do not take a power failure for an end of service', () => {
    const running = step('processor', 8, { state: { running: 'executing' }, context: { jobs: [a] } });
    const cut = measured(handedIn, running, step('processor', 20, { state: { dark: 'clearing' }, context: { jobs: [] } }));
    expect(cut.metrics(30_000)).toMatchObject({ makespanS: 0, observedS: 30, utilisation: 0.4, busyS: 12, withoutPowerS: 10 });
    const done = measured(handedIn, running, step('processor', 20, { state: 'idle', context: { jobs: [] } }));
    expect(done.metrics(30_000)).toMatchObject({ makespanS: 20, observedS: 30, utilisation: 0.4, busyS: 12, idleS: 18 });
  });

  test('count a job that is in the shop as unfinished, until it is back', () => {
    const measure = measured(handedIn);
    expect(measure.metrics(6_000)).toMatchObject({ jobs: 1, returned: 0, unfinished: 1 });
    measure.see(returned('finished', 9));
    expect(measure.metrics(9_000)).toMatchObject({ jobs: 1, returned: 1, finished: 1, unfinished: 0 });
  });

  test('keep nothing of a job once it is back: a second listing of it adds no row and no time', () => {
    const running = step('processor', 8, { state: { running: 'reading' }, context: { jobs: [a] } });
    const measure = measured(handedIn, running, returned('finished', 9));
    const before = measure.metrics(9_000);
    expect([rows.length, before.meanTurnaroundS]).toEqual([1, 4]);
    measure.see(returned('finished', 500));
    expect([rows.length, measure.metrics(9_000).meanTurnaroundS]).toEqual([1, 4]);
  });

  test('tell the progress from what is back, and from users who are gone', () => {
    expect(measured().progress?.()).toBe(0);
    const refused = step('user', 9, { message: { type: 'deck.refused', deck: 'b', reason: 'torn' } });
    expect(measured(handedIn, returned('abnormal end', 9), refused, step('user', 9, { final: true })).progress?.()).toBe(111);
  });

  test('are zeros, and no NaN, where nothing happened', () => {
    const metrics = measured().metrics(0);
    const { failures, faults, byCompiler, ...figures } = metrics;
    expect([failures, faults, byCompiler]).toEqual([{}, {}, {}]);
    expect(Object.entries(figures).filter(([, value]) => value !== 0)).toEqual([]);
  });
});
