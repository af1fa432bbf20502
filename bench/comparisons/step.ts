/** Steps of one realistic chart, each of which takes a transition. */
import type { Comparison, PeerName, Side } from '../comparison.ts';
import { versionOf } from '../sides/javascript.ts';
import { figuresOf } from '../sides/ours.ts';
import type { Order } from '../works/child.ts';
import type { StepMode } from '../works/step.ts';
import { scaled, type Workshop } from '../workshop.ts';

const STEPS = 1_000_000;
const WARM_UP = 50_000;

export function stepComparisons(workshop: Workshop): readonly Comparison[] {
  const [steps, warmUp] = [scaled(STEPS, workshop), scaled(WARM_UP, workshop)];
  const side = (peer: PeerName, mode: string, by: StepMode, version?: string): Side => ({
    peer,
    mode,
    ...(version === undefined ? {} : { version }),
    run() {
      const order: Order = { program: 'step', options: { ...by, steps, warmUp } };
      return figuresOf({ file: workshop.compiled('bench/works/child'), argument: order, flags: [], name: `step, ${peer}` });
    },
  });
  return [
    {
      work: 'step',
      description: 'a player of tracks: nested states, two regions, guards, assignments, messages and timers',
      amount: steps,
      unit: 'steps',
      derive: (medianMs) => ({ nsPerStep: (medianMs / steps) * 1e6 }),
      sides: [
        side('chartwright', 'behaviour', { by: 'behavior', engine: 'compiled' }),
        side('chartwright', 'compile().step', { by: 'compile' }),
        side('chartwright --engine xstate', 'behaviour', { by: 'behavior', engine: 'xstate' }),
        side('xstate', 'machine.transition', { by: 'xstate' }, versionOf('xstate')),
        side('plain-js', 'switch', { by: 'plain' }),
      ],
    },
  ];
}
