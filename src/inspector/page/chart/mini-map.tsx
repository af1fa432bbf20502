/** All of a chart in a corner, when only a part of it is seen: where that part is, and where the actor stands. */
import type { JSX, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { Drawing, Rect } from './drawing.ts';
import type { Marks } from './marks.ts';
import { centred, seen, type Size, type Viewport } from './viewport.ts';

/** Pixels that it may take. */
const ROOM = { width: 112, height: 84 };
/** From the edges, as the sheet of styles has it. */
const INSET = 10;

interface MiniMapProps {
  readonly drawing: Drawing;
  readonly size: Size;
  readonly marks: Marks;
  readonly viewport: Viewport;
  readonly onMove: (next: Viewport) => void;
  /** What must not be covered. */
  readonly focus: Rect | undefined;
  readonly follows: boolean;
}

export function MiniMap({ drawing, size, marks, viewport, onMove, focus, follows }: MiniMapProps): JSX.Element {
  const scale = Math.min(ROOM.width / drawing.width, ROOM.height / drawing.height);
  const corner = useRef<Corner>('bottom');
  const covers = isCovered(corner.current, { width: drawing.width * scale, height: drawing.height * scale }, { focus, size, viewport });
  // Under a hand that moves the drawing it stays where it is.
  if (follows && covers) corner.current = corner.current === 'bottom' ? 'top' : 'bottom';
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
      class={`chart-mini-map is-${corner.current}`}
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

/** On the right. */
type Corner = 'bottom' | 'top';

interface Around {
  readonly focus: Rect | undefined;
  readonly size: Size;
  readonly viewport: Viewport;
}

/** Whether the map would lie over what one looks at. */
function isCovered(corner: Corner, map: Size, { focus, size, viewport: { left, top, scale } }: Around): boolean {
  if (!focus) return false;
  const isBeside = (focus.x + focus.width) * scale + left < size.width - map.width - 2 * INSET;
  const isApart =
    corner === 'bottom'
      ? (focus.y + focus.height) * scale + top < size.height - map.height - 2 * INSET
      : focus.y * scale + top > map.height + 2 * INSET;
  return !isBeside && !isApart;
}
