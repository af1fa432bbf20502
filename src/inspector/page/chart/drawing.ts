/** What ELK has laid out, as it is drawn: where each box, arrow and label goes. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Arrow, ArrowLabel } from './arrows.ts';
import { dotId, nodeId, type ChartGraph } from './chart-graph.ts';
import type { StateBox } from './state-box.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Outer ones before those inside of them. */
  readonly states: readonly { readonly box: StateBox; readonly rect: Rect; readonly isRegion: boolean }[];
  readonly arrows: readonly {
    readonly arrow: Arrow;
    readonly path: string;
    readonly label: (Point & { readonly of: ArrowLabel }) | null;
  }[];
  /** Where compound states begin: a dot, and an arrow from it; with the path of the state that it leads to. */
  readonly beginnings: readonly { readonly of: string; readonly dot: Rect; readonly path: string }[];
}

/** Of the corners of an arrow. */
const RADIUS = 5;

export function drawingOf({ boxes, arrows }: Pick<ChartGraph, 'boxes' | 'arrows'>, laidOut: ElkNode): Drawing {
  const rects = new Map<string, Rect>();
  const collect = ({ id, x = 0, y = 0, width = 0, height = 0, children = [] }: ElkNode): void => {
    rects.set(id, { x, y, width, height });
    for (const child of children) collect(child);
  };
  for (const child of laidOut.children ?? []) collect(child);
  const edges = new Map((laidOut.edges ?? []).map((edge) => [edge.id, edge]));
  const rectOf = (id: string): Rect => rects.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  const regions = new Set(
    [...boxes.values()].flatMap(({ state }) => (state.type === 'parallel' ? state.states.map(({ path }) => path) : [])),
  );
  return {
    width: laidOut.width ?? 0,
    height: laidOut.height ?? 0,
    states: [...boxes.values()].map((box) => ({ box, rect: rectOf(nodeId(box.state.path)), isRegion: regions.has(box.state.path) })),
    arrows: arrows.map((arrow) => {
      const edge = edges.get(arrow.id);
      const { x = 0, y = 0 } = edge?.labels?.[0] ?? {};
      return { arrow, path: pathOf(edge, arrow.leadsBack), label: arrow.label ? { x, y, of: arrow.label } : null };
    }),
    beginnings: [...boxes.values()].flatMap(({ state: { path, initial } }) => {
      const edge = edges.get(`b:${path}`);
      return edge && initial !== null ? [{ of: initial, dot: rectOf(dotId(path)), path: pathOf(edge) }] : [];
    }),
  };
}

function pathOf(edge: ElkExtendedEdge | undefined, isTurned = false): string {
  const lines = (edge?.sections ?? []).map(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  return lines.map((points) => rounded(isTurned ? points.toReversed() : points)).join(' ');
}

/** A line through the points, with rounded corners. */
export function rounded(points: readonly Point[]): string {
  return points
    .map((point, at) => {
      const before = points[at - 1];
      const after = points[at + 1];
      if (!before) return `M ${point.x} ${point.y}`;
      if (!after) return `L ${point.x} ${point.y}`;
      const into = towards(point, before);
      const out = towards(point, after);
      return `L ${into.x} ${into.y} Q ${point.x} ${point.y} ${out.x} ${out.y}`;
    })
    .join(' ');
}

/** A little way from a corner to the next point, at most half of it. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
