/** The part of a drawing that is seen: set anew when there is another drawing or another size, and moved to what has the focus. */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Drawing, Rect } from './drawing.ts';
import { anchored, readable, showing, type Size, type Viewport } from './viewport.ts';

export interface ViewportOptions {
  readonly drawing: Drawing;
  readonly size: Size;
  /** What is to be seen first, and again when it changes, as long as one has not moved the drawing by hand. */
  readonly focus: Rect | undefined;
  readonly follows: Signal<boolean>;
  /** The path of the state that was opened or closed last: it stays where it is. */
  readonly anchor: string | null;
}

export function useViewport({ drawing, size, focus, follows, anchor }: ViewportOptions): Signal<Viewport> {
  const start = (): Viewport => readable(drawing, size, focus ?? { x: 0, y: 0, width: 0, height: 0 });
  const viewport = useSignal<Viewport>(start());
  const shown = useRef({ drawing, size, anchor: null as string | null });
  useLayoutEffect(() => {
    const before = shown.current;
    if (before.drawing === drawing && before.size === size) return;
    const from = anchor !== before.anchor && before.size === size ? rectIn(before.drawing, anchor) : undefined;
    const to = from && rectIn(drawing, anchor);
    viewport.value = from && to ? anchored(viewport.peek(), from, to) : start();
    shown.current = { drawing, size, anchor };
  }, [drawing, size]);
  useEffect(() => {
    if (focus && follows.value) viewport.value = showing(viewport.peek(), focus, size);
  }, [focus, follows.value]);
  return viewport;
}

function rectIn({ states }: Drawing, path: string | null): Rect | undefined {
  return states.find(({ box }) => box.state.path === path)?.rect;
}
