/**
 * A machine at or above the threshold asks others, drawn at random, one after another: the first that is
 * below it gets the command. If none of so many is, it stays (Eager, Lazowska and Zahorjan, 1986).
 */
import { candidates, probedLoad, type Policy } from './policy.ts';

export const threshold: Policy = (situation) => {
  const { placement, view, drawn, probed, avoided } = situation;
  const { machine: home, load } = view.home;
  const isAvoided = avoided.includes(home);
  if (load < placement.threshold && !isAvoided) return { type: 'run', host: home };
  const last = drawn.at(-1);
  if (last !== undefined) {
    if (probed.length < drawn.length) return { type: 'probe', machines: [last] };
    if (probedLoad(situation, last) < placement.threshold) return { type: 'run', host: last };
  }
  const others = candidates(situation, { home: false });
  if (drawn.length < placement.probes && others.length > 0) return { type: 'draw', among: others };
  // Where home itself would not do, the last that answered is better than nothing.
  const answered = isAvoided ? probed.findLast(({ known }) => known !== null)?.machine : undefined;
  return { type: 'run', host: answered ?? home };
};
