/** A state as it is drawn: its box, what stands in it, and the button that opens and closes it. */
import type { JSX } from 'preact';
import type { Chart } from '../../protocol/chart.ts';
import type { Drawing, Rect } from './drawing.ts';
import type { Handlers, Marks } from './marks.ts';
import { Rows } from './rows.tsx';
import { BOX, isCollapsible, type StateBox } from './state-box.ts';

interface StateProps {
  readonly chart: Chart;
  readonly of: Drawing['states'][number];
  readonly marks: Marks;
  readonly handlers: Handlers;
}

export function StateShape({ chart, of: { box, rect, isRegion }, marks, handlers }: StateProps): JSX.Element {
  const { state, rows } = box;
  const isActive = marks.active.has(state.path);
  const isInside = state.states.length > 0 && !box.isCollapsed;
  const classes = [
    'chart-state',
    `chart-${state.type}`,
    isInside && 'chart-frame',
    isRegion && 'chart-region',
    state.path === '' && 'chart-machine',
    isActive && (marks.innermost.has(state.path) || !isInside ? 'chart-active' : 'chart-around-active'),
  ];
  const open = (): void => handlers.onPart({ type: 'state', path: state.path });
  return (
    <g
      class={classes.filter(Boolean).join(' ')}
      role="group"
      tabindex={0}
      aria-label={`${state.type} state ${state.path || state.key}${isActive ? ', active' : ''}`}
      data-path={state.path}
      onClick={(event) => {
        event.stopPropagation();
        open();
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') open();
        else if (event.key === ' ' && isCollapsible(state)) handlers.onToggle(state.path);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <title>{[state.path || state.key, state.description].filter(Boolean).join('\n')}</title>
      {state.type === 'history' ? (
        <History rect={rect} isDeep={state.history === 'deep'} />
      ) : (
        <>
          <rect class="chart-box" {...rect} rx={7} />
          {state.type === 'final' && <rect class="chart-box-inner" {...inset(rect, 3)} rx={4.5} />}
          {isInside && rows.length > 1 && (
            <line class="chart-head-line" x1={rect.x} x2={rect.x + rect.width} y1={rect.y + box.height - 2} y2={rect.y + box.height - 2} />
          )}
          {!isInside && <Inside {...{ chart, marks, handlers }} of={{ box, rect }} />}
        </>
      )}
    </g>
  );
}

/** What stands above the states inside of another. Arrows may run through there: it is drawn after them, to be readable. */
export function FrameHead({ of, ...shared }: StateProps): JSX.Element | null {
  const { state, isCollapsed } = of.box;
  if (state.states.length === 0 || isCollapsed) return null;
  return (
    <g class={state.path === '' ? 'chart-frame-head chart-machine-head' : 'chart-frame-head'}>
      <Inside of={of} {...shared} />
    </g>
  );
}

interface InsideProps extends Omit<StateProps, 'of'> {
  readonly of: Pick<StateProps['of'], 'box' | 'rect'>;
}

function Inside({ of: { box, rect }, chart, marks, handlers }: InsideProps): JSX.Element {
  return (
    <>
      <Rows
        {...{ chart, marks, handlers }}
        rows={box.rows}
        x={rect.x + BOX.paddingX}
        y={rect.y}
        width={rect.width - 2 * BOX.paddingX + 8}
      />
      {isCollapsible(box.state) && <Caret box={box} rect={rect} onToggle={() => handlers.onToggle(box.state.path)} />}
    </>
  );
}

function History({ rect, isDeep }: { readonly rect: Rect; readonly isDeep: boolean }): JSX.Element {
  const x = rect.x + rect.width / 2;
  const y = rect.y + rect.height / 2;
  return (
    <>
      <circle class="chart-box" cx={x} cy={y} r={rect.width / 2} />
      <text class="chart-history-mark" x={x} y={y + 4} text-anchor="middle">
        {isDeep ? 'H*' : 'H'}
      </text>
    </>
  );
}

function Caret({ box, rect, onToggle }: { readonly box: StateBox; readonly rect: Rect; readonly onToggle: () => void }): JSX.Element {
  const x = rect.x + rect.width - BOX.paddingX - 10;
  const y = rect.y + BOX.paddingY + 4;
  const points = box.isCollapsed
    ? `${x + 2},${y} ${x + 8},${y + 5} ${x + 2},${y + 10}`
    : `${x},${y + 2} ${x + 10},${y + 2} ${x + 5},${y + 8}`;
  return (
    <g
      class="chart-caret"
      role="button"
      tabindex={0}
      aria-label={`${box.isCollapsed ? 'show' : 'hide'} the inside of ${box.state.path}`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        onToggle();
      }}
    >
      <title>{box.isCollapsed ? 'Show what is inside' : 'Hide what is inside'}</title>
      <rect class="chart-caret-ground" x={x - 5} y={y - 5} width={20} height={20} rx={4} />
      <polygon points={points} />
    </g>
  );
}

function inset({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}
