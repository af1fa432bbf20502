/** What a scenario tells the model checker: a workload small enough to explore every schedule of, and what may go wrong. */
import type { Message } from '../machines/effects.ts';
import type { SystemState } from '../properties/property.ts';
import type { Place } from '../actors/system.ts';

export interface CheckSpec<Params = unknown, Item = unknown> {
  /** Values of parameters, as nested as they are, over the defaults; a preset and --set come after them. */
  readonly set?: object;
  /** Work, in place of what the scenario makes up, where no file is given. */
  work?(params: Params): Iterable<Item>;
  /** How messages travel, unless it is said otherwise; in order by default. */
  readonly network?: NetworkModel;
  /** Faults that may befall, by name; each name may be given a number in a budget. */
  faults?(params: Params): Readonly<Record<string, readonly FaultOption[]>>;
  /** How many of each, unless it is said otherwise; beside those of `faults`, `loss`, `duplication` and `split`. None by default. */
  readonly budget?: Readonly<Record<string, number>>;
  /** Groups of actors that are told apart by their ids alone: the tokens of their ids. */
  symmetric?(params: Params): readonly (readonly string[])[];
  /** Whether a state in which nothing is left to happen is an end. Without it, none is taken for a deadlock. */
  isEnd?(state: SystemState): boolean;
  /** States where this is false do not count, and nothing is looked for behind them: for models without an end of their own. */
  within?(state: SystemState, params: Params): boolean;
}

/**
 * How messages travel between actors. `ordered`: one after another between two actors. `unordered`: in any order. `set`: a message
 * that was sent stays there for ever, to be delivered whenever its receiver has a transition for it, as in TLA+.
 * What comes from outside is in order, and neither lost nor doubled.
 */
export interface NetworkModel {
  readonly order: 'ordered' | 'unordered' | 'set';
  /** Any message may be lost, any number of times. */
  readonly lossy?: boolean;
  /** Any message may be delivered again, any number of times. */
  readonly duplicating?: boolean;
  /**
   * What one actor sends to another at the same place comes before anything else happens, as it does where nothing takes time there
   * and no two things happen at one moment.
   */
  readonly atOnceWithinPlaces?: boolean;
  /**
   * No more equal messages than these are on their way from one actor to another at once; states with more are not looked at, as
   * if `within` were false there. Bounds a model whose actors ask again and again: it leaves out only that they do so while
   * what they asked before has not come, which to the receiver is a message that comes twice.
   */
  readonly equalMax?: number;
}

/** One way in which a fault befalls. */
export interface FaultOption {
  readonly to: string | Place;
  readonly message: Message;
  /** What ends it: comes some time after it, and before it befalls again. */
  readonly endedBy?: Message;
}
