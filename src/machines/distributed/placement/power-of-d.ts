/**
 * Draws d machines at random, home as likely as any, asks them all, and takes the least loaded
 * (Mitzenmacher's supermarket model; two choices already change everything).
 */
import { candidates, probedLoad, type Policy, type Situation } from './policy.ts';

export const powerOfD: Policy = (situation) => {
  const { placement, view, drawn, probed } = situation;
  if (probed.length === 0) {
    const others = candidates(situation, { home: true });
    if (drawn.length < placement.probes && others.length > 0) return { type: 'draw', among: others };
    const toAsk = drawn.filter((it) => it !== view.home.machine);
    if (toAsk.length > 0) return { type: 'probe', machines: toAsk };
  }
  const [first = view.home.machine] = drawn;
  const host = drawn.reduce((best, it) => (loadOf(situation, it) < loadOf(situation, best) ? it : best), first);
  // If nobody answered, home is the one machine that is known to be there.
  return { type: 'run', host: Number.isFinite(loadOf(situation, host)) ? host : view.home.machine };
};

function loadOf(situation: Situation, machine: string): number {
  const { home } = situation.view;
  return machine === home.machine ? home.load : probedLoad(situation, machine);
}
