/** An arrow as it is drawn, and its label, which stands on it. */
import type { JSX } from 'preact';
import type { Chart } from '../../protocol/chart.ts';
import { LABEL } from './arrows.ts';
import type { Drawing } from './drawing.ts';
import type { Handlers, Marks } from './marks.ts';
import { Rows } from './rows.tsx';

interface ArrowProps {
  readonly of: Drawing['arrows'][number];
  readonly marks: Marks;
}

export function ArrowShape({ of: { arrow, path }, marks }: ArrowProps): JSX.Element {
  const hasFired = arrow.transitions.some((number) => marks.fired.has(number));
  return (
    <path
      class={hasFired ? 'chart-arrow chart-fired' : 'chart-arrow'}
      data-transitions={arrow.transitions.join(' ')}
      d={path}
      marker-end={hasFired ? 'url(#chart-head-fired)' : 'url(#chart-head)'}
    />
  );
}

export function ArrowText({
  chart,
  of: { label },
  marks,
  handlers,
}: ArrowProps & { readonly chart: Chart; readonly handlers: Handlers }): JSX.Element | null {
  if (!label) return null;
  const { width, height, rows } = label.of;
  return (
    <g class="chart-label">
      <rect class="chart-label-ground" x={label.x} y={label.y} width={width} height={height} rx={4} />
      <Rows {...{ chart, rows, marks, handlers }} x={label.x + LABEL.paddingX} y={label.y} width={width - 2} />
    </g>
  );
}

/** Points of arrows, which paths refer to. */
export function ArrowHeads(): JSX.Element {
  return (
    <defs>
      {['chart-head', 'chart-head-fired'].map((id) => (
        <marker
          key={id}
          id={id}
          class={id}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M 0 0.5 L 8 4 L 0 7.5 z" />
        </marker>
      ))}
    </defs>
  );
}
