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
  const targets = arrows.flatMap(({ arrow }) => (arrow.transitions.some((number) => fired.has(number)) ? [arrow.to] : []));
  // A step may lead through states that are left at once, and into one whose inner states stand for it.
  const isWithin = (path: string, around: string): boolean => path === around || around === '' || path.startsWith(`${around}.`);
  const [entered] = targets
    .toSorted((a, b) => b.length - a.length)
    .flatMap((target) => [...innermost].filter((path) => isWithin(path, target)))
    .flatMap(rectOf);
  const [begins] = beginnings.flatMap(({ of }) => rectOf(of));
  return entered ?? rects[0] ?? begins ?? states[0]?.rect;
}
