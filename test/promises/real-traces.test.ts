/** The figures that are known for real traces, reproduced exactly from the command line. */
import { describe, expect } from 'vitest';
import { chartwright } from '../command-line.ts';
import { testOnTrace } from '../traces.ts';

interface Figures {
  readonly jobs: number;
  readonly finished: number;
  readonly returned: number;
  readonly makespanS: number;
  readonly meanWaitS: number;
  readonly maxWaitS: number;
  readonly setups: number;
  readonly utilisation: number;
}

function figures(trace: string, ...settings: readonly string[]): Figures {
  const { code, out, err } = chartwright([
    'run',
    'batch',
    '--preset',
    'bare',
    ...settings.flatMap((it) => ['--set', it]),
    '--swf',
    trace,
    '--json',
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return (JSON.parse(out) as { readonly metrics: Figures }).metrics;
}

describe('one job at a time, in order of arrival, with no overhead', () => {
  testOnTrace('reproduces the NASA iPSC trace to the second', 'nasa', (path) => {
    const { jobs, finished, returned, makespanS, meanWaitS, maxWaitS } = figures(path, 'operator.groupBy=nothing');
    expect({ jobs, finished, returned, makespanS, maxWaitS }).toEqual({
      jobs: 18_239,
      finished: 18_239,
      returned: 18_239,
      makespanS: 14_047_967,
      maxWaitS: 6_324_227,
    });
    expect(meanWaitS.toFixed(3)).toBe('2817618.444');
  });

  testOnTrace('reproduces the KTH SP2 trace to the second', 'kth', (path) => {
    const { jobs, makespanS, meanWaitS } = figures(path, 'operator.groupBy=nothing');
    expect({ jobs, makespanS }).toEqual({ jobs: 27_992, makespanS: 240_578_172 });
    expect(meanWaitS.toFixed(3)).toBe('95903911.016');
  });
});

describe('a set-up of five minutes', () => {
  testOnTrace('is paid less often when the NASA trace is batched by executable than when it is not', 'nasa', (path) => {
    const settings = ['operator.setUpS=300', 'operator.largestBatch=null'];
    const batched = figures(path, ...settings, 'operator.groupBy=compiler');
    const unbatched = figures(path, ...settings, 'operator.groupBy=nothing');
    expect(batched.returned).toBe(unbatched.returned);
    expect(batched.setups).toBeLessThan(unbatched.setups / 3);
    expect(batched.utilisation).toBeGreaterThan(unbatched.utilisation);
  });
});
