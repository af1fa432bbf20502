/** Many actors at a time, and many one after another, each with a timer. */
import type { Comparison, Extras, Side } from '../comparison.ts';
import { javaScriptSide } from '../sides/javascript.ts';
import { figuresOf, ourSides } from '../sides/ours.ts';
import { simGridSide } from '../sides/simgrid.ts';
import { simPySide } from '../sides/simpy.ts';
import type { Order } from '../works/child.ts';
import { LARGE_HEAP, scaled, type Workshop } from '../workshop.ts';

const ACTORS = 1_000_000;

/** As many as SimGrid has room for: its stacks take some 18 kB an actor, however small they are. */
const SIMGRID_ACTORS = 100_000;

const DESCRIPTION = 'actors with a timer of 1 to 100 units of time, all of them made before the first goes off, and run to their end';

export function actorsComparisons(workshop: Workshop): readonly Comparison[] {
  const [actors, fewer] = [scaled(ACTORS, workshop, 100), scaled(SIMGRID_ACTORS, workshop, 100)];
  return [
    {
      work: 'actors',
      description: DESCRIPTION,
      amount: actors,
      unit: 'actors',
      sides: [
        ...ours(workshop, actors),
        withPeak(actors, (count) =>
          javaScriptSide({ peer: 'xstate', needs: 'xstate', file: 'xstate/actors.mjs', argument: { actors: count }, flags: [LARGE_HEAP] }),
        ),
        withPeak(actors, (count) => javaScriptSide({ peer: 'plain-js', file: 'plain-js/actors.mjs', argument: { actors: count } })),
        withPeak(actors, (count) => simPySide({ file: 'actors.py', argument: { actors: count } })),
      ],
    },
    {
      work: 'actors, as many as SimGrid has room for',
      description: DESCRIPTION,
      amount: fewer,
      unit: 'actors',
      sides: [
        ...ours(workshop, fewer).slice(0, 1),
        withPeak(fewer, (count) => simGridSide({ name: 'actors', args: [`${count}`] }, workshop)),
      ],
    },
    shortLived(workshop, actors),
  ];
}

function ours(workshop: Workshop, actors: number): readonly Side[] {
  const file = workshop.compiled('bench/works/child');
  return ourSides({
    file,
    argumentFor: (engine) => ({ program: 'actors', options: { actors, engine } }) satisfies Order,
    flags: [LARGE_HEAP],
    async look(peakMemoryBytes) {
      const looked = (count: number, looks: boolean) => {
        const order: Order = { program: 'actors', options: { actors: count, engine: 'compiled', looks } };
        return figuresOf({ file, argument: order, flags: [LARGE_HEAP, ...(looks ? ['--expose-gc'] : [])], name: 'a look at the heap' });
      };
      const [all, one] = [await looked(actors, true), await looked(1, false)];
      return { ...all.extras, peakBytesPerActor: (peakMemoryBytes - one.peakMemoryBytes) / actors };
    },
  });
}

/** What an actor adds to the peak memory of a process, beside one repetition of a single actor. */
function withPeak(actors: number, sideFor: (count: number) => Side): Side {
  const look = async (peakMemoryBytes: number): Promise<Extras> => {
    const one = await sideFor(1).run();
    return { peakBytesPerActor: (peakMemoryBytes - one.peakMemoryBytes) / actors };
  };
  return { ...sideFor(actors), look };
}

function shortLived(workshop: Workshop, actors: number): Comparison {
  const argument = { actors };
  return {
    work: 'actors, short-lived',
    description: 'one actor makes another with a timer, stops it a unit of time later, and makes the next',
    amount: actors,
    unit: 'actors',
    sides: [
      ...ourSides({
        file: workshop.compiled('bench/works/child'),
        argumentFor: (engine) => ({ program: 'short-lived', options: { actors, engine } }) satisfies Order,
      }),
      javaScriptSide({ peer: 'xstate', needs: 'xstate', file: 'xstate/short-lived.mjs', argument }),
      javaScriptSide({ peer: 'plain-js', file: 'plain-js/short-lived.mjs', argument }),
      simPySide({ file: 'short_lived.py', argument }),
    ],
  };
}
