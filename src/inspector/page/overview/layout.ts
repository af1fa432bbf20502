/** Which box stands where: in columns of kinds, or in a grid of places. What comes and goes in a box does not move it. */
import type { Box } from './scene.ts';

export interface Column {
  readonly boxes: readonly Box[];
  readonly isNarrow: boolean;
}

/** Where there is room for two columns, with room for wires between them. */
const TWO_COLUMNS_PX = 560;

/** Kinds of many actors stand to the left, in a list; what there is one of, to the right. */
export function columnsOf(boxes: readonly Box[], widthPx: number): readonly Column[] {
  if (widthPx < TWO_COLUMNS_PX || boxes.length < 2) return [{ boxes, isNarrow: false }];
  const many = boxes.filter(isList);
  const few = boxes.filter((box) => !isList(box));
  if (many.length > 0 && few.length > 0)
    return [
      { boxes: many, isNarrow: true },
      { boxes: few, isNarrow: false },
    ];
  return [0, 1].map((side) => ({ boxes: boxes.filter((_, at) => at % 2 === side), isNarrow: false }));
}

/** How many places stand side by side. */
export function placesAcross(count: number, widthPx: number): number {
  const wide = count > SMALL_FROM ? 146 : 330;
  return Math.max(1, Math.min(Math.floor(widthPx / wide), Math.ceil(Math.sqrt(count))));
}

/** So many places, and each shows only its load. */
export const SMALL_FROM = 9;

function isList({ sections }: Box): boolean {
  return sections.every(({ panel }) => panel.compact === true);
}
