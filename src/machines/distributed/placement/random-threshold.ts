/**
 * A machine at or above the threshold sends what is typed there to another one drawn at random, which
 * runs it whatever its own load (Eager, Lazowska and Zahorjan, 1986: the policy Random).
 */
import { candidates, type Policy } from './policy.ts';

export const randomThreshold: Policy = (situation) => {
  const { placement, view, drawn, avoided } = situation;
  const { machine, load } = view.home;
  const [host] = drawn;
  if (host !== undefined) return { type: 'run', host };
  const others = candidates(situation, { home: false });
  const isFull = load >= placement.threshold || avoided.includes(machine);
  return isFull && others.length > 0 ? { type: 'draw', among: others } : { type: 'run', host: machine };
};
