/** The mouse: the wheel, dragging what is seen or a range of the axis, clicks on bars, and what is under the pointer. */
import { barAt, type Bar } from './bars.ts';
import { actorAt, AXIS_HEIGHT } from './layout.ts';
import { goToBar, pan, show, zoom } from './moves.ts';
import type { Timeline } from './timeline.ts';

export interface Pointer {
  wheel(event: WheelEvent): void;
  down(event: PointerEvent): void;
  move(event: PointerEvent): void;
  up(event: PointerEvent): void;
  /** Pressed, but not for long enough to know what it was meant for. */
  cancel(): void;
  leave(): void;
  /** The time under it; undefined: it is elsewhere. */
  atMs(): number | undefined;
}

interface Press {
  readonly x: number;
  readonly y: number;
  readonly onAxis: boolean;
  hasMoved: boolean;
}

/** A hand is not so still. In CSS pixels. */
const CLICK_SLOP = 3;
/** How much closer one notch of a wheel goes. */
const ZOOM_PER_PIXEL = 1.002;

export function createPointer(timeline: Timeline, canvas: HTMLCanvasElement, scrollBy: (pixels: number) => void): Pointer {
  const { store, range, run, size, layout, hovered, choosing } = timeline;
  let press: Press | null = null;
  let last: { readonly x: number; readonly y: number } | null = null;

  const placeOf = ({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const timeAt = (x: number): number => range.value.fromMs + (x / Math.max(size.value.width, 1)) * (range.value.toMs - range.value.fromMs);
  const barUnder = ({ x, y }: { readonly x: number; readonly y: number }): Bar | undefined => {
    const actor = actorAt(layout.value, y);
    return actor === undefined ? undefined : barAt(store.source.events, actor, timeAt(x), run.value.toMs);
  };
  const drag = (from: Press, to: { readonly x: number; readonly y: number }): void => {
    if (from.onAxis) {
      const [fromMs, toMs] = [timeAt(from.x), timeAt(to.x)].toSorted((a, b) => a - b);
      choosing.value = { fromMs: fromMs ?? 0, toMs: toMs ?? 0 };
      return;
    }
    if (!last) return;
    pan(timeline, (last.x - to.x) / Math.max(size.value.width, 1));
    scrollBy(last.y - to.y);
  };
  const click = ({ x, y, onAxis }: Press): void => {
    if (onAxis) {
      store.goToTime(timeAt(x));
      return;
    }
    const bar = barUnder({ x, y });
    const actor = actorAt(layout.value, y);
    if (bar) goToBar(timeline, bar);
    else if (actor !== undefined) store.selected.value = actor;
  };

  return {
    wheel: (event) => {
      const { x, y } = placeOf(event);
      // Lines and pages, of which some browsers tell, are some pixels each.
      const pixels = (delta: number): number => delta * ([1, 16, 400][event.deltaMode] ?? 1);
      const along = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
      if (event.ctrlKey || y < AXIS_HEIGHT) zoom(timeline, ZOOM_PER_PIXEL ** pixels(event.deltaY), timeAt(x));
      else if (Math.abs(along) > (event.shiftKey ? 0 : Math.abs(event.deltaY)))
        pan(timeline, pixels(along) / Math.max(size.value.width, 1));
      else return;
      event.preventDefault();
    },
    down: (event) => {
      if (event.button !== 0) return;
      const place = placeOf(event);
      press = { ...place, onAxis: place.y < AXIS_HEIGHT, hasMoved: false };
      last = place;
      canvas.setPointerCapture(event.pointerId);
    },
    move: (event) => {
      const place = placeOf(event);
      if (press && Math.hypot(place.x - press.x, place.y - press.y) > CLICK_SLOP) press.hasMoved = true;
      if (press?.hasMoved) drag(press, place);
      const bar = press?.hasMoved ? undefined : barUnder(place);
      hovered.value = bar ? { bar, ...place } : null;
      last = place;
    },
    up: () => {
      if (press && !press.hasMoved) click(press);
      const chosen = choosing.value;
      if (chosen) show(timeline, chosen);
      choosing.value = null;
      press = null;
    },
    cancel: () => {
      choosing.value = null;
      press = null;
    },
    leave: () => {
      hovered.value = null;
      last = null;
    },
    atMs: () => (last ? timeAt(last.x) : undefined),
  };
}
