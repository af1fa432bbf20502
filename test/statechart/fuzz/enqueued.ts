/** Draws `enqueueActions`: what its function enqueues is kept beside it, so that it can be printed. */
import fc from 'fast-check';
import { assign, enqueueActions } from 'xstate';
import { guard } from './guards.ts';
import type { Drawn } from './places.ts';

/** One thing that the function does. */
export type Move =
  | { readonly do: 'action'; readonly action: unknown }
  | { readonly do: 'assign'; readonly assignment: unknown }
  | { readonly do: 'emit' | 'raise'; readonly event: unknown; readonly options?: object }
  | { readonly do: 'cancel'; readonly id: unknown }
  | { readonly do: 'if'; readonly guard: unknown; readonly moves: readonly Move[] };

/** As much of what XState gives to the function as is used here. */
interface Given {
  readonly check: (guard: unknown) => boolean;
  readonly enqueue: {
    (action: unknown): void;
    readonly assign: (assignment: unknown) => void;
    readonly emit: (event: unknown) => void;
    readonly raise: (event: unknown, options?: object) => void;
    readonly cancel: (id: unknown) => void;
  };
}

function carryOut(moves: readonly Move[], given: Given): void {
  const { enqueue, check } = given;
  for (const move of moves) {
    if (move.do === 'action') enqueue(move.action);
    else if (move.do === 'assign') enqueue.assign(move.assignment);
    else if (move.do === 'cancel') enqueue.cancel(move.id);
    else if (move.do === 'if') {
      if (check(move.guard)) carryOut(move.moves, given);
    } else enqueue[move.do](move.event, move.options);
  }
}

interface Args {
  readonly context: { readonly n: number };
}

const plain: fc.Arbitrary<Drawn<Move>> = fc
  .constantFrom<Move>(
    { do: 'assign', assignment: { n: ({ context }: Args) => (context.n + 1) % 8 } },
    { do: 'assign', assignment: ({ context }: Args) => ({ n: (context.n + 2) % 8 }) },
    { do: 'emit', event: { type: 'enqueued' } },
    { do: 'emit', event: ({ context }: Args) => ({ type: 'enqueued', n: context.n }) },
    { do: 'raise', event: { type: 'a' } },
    { do: 'raise', event: ({ context }: Args) => ({ type: 'r', by: context.n }) },
    { do: 'raise', event: { type: 'woken' }, options: { id: 'wake', delay: 12 } },
    { do: 'raise', event: { type: 'woken' }, options: { id: 'soonest', delay: 'soon' } },
    { do: 'cancel', id: 'wake' },
    { do: 'cancel', id: ({ context }: Args) => (context.n > 3 ? 'later' : 'inline') },
    { do: 'action', action: assign({ n: ({ context }: Args) => (context.n * 2) % 8 }) },
  )
  .map((move) => () => move);

export function enqueued(action: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> {
  const other = action.map((it): Drawn<Move> => (places) => ({ do: 'action', action: it(places) }));
  const simple = fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: other });
  const several = fc.array(simple, { minLength: 1, maxLength: 3, size: 'max' });
  const choice = fc
    .tuple(guard, several)
    .map(([asked, moves]): Drawn<Move> => (places) => ({ do: 'if', guard: asked(places), moves: moves.map((move) => move(places)) }));
  const moves = fc.array(fc.oneof({ weight: 2, arbitrary: simple }, { weight: 1, arbitrary: choice }), {
    minLength: 1,
    maxLength: 4,
    size: 'max',
  });
  return moves.map((drawn): Drawn => (places) => {
    const them = drawn.map((move) => move(places));
    const collect = (given: unknown): void => carryOut(them, given as Given); // XState's type of it knows the machine.
    return enqueueActions(Object.assign(collect, { moves: them }) as Parameters<typeof enqueueActions>[0]);
  });
}
