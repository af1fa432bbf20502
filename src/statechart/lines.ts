/** The lines of a step that is written: what its acts do, one after the other, to `context`, `sink` and what is raised. */
import { joined, js, type Code } from './code.ts';
import { Args } from './args.ts';

/** Adds to a step, as text, what an act does. Nothing that it adds may leave the step. */
export type Text = (lines: Lines) => void;

const ARGS = js`args`;

export class Lines {
  readonly #lines: Code[] = [];
  /** Whether `args` are those of the context as it is. */
  #areArgsTrue: boolean;
  #mayRaise: boolean;

  constructor(areArgsTrue = true, mayRaise = false) {
    this.#areArgsTrue = areArgsTrue;
    this.#mayRaise = mayRaise;
  }

  /** None as yet, at this place: what they do is not known behind them. */
  within(): Lines {
    return new Lines(this.#areArgsTrue, this.#mayRaise);
  }

  get code(): Code {
    return joined(this.#lines, '\n');
  }

  /** Whether one of them puts events on the internal queue, which is then the list `raised`. */
  get mayRaise(): boolean {
    return this.#mayRaise;
  }

  add(line: Code): void {
    this.#lines.push(line);
  }

  /** What the functions of a chart are called with, at this place. */
  args(): Code {
    if (!this.#areArgsTrue) this.add(js`args = new ${Args}(context, event);`);
    this.#areArgsTrue = true;
    return ARGS;
  }

  assign(context: Code): void {
    this.add(js`context = ${context};`);
    this.#areArgsTrue = false;
  }

  /** Takes over what a run has come to. */
  perform(run: Code): void {
    this.add(js`const run = ${run}; raised = run.handOver(raised);`);
    this.assign(js`run.context`);
    this.#mayRaise = true;
  }

  /** Puts an event on the internal queue. */
  raise(event: Code): Code {
    this.#mayRaise = true;
    return js`(raised ??= []).push(${event});`;
  }
}
