/** The same jobs on one fast batch processor and on eight small machines that act as one. */
import type { EChartsOption } from 'echarts';
import { AXIS, COLOURS, csvOf, renderSvg, seriesOf, thresholdSeries, titleOf, type Curve } from './chart.ts';
import type { Drawing } from './drawing.ts';
import {
  compare,
  COMPILERS,
  LARGEST_BATCH,
  MACHINES,
  OFFERED_LOAD,
  SET_UP_S,
  type Comparison,
  type SystemName,
  type Workload,
} from './two-systems-runs.ts';

/** Mean time on a small machine, from ten seconds to more than a day. */
const LENGTHS_S = [10, 32, 100, 320, 1000, 1800, 3200, 5600, 10_000, 32_000, 100_000];

/** Where computing and a set-up for each full batch take all of the time. */
const OVERLOADED_BELOW_S = (MACHINES * OFFERED_LOAD * (SET_UP_S / LARGEST_BATCH)) / (1 - OFFERED_LOAD);

const NAMES: Readonly<Record<SystemName, string>> = { batch: 'batch processor', distributed: 'distributed system' };
const COLOUR: Readonly<Record<SystemName, string>> = { batch: COLOURS.blue, distributed: COLOURS.orange };

export interface TwoSystemsOptions {
  /** Jobs of a stream. */
  readonly jobs: number;
  /** Jobs of a pile. */
  readonly pile: number;
  readonly replications: number;
}

export function drawTwoSystems(options: TwoSystemsOptions): Drawing {
  const { jobs, pile, replications } = options;
  const compared = LENGTHS_S.flatMap((lengthS) => [
    ...compare({ workload: 'stream', lengthS, jobs, replications }),
    ...compare({ workload: 'pile', lengthS, jobs: pile, replications }),
  ]);
  const curve = (system: SystemName, workload: Workload, quantity: 'response' | 'utilisation', label: Curve['label']): Curve => ({
    name: NAMES[system],
    colour: COLOUR[system],
    panel: PANELS.findIndex((panel) => panel.workload === workload && panel.quantity === quantity),
    label,
    points: compared
      .filter((it) => it.system === system && it.workload === workload && (quantity === 'utilisation' || settles(it)))
      .map((it) => ({ x: it.lengthS, y: it[quantity] })),
  });
  const drawn = [
    curve('batch', 'stream', 'response', { at: 0, side: 'right' }),
    curve('distributed', 'stream', 'response', { at: 1, side: 'top' }),
    curve('batch', 'pile', 'utilisation', { at: 2, side: 'right' }),
    curve('distributed', 'pile', 'utilisation', { at: 1, side: 'top' }),
  ];
  const told = (['batch', 'distributed'] as const).flatMap((system) => [
    curve(system, 'stream', 'utilisation', HIDDEN),
    curve(system, 'pile', 'response', HIDDEN),
  ]);
  return {
    svg: renderSvg(option(drawn, options), { width: 800, height: 800 }),
    csv: csvOf([...drawn, ...told], { x: 'mean job length on a small machine (s)', panels: PANELS.map(({ column }) => column) }),
  };
}

/** The first two are drawn. */
const PANELS = [
  { workload: 'stream', quantity: 'response', column: 'stream: response / mean job length' },
  { workload: 'pile', quantity: 'utilisation', column: 'pile: utilisation' },
  { workload: 'stream', quantity: 'utilisation', column: 'stream: utilisation' },
  { workload: 'pile', quantity: 'response', column: 'pile: response / mean job length' },
] as const;

const HIDDEN: Curve['label'] = { at: 0, side: 'top' };

/** Where the queue of a stream grows for ever, or nearly so, the response is only a matter of how long one looks. */
function settles({ system, workload, lengthS }: Comparison): boolean {
  return system === 'distributed' || workload === 'pile' || lengthS > 1.1 * OVERLOADED_BELOW_S;
}

function option(curves: readonly Curve[], { jobs, pile, replications }: TwoSystemsOptions): EChartsOption {
  const grid = { left: 84, right: 28 };
  const xAxis = {
    ...AXIS,
    type: 'log' as const,
    min: 7,
    max: 140_000,
    axisLabel: { ...AXIS.axisLabel, showMinLabel: false, showMaxLabel: false },
  };
  const yAxis = { ...AXIS, nameLocation: 'middle' as const, nameGap: 54 };
  return {
    title: titleOf({
      title: 'One fast batch processor, or eight small machines',
      lines: [
        `The same jobs on a processor that is ${MACHINES} times as fast as a small machine, with a set-up of ${SET_UP_S} s for each change of the compiler`,
        `(${COMPILERS.length} of them, up to ${LARGEST_BATCH} jobs a batch), and on ${MACHINES} small machines that act as one. Above: jobs arrive at random, ${OFFERED_LOAD * 100}% of what`,
        `both can compute. Below: a pile of ${pile} jobs, until the last one is done. Bars: 95% intervals of ${replications} runs (above: of ${jobs.toLocaleString('en-US')} jobs).`,
      ],
    }),
    grid: [
      { ...grid, top: 148, height: 280 },
      { ...grid, top: 490, height: 240 },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0 },
      { ...xAxis, gridIndex: 1, name: 'mean job length, on a small machine (s)', nameLocation: 'middle', nameGap: 34 },
    ],
    yAxis: [
      { ...yAxis, type: 'log', gridIndex: 0, min: 0.1, max: 10, name: 'response / mean job length' },
      {
        ...yAxis,
        type: 'value',
        gridIndex: 1,
        min: 0,
        max: 1,
        name: 'utilisation, of a pile',
        axisLabel: { ...AXIS.axisLabel, formatter: (value: number) => `${Math.round(value * 100)}%` },
      },
    ],
    series: [
      ...curves.flatMap(seriesOf),
      thresholdSeries({
        panel: 0,
        at: { xAxis: OVERLOADED_BELOW_S },
        text: `batch processor overloaded below ${Math.round(OVERLOADED_BELOW_S)} s`,
        colour: COLOURS.blue,
      }),
    ],
  };
}
