/** Draws guards: by name, with parameters, inline, and combined. */
import fc from 'fast-check';
import { and, not, or, stateIn } from 'xstate';
import { MACHINE_ID, picked, pathOf, valueOf, type Drawn } from './places.ts';

const fixed = (...guards: readonly unknown[]): fc.Arbitrary<Drawn> => fc.constantFrom(...guards).map((guard) => () => guard);

const named: fc.Arbitrary<Drawn> = fixed('isOdd', 'isBig', 'isBy', 'hasOutput', { type: 'isOdd' });

const withParams: fc.Arbitrary<Drawn> = fixed(
  { type: 'over', params: { least: 1 } },
  { type: 'is', params: (args: object) => ({ yes: !('self' in args) }) },
  { type: 'over', params: { least: 3 } },
  { type: 'over', params: ({ event }: { readonly event: { readonly by?: number } }) => ({ least: event.by ?? 0 }) },
  { type: 'is', params: { yes: true } },
  { type: 'is', params: { yes: false } },
  { type: 'is', params: ({ context }: { readonly context: { readonly n: number } }) => ({ yes: context.n % 3 === 0 }) },
);

const inline: fc.Arbitrary<Drawn> = fixed(
  ({ context }: { readonly context: { readonly n: number } }) => context.n < 4,
  ({ event }: { readonly event: { readonly type: string } }) => event.type.length < 3,
  (args: object) => !('self' in args),
);

/** What comes of `isOn && guard`: none, on an event. */
const empty: fc.Arbitrary<Drawn> = fixed(false, 0, '', null);

/** What XState takes, and what is rarely written: a name for a name, one that is missing, one that may throw. */
const odd: fc.Arbitrary<Drawn> = fixed('oddAndBig', 'alias', 'unlucky', 'missing', { type: 'oddAndBig', params: { some: 1 } });

const whereabouts: fc.Arbitrary<Drawn> = fc.tuple(fc.nat(30), fc.nat(2)).map(([pick, style]) => (places) => {
  const place = picked(places, pick);
  if (!place?.parent || style === 0) return stateIn(`#${place?.id ?? MACHINE_ID}`);
  return stateIn((style === 1 ? valueOf(place) : pathOf(place).join('.')) as Parameters<typeof stateIn>[0]); // It takes any state value.
});

const combined = (inner: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> =>
  fc.oneof(
    inner.map(
      (guard): Drawn =>
        (places) =>
          not(guard(places) as string),
    ),
    fc.tuple(fc.constantFrom(and, or), fc.array(inner, { minLength: 1, maxLength: 3, size: 'max' })).map(
      ([combine, guards]): Drawn =>
        (places) =>
          // The combinators take any guard, whose types are erased here, in this cast and in the one above.
          combine(guards.map((guard) => guard(places) as string)),
    ),
  );

const simple: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 6, arbitrary: named },
  { weight: 4, arbitrary: withParams },
  { weight: 2, arbitrary: inline },
  { weight: 3, arbitrary: whereabouts },
  { weight: 1, arbitrary: odd },
);

export const guard: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 2, arbitrary: combined(simple) },
  { weight: 1, arbitrary: combined(combined(simple)) },
  { weight: 1, arbitrary: empty },
);

/** What is not true for long in a machine that counts. */
export const passing: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 4, arbitrary: fixed('isOdd', 'isOdd', { type: 'over', params: { least: 5 } }) },
  {
    weight: 4,
    arbitrary: guard.map(
      (it): Drawn =>
        (places) =>
          and(['isOdd', it(places) as string]),
    ),
  }, // As above.
  { weight: 1, arbitrary: guard },
);
