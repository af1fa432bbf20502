/** How our figures look, and how they become files: panels over a common axis, drawn by ECharts without a browser. */
import { init, type EChartsOption, type SeriesOption } from 'echarts';
import type { Interval } from '../../src/experiments/confidence.ts';

/** Colours that people with any kind of colour vision tell apart (Okabe and Ito). */
export const COLOURS = { blue: '#0072b2', orange: '#d55e00', green: '#00805f', grey: '#666666' } as const;

/** Without quotes, which ECharts would write into the SVG's attributes as they are. */
export const FONT = 'Helvetica, Arial, Liberation Sans, sans-serif';

export const TEXT = '#222222';

/** A line through estimates, with a bar for each interval and its name at a place of its own. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  /** Index of the panel, from 0 at the top. */
  readonly panel: number;
  readonly points: readonly { readonly x: number; readonly y: Interval }[];
  /** The point that the name stands at, counted from 0, and on which side. */
  readonly label: { readonly at: number; readonly side: 'top' | 'bottom' | 'left' | 'right' };
  readonly dashed?: boolean;
}

/** The line and the error bars of a curve. */
export function seriesOf({ name, colour, panel, points, label, dashed = false }: Curve): SeriesOption[] {
  const place = { xAxisIndex: panel, yAxisIndex: panel, animation: false };
  const line: SeriesOption = {
    ...place,
    type: 'line',
    silent: true,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { color: colour, width: 2.5, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    labelLayout: { hideOverlap: false },
    data: points.map(({ x, y }, index) => ({
      value: [x, y.mean],
      label: {
        show: index === label.at,
        formatter: name,
        position: label.side,
        distance: 10,
        color: colour,
        fontFamily: FONT,
        fontSize: 14,
        fontWeight: 'bold',
      },
    })),
  };
  const bars: SeriesOption = {
    ...place,
    type: 'custom',
    silent: true,
    clip: false,
    z: 1,
    data: points.map(({ x, y }) => [x, y.low, y.high]),
    renderItem: (_, api) => {
      const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
      const [, high = 0] = api.coord([api.value(0), api.value(2)]);
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: colour, lineWidth: 1.5 },
      });
      return { type: 'group', children: [stroke(x, low, x, high), stroke(x - 4, low, x + 4, low), stroke(x - 4, high, x + 4, high)] };
    },
  };
  return [line, bars];
}

/** A dotted line across a panel, with what it stands for. */
export interface Threshold {
  readonly panel: number;
  readonly at: { readonly xAxis: number } | { readonly yAxis: number };
  readonly text: string;
  readonly colour: string;
}

export function thresholdSeries({ panel, at, text, colour }: Threshold): SeriesOption {
  const position = 'xAxis' in at ? 'end' : 'insideStartTop';
  return {
    type: 'line',
    silent: true,
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: colour, type: 'dotted', width: 1.5 },
      label: { formatter: text, position, color: colour, fontFamily: FONT, fontSize: 13 },
      data: [at],
    },
  };
}

/** What every axis has in common. */
export const AXIS = {
  nameTextStyle: { color: TEXT, fontFamily: FONT, fontSize: 14 },
  axisLabel: { color: TEXT, fontFamily: FONT, fontSize: 13 },
  axisLine: { show: true, lineStyle: { color: '#888888' } },
  splitLine: { show: true, lineStyle: { color: '#e6e6e6' } },
} as const;

export interface Caption {
  readonly title: string;
  /** Lines of at most some 110 characters. */
  readonly lines: readonly string[];
}

/** The text above the panels. */
export function titleOf({ title, lines }: Caption): NonNullable<EChartsOption['title']> {
  return {
    text: title,
    subtext: lines.join('\n'),
    left: 16,
    top: 12,
    itemGap: 8,
    textStyle: { color: TEXT, fontFamily: FONT, fontSize: 19 },
    subtextStyle: { color: '#444444', fontFamily: FONT, fontSize: 13, lineHeight: 18 },
  };
}

/** A drawing as SVG text, the same for the same option. */
export function renderSvg(option: EChartsOption, size: { readonly width: number; readonly height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ backgroundColor: '#ffffff', animation: false, ...option });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}

/** The numbers behind a drawing, as CSV: what could be read off it, exactly. */
export function csvOf(curves: readonly Curve[], columns: { readonly x: string; readonly panels: readonly string[] }): string {
  const head = `quantity,curve,${columns.x},mean,low,high,confidence,replications`;
  const rows = curves.flatMap(({ name, panel, points }) =>
    points.map(({ x, y }) =>
      [columns.panels[panel] ?? '', name, x, ...[y.mean, y.low, y.high].map((it) => it.toPrecision(6)), y.confidence, y.count].join(','),
    ),
  );
  return `${[head, ...rows].join('\n')}\n`;
}
