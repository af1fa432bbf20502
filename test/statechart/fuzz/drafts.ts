/** What is drawn of a machine before its states are known to each other: lists of states and transitions, which shrink one by one. */
import type { Drawn } from './places.ts';

export interface StateDraft {
  /** Picks the state around it. */
  readonly parent: number;
  /** The place of the state around it, where that is not picked: the root is 0. */
  readonly inside: number | undefined;
  /** Whether it stands where others stand. */
  readonly isBeside: boolean;
  /** What it is if there are states in it. */
  readonly inner: 'compound' | 'parallel';
  /** What it is if there are none; only what would be atomic has any. */
  readonly leaf: 'atomic' | 'final' | 'shallow' | 'deep';
  /** On which event it goes to a state beside it, whatever else it does: states that are hard to leave show little. */
  readonly way: { readonly descriptor: string; readonly pick: number } | undefined;
  /** Picks where it begins. */
  readonly initial: number;
  /** Of the transition to where it begins; none writes it in the short form. */
  readonly initialActions: readonly Drawn[];
  readonly entry: readonly Drawn[];
  readonly exit: readonly Drawn[];
  readonly tags: readonly string[] | string;
  readonly meta: unknown;
  readonly description: string | undefined;
  /** Of a final state, and of the machine. */
  readonly output: unknown;
  /** Of a history state: picks where it leads to that remembers nothing. */
  readonly fallback: { readonly pick: number; readonly style: number } | undefined;
  /** Whether its key looks like a number, which JavaScript sorts before other keys. */
  readonly hasNumber: boolean;
  readonly hasId: boolean;
}

/** A target, or several. */
export interface TargetDraft {
  /** Among which states it is picked: all, history states, final states, what is around the source, within or beside it, what a state beside it remembers, several regions. */
  readonly among: 'all' | 'history' | 'final' | 'around' | 'near' | 'beside' | 'back' | 'regions' | 'anything';
  readonly pick: number;
  /** Picks a way to write its name. */
  readonly style: number;
  /** Picks the others, if there are several. */
  readonly others: number;
}

export interface TransitionDraft {
  readonly kind: 'on' | 'always' | 'after' | 'onDone';
  /** Picks the state that has it. */
  readonly source: number;
  readonly descriptor: string;
  readonly delay: string;
  readonly target: TargetDraft | undefined;
  readonly reenter: boolean | undefined;
  readonly guard: Drawn | undefined;
  readonly actions: readonly Drawn[];
  /** How it is written, and one way to write that an event is forbidden. */
  readonly form: 'whole' | 'short' | 'undefined' | 'empty' | 'none';
  readonly description: string | undefined;
}

export interface MachineDraft {
  readonly root: StateDraft;
  readonly states: readonly StateDraft[];
  readonly transitions: readonly TransitionDraft[];
  readonly context: unknown;
  readonly maxIterations: number;
}
