/** Lays a chart out, in two rounds: the text above the states inside of another is broken at the width that they gave it. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Chart } from '../../protocol/chart.ts';
import { graphOf, nodeId, type ChartGraph, type Direction } from './chart-graph.ts';
import { drawingOf, type Drawing } from './drawing.ts';
import type { Measure } from './text.ts';

export interface LayOut {
  readonly chart: Chart;
  readonly collapsed: ReadonlySet<string>;
  readonly direction: Direction;
  readonly measure: Measure;
  /** ELK's. */
  readonly layout: (graph: ElkNode) => Promise<ElkNode>;
}

export async function layOut({ chart, collapsed, direction, measure, layout }: LayOut): Promise<Drawing> {
  const guessed = graphOf(chart, { collapsed, measure });
  const first = await compactIfPossible(guessed, direction, layout);
  const graph = graphOf(chart, { collapsed, measure, frameWidths: widthsOf(guessed, first.laidOut) });
  const { laidOut } = first.isCompact
    ? await compactIfPossible(graph, direction, layout)
    : { laidOut: await layout(graph.elk({ direction, isCompact: false })) };
  return drawingOf(graph, laidOut);
}

/** ELK moves what it has laid out together at last; in some charts it takes two boxes for overlapping then, and throws. */
async function compactIfPossible(
  { elk }: ChartGraph,
  direction: Direction,
  layout: LayOut['layout'],
): Promise<{ readonly laidOut: ElkNode; readonly isCompact: boolean }> {
  try {
    return { laidOut: await layout(elk({ direction, isCompact: true })), isCompact: true };
  } catch {
    return { laidOut: await layout(elk({ direction, isCompact: false })), isCompact: false };
  }
}

function widthsOf({ boxes }: ChartGraph, laidOut: ElkNode): ReadonlyMap<string, number> {
  const widths = new Map<string, number>();
  const collect = ({ id, width = 0, children = [] }: ElkNode): void => {
    widths.set(id, width);
    for (const child of children) collect(child);
  };
  collect(laidOut);
  const frames = [...boxes.values()].filter(({ state, isCollapsed }) => state.states.length > 0 && !isCollapsed);
  return new Map(frames.map(({ state: { path } }) => [path, widths.get(nodeId(path)) ?? 0]));
}
