/** A chart as a graph that ELK lays out: states are nodes within nodes, sized by their text; arrows are edges with their labels. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Chart, ChartState } from '../../protocol/chart.ts';
import { arrowsOf, type Arrow } from './arrows.ts';
import { boxOf, type StateBox } from './state-box.ts';
import type { Measure } from './text.ts';

/** Whether the arrows lead downwards or to the right. */
export type Direction = 'DOWN' | 'RIGHT';

export interface Shape {
  readonly direction: Direction;
  /** Moved together when all has its place. */
  readonly isCompact: boolean;
}

export interface ChartGraph {
  readonly boxes: ReadonlyMap<string, StateBox>;
  readonly arrows: readonly Arrow[];
  readonly elk: (how: Shape) => ElkNode;
}

/** Pixels: of the dot at which a compound state begins, and around what is inside of a state. */
const DOT = 10;
const INSIDE = 14;

const SPACING = {
  'elk.spacing.nodeNode': '18',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '8',
  'elk.spacing.edgeLabel': '2',
  'elk.spacing.labelNode': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
};

export interface GraphOptions {
  readonly collapsed: ReadonlySet<string>;
  readonly measure: Measure;
  /** By the path of a state with others inside, how wide it will be, if that is known. */
  readonly frameWidths?: ReadonlyMap<string, number>;
}

export function graphOf(chart: Chart, { collapsed, measure, frameWidths = new Map() }: GraphOptions): ChartGraph {
  const boxes = new Map<string, StateBox>();
  const collect = (state: ChartState): void => {
    const isCollapsed = collapsed.has(state.path);
    boxes.set(state.path, boxOf(chart, state, { isCollapsed, measure, frameWidth: frameWidths.get(state.path) }));
    if (!isCollapsed) for (const child of state.states) collect(child);
  };
  collect(chart.root);
  const arrows = arrowsOf(chart, (path) => collapsed.has(path), measure);
  return { boxes, arrows, elk: (shape) => elkGraph(chart, { boxes, arrows, frameWidths }, shape) };
}

export function nodeId(path: string): string {
  return `s:${path}`;
}

export function dotId(path: string): string {
  return `i:${path}`;
}

type GraphParts = Pick<ChartGraph, 'boxes' | 'arrows'> & Required<Pick<GraphOptions, 'frameWidths'>>;

function elkGraph(chart: Chart, { boxes, arrows, frameWidths }: GraphParts, { direction, isCompact }: Shape): ElkNode {
  const options = {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    'elk.layered.nodePlacement.favorStraightEdges': 'true',
    'elk.layered.compaction.postCompaction.strategy': isCompact ? 'EDGE_LENGTH' : 'NONE',
    ...SPACING,
  };
  const beginnings: ElkExtendedEdge[] = [];
  const nodeOf = (state: ChartState): ElkNode => {
    const box = boxes.get(state.path);
    const { width = 0, height = 0 } = box ?? {};
    if (!box || box.isCollapsed || state.states.length === 0) return { id: nodeId(state.path), width, height };
    const children = state.states.map(nodeOf);
    const { initial } = state;
    if (initial !== null) {
      children.unshift({ id: dotId(state.path), width: DOT, height: DOT });
      beginnings.push({ id: `b:${state.path}`, sources: [dotId(state.path)], targets: [nodeId(initial)] });
    }
    return {
      id: nodeId(state.path),
      children,
      layoutOptions: {
        ...options,
        // ELK keeps no least width of what has contents.
        'elk.padding': `[top=${height + 2},left=${INSIDE},bottom=${INSIDE},right=${INSIDE + Math.max(0, width - (frameWidths.get(state.path) ?? width))}]`,
      },
    };
  };
  const children = [nodeOf(chart.root)];
  const edges = arrows.map(({ id, from, to, leadsBack, label }): ElkExtendedEdge => ({
    id,
    sources: [nodeId(leadsBack ? to : from)],
    targets: [nodeId(leadsBack ? from : to)],
    labels: label
      ? [{ id: `l:${id}`, text: ' ', width: label.width, height: label.height, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }]
      : [],
  }));
  return {
    id: 'chart',
    children,
    edges: [...beginnings, ...edges],
    layoutOptions: {
      ...options,
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.json.edgeCoords': 'ROOT',
      'elk.json.shapeCoords': 'ROOT',
      'elk.padding': '[top=4,left=4,bottom=4,right=4]',
    },
  };
}
