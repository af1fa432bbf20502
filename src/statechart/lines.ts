/** The lines of a step that is written: what its acts do, one after the other, to `context`, `sink` and what is raised. */
import { joined, js, type Code } from './code.ts';
import { Args, Asking } from './args.ts';

/** Adds to a step, as text, what an act does. Nothing that it adds may leave the step. */
export type Text = (lines: Lines) => void;

/** What is known at a place in the lines. */
interface Known {
  /** Whether `args` are those of the context as it is. */
  readonly areArgsTrue: boolean;
  /** The same of `asking`. */
  readonly isAskingTrue: boolean;
  /** Whether something may have been put on the internal queue, which is then the list `raised`. */
  readonly mayRaise: boolean;
}

export class Lines {
  readonly #lines: Code[] = [];
  #known: Known;

  constructor(known: Partial<Known> = {}) {
    this.#known = { areArgsTrue: false, isAskingTrue: false, mayRaise: false, ...known };
  }

  /** None as yet, at this place: what they do is not known behind them. */
  within(): Lines {
    return new Lines(this.#known);
  }

  get code(): Code {
    return joined(this.#lines, '\n');
  }

  get mayRaise(): boolean {
    return this.#known.mayRaise;
  }

  add(line: Code): void {
    this.#lines.push(line);
  }

  /** What actions are called with, at this place. */
  args(): Code {
    if (!this.#known.areArgsTrue) this.add(js`args = new ${Args}(context, event);`);
    this.#learn({ areArgsTrue: true });
    return js`args`;
  }

  /** What guards are called with, and functions that work out parameters. */
  asking(): Code {
    if (!this.#known.isAskingTrue) this.add(js`asking = new ${Asking}(context, event);`);
    this.#learn({ isAskingTrue: true });
    return js`asking`;
  }

  assign(context: Code): void {
    this.add(js`context = ${context};`);
    this.#learn({ areArgsTrue: false, isAskingTrue: false });
  }

  /** Takes over what a run has come to. */
  perform(run: Code): void {
    this.add(js`const run = ${run}; raised = run.handOver(raised);`);
    this.assign(js`run.context`);
    this.#learn({ mayRaise: true });
  }

  /** Puts an event on the internal queue. */
  raise(event: Code): Code {
    this.#learn({ mayRaise: true });
    return js`(raised ??= []).push(${event});`;
  }

  #learn(known: Partial<Known>): void {
    this.#known = { ...this.#known, ...known };
  }
}
