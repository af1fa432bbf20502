/** A statechart as the page draws it: the states with what they do, and every transition with its number. */

export interface Chart {
  readonly kind: string;
  /** Of the machine. */
  readonly id: string;
  readonly root: ChartState;
  /** A transition's place in this list is its number, by which a step says what fired. */
  readonly transitions: readonly ChartTransition[];
}

export interface ChartState {
  /** Unique in the chart: the keys from the root on, with dots; of the root, the empty text. */
  readonly path: string;
  readonly key: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  /** The path of the state in which a compound state begins. */
  readonly initial: string | null;
  /** `shallow` or `deep`, of a history state. */
  readonly history: string | null;
  /** Of a history state: where it leads as long as there is nothing to remember, as it was written. */
  readonly orElse?: string;
  readonly states: readonly ChartState[];
}

export interface ChartTransition {
  /** The path of its source. */
  readonly from: string;
  /** Paths of its targets; none: it stays. */
  readonly to: readonly string[];
  /** `event`: a message type, perhaps with a wildcard. The text of the others: a delay, `always`, or `done`. */
  readonly trigger: 'event' | 'after' | 'always' | 'done';
  readonly text: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  readonly reenter: boolean;
  readonly description: string | null;
}
