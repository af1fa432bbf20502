/** The lanes: heads to the left, and one canvas that is drawn anew whenever something changed, in the frame after. */
import { effect, untracked } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { createFrames } from './frames.ts';
import { Drawing } from './drawing.ts';
import { measureFrame } from './frame-times.ts';
import { createKeys } from './keys.ts';
import { LaneHeads } from './lane-heads.tsx';
import { ROW_HEIGHT, rowsTop, scrollToLane } from './layout.ts';
import { keepInView } from './moves.ts';
import { readPalette, type Palette } from './palette.ts';
import { createPointer } from './pointer.ts';
import type { Timeline } from './timeline.ts';
import { TimelineTip } from './timeline-tip.tsx';

export function TimelineStage({ timeline }: { readonly timeline: Timeline }) {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (stage.current && canvas.current ? attach(timeline, stage.current, canvas.current) : undefined), [timeline]);
  const { rows, pinned, size } = timeline;
  const height = rowsTop(pinned.value) + rows.value.length * ROW_HEIGHT;
  return (
    <div
      ref={stage}
      class="timeline-stage"
      tabIndex={0}
      data-keys="w a s d f p 0 ArrowLeft ArrowRight ArrowUp ArrowDown"
      role="application"
      aria-roledescription="timeline"
      aria-label="Lanes of actors. W and S zoom, A and D pan, F looks at the bar at the cursor, arrow keys move to other bars and lanes, P pins the lane."
    >
      <div style={{ height: `${height}px` }}>
        <div class="timeline-window" style={{ height: `${size.value.height}px` }}>
          <LaneHeads timeline={timeline} />
          <canvas ref={canvas} class="timeline-canvas" />
          <TimelineTip timeline={timeline} />
        </div>
      </div>
    </div>
  );
}

function attach(timeline: Timeline, stage: HTMLDivElement, canvas: HTMLCanvasElement): () => void {
  const { store, range, size, layout, scrollTop, choosing, cursorMs, bar } = timeline;
  // What is drawn is pixels that were computed here: nothing is gained from another processor.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) return () => {};
  const drawing = new Drawing(context);
  let palette: Palette | undefined;
  const frames = createFrames(() =>
    measureFrame(() => drawing.draw(timeline, (palette ??= readPalette(stage, store.source.events)), devicePixelRatio)),
  );
  const pointer = createPointer(timeline, canvas, (pixels) => (stage.scrollTop += pixels));
  const keys = createKeys(timeline, frames, pointer.atMs);

  const endings = [
    keepInView(timeline),
    effect(() => {
      // All that is drawn depends on these.
      void [range.value, size.value, layout.value, choosing.value, cursorMs.value, bar.value, store.selected.value];
      void store.source.events.count.value;
      frames.request();
    }),
    effect(() => {
      // What was under the pointer has moved away.
      void [range.value, scrollTop.value];
      timeline.hovered.value = null;
    }),
    effect(() => {
      // Whoever is selected elsewhere, or was before one came here, is brought into sight.
      const actor = store.selected.value;
      if (actor !== null && size.value.height > 0) untracked(() => (scrollTop.value = scrollToLane(layout.value, actor)));
    }),
    effect(() => {
      if (Math.abs(stage.scrollTop - scrollTop.value) >= 1) stage.scrollTop = scrollTop.value;
    }),
    observe(new ResizeObserver(() => (size.value = { width: canvas.clientWidth, height: stage.clientHeight })), (it) => {
      it.observe(stage);
      it.observe(canvas);
    }),
    observe(
      new MutationObserver(() => {
        palette = undefined;
        frames.request();
      }),
      (it) => it.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] }),
    ),
    listen(stage, 'scroll', () => (scrollTop.value = stage.scrollTop)),
    listen(stage, 'keydown', keys.down),
    listen(stage, 'keyup', keys.up),
    listen(stage, 'blur', keys.release),
    listen(canvas, 'wheel', pointer.wheel),
    listen(canvas, 'pointerdown', pointer.down),
    listen(canvas, 'pointermove', pointer.move),
    listen(canvas, 'pointerup', pointer.up),
    listen(canvas, 'pointercancel', pointer.cancel),
    listen(canvas, 'pointerleave', pointer.leave),
    frames.stop,
  ];
  return () => {
    for (const end of endings) end();
  };
}

function listen<K extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
): () => void {
  element.addEventListener(type, listener, { passive: false });
  return () => element.removeEventListener(type, listener);
}

function observe<O extends { disconnect(): void }>(observer: O, begin: (observer: O) => void): () => void {
  begin(observer);
  return () => observer.disconnect();
}
