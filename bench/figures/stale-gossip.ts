/** What stale news costs: how wrong instances are about each other's load, and what that does to the response, against the period of gossip. */
import type { EChartsOption } from 'echarts';
import { confidenceInterval, type Interval } from '../../src/experiments/confidence.ts';
import { numberIn } from '../../src/experiments/measurement.ts';
import { seedsFrom } from '../../src/experiments/replicate.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { GossipError } from '../../src/scenarios/distributed/gossip-error.ts';
import type { Settings } from '../../src/scenarios/parameters.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { AXIS, COLOURS, csvOf, renderSvg, seriesOf, titleOf, type Curve } from './chart.ts';
import type { Drawing } from './drawing.ts';

const MACHINES = 100;
const LOAD = 0.9;
/** In mean services, which take a second. */
const PERIODS = [0.1, 0.3, 1, 3, 10];
const WINDOW = 16;
const KNOWN_MAX = 64;
/** Kleinrock, Queueing Systems I, §3.2. To simulate it as exactly as the others would take some hundred times as many commands. */
const LOCAL_RESPONSE = 1 / (1 - LOAD);

export interface StaleGossipOptions {
  /** The first so many mean services and so many periods of a run are not measured, while the queues fill; then as much again is. */
  readonly warmUp: number;
  readonly replications: number;
}

export function drawStaleGossip(options: StaleGossipOptions): Drawing {
  const points = PERIODS.map((period) => ({
    x: period,
    ...measure(
      period,
      { 'placement.policy': 'least-loaded', 'gossip.periodS': period, 'gossip.window': WINDOW, 'gossip.knownMax': KNOWN_MAX },
      options,
    ),
  }));
  const threshold = measure(
    1,
    { 'placement.policy': 'threshold', 'gossip.periodS': null, 'placement.threshold': 2, 'placement.probes': 3 },
    options,
  ).response;
  const error: Curve = {
    name: 'error of the known load',
    colour: COLOURS.blue,
    panel: 0,
    points: points.map(({ x, error: y }) => ({ x, y })),
    label: { at: 3, side: 'left' },
  };
  const response: Curve = {
    name: 'least-loaded by gossip',
    colour: COLOURS.blue,
    panel: 1,
    points: points.map(({ x, response: y }) => ({ x, y })),
    label: { at: 4, side: 'left' },
  };
  const curves = [
    error,
    response,
    across(threshold, { name: 'threshold (up to 3 questions)', colour: COLOURS.orange, label: { at: 3, side: 'bottom' } }),
    across(exactly(LOCAL_RESPONSE), { name: 'local (by theory)', colour: COLOURS.grey, label: { at: 1, side: 'top' } }),
  ];
  return {
    svg: renderSvg(option(curves, options), { width: 800, height: 780 }),
    csv: csvOf(curves, {
      x: 'period of gossip (mean services)',
      panels: ['mean error of the known load', 'mean response (mean services)'],
    }),
  };
}

interface Measured {
  readonly error: Interval;
  readonly response: Interval;
}

/** A second is a mean service, so a period is as many services as seconds. */
function measure(period: number, settings: Settings, { warmUp, replications }: StaleGossipOptions): Measured {
  const fromS = warmUp * (1 + period);
  const runs = seedsFrom(1986, replications).map((seed) => {
    const simulation = simulate(distributed, {
      preset: 'theory',
      seed,
      settings: { machines: MACHINES, load: LOAD, jobs: Math.round(2 * fromS * MACHINES * LOAD), 'measure.precision': null, ...settings },
    });
    const gossip = new GossipError();
    simulation.system.events.subscribe((event) => {
      if (event.type !== 'step' || event.kind !== 'instance') return;
      // Of the warm-up, it sees how machines stand, but none of the messages.
      gossip.see(event.atMs < fromS * 1000 ? { ...event, sends: [] } : event);
    });
    let [sum, count] = [0, 0];
    simulation.onRow((row) => {
      if ((numberIn(row, 'typedS') ?? Number.NaN) < fromS) return;
      sum += numberIn(row, 'responseS') ?? Number.NaN;
      count += 1;
    });
    const { end } = simulation.run();
    if (end !== 'done') throw new Error(`a run ended before its work was done: ${end}`);
    return { error: gossip.metrics().meanLoadError, response: sum / count };
  });
  return { error: confidenceInterval(runs.map(({ error }) => error)), response: confidenceInterval(runs.map(({ response }) => response)) };
}

function exactly(mean: number): Interval {
  return { mean, low: mean, high: mean, halfWidth: 0, confidence: 1, count: 0 };
}

/** Of a policy without gossip: the same at every period. */
function across(y: Interval, look: Pick<Curve, 'name' | 'colour' | 'label'>): Curve {
  return { ...look, panel: 1, dashed: true, points: PERIODS.map((x) => ({ x, y })) };
}

function option(curves: readonly Curve[], { warmUp, replications }: StaleGossipOptions): EChartsOption {
  const grid = { left: 84, right: 28 };
  const xAxis = {
    ...AXIS,
    type: 'log' as const,
    min: 0.07,
    max: 14,
    axisLabel: { ...AXIS.axisLabel, showMinLabel: false, showMaxLabel: false },
  };
  const yAxis = { ...AXIS, nameLocation: 'middle' as const, nameGap: 54 };
  return {
    title: titleOf({
      title: 'Old news is worse than a few questions',
      lines: [
        `${MACHINES} machines at a load of ${LOAD}, exponential services of mean 1; messages take no time. Threshold: T=2, L=3.`,
        `At each period an instance tells one other the newest ${WINDOW} loads of the up to ${KNOWN_MAX} that it knows. Bars: 95% intervals of ${replications} runs;`,
        `the first ${warmUp} services and ${warmUp} periods of each are left out, and as long again is measured.`,
      ],
    }),
    grid: [
      { ...grid, top: 128, height: 220 },
      { ...grid, top: 400, height: 310 },
    ],
    xAxis: [
      { ...xAxis, gridIndex: 0 },
      { ...xAxis, gridIndex: 1, name: 'period of gossip (mean services)', nameLocation: 'middle', nameGap: 34 },
    ],
    yAxis: [
      { ...yAxis, type: 'value', gridIndex: 0, min: 0, name: 'error of the known load' },
      { ...yAxis, type: 'log', gridIndex: 1, min: 1, max: 100, name: 'mean response (mean services)' },
    ],
    series: curves.flatMap(seriesOf),
  };
}
