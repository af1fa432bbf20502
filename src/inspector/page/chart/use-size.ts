/** How large an element is, now and whenever that changes. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Size } from './viewport.ts';

/** Null before it stands in the page, and while it has no size. */
export function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const size = useSignal<Size | null>(null);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      size.value = width > 0 && height > 0 ? { width, height } : null;
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return size.value;
}
