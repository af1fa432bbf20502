/**
 * A scenario as a model: what its initial states are, and what can happen in a state. A state is a row of whole numbers: one for the
 * environment, one for where each actor stands, one for what is on its way over each channel.
 *
 * What a step does is worked out once for each local state and event, through XState, and from then on applied as numbers.
 */
import type { Arrival } from '../actors/system.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { Application } from './application.ts';
import { Befalling } from './befalling.ts';
import type { ChannelColumn } from './channel-column.ts';
import { OUTSIDE, type Columns } from './columns.ts';
import { Compiler } from './compiler.ts';
import { ENVIRONMENT_COLUMN, type Environment } from './environment.ts';
import type { Fingerprints } from './fingerprint.ts';
import { Inside } from './inside.ts';
import type { Observer } from './judge.ts';
import { Planner } from './planning.ts';
import { Steps } from './steps.ts';
import { OP, type Transition } from './transition.ts';
import { Units } from './units.ts';

export interface ModelOptions {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly network: NetworkModel;
  readonly initial: readonly { readonly id: string; readonly input?: unknown }[];
  /** Each comes to its receiver in this order, at any moment; none where timers go off in order of time. */
  readonly arrivals: readonly Arrival[];
  /** Timers go off by their lengths, when nothing that takes no time is left. */
  readonly isTimed: boolean;
  /** Those who remember what happened. */
  readonly observers: readonly Observer[];
  readonly fingerprints: Fingerprints;
}

export class Model {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly compiler: Compiler;
  /** Of the row that was expanded last, or that was turned to since. */
  steps: Steps;
  readonly #sets: Steps[] = [];
  readonly #makeSteps: () => Steps;
  readonly #inside: Inside;
  readonly #befalling: Befalling;
  readonly #units = new Units();
  readonly #network: NetworkModel;
  readonly #initial: ModelOptions['initial'];
  readonly #isTimed: boolean;
  /** By how much time passes, in which local states. */
  readonly #passings = new Map<string, Transition>();
  readonly #firstRow: Int32Array;

