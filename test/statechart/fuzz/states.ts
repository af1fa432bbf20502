/** Draws states: what each is by itself, and a number that says in which of the others it stands. */
import fc from 'fast-check';
import { action, actions } from './actions.ts';
import type { StateDraft } from './drafts.ts';

const chance = (one: number, of: number): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: of - one, arbitrary: fc.constant(false) }, { weight: one, arbitrary: fc.constant(true) });

const output: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  undefined,
  1,
  'text',
  { deep: [1] },
  ({ context }: { readonly context: { readonly n: number } }) => context.n,
  ({ context, event }: { readonly context: { readonly n: number }; readonly event: { readonly type: string } }) => [context.n, event.type],
  ({ event }: { readonly event: { readonly output?: unknown } }) => ({ of: event.output }),
);

/** Most states say when they are entered and left. */
const telling = fc.oneof({ weight: 2, arbitrary: actions(0, 2) }, { weight: 3, arbitrary: fc.tuple(action) });

const draft = (inner: fc.Arbitrary<StateDraft['inner']>, leaf: fc.Arbitrary<StateDraft['leaf']>): fc.Arbitrary<StateDraft> =>
  fc.record({
    parent: fc.nat(60),
    inside: fc.constant(undefined),
    isBeside: chance(3, 5),
    inner,
    leaf,
    way: fc.option(fc.record({ descriptor: fc.constantFrom('a', 'b', 'c'), pick: fc.nat(60) }), { nil: undefined, freq: 5 }),
    initial: fc.nat(20),
    initialActions: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: actions(1, 2) }),
    entry: telling,
    exit: telling,
    tags: fc.constantFrom<readonly string[] | string>([], [], 'x', 'y', ['x', 'z']),
    meta: fc.constantFrom<unknown>(undefined, undefined, { of: 'state' }, 'text'),
    description: fc.constantFrom(undefined, 'It is there.'),
    output,
    fallback: fc.option(fc.record({ pick: fc.nat(30), style: fc.nat(5) }), { nil: undefined }),
    hasNumber: chance(1, 12),
    hasId: chance(1, 6),
  });

export const state: fc.Arbitrary<StateDraft> = draft(
  fc.oneof({ weight: 4, arbitrary: fc.constant('compound' as const) }, { weight: 3, arbitrary: fc.constant('parallel' as const) }),
  fc.oneof(
    { weight: 18, arbitrary: fc.constant('atomic' as const) },
    { weight: 4, arbitrary: fc.constant('final' as const) },
    { weight: 3, arbitrary: fc.constant('shallow' as const) },
    { weight: 6, arbitrary: fc.constant('deep' as const) },
  ),
);

export const rootState: fc.Arbitrary<StateDraft> = draft(
  fc.oneof({ weight: 3, arbitrary: fc.constant('compound' as const) }, { weight: 1, arbitrary: fc.constant('parallel' as const) }),
  fc.constant('atomic' as const),
);
