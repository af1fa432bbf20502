/** Where things are in the diagram, from the left: times, room for what comes from outside, and the lanes. In CSS pixels. */

/** Of times without days. */
export const GUTTER_MIN = 92;
/** Arrows from outside begin here. */
const PAD_LEFT = 46;
const PAD_RIGHT = 74;
const LANE_MIN = 92;
const LANE_MAX = 220;

export interface Geometry {
  /** Where the times end. */
  readonly gutter: number;
  readonly laneWidth: number;
  /** Of all of it, as far as it must be scrolled. */
  readonly width: number;
  /** Of what is outside. */
  readonly edge: number;
  /** Of the middle of a lane. */
  readonly x: (lane: number) => number;
}

/** What is seen of the lanes: how wide it is, how far it is scrolled, and how much of it the times take. */
export interface SeenPart {
  readonly width: number;
  readonly left: number;
  readonly gutter: number;
}

export function geometryOf(lanes: number, { width, left, gutter }: SeenPart): Geometry {
  const room = width - gutter - PAD_LEFT - PAD_RIGHT;
  const laneWidth = Math.max(LANE_MIN, Math.min(LANE_MAX, Math.floor(room / Math.max(lanes, 1))));
  const edge = gutter - left;
  return {
    gutter,
    laneWidth,
    width: gutter + PAD_LEFT + lanes * laneWidth + PAD_RIGHT,
    edge,
    x: (lane) => edge + PAD_LEFT + (lane + 0.5) * laneWidth,
  };
}

/** How far to scroll to the right for a lane to be seen, with what is written beside it; no further than needed. */
export function leftShowing(lane: number, lanes: number, seen: SeenPart): number {
  const { x, laneWidth, width } = geometryOf(lanes, { ...seen, left: 0 });
  const highest = x(lane) - laneWidth / 2 - seen.gutter;
  const lowest = x(lane) + 1.2 * laneWidth - seen.width;
  return Math.max(0, Math.min(Math.max(Math.min(seen.left, highest), lowest), width - seen.width));
}
