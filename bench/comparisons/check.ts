/** The model checkers, on two-phase commit. */
import type { Comparison, Figures, Side } from '../comparison.ts';
import { checkerSides } from '../sides/checker.ts';
import { graphSide } from '../sides/graph.ts';
import { spinSides } from '../sides/spin.ts';
import { managersFor, statesOf } from '../two-phase-commit.ts';
import type { Workshop } from '../workshop.ts';

const MANAGERS = [8, 9];

/** One more manager takes @xstate/graph minutes: it takes the next state from the front of an array, which moves all that wait behind it. */
const GRAPH_MANAGERS = { all: 5, enabled: 6 } as const;

export function checkComparisons(workshop: Workshop): readonly Comparison[] {
  const { size } = workshop;
  const whole = [...new Set(MANAGERS.map((managers) => managersFor(managers, size)))];
  return [
    ...whole.map((managers) => comparisonOf(managers, '', [...checkerSides(managers, workshop), ...spinSides(managers, workshop)])),
    ...(['all', 'enabled'] as const).map((events) => {
      const managers = managersFor(GRAPH_MANAGERS[events], Math.min(1, size));
      return comparisonOf(managers, `, ${events} events`, [...checkerSides(managers, workshop).slice(0, 1), graphSide(managers, events)]);
    }),
  ];
}

function comparisonOf(managers: number, how: string, sides: readonly Side[]): Comparison {
  const states = statesOf(managers);
  return {
    work: `check, ${managers} managers${how}`,
    description: 'two-phase commit, every state once, no reduction',
    amount: states,
    unit: 'states',
    derive: (medianMs) => ({ statesPerSecond: (states / medianMs) * 1000, managers }),
    sides: sides.map((side) => ({ ...side, run: () => demandStates(side, managers) })),
  };
}

/**
 * Transitions are not compared: ours count messages that are delivered once more and change nothing, while a step of Spin's
 * models is there only where it changes something.
 *
 * @throws if it did not find as many states as there are
 */
async function demandStates({ run, peer }: Side, managers: number): Promise<Figures> {
  const figures = await run();
  const [states] = figures.check as readonly [number]; // As `explored` gives it.
  if (states !== statesOf(managers))
    throw new Error(`${peer} found ${states} states of two-phase commit with ${managers} managers; there are ${statesOf(managers)}`);
  return figures;
}
