/** A strip of all simulated time: how much happened when, where the selected actor took its steps, and where one is; to be dragged. */
import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useStore } from '../model/context.ts';
import { timeLabel } from '../model/labels.ts';
import { stripOf } from './density.ts';
import type { Player } from './player.ts';
import { isDark } from './theme.ts';

/** Share of all time that Page Up and Page Down move by. */
const PAGE = 0.05;

const NO_STEPS = { numbers: new Uint32Array(0), length: 0 };

export function Scrubber({ player }: { readonly player: Player }) {
  const { source, cursor, goToTime } = useStore();
  const { events } = source;
  const strip = useRef<HTMLDivElement>(null);
  const lastMs = useComputed(() => (events.count.value === 0 ? 0 : (events.atMs[events.count.value - 1] ?? 0)));
  // Also before any time has passed, the strip has a length.
  const endMs = useComputed(() => Math.max(1, lastMs.value));
  const dragged = useRef<{ clientX: number; isWaiting: boolean } | null>(null);

  const goThere = (): void => {
    const at = dragged.current;
    const box = strip.current?.getBoundingClientRect();
    if (!at || !box) return;
    at.isWaiting = false;
    goToTime(Math.min(1, Math.max(0, (at.clientX - box.left) / box.width)) * endMs.peek());
  };
  const drag = ({ clientX }: PointerEvent): void => {
    const at = dragged.current;
    if (!at) return;
    at.clientX = clientX;
    // However often the pointer tells of itself, it is drawn once a frame.
    if (!at.isWaiting) requestAnimationFrame(goThere);
    at.isWaiting = true;
  };
  const onKey = (press: KeyboardEvent): void => {
    const by = { PageUp: PAGE, PageDown: -PAGE }[press.key];
    if (by === undefined) return;
    press.preventDefault();
    goToTime(player.nowMs.peek() + by * endMs.peek());
  };

  const nowMs = Math.min(player.nowMs.value, endMs.value);
  return (
    <div
      ref={strip}
      class="scrubber"
      role="slider"
      tabIndex={0}
      aria-label="Simulated time"
      aria-valuemin={0}
      aria-valuemax={Math.round(endMs.value)}
      aria-valuenow={Math.round(nowMs)}
      aria-valuetext={`${timeLabel(nowMs)}, event ${cursor.value}`}
      onKeyDown={onKey}
      onPointerDown={(press) => {
        if (press.button !== 0) return;
        player.stop();
        press.currentTarget.setPointerCapture(press.pointerId);
        dragged.current = { clientX: press.clientX, isWaiting: false };
        goThere();
      }}
      onPointerMove={drag}
      onPointerUp={() => (dragged.current = null)}
      onPointerCancel={() => (dragged.current = null)}
    >
      <Density endMs={endMs} />
      <div class="scrubber-head" style={{ left: `${(nowMs / endMs.value) * 100}%` }} />
      <span class="scrubber-end">{events.count.value > 0 && timeLabel(lastMs.value, lastMs.value < 10_000)}</span>
    </div>
  );
}

function Density({ endMs }: { readonly endMs: ReadonlySignal<number> }) {
  const { source, selected } = useStore();
  const { events } = source;
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => (size.value = { width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useSignalEffect(() => {
    const { width, height } = size.value;
    const count = events.count.value;
    const element = canvas.current;
    const steps = selected.value === null ? NO_STEPS : events.stepsOf(selected.value);
    void isDark.value;
    if (element && width > 0) draw(element, { width, height }, stripOf(events.atMs, { count, endMs: endMs.value, width, steps }));
  });
  return <canvas ref={canvas} aria-hidden="true" />;
}

function draw(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  { heights, marks }: ReturnType<typeof stripOf>,
): void {
  const ratio = devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const ground = height - 5;
  pen.fillStyle = style.getPropertyValue('--density');
  for (const [x, share] of heights.entries()) if (share > 0) pen.fillRect(x, ground - share * (ground - 2), 1, share * (ground - 2));
  pen.fillStyle = style.getPropertyValue('--fired');
  for (const [x, mark] of marks.entries()) if (mark > 0) pen.fillRect(x, height - 4, 1, 4);
}
