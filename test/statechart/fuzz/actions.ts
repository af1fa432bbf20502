/** Draws actions: by name, with parameters, inline, and lists that a function puts together. */
import fc from 'fast-check';
import { assign, cancel, emit, log, raise } from 'xstate';
import { enqueued } from './enqueued.ts';
import { picked, type Drawn } from './places.ts';

interface Args {
  readonly context: { readonly n: number; readonly log: readonly string[] };
  readonly event: { readonly type: string; readonly by?: number };
}

const fixed = (...actions: readonly unknown[]): fc.Arbitrary<Drawn> => fc.constantFrom(...actions).map((action) => () => action);

/** Tells one place in a chart from another. */
const text = fc.nat(99).map((at) => `t${at}`);

const named: fc.Arbitrary<Drawn> = fixed('count', 'count', 'take', 'forget', 'both', 'say', { type: 'count' }, 'plain', 'jot');

const telling: fc.Arbitrary<Drawn> = fc.oneof(
  text.map((it): Drawn => () => ({ type: 'note', params: { text: it } })),
  text.map((it): Drawn => () => ({ type: 'tell', params: { text: it } })),
);

const withParams: fc.Arbitrary<Drawn> = fixed(
  { type: 'add', params: { by: 2 } },
  { type: 'add', params: ({ event }: Args) => ({ by: event.by ?? 1 }) },
  { type: 'note', params: ({ context, event }: Args) => ({ text: `${event.type} with ${context.n}` }) },
  { type: 'tell', params: ({ context }: Args) => ({ text: `after ${context.log.length}` }) },
  { type: 'plainWith', params: ({ context }: Args) => ({ text: context.n }) },
  { type: 'hushThis', params: { id: 'wake' } },
  { type: 'hushThis', params: ({ context }: Args) => ({ id: context.n % 2 === 0 ? 'inline' : 'later' }) },
);

const raising: fc.Arbitrary<Drawn> = fixed(
  'again',
  'echo',
  'echo',
  raise({ type: 'a' }),
  raise({ type: 'b' }),
  raise({ type: 'r.x' }),
  raise(({ context }: Args) => ({ type: 'c', by: context.n })),
);

const timing: fc.Arbitrary<Drawn> = fixed(
  'wake',
  'soonest',
  'later',
  'nameless',
  raise({ type: 'a' }, { id: 'inline', delay: 25 }),
  raise(({ context }: Args) => ({ type: 'b', by: context.n }), { id: 'inline', delay: ({ event }: Args) => event.by ?? 1 }),
  raise({ type: 'woken' }, { id: 'wake', delay: 'fixed' } as never), // The toolbox's delays have names that only it knows.
);

const hushing: fc.Arbitrary<Drawn> = fc.oneof(
  fixed(
    'hush',
    'hushThat',
    cancel('inline'),
    cancel('none'),
    cancel(({ context }: Args) => (context.n > 2 ? 'wake' : 'soonest')),
  ),
  // The timer of an `after`, which need not be there.
  fc.tuple(fc.nat(30), fc.constantFrom('5', '60', 'soon')).map(([pick, delay]): Drawn => (places) => {
    return cancel(`xstate.after.${delay}.${picked(places, pick)?.id}`);
  }),
);

const inline: fc.Arbitrary<Drawn> = fixed(
  assign({ n: ({ context }: Args) => (context.n + 2) % 8, log: ({ context }: Args) => [...context.log, 'inline'].slice(-9) }),
  assign(({ context, event }: Args) => ({ n: (context.n + event.type.length) % 8 })),
  assign({ log: [] }),
  emit({ type: 'inline' }),
  emit(({ context }: Args) => ({ type: 'inline', log: context.log })),
  log('text'),
  // It has a name, which a function without one would take from where it stands.
  function inline() {},
);

/** A delay that no one has, which XState takes for none; an action that no one has; one that may throw; an event that is none. */
const odd: fc.Arbitrary<Drawn> = fixed(
  'unlucky',
  'missing',
  raise((() => undefined) as never),
  raise({ type: 'a' }, { id: 'lost', delay: 'nowhere' } as never),
); // As above.

export const simple: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 8, arbitrary: telling },
  { weight: 8, arbitrary: named },
  { weight: 3, arbitrary: withParams },
  { weight: 1, arbitrary: raising },
  { weight: 4, arbitrary: timing },
  { weight: 2, arbitrary: hushing },
  { weight: 3, arbitrary: inline },
  { weight: 1, arbitrary: odd },
);

export const action: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 14, arbitrary: simple },
  { weight: 1, arbitrary: enqueued(simple) },
  { weight: 1, arbitrary: text.map((it): Drawn => () => ({ type: 'several', params: { text: it } })) },
);

export function actions(minLength: number, maxLength: number): fc.Arbitrary<readonly Drawn[]> {
  return fc.array(action, { minLength, maxLength, size: 'max' });
}
