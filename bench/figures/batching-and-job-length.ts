/** What batching gives to short and to long jobs, with the time of a set-up fixed. */
import type { EChartsOption } from 'echarts';
import { differenceInterval, type Interval } from '../../src/experiments/confidence.ts';
import { meanOf, numberIn, type Measurement } from '../../src/experiments/measurement.ts';
import { sweep } from '../../src/experiments/sweep.ts';
import type { Settings } from '../../src/scenarios/parameters.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { AXIS, COLOURS, csvOf, renderSvg, seriesOf, thresholdSeries, titleOf, type Curve } from './chart.ts';
import type { Drawing } from './drawing.ts';

const SET_UP_S = 360;
const COMPILERS = 3;
/** Share of the time that computing alone would take. */
const OFFERED_LOAD = 0.6;
const LARGEST_BATCH = 10;
/** Four a decade, from 10 s to almost three hours. */
const LENGTHS_S = [10, 18, 32, 56, 100, 180, 320, 560, 1000, 1800, 3200, 5600, 10_000];

/** A shop is overloaded where computing and the set-ups that it cannot save take all of the time and more. */
const STABLE_FROM_S = {
  // The next deck needs another compiler in two cases of three.
  unbatched: (OFFERED_LOAD * SET_UP_S * (1 - 1 / COMPILERS)) / (1 - OFFERED_LOAD),
  batched: (OFFERED_LOAD * (SET_UP_S / LARGEST_BATCH)) / (1 - OFFERED_LOAD),
};

type Shop = keyof typeof STABLE_FROM_S;

const SHOPS: Readonly<Record<Shop, Settings>> = {
  batched: { 'operator.groupBy': 'compiler', 'operator.largestBatch': LARGEST_BATCH },
  unbatched: { 'operator.groupBy': 'nothing', 'operator.largestBatch': 1 },
};

const COLOUR: Readonly<Record<Shop, string>> = { batched: COLOURS.blue, unbatched: COLOURS.orange };

/** Share of the time, from the first measured job to the end of the last one, in which the processor computes. */
const utilisation: Measurement = () => {
  let fromS: number | undefined;
  let toS = 0;
  let busyS = 0;
  return {
    add(row) {
      fromS ??= numberIn(row, 'takenUpS') ?? undefined;
      toS = numberIn(row, 'serviceEndedS') ?? toS;
      busyS += numberIn(row, 'processorS') ?? 0;
    },
    value: () => busyS / (toS - (fromS ?? Number.NaN)),
  };
};

interface Measured {
  readonly shop: Shop;
  readonly lengthS: number;
  readonly utilisation: Interval;
  readonly slowdown: Interval & { readonly values: readonly number[] };
}

function measure({ jobs, replications }: { readonly jobs: number; readonly replications: number }): readonly Measured[] {
  const points = LENGTHS_S.flatMap((lengthS) =>
    (['batched', 'unbatched'] as const).map((shop) => ({
      shop,
      lengthS,
      settings: {
        ...SHOPS[shop],
        'job.runS': { type: 'exponential', mean: lengthS },
        'workload.interarrivalS': { type: 'exponential', mean: lengthS / OFFERED_LOAD },
      },
    })),
  );
  return points.flatMap((point) =>
    sweep({
      scenario: anyScenario(batch),
      preset: 'bare',
      settings: { 'workload.mode': 'open', 'workload.jobs': jobs, 'operator.setUpS': SET_UP_S },
      points: [point],
      replications,
      baseSeed: 1964,
      warmUpJobs: jobs / 10,
      measurements: { utilisation, slowdown: meanOf((row) => (numberIn(row, 'turnaroundS') ?? Number.NaN) / point.lengthS) },
    }).map(({ estimates }) => ({ shop: point.shop, lengthS: point.lengthS, ...estimates })),
  );
}

