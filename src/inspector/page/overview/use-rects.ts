/** Where the boxes are, measured in the page: they are laid out by the browser, and wires run between them. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Rect } from './geometry.ts';

/** @returns by the numbers of the boxes; undefined for those that are not drawn */
export function useRects(scene: { readonly current: HTMLElement | null }, boxes: string): readonly (Rect | undefined)[] {
  const [rects, setRects] = useState<readonly (Rect | undefined)[]>([]);
  useLayoutEffect(() => {
    const element = scene.current;
    if (!element) return undefined;
    const drawn = [...element.querySelectorAll<HTMLElement>('[data-box]')];
    const measure = (): void => {
      const measured: (Rect | undefined)[] = [];
      for (const box of drawn)
        measured[Number(box.dataset['box'])] = { x: box.offsetLeft, y: box.offsetTop, width: box.offsetWidth, height: box.offsetHeight };
      setRects(measured);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const box of drawn) observer.observe(box);
    return () => observer.disconnect();
  }, [scene, boxes]);
  return rects;
}
