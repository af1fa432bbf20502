/**
 * Scrolling through more rows than a browser can scroll through: elements end at some 17 to 33 million pixels. Beyond a bound the
 * scrollbar stands for the rows in proportion, and where one is within them is kept beside it, to the pixel.
 */

export interface Extent {
  /** Of all rows. In CSS pixels. */
  readonly content: number;
  /** Of the part that is seen. */
  readonly view: number;
}

const SCROLLED_MAX = 10_000_000;

/** How high the element is that is scrolled. */
export function scrolledHeight({ content }: Extent): number {
  return Math.min(content, SCROLLED_MAX);
}

/** Pixels of rows above what is seen, by the position of the scrollbar. */
export function topAt(scrollTop: number, extent: Extent): number {
  const range = scrolledHeight(extent) - extent.view;
  return range <= 0 ? 0 : bounded((scrollTop / range) * (extent.content - extent.view), extent);
}

export function scrollTopAt(top: number, extent: Extent): number {
  const range = extent.content - extent.view;
  return range <= 0 ? 0 : (bounded(top, extent) / range) * (scrolledHeight(extent) - extent.view);
}

export function bounded(top: number, { content, view }: Extent): number {
  return Math.max(0, Math.min(top, content - view));
}

/** No further than needed for a row to be seen whole, and one beside it. */
export function revealed(top: number, row: { readonly top: number; readonly height: number }, extent: Extent): number {
  const lowest = row.top - row.height;
  const highest = row.top + 2 * row.height - extent.view;
  // A row that is far away comes to the middle, so that one sees what is around it.
  if (lowest < top - extent.view || highest > top + extent.view) return bounded(row.top - extent.view / 2, extent);
  return bounded(Math.max(Math.min(top, lowest), highest), extent);
}
