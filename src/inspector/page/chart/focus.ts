/** Which part of a drawing matters now: where the actor stands, or where it would begin. */
import type { Drawing, Rect } from './drawing.ts';
import type { Marks } from './marks.ts';
import { around, READABLE, type Size } from './viewport.ts';

/** Undefined only of a drawing without states. */
export function focusOf({ states, beginnings, arrows }: Drawing, { innermost, fired }: Marks, size: Size): Rect | undefined {
  const rectOf = (path: string): Rect[] => states.filter(({ box }) => box.state.path === path).map(({ rect }) => rect);
  const rects = [...innermost].flatMap(rectOf);
  const all = around(rects);
  if (all && all.width * READABLE <= size.width && all.height * READABLE <= size.height) return all;
  // Regions that are far apart do not all fit: what moved last is looked at.
  const [entered] = arrows
    .filter(({ arrow }) => arrow.transitions.some((number) => fired.has(number)))
    .flatMap(({ arrow }) => rectOf(arrow.to));
  const [begins] = beginnings.flatMap(({ of }) => rectOf(of));
  return entered ?? rects[0] ?? begins ?? states[0]?.rect;
}
