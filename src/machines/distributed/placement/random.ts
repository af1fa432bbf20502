/** Every command runs on a machine drawn at random, home among them. It costs no message and asks nobody. */
import { candidates, type Policy } from './policy.ts';

export const random: Policy = (situation) => {
  const [host] = situation.drawn;
  return host === undefined ? { type: 'draw', among: candidates(situation, { home: true }) } : { type: 'run', host };
};
