/** The arrows of a chart: transitions from one state to another in one arrow, each with its line of text; collapsed states taken as one. */
import type { Chart, ChartState } from '../../protocol/chart.ts';
import { heightOf, linesOf, type Measure } from './text.ts';
import { readingOrder } from './reading-order.ts';
import type { Row } from './state-box.ts';
import { staysInside, transitionPieces } from './words.ts';

export interface Arrow {
  readonly id: string;
  /** Paths of states. */
  readonly from: string;
  readonly to: string;
  /** To a state that is read earlier: it is laid out the other way round. */
  readonly leadsBack: boolean;
  readonly label: ArrowLabel | null;
  readonly transitions: readonly number[];
}

export interface ArrowLabel {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly height: number;
}

export const LABEL = { widthMax: 150, paddingX: 5, paddingY: 2, rowGap: 3 };

export function arrowsOf(chart: Chart, isCollapsed: (path: string) => boolean, measure: Measure): readonly Arrow[] {
  const order = readingOrder(chart);
  const shown = shownAs(chart.root, isCollapsed);
  const byEnds = new Map<string, { from: string; to: string; transitions: number[] }>();
  const withoutLabel = new Set<string>();
  for (const [number, transition] of chart.transitions.entries()) {
    if (staysInside(transition)) continue;
    for (const [which, target] of transition.to.entries()) {
      const from = shown.get(transition.from) ?? '';
      const to = shown.get(target) ?? '';
      // What goes on inside of a collapsed state is not shown.
      if (from === to && (from !== transition.from || to !== target)) continue;
      const key = JSON.stringify([from, to]);
      const arrow = byEnds.get(key) ?? { from, to, transitions: [] };
      byEnds.set(key, arrow);
      arrow.transitions.push(number);
      // Of an arrow that forks, the first branch is labelled.
      if (which > 0) withoutLabel.add(`${number} ${key}`);
    }
  }
  return [...byEnds].map(([key, { from, to, transitions }], index) => {
    const told = transitions.filter((number) => !withoutLabel.has(`${number} ${key}`));
    return {
      id: `e:${index}`,
      from,
      to,
      transitions,
      leadsBack: (order.get(from) ?? 0) > (order.get(to) ?? 0),
      label: told.length === 0 ? null : labelOf(chart, told, measure),
    };
  });
}

function labelOf({ transitions }: Chart, numbers: readonly number[], measure: Measure): ArrowLabel {
  const rows: Row[] = [];
  let y = LABEL.paddingY;
  for (const number of numbers) {
    const transition = transitions[number];
    if (!transition) continue;
    const lines = linesOf(transitionPieces(transition), LABEL.widthMax, measure);
    const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
    rows.push({ type: 'transition', lines, transitions: [number], y, height });
    y += height + LABEL.rowGap;
  }
  const width = Math.max(0, ...rows.flatMap(({ lines }) => lines.map((line) => line.width)));
  return { rows, width: Math.ceil(width + 2 * LABEL.paddingX), height: Math.ceil(y - LABEL.rowGap + LABEL.paddingY) };
}

/** By its path, the state that stands for each state: itself, or the outermost collapsed one around it. */
function shownAs(root: ChartState, isCollapsed: (path: string) => boolean): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const walk = (state: ChartState, within: string | null): void => {
    shown.set(state.path, within ?? state.path);
    const inner = within ?? (isCollapsed(state.path) ? state.path : null);
    for (const child of state.states) walk(child, inner);
  };
  walk(root, null);
  return shown;
}
