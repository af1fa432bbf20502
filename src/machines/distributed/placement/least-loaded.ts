/** The least loaded machine by what the gossip says, stale as it is. Only home's own load is of now. */
import { anyOf, anywhereElse, knownMachines, type Policy } from './policy.ts';

export const leastLoaded: Policy = (situation) => {
  const known = knownMachines(situation);
  if (known.length === 0) return anywhereElse(situation);
  const least = Math.min(...known.map(({ load }) => load));
  return anyOf(
    situation,
    known.filter(({ load }) => load === least).map(({ machine }) => machine),
  );
};
