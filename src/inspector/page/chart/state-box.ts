/** What stands in a state's box, and how much room it takes. */
import type { Chart, ChartState } from '../../protocol/chart.ts';
import { atMost, heightOf, linesOf, type Line, type Measure, type Piece } from './text.ts';
import { isIgnored, staysInside, transitionPieces, transitionsFrom, triggerLabel } from './words.ts';

/** Lines that belong together; with the numbers of the transitions that they tell. */
export interface Row {
  readonly type: 'title' | 'description' | 'tags' | 'habit' | 'transition' | 'ignored';
  readonly lines: readonly Line[];
  readonly transitions: readonly number[];
  /** From the top of the box to its first line. */
  readonly y: number;
  readonly height: number;
}

export interface StateBox {
  readonly state: ChartState;
  readonly rows: readonly Row[];
  readonly isCollapsed: boolean;
  /** The least that its text needs; with states inside, the room above them. */
  readonly width: number;
  readonly height: number;
}

export const BOX = { paddingX: 10, paddingY: 7, rowGap: 3, widthMax: 210, caretWidth: 18, historySize: 26 };

/** Lines of a description, beyond which the whole of it is in the tooltip and the card only; and of anything else. */
const DESCRIPTION_LINES_MAX = 3;
const LINES_MAX = 6;

export interface BoxOptions {
  readonly isCollapsed: boolean;
  readonly measure: Measure;
  /** Of a state with others inside: how wide it is drawn, if that is known. */
  readonly frameWidth?: number | undefined;
}

export function boxOf(chart: Chart, state: ChartState, { isCollapsed, measure, frameWidth }: BoxOptions): StateBox {
  if (state.type === 'history') return { state, rows: [], isCollapsed: false, width: BOX.historySize, height: BOX.historySize };
  const caretWidth = isCollapsible(state) ? BOX.caretWidth : 0;
  const widthMax = frameWidth === undefined ? BOX.widthMax : frameWidth - 2 * BOX.paddingX - caretWidth;
  const rows: Row[] = [];
  let y = BOX.paddingY;
  for (const { type, pieces, transitions = [] } of contentsOf(chart, state, isCollapsed)) {
    const lines = atMost(linesOf(pieces, widthMax, measure), type === 'description' ? DESCRIPTION_LINES_MAX : LINES_MAX, measure);
    const height = lines.reduce((sum, line) => sum + heightOf(line), 0);
    rows.push({ type, lines, transitions, y, height });
    y += height + BOX.rowGap;
  }
  const widths = rows.flatMap(({ lines }) => lines.map(({ width }) => width));
  return {
    state,
    rows,
    isCollapsed,
    width: Math.ceil(Math.max(40, ...widths) + caretWidth + 2 * BOX.paddingX),
    height: Math.ceil(y - BOX.rowGap + BOX.paddingY),
  };
}

/** States that can be closed and opened; the machine itself stays open. */
export function isCollapsible({ path, states }: ChartState): boolean {
  return path !== '' && states.length > 0;
}

/** The state and all inside of it. */
export function countOf({ states }: ChartState): number {
  return states.reduce((sum, state) => sum + countOf(state), 1);
}

interface Content {
  readonly type: Row['type'];
  readonly pieces: readonly Piece[];
  readonly transitions?: readonly number[];
}

function contentsOf(chart: Chart, state: ChartState, isCollapsed: boolean): readonly Content[] {
  const staying = transitionsFrom(chart, state.path).filter(({ transition }) => staysInside(transition));
  const ignored = staying.filter(({ transition }) => isIgnored(transition));
  return [
    { type: 'title', pieces: [{ text: state.key, style: 'title' }] },
    ...onlyIf(state.tags.length > 0, 'tags', [{ text: state.tags.map((tag) => `#${tag}`).join(' '), style: 'tag' }]),
    ...onlyIf(state.description !== null, 'description', [{ text: state.description ?? '', style: 'text' }]),
    ...onlyIf(isCollapsed, 'habit', [{ text: `${countOf(state) - 1} states inside`, style: 'text' }]),
    ...habit('entry', state.entry),
    ...habit('exit', state.exit),
    ...staying
      .filter(({ transition }) => !isIgnored(transition))
      .map(({ number, transition }): Content => {
        const again: readonly Piece[] = transition.to.length > 0 ? [{ text: '↻', style: 'word' }] : [];
        return { type: 'transition', pieces: [...again, ...transitionPieces(transition)], transitions: [number] };
      }),
    ...(ignored.length === 0 ? [] : [ignoring(ignored)]),
  ];
}

function onlyIf(condition: boolean, type: Row['type'], pieces: readonly Piece[]): readonly Content[] {
  return condition ? [{ type, pieces }] : [];
}

function habit(when: 'entry' | 'exit', actions: readonly string[]): readonly Content[] {
  return onlyIf(actions.length > 0, 'habit', [
    { text: when, style: 'word' },
    { text: `/ ${actions.join(', ')}`, style: 'action' },
  ]);
}

function ignoring(ignored: ReturnType<typeof transitionsFrom>): Content {
  const names = ignored.map(({ transition }) => `${triggerLabel(transition)}${transition.guard === null ? '' : ` [${transition.guard}]`}`);
  return {
    type: 'ignored',
    pieces: [{ text: `ignores ${names.join(', ')}`, style: 'text' }],
    transitions: ignored.map(({ number }) => number),
  };
}
