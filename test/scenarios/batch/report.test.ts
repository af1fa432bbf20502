import { describe, expect, test } from 'vitest';
import { measureBatch, type BatchMetrics, type CompilerMetrics } from '../../../src/scenarios/batch/metrics.ts';
import type { BatchParameters } from '../../../src/scenarios/batch/parameters.ts';
import { reportBatch } from '../../../src/scenarios/batch/report.ts';
import type { Report } from '../../../src/scenarios/scenario.ts';
import { paramsOf, runShop } from '../../promises/shop.ts';

const DAY: BatchMetrics = {
  jobs: 1_204,
  finished: 1_100,
  failed: 90,
  returned: 1_190,
  refused: 14,
  unfinished: 0,
  makespanS: 100_000,
  meanWaitS: 3_600,
  maxWaitS: 90_061,
  meanTurnaroundS: 4_000,
  medianTurnaroundS: 3_000,
  p95TurnaroundS: 9_000,
  setups: 100,
  setupS: 30_000,
  batches: 119,
  meanBatchJobs: 10,
  busyS: 50_000,
  overheadS: 10_000,
  idleS: 40_000,
  withoutPowerS: 0,
  observedS: 100_000,
  utilisation: 0.5,
  compilerChanges: 700,
  faults: {},
  throughputPerHour: 42.84,
  failures: { 'abnormal end': 30, 'compile error': 60 },
  byCompiler: {},
};

function report(metrics: Partial<BatchMetrics> = {}, settings: Readonly<Record<string, unknown>> = {}): Report {
  const list = Object.entries(settings).map(([path, value]) => ({ path, value }));
  return reportBatch(paramsOf({ settings: list }) as BatchParameters, { ...DAY, ...metrics }); // The batch scenario's own.
}

/** A section as lines of text: `label: value (note)`. */
function lines({ sections }: Report, title: string): readonly string[] {
  const section = sections.find((it) => it.title === title);
  if (section?.type === 'figures')
    return section.figures.map(({ label, value, note }) => `${label}: ${value}${note === undefined ? '' : ` (${note})`}`);
  return section?.rows.map((row) => row.join(' | ')) ?? [];
}

function compiler(jobs: number, meanWaitS: number, failed = 0): CompilerMetrics {
  return { jobs, failed, meanWaitS, meanTurnaroundS: meanWaitS + 100 };
}

describe('the report of a day', () => {
  test('says in one sentence how many decks came and came back', () => {
    expect(report().headline).toBe(
      'A deck was handed in 1,204 times, corrected ones again, and each time it came back; 119 batches in 1 d 03:46:40 of simulated time.',
    );
    expect(report({ returned: 1_000, unfinished: 190, batches: 1 }).headline).toBe(
      'A deck was handed in 1,204 times, corrected ones again, and it came back 1,014 times; 1 batch in 1 d 03:46:40 of simulated time.',
    );
    expect(report({ jobs: 0 }).headline).toBe('Nobody handed in a deck.');
  });

  test('tells what became of the decks, and why some failed', () => {
    expect(lines(report(), 'Decks')).toMatchInlineSnapshot(`
      [
        "finished: 1,100",
        "failed: 90 (30 abnormal end, 60 compile error)",
        "given back unread: 14 (unreadable, or dropped at the window)",
      ]
    `);
    expect(lines(report({ failed: 0, failures: {}, refused: 0, unfinished: 3 }), 'Decks')).toMatchInlineSnapshot(`
      [
        "finished: 1,100",
        "failed: 0",
        "given back unread: 0",
        "still in the shop: 3 (when the run ended)",
      ]
    `);
  });

  test('tells how long people waited', () => {
    expect(lines(report(), 'Waiting')).toMatchInlineSnapshot(`
      [
        "turnaround, mean: 1:06:40 (from the window to the listing)",
        "median: 50:00",
        "95th percentile: 2:30:00",
        "wait, mean: 1:00:00 (from the window to the processor)",
        "longest: 1 d 01:01:01",
      ]
    `);
  });

  test('tells what the machine did, and of a power failure only where there was one', () => {
    expect(lines(report(), 'Machine')).toMatchInlineSnapshot(`
      [
        "processor utilisation: 50.0% (13:53:20 compiling and executing)",
        "throughput: 42.8 jobs/h",
        "batches: 119 (10.0 jobs each)",
        "set-ups: 100 (8:20:00, 30.0% of the time; part of what follows)",
        "cards, printer, waiting: 2:46:40 (10.0%)",
        "no batch in the machine: 11:06:40 (40.0%)",
      ]
    `);
    expect(lines(report({ withoutPowerS: 600 }), 'Machine').at(-1)).toBe('without power: 10:00 (0.6%)');
  });

  test('has a table of compilers, the most common first, and not more than a screen of them', () => {
    const two = report({ byCompiler: { COBOL: compiler(5, 600, 1), FORTRAN: compiler(1_000, 60) } });
    expect(lines(two, 'By compiler')).toEqual(['FORTRAN | 1,000 | 0 | 1:00 | 2:40', 'COBOL | 5 | 1 | 10:00 | 11:40']);
    const many = report({
      byCompiler: Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`executable ${index}`, compiler(index, 1)])),
    });
    expect([lines(many, 'By compiler').length, many.sections.at(-1)]).toEqual([
      12,
      expect.objectContaining({ note: 'and 3 others; --json has them all' }),
    ]);
    expect(report().sections.map(({ title }) => title)).toEqual(['Decks', 'Waiting', 'Machine']);
  });
});

