/** The drawing of a chart, which can be moved and zoomed, by mouse and by keys. */
import type { Signal } from '@preact/signals';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart } from '../../protocol/chart.ts';
import { ArrowHeads, ArrowShape, ArrowText } from './arrow-shape.tsx';
import type { Drawing } from './drawing.ts';
import type { Handlers, Marks } from './marks.ts';
import { MiniMap } from './mini-map.tsx';
import { FrameHead, StateShape } from './state-shape.tsx';
import { usePanning } from './use-panning.ts';
import { useViewport, type ViewportOptions } from './use-viewport.ts';
import { fitted, fittingScale, moved, showing, zoomed, type Viewport } from './viewport.ts';

export interface CanvasProps extends ViewportOptions {
  readonly chart: Chart;
  readonly marks: Marks;
  readonly handlers: Handlers;
  /** What the buttons above do to this drawing. */
  readonly zooming: Signal<Zooming | null>;
}

export interface Zooming {
  zoom(factor: number): void;
  fit(): void;
}

export function ChartCanvas({ chart, drawing, size, marks, handlers, focus, follows, anchor, zooming }: CanvasProps): JSX.Element {
  const viewport = useViewport({ drawing, size, focus, follows, anchor });
  const move = (next: Viewport): void => {
    follows.value = false;
    viewport.value = next;
  };
  const svg = useRef<SVGSVGElement>(null);
  usePanning(svg, viewport, move);
  const middle = { x: size.width / 2, y: size.height / 2 };
  const zoom = (factor: number): void => {
    viewport.value = zoomed(viewport.peek(), factor, middle);
  };
  useEffect(() => {
    zooming.value = { zoom, fit: () => move(fitted(drawing, size)) };
  }, [drawing, size]);
  // The Tab key leads to what is out of sight, too.
  const show = ({ target }: FocusEvent): void => {
    if (!(target instanceof SVGGElement) || !target.matches(':focus-visible')) return;
    const { x, y, width, height } = target.getBoundingClientRect();
    const { x: left = 0, y: top = 0 } = svg.current?.getBoundingClientRect() ?? {};
    const { scale, ...shown } = viewport.peek();
    const rect = { x: (x - left - shown.left) / scale, y: (y - top - shown.top) / scale, width: width / scale, height: height / scale };
    const next = showing(viewport.peek(), rect, size);
    if (next !== viewport.peek()) move(next);
  };
  const { left, top, scale } = viewport.value;
  return (
    <div class="chart-canvas" onFocusIn={show} onKeyDown={(event) => onKey(event, { viewport, drawing, size, move, zoom })}>
      <svg
        ref={svg}
        class="chart-svg"
        width={size.width}
        height={size.height}
        tabindex={0}
        role="group"
        aria-label={`statechart of ${chart.id}`}
      >
        <ArrowHeads />
        <g class="chart-drawing" transform={`translate(${left} ${top}) scale(${scale})`}>
          {drawing.states.map((state) => (
            <StateShape key={state.box.state.path} of={state} {...{ chart, marks, handlers }} />
          ))}
          {drawing.beginnings.map(({ of, dot, path }) => (
            <g key={of} class="chart-beginning">
              <circle cx={dot.x + dot.width / 2} cy={dot.y + dot.height / 2} r={dot.width / 2} />
              <path class="chart-arrow" d={path} marker-end="url(#chart-head)" />
            </g>
          ))}
          {inFront(drawing.arrows, marks).map((arrow) => (
            <ArrowShape key={arrow.arrow.id} of={arrow} marks={marks} />
          ))}
          {drawing.states.map((state) => (
            <FrameHead key={state.box.state.path} of={state} {...{ chart, marks, handlers }} />
          ))}
          {drawing.arrows.map((arrow) => (
            <ArrowText key={arrow.arrow.id} of={arrow} {...{ chart, marks, handlers }} />
          ))}
        </g>
      </svg>
      {scale > fittingScale(drawing, size) * 1.02 && (
        <MiniMap {...{ drawing, size, marks, focus }} follows={follows.value} viewport={viewport.value} onMove={move} />
      )}
    </div>
  );
}

/** Arrows that fired are drawn last, so that no other lies over them. */
function inFront(arrows: Drawing['arrows'], { fired }: Marks): Drawing['arrows'] {
  const hasFired = ({ arrow }: Drawing['arrows'][number]): number => Number(arrow.transitions.some((number) => fired.has(number)));
  return arrows.toSorted((a, b) => hasFired(a) - hasFired(b));
}

interface KeyContext extends Pick<CanvasProps, 'drawing' | 'size'> {
  readonly viewport: Signal<Viewport>;
  readonly move: (next: Viewport) => void;
  readonly zoom: (factor: number) => void;
}

/** Pixels by which a key moves the drawing. */
const STRIDE = 60;

/** Arrow keys are left to the run: they step through it while one looks at the chart. */
function onKey(event: TargetedKeyboardEvent<HTMLDivElement>, { viewport, drawing, size, move, zoom }: KeyContext): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = (x: number, y: number): void => move(moved(viewport.peek(), { x: x * STRIDE, y: y * STRIDE }));
  switch (event.key.toLowerCase()) {
    case '+':
    case '=':
      zoom(1.25);
      break;
    case '-':
      zoom(0.8);
      break;
    case '0':
      move(fitted(drawing, size));
      break;
    case 'a':
      by(1, 0);
      break;
    case 'd':
      by(-1, 0);
      break;
    case 'w':
      by(0, 1);
      break;
    case 's':
      by(0, -1);
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
