/** Carries out transitions on a row, one operation after another: those of which nothing is known before the row is. */
import type { ChannelColumn } from './channel-column.ts';
import type { Columns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import { ENVIRONMENT_COLUMN, type Environment } from './environment.ts';
import type { Observer } from './judge.ts';
import { OP, OP_WIDTH, type Transition } from './transition.ts';
import type { Writes } from './writes.ts';

export interface ApplicationOptions {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly compiler: Compiler;
  /** Those who remember what happened. */
  readonly observers: readonly Observer[];
}

export class Application {
  readonly #options: ApplicationOptions;
  readonly #clashes = new Map<number, Transition>();

  constructor(options: ApplicationOptions) {
    this.#options = options;
  }

  /** Writes what a transition does to a row behind all else that was written. @returns what it is in truth, if it fails there */
  apply(row: Int32Array, transition: Transition, writes: Writes): Transition {
    const { columns, environment, observers } = this.#options;
    const begin = writes.end;
    const { ops } = transition;
    let taken = transition;
    for (let at = 0; at < ops.length; at += OP_WIDTH) {
      const what = ops[at + 1]!;
      const value = ops[at + 2]!;
      switch (ops[at]) {
        case OP.set:
          writes.set(begin, what, value);
          break;
        case OP.append: {
          const { channel } = columns.lines[what]!;
          if (environment.maySplit && this.#isCut(channel, writes.get(begin, row, ENVIRONMENT_COLUMN))) break;
          writes.set(begin, channel.column, channel.append(writes.get(begin, row, channel.column), value));
          break;
        }
        case OP.spawn:
          if (writes.get(begin, row, what) !== 0) taken = this.#clash(transition, what);
          writes.set(begin, what, value);
          break;
        case OP.environment:
          writes.set(begin, ENVIRONMENT_COLUMN, value);
          break;
      }
    }
    for (let at = 0; at < observers.length; at += 1) {
      const observer = observers[at]!;
      writes.set(begin, observer.column, observer.next(writes.get(begin, row, observer.column), transition));
    }
    return taken;
  }

  #isCut({ from, to }: ChannelColumn, environmentNow: number): boolean {
    const { columns, environment } = this.#options;
    const split = environment.split(environmentNow);
    return split !== 0 && environment.isCut(split, columns.known(from)?.place ?? null, columns.known(to)?.place ?? null);
  }

  /** A transition in which an actor is created that is there already. */
  #clash(transition: Transition, column: number): Transition {
    const known = this.#clashes.get(transition.number);
    if (known) return known;
    const { columns, compiler } = this.#options;
    const id = columns.actors.find((it) => it.column === column)?.id ?? '';
    const failure = `there is an actor '${id}' already; take the id of an actor from the message that caused it`;
    const clash = compiler.failing(transition, failure);
    this.#clashes.set(transition.number, clash);
    return clash;
  }
}
