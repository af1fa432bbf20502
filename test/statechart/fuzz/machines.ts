/** Draws machines of at most 15 states, with events to play through them. */
import fc from 'fast-check';
import type { AnyStateMachine } from 'xstate';
import { configOf } from './configs.ts';
import type { MachineDraft } from './drafts.ts';
import { event, moves, type Move } from './moves.ts';
import { printed } from './print.ts';
import { skeletons } from './skeletons.ts';
import { rootState, state } from './states.ts';
import { machineOf, type Event } from './toolbox.ts';
import { transition } from './transitions.ts';

export interface Case {
  readonly machine: AnyStateMachine;
  readonly input: { readonly n: number };
  readonly sequences: readonly (readonly Move[])[];
  /** Asked of each snapshot: whether it can take them. */
  readonly samples: readonly Event[];
}

const context: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ n: 0, log: [] }) },
  { weight: 10, arbitrary: fc.constant(({ input }: { readonly input: { readonly n: number } }) => ({ n: input.n, log: [] })) },
  {
    weight: 1,
    arbitrary: fc.constant(({ input }: { readonly input: { readonly n: number } }) => {
      if (input.n > 2) throw new Error('it has no context');
      return { n: 1, log: ['begun'] };
    }),
  },
);

interface Count {
  readonly least: number;
  readonly some: number;
  readonly most: number;
}

/** Mostly many of them, and few if it fails with few too. */
function many<T>(one: fc.Arbitrary<T>, { least, some, most }: Count): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.array(one, { minLength: least, maxLength: some, size: 'max' }) },
    { weight: 4, arbitrary: fc.array(one, { minLength: some, maxLength: most, size: 'max' }) },
  );
}

const draft: fc.Arbitrary<MachineDraft> = fc.record({
  root: rootState,
  states: fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: many(state, { least: 1, some: 7, most: 14 }) },
    { weight: 1, arbitrary: fc.tuple(skeletons, fc.array(state, { maxLength: 6, size: 'max' })).map((them) => them.flat()) },
  ),
  transitions: many(transition, { least: 0, some: 8, most: 26 }),
  context,
  maxIterations: fc.constantFrom(9, 14, 20),
});

/** Without fast-check's bias for small values: a chart of few states shows little. Failures shrink to small ones all the same. */
const drawn = fc.noBias(
  fc.record({
    draft,
    input: fc.record({ n: fc.nat(3) }),
    sequences: fc.array(moves, { minLength: 1, maxLength: 2, size: 'max' }),
    samples: fc.uniqueArray(event, { maxLength: 3, selector: ({ type }) => type }),
  }),
);

export const cases: fc.Arbitrary<Case> = drawn.map(({ draft, input, sequences, samples }) => {
  const config = configOf(draft);
  const shown = (): string =>
    `\n${printed(config)}\n  input: ${JSON.stringify(input)}\n${sequences.map((them) => `  moves: ${JSON.stringify(them)}\n`).join('')}`;
  return { machine: machineOf(config), input, sequences, samples, [fc.toStringMethod]: shown };
});
