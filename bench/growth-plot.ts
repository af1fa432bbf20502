/** What an event costs, drawn against the number of events, and against that of actors. */
import type { EChartsOption } from 'echarts';
import { AXIS, COLOURS, renderSvg, seriesOf, titleOf, type Curve } from './figures/chart.ts';
import { machineText, type Machine } from './machine.ts';
import type { Row } from './row.ts';
import type { PeerName } from './comparison.ts';

const PANELS = ['events', 'actors'] as const;

const LOOKS: Readonly<Partial<Record<PeerName, Pick<Curve, 'colour' | 'label'> & { readonly name: string }>>> = {
  chartwright: { name: 'Chartwright', colour: COLOURS.blue, label: { at: 3, side: 'top' } },
  'plain-js': { name: 'plain JavaScript', colour: COLOURS.grey, label: { at: 3, side: 'bottom' } },
};

/** The same drawing for the same rows. */
export function growthPlot(rows: readonly Row[], machine: Machine): string {
  const peers = [...new Set(rows.map(({ peer }) => peer))];
  const curves = PANELS.flatMap((along, panel) => peers.flatMap((peer) => curveOf(rows, { peer, along, panel }) ?? []));
  return renderSvg(option(curves, rows, machine), { width: 800, height: 640 });
}

interface Place {
  readonly peer: PeerName;
  readonly along: (typeof PANELS)[number];
  readonly panel: number;
}

function curveOf(rows: readonly Row[], { peer, along, panel }: Place): Curve | undefined {
  const look = LOOKS[peer];
  const points = rows
    .filter((row) => row.peer === peer && row.extras[along] !== undefined)
    .map(({ extras, amount, minMs, maxMs, repeats }) => {
      const [mean, low, high] = [extras['nsPerEvent'] ?? Number.NaN, (minMs / amount) * 1e6, (maxMs / amount) * 1e6];
      return { x: extras[along] ?? Number.NaN, y: { mean, low, high, halfWidth: (high - low) / 2, confidence: 1, count: repeats } };
    });
  if (!look || points.length === 0) return undefined;
  const { at, side } = look.label;
  return { ...look, label: { at: Math.min(at, points.length - 1), side }, panel, points };
}

function option(curves: readonly Curve[], rows: readonly Row[], machine: Machine): EChartsOption {
  const grid = { left: 84, right: 56, height: 190 };
  const xAxis = { ...AXIS, type: 'log' as const, nameLocation: 'middle' as const, nameGap: 32 };
  const yAxis = { ...AXIS, type: 'log' as const, nameLocation: 'middle' as const, nameGap: 56, name: 'ns/event' };
  const axisLabel = { ...AXIS.axisLabel, formatter: (value: number) => value.toLocaleString('en-US') };
  return {
    title: titleOf({
      title: 'What an event costs, as the work grows',
      lines: [
        'Above: hops round a ring of 1,000 actors. Below: timers that go off, of actors that set theirs again; each has one pending.',
        `Medians of ${rows[0]?.repeats ?? 0}, with the least and the most. ${machineText(machine)}.`,
      ],
    }),
    grid: [
      { ...grid, top: 110 },
      { ...grid, top: 376 },
    ],
    xAxis: [
      { ...xAxis, axisLabel, gridIndex: 0, name: 'events' },
      { ...xAxis, axisLabel, gridIndex: 1, name: 'actors' },
    ],
    yAxis: [
      { ...yAxis, axisLabel, gridIndex: 0 },
      { ...yAxis, axisLabel, gridIndex: 1 },
    ],
    series: curves.flatMap(seriesOf),
  };
}
