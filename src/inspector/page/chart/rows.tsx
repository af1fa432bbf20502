/** Lines of text in a drawing; those of transitions can be focused, and clicked. */
import type { JSX } from 'preact';
import type { Chart } from '../../protocol/chart.ts';
import type { Handlers, Marks } from './marks.ts';
import type { Row } from './state-box.ts';
import { heightOf, type Line } from './text.ts';
import { transitionText } from './words.ts';

interface RowsProps {
  readonly chart: Chart;
  readonly rows: readonly Row[];
  readonly x: number;
  readonly y: number;
  /** Of the box that they stand in, for what is behind a line. */
  readonly width: number;
  readonly marks: Marks;
  readonly handlers: Handlers;
}

export function Rows({ rows, ...shared }: RowsProps): JSX.Element {
  return (
    <>
      {rows.map((row, index) => (
        <OneRow key={index} row={row} {...shared} />
      ))}
    </>
  );
}

function OneRow({ chart, row, x, y, width, marks, handlers }: Omit<RowsProps, 'rows'> & { readonly row: Row }): JSX.Element {
  const lines = <Lines lines={row.lines} x={x} y={y + row.y} />;
  const [number] = row.transitions;
  const transition = number === undefined ? undefined : chart.transitions[number];
  if (row.type !== 'transition' || number === undefined || !transition) {
    const hasFired = row.transitions.some((it) => marks.fired.has(it));
    return <g class={`chart-row chart-row-${row.type}${hasFired ? ' chart-fired' : ''}`}>{lines}</g>;
  }
  const canBeSent = marks.sendable.has(number);
  const act = (): void => (canBeSent ? handlers.onSend(number) : handlers.onPart({ type: 'transition', number }));
  const text = transitionText(transition);
  const classes = ['chart-row', 'chart-row-transition', marks.fired.has(number) && 'chart-fired', canBeSent && 'chart-sendable'];
  return (
    <g
      class={classes.filter(Boolean).join(' ')}
      role="button"
      tabindex={0}
      aria-label={canBeSent ? `send ${text}` : text}
      data-transition={number}
      onClick={(event) => {
        event.stopPropagation();
        act();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        act();
      }}
    >
      <title>{[text, transition.description, canBeSent ? 'Click to send this event.' : null].filter(Boolean).join('\n')}</title>
      <rect class="chart-row-ground" x={x - 4} y={y + row.y - 1} width={width} height={row.height + 2} rx={3} />
      {lines}
    </g>
  );
}

function Lines({ lines, x, y }: { readonly lines: readonly Line[]; readonly x: number; readonly y: number }): JSX.Element {
  let top = y;
  return (
    <>
      {lines.map((line, index) => {
        const height = heightOf(line);
        const baseline = top + height * 0.76;
        top += height;
        return (
          <text key={index} x={x} y={baseline} xml:space="preserve">
            {line.pieces.map(({ text, style }, which) => (
              <tspan key={which} class={`chart-${style}`}>
                {text}
              </tspan>
            ))}
          </text>
        );
      })}
    </>
  );
}
