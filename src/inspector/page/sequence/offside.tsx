/** Rows that would look empty, because all of what stands in them is beside what is seen: there it is told at the edge. */
import { arrowOf, type PlacedMark } from './arrows.ts';
import { GUTTER_WIDTH, type Geometry } from './geometry.ts';

interface Seen {
  readonly geometry: Geometry;
  /** Of the diagram, as far as it is seen. In CSS pixels. */
  readonly width: number;
}

/** Where it is; null: some of it is seen. */
export function sideOf(placed: PlacedMark, { geometry, width }: Seen): 'left' | 'right' | null {
  const { lane } = placed.mark;
  const arrow = arrowOf(placed, geometry);
  const places = arrow ? [arrow.x0, arrow.x1] : lane === null ? [] : [geometry.x(lane)];
  if (places.length === 0) return null;
  if (places.every((x) => x > width - 8)) return 'right';
  // What comes from outside begins left of everything.
  return places.every((x) => x < GUTTER_WIDTH + 8) ? 'left' : null;
}

export function Offside({ placed, seen, text }: { readonly placed: PlacedMark; readonly seen: Seen; readonly text: string }) {
  const side = sideOf(placed, seen);
  if (!side) return null;
  const isLeft = side === 'left';
  return (
    <text class="sequence-offside" x={isLeft ? GUTTER_WIDTH + 8 : seen.width - 10} y={placed.y + 15} text-anchor={isLeft ? 'start' : 'end'}>
      {isLeft ? `‹ ${text}` : `${text} ›`}
    </text>
  );
}
