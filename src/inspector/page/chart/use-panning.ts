/** Moves a drawing with the mouse, and zooms it with the wheel towards where the mouse is. */
import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { moved, zoomed, type Viewport } from './viewport.ts';

/** Pixels by which the mouse may move in a click. */
const CLICK_MAX = 3;

export function usePanning(svg: RefObject<SVGSVGElement | null>, viewport: Signal<Viewport>, move: (next: Viewport) => void): void {
  useEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    let from: { readonly id: number; x: number; y: number; isDrag: boolean } | undefined;
    const onDown = (event: PointerEvent): void => {
      if (event.button === 0) from = { id: event.pointerId, x: event.clientX, y: event.clientY, isDrag: false };
    };
    const onMove = (event: PointerEvent): void => {
      if (!from || from.id !== event.pointerId) return;
      const by = { x: event.clientX - from.x, y: event.clientY - from.y };
      if (!from.isDrag && Math.hypot(by.x, by.y) <= CLICK_MAX) return;
      // Only a drag captures the pointer: a captured click would not reach what it is on.
      if (!from.isDrag) element.setPointerCapture(event.pointerId);
      from = { id: from.id, x: event.clientX, y: event.clientY, isDrag: true };
      move(moved(viewport.peek(), by));
    };
    const onUp = (): void => {
      from = undefined;
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      viewport.value = zoomed(viewport.peek(), Math.exp(-event.deltaY * lines * 0.0015), {
        x: event.clientX - left,
        y: event.clientY - top,
      });
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('wheel', onWheel);
    };
  });
}
