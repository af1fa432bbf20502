/** Rows whose text has no room in what is seen, because it stands beside it: there it is told at the edge. */
import type { EventTable } from '../model/event-table.ts';
import { arrowOf, labelPlace, type PlacedMark } from './arrows.ts';
import type { Geometry } from './geometry.ts';
import { sentenceOf } from './marks.ts';
import { LABEL_LETTERS, shortened } from './shortened.ts';

interface Seen {
  readonly geometry: Geometry;
  /** Of the diagram, as far as it is seen. In CSS pixels. */
  readonly width: number;
  readonly widthOf: (text: string) => number;
}

export interface Aside {
  readonly side: 'left' | 'right';
  /** Some of its arrow is seen. */
  readonly isPartly: boolean;
}

/** Of a text, so much is enough to see where it goes on. */
const ENOUGH = 60;

/** Where its text is; null: where one sees it. */
export function asideOf(placed: PlacedMark, { geometry, width, widthOf }: Seen): Aside | null {
  const { lane, label } = placed.mark;
  const arrow = arrowOf(placed, geometry);
  if (lane === null && !arrow) return null;
  const length = widthOf(shortened(label, LABEL_LETTERS));
  const place = labelPlace(placed, arrow, geometry, length);
  const start = place.anchor === 'start' ? place.x : place.x - length;
  const isLeft = start < geometry.gutter;
  if (!isLeft && start + Math.min(length, ENOUGH) <= width) return null;
  const [from, to] = arrow ? [Math.min(arrow.x0, arrow.x1), Math.max(arrow.x0, arrow.x1)] : [start, start];
  return { side: isLeft ? 'left' : 'right', isPartly: to > geometry.gutter && from < width };
}

const SENTENCE_LETTERS = 56;

export function Offside({ placed, seen, events }: { readonly placed: PlacedMark; readonly seen: Seen; readonly events: EventTable }) {
  const aside = asideOf(placed, seen);
  if (!aside) return null;
  const { n, label, lane } = placed.mark;
  const isLeft = aside.side === 'left';
  const to = lane === null ? '' : ` → ${events.actors[events.actor[n] ?? 0]?.id ?? ''}`;
  // In which state a timer was set is said to who points at it.
  const sentence = sentenceOf(events, n, false).replace(/ \(in .*\)(?= of )/, '');
  const text = shortened(aside.isPartly ? `${label}${to}` : sentence, SENTENCE_LETTERS);
  return (
    <text
      class="sequence-offside"
      x={isLeft ? seen.geometry.gutter + 8 : seen.width - 10}
      y={placed.y + 17}
      text-anchor={isLeft ? 'start' : 'end'}
    >
      {isLeft ? `‹ ${text}` : `${text} ›`}
      <title>{sentenceOf(events, n)}</title>
    </text>
  );
}
