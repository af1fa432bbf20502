/**
 * What a scenario promises, over the states of its actors.
 *
 * A run of the simulator looks at `always` and `throughout` after every event when it is asked to (`--checked`); the checker
 * looks at all of them, in every state and on every path.
 */
import type { Snapshot, StateValue } from '../actors/step.ts';
import type { Message } from '../machines/effects.ts';

export type Property = Always | Throughout | Sometimes | Eventually | LeadsTo;

/** Holds in every state. */
export interface Always {
  readonly type: 'always';
  /** A sentence: "at most one job is in memory". */
  readonly name: string;
  /** False where it is violated. */
  holds(state: SystemState): boolean;
}

/** Holds in every state, given what was seen on the way there: what is remembered becomes a part of the state. */
export interface Throughout {
  readonly type: 'throughout';
  readonly name: string;
  /** What is remembered at first: plain data. */
  readonly initial: unknown;
  /** What is remembered after one more step of an actor; must not grow without end. */
  next(remembered: unknown, seen: Seen): unknown;
  holds(remembered: unknown, state: SystemState): boolean;
}

/** Holds in some state that can be reached: shows that the other properties do not hold for want of anything that happens. */
export interface Sometimes {
  readonly type: 'sometimes';
  readonly name: string;
  holds(state: SystemState): boolean;
}

/** Every path comes to a state where it holds, if it is fair. */
export interface Eventually {
  readonly type: 'eventually';
  readonly name: string;
  readonly fairness: Fairness;
  holds(state: SystemState): boolean;
}

/** From every state where `when` holds, every path comes to one where `follows` does, if it is fair. */
export interface LeadsTo {
  readonly type: 'leadsTo';
  readonly name: string;
  readonly fairness: Fairness;
  when(state: SystemState): boolean;
  follows(state: SystemState): boolean;
}

/**
 * Which paths without end count. `none`: all. `weak`: those on which nothing that could happen all the time is put off for
 * ever: a message that waits is delivered, a timer that runs goes off. `strong`: those on which nothing that could happen
 * again and again is put off for ever; a wire that loses messages does not lose all. Faults are never owed to anybody.
 */
export type Fairness = 'none' | 'weak' | 'strong';

/** A step that an actor took, as a property may remember it. */
export interface Seen {
  readonly actor: string;
  readonly kind: string;
  /** What it was told; null: it started, or a timer of its own went off. */
  readonly message: Message | null;
  /** Where it stood before; null: it was not there. */
  readonly before: ActorState | null;
  readonly after: ActorState;
  readonly sends: readonly { readonly to: string; readonly type: string }[];
}

/** What the actors of each kind have in their contexts. */
export type Contexts = Readonly<Record<string, object>>;

type AnyContexts = Readonly<Record<string, Snapshot['context']>>;

/** The actors of a system at one moment. */
export interface SystemState<C extends Contexts = AnyContexts> {
  /** The actors of a kind, in order of their ids. */
  ofKind<K extends keyof C & string>(kind: K): readonly ActorState<C[K]>[];
}

export interface ActorState<Context = Snapshot['context']> {
  readonly id: string;
  readonly value: StateValue;
  readonly context: Context;
}

/** Whether an actor is in a state, named from the root: `running.loading`, or `machineRoom.supervising` of a region. */
export function isIn({ value }: Pick<ActorState, 'value'>, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  if (typeof value === 'string') return value === first && rest.length === 0;
  const inner = value[first];
  return inner !== undefined && (rest.length === 0 || isIn({ value: inner }, rest.join('.')));
}

/**
 * The properties of a system whose contexts are known, so that what is read of an actor has its type.
 *
 *     const { always } = propertiesOver<{ memory: MemoryContext; processor: ProcessorContext }>();
 *     always('at most one job is in memory', (state) => state.ofKind('memory').every(({ context }) => …))
 */
export function propertiesOver<C extends Contexts>(): {
  always(name: string, holds: (state: SystemState<C>) => boolean): Always;
  throughout<Remembered>(name: string, memory: Memory<Remembered, C>): Throughout;
  sometimes(name: string, holds: (state: SystemState<C>) => boolean): Sometimes;
  eventually(name: string, holds: (state: SystemState<C>) => boolean, fairness?: Fairness): Eventually;
  leadsTo(name: string, response: Response<C>): LeadsTo;
} {
  // A state is asked for the kinds that C names, and gives what their machines have.
  const typed = (state: SystemState): SystemState<C> => state as unknown as SystemState<C>;
  return {
    always: (name, holds) => ({ type: 'always', name, holds: (state) => holds(typed(state)) }),
    throughout: (name, { initial, next, holds }) => ({
      type: 'throughout',
      name,
      initial,
      // What it remembers comes from itself alone.
      next: (remembered, seen) => next(remembered as typeof initial, seen),
      holds: (remembered, state) => holds(remembered as typeof initial, typed(state)),
    }),
    sometimes: (name, holds) => ({ type: 'sometimes', name, holds: (state) => holds(typed(state)) }),
    eventually: (name, holds, fairness = 'weak') => ({ type: 'eventually', name, fairness, holds: (state) => holds(typed(state)) }),
    leadsTo: (name, { when, follows, fairness = 'weak' }) => ({
      type: 'leadsTo',
      name,
      fairness,
      when: (state) => when(typed(state)),
      follows: (state) => follows(typed(state)),
    }),
  };
}

/** What a property remembers of the steps that led to a state. */
export interface Memory<Remembered, C extends Contexts> {
  readonly initial: Remembered;
  /** Plain data; must not grow without end. */
  readonly next: (remembered: Remembered, seen: Seen) => Remembered;
  readonly holds: (remembered: Remembered, state: SystemState<C>) => boolean;
}

/** What must follow, and upon what. */
export interface Response<C extends Contexts> {
  readonly when: (state: SystemState<C>) => boolean;
  readonly follows: (state: SystemState<C>) => boolean;
  /** Weak by default. */
  readonly fairness?: Fairness;
}

export const { always, throughout, sometimes, eventually, leadsTo } = propertiesOver<AnyContexts>();
