/** All of a chart in a corner, when only a part of it is seen: where that part is, and where the actor stands. */
import type { JSX, TargetedPointerEvent } from 'preact';
import type { Drawing } from './drawing.ts';
import type { Marks } from './marks.ts';
import { centred, seen, type Size, type Viewport } from './viewport.ts';

/** Pixels that it may take. */
const ROOM = { width: 150, height: 120 };

interface MiniMapProps {
  readonly drawing: Drawing;
  readonly size: Size;
  readonly marks: Marks;
  readonly viewport: Viewport;
  readonly onMove: (next: Viewport) => void;
}

export function MiniMap({ drawing, size, marks, viewport, onMove }: MiniMapProps): JSX.Element {
  const scale = Math.min(ROOM.width / drawing.width, ROOM.height / drawing.height);
  const { x, y, width, height } = seen(viewport, size);
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const part = {
    x: left,
    y: top,
    width: Math.max(0, Math.min(drawing.width, x + width) - left),
    height: Math.max(0, Math.min(drawing.height, y + height) - top),
  };
  const goTo = (event: TargetedPointerEvent<SVGSVGElement>): void => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale, width: 0, height: 0 };
    onMove(centred(at, size, viewport.scale));
  };
  return (
    <svg
      class="chart-mini-map"
      width={drawing.width * scale}
      height={drawing.height * scale}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      aria-hidden="true"
      onPointerDown={goTo}
      onPointerMove={goTo}
    >
      {drawing.states.map(({ box: { state, isCollapsed }, rect }) => {
        const isLeaf = state.states.length === 0 || isCollapsed;
        return (
          <rect
            key={state.path}
            class={`chart-mini-${isLeaf ? 'leaf' : 'frame'}${isLeaf && marks.active.has(state.path) ? ' chart-mini-active' : ''}`}
            {...rect}
            rx={8}
          />
        );
      })}
      <rect class="chart-mini-seen" {...part} />
    </svg>
  );
}