describe('what the report explains', () => {
  test('is how often the compiler changes in the order of the decks, and how many set-ups were paid for', () => {
    const paid = 'In the order in which the decks came, the compiler changes 700 times; 100 set-ups were paid for, 11.9 jobs each,';
    expect(report().remarks).toEqual([
      `${paid} 8:20:00 in all. They take much of the day: larger batches, or more patience, would need fewer.`,
    ]);
    expect(report({ setupS: 1_000 }).remarks).toEqual([`${paid} 16:40 in all.`]);
  });

  test('is what befell the shop', () => {
    expect(report({ faults: { jam: 3, power: 1 } }).remarks[0]).toBe('Faults that befell the shop: jam 3, power 1.');
  });

  test('is the trade that batching makes: rare compilers wait longer', () => {
    const byCompiler = { ALGOL: compiler(10, 5_400), COBOL: compiler(90, 1_800), FORTRAN: compiler(900, 600) };
    expect(report({ byCompiler }).remarks[1]).toBe(
      'The trade: the jobs of the rarest compilers (10.0% of all) waited 36:00 on average, those of the most common one 10:00. A rare tray takes longer to be worth a set-up.',
    );
    expect(report({ byCompiler }, { 'operator.groupBy': 'user' }).remarks).toHaveLength(1);
  });

  test('is that the trade does not show, where the rare ones wait no longer', () => {
    const { remarks } = report({ byCompiler: { ALGOL: compiler(10, 610), FORTRAN: compiler(900, 600) } });
    expect(remarks[1]).toMatch(/^The trade of batching, longer waits for rare compilers, does not show here: .* waited 10:10 on average/);
    expect(report({ byCompiler: { FORTRAN: compiler(900, 600) } }).remarks).toHaveLength(1);
  });

  test('is nothing where no compiler was mounted', () => {
    expect(report({ setups: 0 }).remarks).toEqual([]);
  });
});

/** Settings rather than the preset: a preset would take the place of the one that is set, and change the work. */
const ONE_AT_A_TIME = '--set operator.groupBy=nothing --set operator.largestBatch=1 --set operator.patienceS=0';

describe('what the report proposes next', () => {
  test('is the same work under another policy, and a bad day where there was none', () => {
    expect(report().next.map(({ flags }) => flags)).toEqual([ONE_AT_A_TIME, '--preset rough']);
    expect(report({}, { 'operator.groupBy': 'nothing' }).next.map(({ flags }) => flags)).toEqual([
      '--set operator.groupBy=compiler',
      '--preset rough',
    ]);
    expect(report({}, { 'faults.powerEveryS': 9_000 }).next.map(({ flags }) => flags)).toEqual([ONE_AT_A_TIME]);
    expect(report({}, { 'faults.jamEveryS': 9_000 }).next.map(({ flags }) => flags)).toEqual([ONE_AT_A_TIME]);
  });
});

describe('a day with nothing in it', () => {
  test.each([
    ['before it began', measureBatch({ progress: () => 0, onRow: () => undefined }).metrics(0)],
    ['without users who have programs', runShop({ settings: [{ path: 'workload.programsPerUser', value: 0 }] }).result.metrics],
    [
      'without jobs',
      runShop({
        settings: [
          { path: 'workload.mode', value: 'open' },
          { path: 'workload.jobs', value: 0 },
        ],
      }).result.metrics,
    ],
  ])('%s has a report with no NaN in it', (_, metrics) => {
    const text = JSON.stringify(reportBatch(paramsOf({}) as BatchParameters, metrics));
    expect(metrics.jobs).toBe(0);
    expect(text).not.toMatch(/NaN|Infinity|undefined|null|—/);
  });
});
