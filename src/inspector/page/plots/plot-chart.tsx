/** One plot: its curves over simulated time, with the time at which one looks at the run as a line through it. uPlot draws it. */
import type { JSX } from 'preact';
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { About, PlotData } from '../../protocol/frames.ts';
import { timeLabel } from '../model/labels.ts';
import { amountText, axisText, indexAt, rangeOf, stepsOf, TIME_STEPS_S } from './scales.ts';

interface PlotChartProps {
  readonly plot: About['plots'][number];
  readonly atS: PlotData['atS'];
  readonly values: PlotData['values'][number];
  /** Where one looks at the run, in simulated seconds. */
  readonly nowS: number;
  /** A canvas does not hear of a change of colours by itself: it is made anew. */
  readonly theme: string;
  /** The sample that is pointed at, in whichever plot; null: none is. */
  readonly pointed: Signal<number | null>;
  readonly onTime: (atMs: number) => void;
}

const HEIGHT_PX = 148;

/** All plots show the values of one time. */
const SYNC_KEY = 'chartwright-figures';

export function PlotChart({ plot, atS, values, nowS, theme, pointed, onTime }: PlotChartProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  // uPlot is made once, and asks for what is so now.
  const now = useRef({ nowS, onTime });
  now.current = { nowS, onTime };

  useEffect(() => {
    const parent = element.current;
    if (!parent) return undefined;
    const options = optionsOf(plot, parent, { nowS: () => now.current.nowS, pointed });
    const made = new uPlot(options, dataOf(atS, values), parent);
    chart.current = made;
    const seek = (): void => {
      const { left } = made.cursor;
      if (left !== undefined && left >= 0) now.current.onTime(made.posToVal(left, 'x') * 1000);
    };
    made.over.addEventListener('click', seek);
    const observer = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: HEIGHT_PX }));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.destroy();
    };
  }, [plot, theme]);

  useEffect(() => chart.current?.setData(dataOf(atS, values)), [atS, values]);
  useEffect(() => {
    chart.current?.redraw(false, false);
  }, [nowS]);

  const at = pointed.value ?? indexAt(atS, nowS);
  return (
    <figure class="plots-figure">
      <figcaption>
        <span class="plots-title">{plot.title}</span>
        <span class="plots-time">{at === null ? '' : timeLabel((atS[at] ?? 0) * 1000, false)}</span>
      </figcaption>
      <div class="plots-chart" ref={element} />
      <Legend plot={plot} values={values} at={at} />
    </figure>
  );
}

/** With the values of what is pointed at, or else of where one looks at the run. */
function Legend({ plot, values, at }: Pick<PlotChartProps, 'plot' | 'values'> & { readonly at: number | null }): JSX.Element {
  return (
    <ul class="plots-legend">
      {plot.series.map((label, series) => {
        const value = at === null ? undefined : values[series]?.[at];
        return (
          <li key={label}>
            <span class={`plots-mark is-${colorOf(series)}`} />
            {label}
            <b>{value === null || value === undefined ? '–' : amountText(value, plot.unit)}</b>
          </li>
        );
      })}
    </ul>
  );
}

/** The number of its colour. */
function colorOf(series: number): number {
  return 1 + (series % 8);
}

interface Present {
  readonly nowS: () => number;
  readonly pointed: Signal<number | null>;
}

function optionsOf({ unit, series }: PlotChartProps['plot'], parent: HTMLElement, { nowS, pointed }: Present): uPlot.Options {
  const color = (name: string): string => getComputedStyle(parent).getPropertyValue(name).trim();
  const [line, ink, now] = [color('--line'), color('--ink-2'), color('--fired')];
  const axis = {
    stroke: ink,
    font: `11px ${color('--sans')}`,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
  };
  const steps = stepsOf(unit);
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    width: parent.clientWidth,
    height: HEIGHT_PX,
    // To the right, for the half of the last time that stands beyond its tick.
    padding: [8, 28, 0, 0],
    cursor: { y: false, sync: { key: SYNC_KEY }, drag: { x: false, y: false }, points: { size: 6 } },
    legend: { show: false },
    scales: { x: { time: false }, y: { range: (_, low, high) => rangeOf(unit, low, high) } },
    axes: [
      {
        ...axis,
        size: 26,
        space: 74,
        incrs: [...TIME_STEPS_S],
        values: (_, splits) => splits.map((it) => timeLabel(it * 1000, it % 1 !== 0)),
      },
      {
        ...axis,
        size: 68,
        space: 26,
        ...(steps ? { incrs: [...steps] } : {}),
        values: (_, splits) => splits.map((it) => axisText(it, unit)),
      },
    ],
    series: [
      {},
      ...series.map((label, at): uPlot.Series => {
        // What is counted stays as it is until it changes.
        const paths = (unit === 'count' || unit === 'words') && stepped ? { paths: stepped } : {};
        return {
          label,
          stroke: color(`--plots-${colorOf(at)}`),
          width: 1.5,
          points: { show: false },
          ...paths,
        };
      }),
    ],
    hooks: {
      setCursor: [({ cursor: { idx, left = -1 } }) => void (pointed.value = left < 0 ? null : (idx ?? null))],
      draw: [
        ({ ctx, bbox, valToPos }) => {
          const x = Math.round(valToPos(nowS(), 'x', true)) + 0.5;
          if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
          ctx.save();
          ctx.strokeStyle = now;
          ctx.lineWidth = 1.5 * devicePixelRatio;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.restore();
        },
      ],
    },
  };
}

function dataOf(atS: PlotData['atS'], values: PlotChartProps['values']): uPlot.AlignedData {
  return [[...atS], ...values.map((series) => [...series])];
}
