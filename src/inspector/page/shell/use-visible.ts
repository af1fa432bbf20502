/** Which rows of a long list can be seen, so that only those are drawn. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export interface Visible {
  /** Of so many rows: the first that is drawn, and the one after the last. */
  of(rows: number): { readonly first: number; readonly end: number };
  /** Scrolls no farther than needed. */
  show(index: number): void;
  readonly onScroll: () => void;
}

/** Rows that are drawn above and below what can be seen. */
const SPARE = 8;

export function useVisible(list: RefObject<HTMLElement | null>, rowHeight: number): Visible {
  const top = useSignal(0);
  const height = useSignal(600);
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => (height.value = element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return {
    of: (rows) => ({
      first: Math.max(0, Math.floor(top.value / rowHeight) - SPARE),
      end: Math.min(rows, Math.ceil((top.value + height.value) / rowHeight) + SPARE),
    }),
    show: (index) => {
      const element = list.current;
      if (!element) return;
      const least = (index + 1) * rowHeight - element.clientHeight;
      const most = index * rowHeight;
      if (element.scrollTop < least) element.scrollTop = least;
      else if (element.scrollTop > most) element.scrollTop = most;
    },
    onScroll: () => {
      top.value = list.current?.scrollTop ?? 0;
    },
  };
}
