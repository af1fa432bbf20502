/** Drawings of charts, each made once: of a chart that is defined alike, the same one. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Chart } from '../../protocol/chart.ts';
import { collapsedAtFirst } from './collapse.ts';
import type { Drawing } from './drawing.ts';
import { layOut } from './lay-out.ts';
import { LayoutClient, startLayoutWorker } from './layout-client.ts';
import { canvasMeasure } from './measure.ts';
import { shortened } from './words.ts';

export interface View {
  readonly chart: Chart;
  /** Paths of the states whose inside is not shown. */
  readonly collapsed: ReadonlySet<string>;
  /** Without what states do, guards and actions. */
  readonly isBrief: boolean;
}

export interface Drawings {
  /** Its arrows lead downwards. */
  readonly tall: Drawing;
  /** Its arrows lead to the right; null where that would be much too wide anyway. */
  readonly wide: Drawing | null;
}

/** States up to which a wide drawing may need less room than a tall one: labels stand beside each other in it. */
const WIDE_STATES_MAX = 10;

const made = new Map<string, Promise<Drawings>>();
let client: LayoutClient | undefined;

/** Rejects with an Error in words for a reader. */
export function drawingsOf(view: View): Promise<Drawings> {
  const key = JSON.stringify([view.chart, [...view.collapsed].sort(), view.isBrief]);
  const known = made.get(key);
  if (known) return known;
  const drawings = lay(view);
  made.set(key, drawings);
  return drawings;
}

/** Lays out all charts as they are shown at first, one after the other, whenever the page has nothing else to do. */
export function prefetchLayouts(charts: Readonly<Record<string, Chart>>): void {
  const waiting = Object.values(charts);
  const next = (): void => {
    const chart = waiting.shift();
    if (!chart) return;
    // If it cannot be laid out, whoever opens it is told why.
    const goOn = (): void => whenIdle(next);
    drawingsOf({ chart, collapsed: collapsedAtFirst(chart), isBrief: false }).then(goOn, goOn);
  };
  whenIdle(next);
}

async function lay({ chart, collapsed, isBrief }: View): Promise<Drawings> {
  client ??= new LayoutClient(startLayoutWorker());
  const layouts = client;
  const shared = {
    chart: isBrief ? shortened(chart) : chart,
    collapsed,
    measure: canvasMeasure(),
    layout: (graph: ElkNode) => layouts.layout(graph),
  };
  const tall = await layOut({ ...shared, direction: 'DOWN' });
  const wide = tall.states.length > WIDE_STATES_MAX ? null : await layOut({ ...shared, direction: 'RIGHT' });
  return { tall, wide };
}

function whenIdle(callback: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(callback, { timeout: 5000 });
  else setTimeout(callback, 200);
}