export function drawBatchingAndJobLength({ jobs, replications }: { readonly jobs: number; readonly replications: number }): Drawing {
  const measured = measure({ jobs, replications });
  const curve = (shop: Shop, quantity: 'utilisation' | 'slowdown', label: Curve['label']): Curve => ({
    name: shop === 'batched' ? 'batched by compiler' : 'not batched',
    colour: COLOUR[shop],
    panel: quantity === 'utilisation' ? 0 : 1,
    label,
    points: measured
      .filter((it) => it.shop === shop && (quantity === 'utilisation' || isStable(shop, it.lengthS)))
      .map((it) => ({ x: it.lengthS, y: it[quantity] })),
  });
  const curves = [
    curve('batched', 'utilisation', { at: 1, side: 'right' }),
    curve('unbatched', 'utilisation', { at: 5, side: 'right' }),
    curve('batched', 'slowdown', { at: 2, side: 'left' }),
    curve('unbatched', 'slowdown', { at: 0, side: 'right' }),
  ];
  return {
    svg: renderSvg(option(curves, { jobs, replications }), { width: 800, height: 780 }),
    csv: csvOf([...curves, gain(measured)], {
      x: 'mean job length (s)',
      panels: ['utilisation', 'turnaround / mean job length', 'difference of turnaround / mean job length'],
    }),
  };
}

/** What batching saves of the turnaround, run by run on the same random numbers: far better known than either. */
function gain(measured: readonly Measured[]): Curve {
  const points = LENGTHS_S.filter((lengthS) => isStable('unbatched', lengthS)).flatMap((lengthS) => {
    const [batched, unbatched] = (['batched', 'unbatched'] as const).map((shop) =>
      measured.find((it) => it.shop === shop && it.lengthS === lengthS),
    );
    return batched && unbatched ? [{ x: lengthS, y: differenceInterval(unbatched.slowdown.values, batched.slowdown.values) }] : [];
  });
  return { name: 'not batched - batched by compiler', colour: COLOURS.grey, panel: 2, points, label: { at: 0, side: 'right' } };
}

/** Where a queue grows for ever, or nearly so, the mean turnaround is only a matter of how long one looks. */
function isStable(shop: Shop, lengthS: number): boolean {
  return lengthS > 1.1 * STABLE_FROM_S[shop];
}

function option(curves: readonly Curve[], { jobs, replications }: { readonly jobs: number; readonly replications: number }): EChartsOption {
  const xAxis = {
    ...AXIS,
    type: 'log' as const,
    min: 8,
    max: 12_000,
    axisLabel: { ...AXIS.axisLabel, showMinLabel: false, showMaxLabel: false },
  };
  const grid = { left: 84, right: 28 };
  return {
    title: titleOf({
      title: 'A batch shop is at its best with long jobs',
      lines: [
        `Set-up ${SET_UP_S} s, ${COMPILERS} compilers; arrivals scaled with the job length, so that computing alone is always ${OFFERED_LOAD * 100}% of the time.`,
        `Batches of up to ${LARGEST_BATCH}, or jobs one at a time in order of arrival, on the same random numbers.`,
        `Bars: 95% intervals of ${replications} runs of ${jobs.toLocaleString('en-US')} jobs (where not seen, they are smaller than the dots).`,
      ],
    }),
    grid: [
      { ...grid, top: 128, height: 240 },
      { ...grid, top: 430, height: 280 },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0 },
      { ...xAxis, gridIndex: 1, name: 'mean job length (s)', nameLocation: 'middle', nameGap: 34 },
    ],
    yAxis: [
      {
        ...AXIS,
        type: 'value',
        gridIndex: 0,
        min: 0,
        max: 0.7,
        name: 'utilisation',
        nameLocation: 'middle',
        nameGap: 54,
        axisLabel: { ...AXIS.axisLabel, formatter: (value: number) => `${Math.round(value * 100)}%` },
      },
      { ...AXIS, type: 'log', gridIndex: 1, min: 1, max: 100, name: 'turnaround / mean job length', nameLocation: 'middle', nameGap: 54 },
    ],
    series: [
      ...curves.flatMap(seriesOf),
      thresholdSeries({ panel: 0, at: { yAxis: OFFERED_LOAD }, text: 'all that there is to compute', colour: COLOURS.grey }),
      ...(['batched', 'unbatched'] as const).map((shop) =>
        thresholdSeries({
          panel: 1,
          at: { xAxis: STABLE_FROM_S[shop] },
          text: `overloaded below ${Math.round(STABLE_FROM_S[shop])} s`,
          colour: COLOUR[shop],
        }),
      ),
    ],
  };
}
