/** The trade of batching: the longer the operator waits for a batch to fill, the fewer set-ups, and the longer rare compilers wait. */
import type { EChartsOption } from 'echarts';
import type { Interval } from '../../src/experiments/confidence.ts';
import { meanOf, numberIn, type Measurement } from '../../src/experiments/measurement.ts';
import { sweep } from '../../src/experiments/sweep.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { AXIS, COLOURS, csvOf, renderSvg, seriesOf, titleOf, type Curve } from './chart.ts';
import type { Drawing } from './drawing.ts';

const SET_UP_S = 360;
const JOB_S = 600;
const OFFERED_LOAD = 0.6;
const LARGEST_BATCH = 10;
const PATIENCES_H = [0, 1, 2, 3, 4, 6, 8, 10, 12];

/** Out of ten jobs. */
const JOBS_OF = { FORTRAN: 6, COBOL: 3, ASSEMBLER: 1 } as const;
type Compiler = keyof typeof JOBS_OF;

const COLOUR: Readonly<Record<Compiler, string>> = { FORTRAN: COLOURS.blue, COBOL: COLOURS.green, ASSEMBLER: COLOURS.orange };

/** Changes of the compiler, for each 100 jobs. Jobs come back in the order in which they were run. */
const setUps: Measurement = () => {
  let jobs = 0;
  let changes = 0;
  let mounted: unknown;
  return {
    add(row) {
      jobs += 1;
      if (row['compiler'] !== mounted) changes += 1;
      mounted = row['compiler'];
    },
    value: () => (100 * changes) / jobs,
  };
};

/** Hours from the window to the processor, of the jobs of one compiler. */
function waitH(compiler: Compiler): Measurement {
  return meanOf((row) => (row['compiler'] === compiler ? (numberIn(row, 'waitS') ?? Number.NaN) / 3600 : null));
}

export function drawCostOfRareCompilers({ jobs, replications }: { readonly jobs: number; readonly replications: number }): Drawing {
  const measured = sweep({
    scenario: anyScenario(batch),
    preset: 'bare',
    settings: {
      'workload.mode': 'open',
      'workload.jobs': jobs,
      'workload.interarrivalS': { type: 'exponential', mean: JOB_S / OFFERED_LOAD },
      'workload.compilers': Object.entries(JOBS_OF).flatMap(([name, count]) => Array.from({ length: count }, () => name)),
      'job.runS': { type: 'exponential', mean: JOB_S },
      'operator.setUpS': SET_UP_S,
      'operator.largestBatch': LARGEST_BATCH,
    },
    points: PATIENCES_H.map((patienceH) => ({ patienceH, settings: { 'operator.patienceS': patienceH * 3600 } })),
    replications,
    baseSeed: 1964,
    warmUpJobs: jobs / 10,
    measurements: { setUps, FORTRAN: waitH('FORTRAN'), COBOL: waitH('COBOL'), ASSEMBLER: waitH('ASSEMBLER') },
  });
  const along = (quantity: 'setUps' | Compiler): readonly { readonly x: number; readonly y: Interval }[] =>
    measured.map(({ point, estimates }) => ({ x: point.patienceH, y: estimates[quantity] }));
  const setUpCurve: Curve = {
    name: 'all compilers',
    colour: COLOURS.grey,
    panel: 0,
    points: along('setUps'),
    label: { at: 1, side: 'right' },
  };
  const waits = (['ASSEMBLER', 'COBOL', 'FORTRAN'] as const).map((compiler): Curve => {
    const name = `${compiler} (${JOBS_OF[compiler]} in 10)`;
    return { name, colour: COLOUR[compiler], panel: 1, points: along(compiler), label: { at: PATIENCES_H.length - 1, side: 'right' } };
  });
  return {
    svg: renderSvg(option([setUpCurve, ...waits], { jobs, replications }), { width: 800, height: 720 }),
    csv: csvOf([setUpCurve, ...waits], { x: 'patience (h)', panels: ['set-ups for 100 jobs', 'mean wait (h)'] }),
  };
}

function option(curves: readonly Curve[], { jobs, replications }: { readonly jobs: number; readonly replications: number }): EChartsOption {
  const grid = { left: 76, right: 190 };
  const xAxis = { ...AXIS, type: 'value' as const, min: 0, max: 12, interval: 2 };
  const yAxis = { ...AXIS, type: 'value' as const, min: 0, nameLocation: 'middle' as const, nameGap: 46 };
  return {
    title: titleOf({
      title: 'Patience saves set-ups, and rare compilers pay for it',
      lines: [
        `Jobs of ${JOB_S} s on average, together ${OFFERED_LOAD * 100}% of the time; set-up ${SET_UP_S} s. A batch is run when it has ${LARGEST_BATCH} decks or`,
        `its oldest one has waited out the patience of the operator. Bars: 95% intervals of ${replications} runs of ${jobs.toLocaleString('en-US')} jobs.`,
      ],
    }),
    grid: [
      { ...grid, top: 106, height: 180 },
      { ...grid, top: 330, height: 320 },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0 },
      { ...xAxis, gridIndex: 1, name: 'patience of the operator (h)', nameLocation: 'middle', nameGap: 34 },
    ],
    yAxis: [
      { ...yAxis, gridIndex: 0, name: 'set-ups for 100 jobs' },
      { ...yAxis, gridIndex: 1, name: 'mean wait (h)' },
    ],
    series: curves.flatMap(seriesOf),
  };
}