  constructor({ columns, environment, network, initial, arrivals, isTimed, observers, fingerprints }: ModelOptions) {
    this.columns = columns;
    this.environment = environment;
    this.compiler = new Compiler(columns);
    const planner = new Planner({ columns, fingerprints, observers, maySplit: environment.maySplit });
    const application = new Application({ columns, environment, compiler: this.compiler, observers });
    this.#makeSteps = () => new Steps({ columns, compiler: this.compiler, planner, application, fingerprints });
    this.steps = this.turnTo(0);
    this.#network = network;
    this.#initial = initial;
    this.#isTimed = isTimed;
    const shared = { columns, compiler: this.compiler, planner, units: this.#units };
    this.#inside = new Inside({ ...shared, network });
    this.#befalling = new Befalling(shared);
    for (const { id } of initial) columns.actor(id);
    const contents = new Map<ChannelColumn, number>();
    for (const { to, message } of arrivals) {
      const channel = typeof to === 'string' ? columns.lines[columns.line(OUTSIDE, to)]!.channel : columns.toPlace(to.place);
      contents.set(channel, channel.append(contents.get(channel) ?? 0, columns.message(message)));
    }
    this.#firstRow = new Int32Array(columns.count);
    this.#firstRow[ENVIRONMENT_COLUMN] = environment.first;
    for (const [channel, content] of contents) this.#firstRow[channel.column] = content;
    for (const { column, first } of observers) this.#firstRow[column] = first;
  }

  /** The initial states: one for each way the actors can start, with the transitions that led there. */
  initial(): readonly { readonly row: Int32Array; readonly starts: readonly Transition[] }[] {
    let states: readonly { readonly row: Int32Array; readonly starts: readonly Transition[] }[] = [{ row: this.#firstRow, starts: [] }];
    for (const { id, input } of this.#initial) {
      const transitions = this.compiler.started(this.columns.actor(id), input);
      states = states.flatMap(({ row, starts }) =>
        transitions.map((transition) => {
          const after = this.after(row, transition);
          return { row: after.row, starts: [...starts, after.clash ?? transition] };
        }),
      );
    }
    return states.map(({ row, starts }) => ({ row: this.fitted(row), starts }));
  }

  /** Turns to another set of steps: that of the row which was expanded last when it was turned to before. */
  turnTo(set: number): Steps {
    this.steps = this.#sets[set] ??= this.#makeSteps();
    return this.steps;
  }

  /** A row with room for all columns that there are. */
  fitted(row: Int32Array): Int32Array {
    if (row.length >= this.columns.count) return row;
    const wide = new Int32Array(this.columns.count);
    wide.set(row);
    return wide;
  }

  /** The row after a transition; and what it is in truth, if it fails there. */
  after(row: Int32Array, transition: Transition): { readonly row: Int32Array; readonly clash?: Transition } {
    const before = this.fitted(row);
    this.steps.begin(before);
    this.steps.apply(before, transition, true);
    const after = new Int32Array(before.length);
    this.steps.write(0, before, after);
    const taken = this.steps.transition(0);
    return taken === transition ? { row: after } : { row: after, clash: taken };
  }

  /**
   * Works out what can happen in a state. They are found in `steps`, in an order that depends on nothing but the
   * state: columns that are added later come after those that it has.
   *
   * @param row with room for all columns
   * @param keepIdle keep steps that change nothing, too
   * @param known the fingerprint of the row, if it is known
   */
  expand(row: Int32Array, keepIdle = false, known?: Pick<Fingerprints, 'low' | 'high'>): void {
    this.steps.begin(row, known);
    if (this.#isTimed && this.#passTime(row)) return;
    if (this.#network.atOnceWithinPlaces === true && this.#deliverAtOnce(row, keepIdle)) return;
    const environment = row[ENVIRONMENT_COLUMN]!;
    const { mayLose, mayDouble } = this.environment;
    const afterLoss = this.#network.lossy === true ? environment : mayLose ? this.environment.spend(environment, 'loss') : -1;
    const afterDoubling = mayDouble ? this.environment.spend(environment, 'duplication') : -1;
    if (afterLoss > 0 || afterDoubling > 0) this.#bring(row, keepIdle, { afterLoss, afterDoubling });
    else this.#follow(row, this.#inside.comings(row), keepIdle);
    for (const it of this.columns.toPlaces) {
      const content = row[it.channel.column]! | 0;
      if (content !== 0) this.steps.follow(row, this.#befalling.arriving(row, it, content), keepIdle);
    }
    this.#follow(row, this.#inside.timers(row), keepIdle);
    const outside = this.environment.outside(environment);
    for (let at = 0; at < outside.length; at += 1) this.steps.follow(row, this.#befalling.plan(row, outside[at]!), keepIdle);
  }

  /** Follows so many plans that were gathered. */
  #follow(row: Int32Array, count: number, keepIdle: boolean): void {
    this.steps.followAll(row, this.#inside.plans, count, keepIdle);
  }

  /** What lines bring, and what may go wrong with it: without end on a bad network, and as often as the budget has it. */
  #bring(row: Int32Array, keepIdle: boolean, after: { readonly afterLoss: number; readonly afterDoubling: number }): void {
    const { afterLoss, afterDoubling } = after;
    const { lines, linePairs } = this.columns;
    for (let number = 0; number < lines.length; number += 1) {
      const content = row[linePairs.seconds[number]!]! | 0;
      if (content === 0) continue;
      const local = row[linePairs.firsts[number]!]! | 0;
      this.steps.follow(row, this.#inside.coming(number, local, content), keepIdle);
      if (!lines[number]!.channel.isFaulty) continue;
      if (afterLoss > 0) this.steps.follow(row, this.#inside.loss(number, content, afterLoss), keepIdle);
      if (afterDoubling > 0) this.steps.follow(row, this.#inside.doubling(number, local, content, afterDoubling), keepIdle);
    }
  }

  /** @returns whether there was anything that comes before all else */
  #deliverAtOnce(row: Int32Array, keepIdle: boolean): boolean {
    const { lines, linePairs } = this.columns;
    let isAny = false;
    for (let number = 0; number < lines.length; number += 1) {
      const content = row[linePairs.seconds[number]!]! | 0;
      if (content === 0 || !lines[number]!.channel.isAtOnce) continue;
      const local = row[linePairs.firsts[number]!]! | 0;
      this.steps.follow(row, this.#inside.coming(number, local, content), keepIdle);
      isAny = true;
    }
    return isAny;
  }

  /** Where timers have lengths: if nothing can happen now, time passes until the next thing does. @returns whether it passed */
  #passTime(row: Int32Array): boolean {
    const { lines, actors } = this.columns;
    if (lines.some(({ channel }) => row[channel.column] !== 0)) return false;
    const environment = row[ENVIRONMENT_COLUMN]!;
    let us = this.environment.dueUs(environment);
    for (const actor of actors) {
      const local = row[actor.column]!;
      if (local !== 0) for (const { dueUs = 0 } of actor.state(local).timers) us = Math.min(us, dueUs);
    }
    if (us === 0 || us === Number.POSITIVE_INFINITY) return false;
    const ops: number[] = [OP.environment, 0, this.environment.later(environment, us)];
    for (const actor of actors) {
      const local = row[actor.column]!;
      if (local !== 0) ops.push(OP.set, actor.column, actor.later(local, us));
    }
    this.steps.apply(row, this.#passing(us, ops), false);
    return true;
  }

  #passing(us: number, ops: readonly number[]): Transition {
    const key = `${us} ${ops.join()}`;
    const known = this.#passings.get(key);
    if (known) return known;
    const passing = this.compiler.bare({ happening: { type: 'passing', ms: us / 1000 }, first: ops, unit: this.#units.named('time') });
    this.#passings.set(key, passing);
    return passing;
  }
}
