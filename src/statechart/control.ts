/**
 * A control state: all of an actor's state but its context. Which nodes it is in, what its history states
 * remember, and whether it has come to its end; with what may happen from here, once that was worked out.
 */
import { matchesState } from 'xstate';
import type { History, Node, StateValue, Status } from './chart.ts';
import type { Plan } from './plan.ts';
import type { KnownSelection, Slot, WrittenStep } from './selection.ts';
import { stateValueOf } from './state-value.ts';

/** What a control state is told apart by, within one machine. */
export interface Configuration {
  /** In XState's order, in which transitions are looked for. */
  readonly nodes: readonly Node[];
  readonly history: History;
  readonly status: Status;
}

/** The plan for some transitions that are taken together, and those for more of them. */
export interface Branch {
  /** What is taken besides; none at the root. */
  readonly slot: Slot | undefined;
  plan: Plan | undefined;
  /** Where the way went on last. */
  last: Branch | undefined;
  readonly next: Map<Slot, Branch>;
}

export class Control implements Configuration {
  readonly nodes: readonly Node[];
  readonly history: History;
  readonly status: Status;
  /** Whose it is: that of another machine, or of before the table was emptied, has to be looked up again. */
  readonly home: object;
  readonly handle: Handle;
  /** What an event selects, by the number of its class. */
  readonly selections: (KnownSelection | undefined)[] = [];
  /** The written step that was taken last from here: mostly the same event comes. */
  latestStep: WrittenStep | undefined;
  latestType: string | undefined;
  /** What happens of itself, atomic node by atomic node. */
  eventless: readonly (readonly Slot[])[] | undefined;
  readonly plans: Branch = { slot: undefined, plan: undefined, last: undefined, next: new Map() };
  /** How many branches the plans have. */
  planCount = 0;
  /** The control state that an actor in this one rests in. */
  rest: Control | undefined;
  readonly #root: Node;
  #value: StateValue | undefined;
  #tags: ReadonlySet<string> | undefined;
  #matches: Map<StateValue, boolean> | undefined;

  constructor({ nodes, history, status }: Configuration, root: Node, home: object) {
    this.nodes = nodes;
    this.history = history;
    this.status = status;
    this.home = home;
    this.handle = new Handle(this);
    this.#root = root;
  }

  /** Frozen: all snapshots share it. */
  get value(): StateValue {
    return (this.#value ??= frozen(stateValueOf(this.#root, this.nodes)));
  }

  get tags(): ReadonlySet<string> {
    return (this.#tags ??= new Set(this.nodes.flatMap((node) => node.tags)));
  }

  /** Whether the state is within a state value. The value is one that stands in the chart. */
  matches(value: StateValue): boolean {
    const matches = (this.#matches ??= new Map());
    let known = matches.get(value);
    if (known === undefined) {
      known = matchesState(value, this.value);
      matches.set(value, known);
    }
    return known;
  }
}

/** A control state as a snapshot carries it: it survives a copy of the snapshot, and shows nothing of itself to who prints or compares it. */
export class Handle {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  get control(): Control {
    return this.#control;
  }

  toJSON(): undefined {
    return undefined;
  }
}

function frozen(value: StateValue): StateValue {
  if (typeof value === 'object') for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
