/** The ring: a thousand actors hand a token on, a million times. */
import type { Comparison } from '../comparison.ts';
import { javaScriptSide } from '../sides/javascript.ts';
import { ourSides } from '../sides/ours.ts';
import { simGridSide } from '../sides/simgrid.ts';
import { simPySide } from '../sides/simpy.ts';
import type { Order } from '../works/child.ts';
import { scaled, type Workshop } from '../workshop.ts';

const ACTORS = 1_000;
const HOPS = 1_000_000;

export function ringComparisons(workshop: Workshop): readonly Comparison[] {
  const hops = scaled(HOPS, workshop);
  const asked = { actors: ACTORS, hops };
  return [
    {
      work: 'ring',
      description: 'a thousand actors in a ring: each holds the token for a unit of time, and sends it on',
      amount: hops,
      unit: 'hops',
      sides: [
        ...ourSides({
          file: workshop.compiled('bench/works/child'),
          argumentFor: (engine) => ({ program: 'ring', options: { ...asked, engine } }) satisfies Order,
        }),
        javaScriptSide({ peer: 'xstate', mode: 'sendTo', needs: 'xstate', file: 'xstate/ring.mjs', argument: { ...asked, by: 'sendTo' } }),
        javaScriptSide({ peer: 'xstate', mode: 'send', needs: 'xstate', file: 'xstate/ring.mjs', argument: { ...asked, by: 'send' } }),
        javaScriptSide({ peer: 'plain-js', file: 'plain-js/ring.mjs', argument: asked }),
        simPySide({ file: 'ring.py', argument: asked }),
        simGridSide({ mode: 'sleep', name: 'ring', args: [`${ACTORS}`, `${hops}`, 'sleep'] }, workshop),
        simGridSide({ mode: 'network', name: 'ring', args: [`${ACTORS}`, `${hops}`, 'network'] }, workshop),
      ],
    },
  ];
}
