import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedS, outcomeOf } from '../../../src/machines/batch/job.ts';
import type { Deck, Demand } from '../../../src/machines/batch/protocol.ts';
import { runs } from '../../runs.ts';
import { deckOf } from './alone.ts';

function jobOf(limitS: number | null, compileS: number, runS: number, ends: Demand['ends'] = 'normally'): Deck {
  return deckOf('a', { limitS, demand: { compileS, runS, ends } });
}

describe('what becomes of a job', () => {
  test.each([
    // limit, compile, run, ends: seconds compiling and executing, outcome
    [null, 10, 90, 'normally', 10, 90, 'finished'],
    [null, 10, 90, 'abnormally', 10, 90, 'abnormal end'],
    [null, 10, 90, 'compile error', 10, 0, 'compile error'],
    [100, 10, 90, 'normally', 10, 90, 'finished'],
    [99, 10, 90, 'normally', 10, 89, 'time limit exceeded'],
    [99, 10, 90, 'abnormally', 10, 89, 'time limit exceeded'],
    [100, 10, 90, 'abnormally', 10, 90, 'abnormal end'],
    [99, 10, 90, 'compile error', 10, 0, 'compile error'],
    [10, 10, 0, 'normally', 10, 0, 'finished'],
    [10, 10, 1, 'normally', 10, 0, 'time limit exceeded'],
    [9, 10, 90, 'normally', 9, 0, 'time limit exceeded'],
    [9, 10, 90, 'compile error', 9, 0, 'time limit exceeded'],
    [10, 10, 90, 'compile error', 10, 0, 'compile error'],
    [null, 0, 0, 'normally', 0, 0, 'finished'],
  ] as const)(
    'with a limit of %s s, %s s to compile, %s s to run, and ending %s: %s s, %s s, %s',
    (limitS, compileS, runS, ends, compilingS, executingS, outcome) => {
      const job = jobOf(limitS, compileS, runS, ends);
      expect(allowedS(job)).toMatchObject({ compilingS, executingS });
      expect(outcomeOf(job)).toBe(outcome);
    },
  );

  test('stops at compiling where the compiler found an error or used the time up, and only then', () => {
    expect(allowedS(jobOf(null, 10, 90, 'compile error')).stopsAtCompiling).toBe(true);
    expect(allowedS(jobOf(9, 10, 90)).stopsAtCompiling).toBe(true);
    expect(allowedS(jobOf(10, 10, 90)).stopsAtCompiling).toBe(false);
    expect(allowedS(jobOf(null, 10, 90, 'abnormally')).stopsAtCompiling).toBe(false);
  });

  test.each([
    [1524.858, 387.381855, 1524.858 - 387.381855],
    [0.3, 0.1, 0.2],
  ])('ends normally when it takes exactly its limit of %d s, though the sum of %d s and %d s is above it', (limitS, compileS, runS) => {
    expect(compileS + runS).toBeGreaterThan(limitS);
    expect(outcomeOf(jobOf(limitS, compileS, runS))).toBe('finished');
    expect(outcomeOf(jobOf(limitS, compileS, runS + 2e-6))).toBe('time limit exceeded');
  });

  const seconds = fc.double({ min: 0, max: 10_000, noNaN: true });
  const jobs = fc
    .record({
      limitS: fc.option(seconds.filter((it) => it > 0)),
      compileS: seconds,
      runS: seconds,
      ends: fc.constantFrom<Demand['ends']>('normally', 'compile error', 'abnormally'),
    })
    .map(({ limitS, compileS, runS, ends }) => jobOf(limitS, compileS, runS, ends));

  test('is cut short by the limit exactly when the listing says so, and never by something else', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const { compilingS, executingS, stopsAtCompiling } = allowedS(job);
        const cutS = job.demand.compileS - compilingS + (stopsAtCompiling ? 0 : job.demand.runS - executingS);
        // Between the two, it is cut by no more than the clock can show.
        if (cutS === 0) expect(outcomeOf(job)).not.toBe('time limit exceeded');
        else if (cutS > 2e-6) expect(outcomeOf(job)).toBe('time limit exceeded');
      }),
      runs(2_000),
    );
  });

  test('never takes longer than the limit, to the microsecond that the clock shows', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const { compilingS, executingS } = allowedS(job);
        expect(Math.min(compilingS, executingS)).toBeGreaterThanOrEqual(0);
        if (job.limitS !== null) expect(compilingS + executingS).toBeLessThanOrEqual(job.limitS + 1e-6);
      }),
      runs(2_000),
    );
  });
});
