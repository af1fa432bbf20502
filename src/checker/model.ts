/**
 * A scenario as a model: what its initial states are, and what can happen in a state. A state is a row of whole numbers: one for the
 * environment, one for where each actor stands, one for what is on its way over each channel.
 *
 * What a step does is worked out once for each local state and event, through XState, and from then on applied as numbers.
 */
import type { Arrival } from '../actors/system.ts';
import type { Message } from '../machines/effects.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { ActorColumn } from './actor-column.ts';
import type { ChannelColumn } from './channel-column.ts';
import { OUTSIDE, type Columns, type Line } from './columns.ts';
import { Compiler, type Frame } from './compiler.ts';
import { ENVIRONMENT_COLUMN, type Environment, type Outside } from './environment.ts';
import type { Observer } from './judge.ts';
import { planned, type Known } from './planning.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Happening } from './path.ts';
import { OP, OP_WIDTH, type Planned, type Transition } from './transition.ts';

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

/** The transitions of a local state and what meets it. */
interface Plan {
  /** Those of which all is known but what they send on. */
  readonly planned: readonly Planned[];
  /** The others. */
  readonly transitions: readonly Transition[];
  /** Deliveries that change nothing at all, and so need not be applied. */
  readonly idle: readonly Transition[];
}

const NOTHING: Plan = { planned: [], transitions: [], idle: [] };

/** Fairness units: of channels in order from 0; of timers, and of messages that need not wait for others, from here on; and of what comes from outside. */
const NAMED_UNITS = 1 << 20;
const OUTSIDE_UNITS = 1 << 28;

export class Model {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly compiler: Compiler;
  readonly #network: NetworkModel;
  readonly #initial: ModelOptions['initial'];
  readonly #isTimed: boolean;
  readonly #observers: readonly Observer[];
  /** By the number of a line, the local state of its receiver, and the content. */
  readonly #linePlans: Plan[][][] = [];
  /** By the number of a line, the environment after it, and the content. */
  readonly #lossPlans: Plan[][][] = [];
  readonly #timerPlans: Plan[][] = [];
  readonly #units = new Map<string, number>();
  /** By what comes, and the local states of those who are told. */
  readonly #outsidePlans = new Map<object, Map<string, Plan>>();
  readonly #atPlace = new Map<string, { readonly of: number; readonly there: readonly ActorColumn[] }>();
  readonly #clashes = new Map<number, Transition>();
  readonly #firstRow: Int32Array;

  /** The first `count` are the steps of the row that was expanded last: of each the transition, and the lanes of the fingerprint it leads to. */
  readonly taken: Transition[] = [];
  lows = new Int32Array(256);
  highs = new Int32Array(256);
  /** Steps of that row that lead to another state, or to the same one if they were asked for. */
  count = 0;
  /** Steps of that row that change nothing, and were not asked for. */
  idle = 0;
  readonly #fingerprints: Fingerprints;
  readonly #planned: (Planned | undefined)[] = [];
  /** Of steps that were not planned, what they write. */
  #starts = new Int32Array(256);
  #writtenColumns = new Int32Array(4096);
  #writtenValues = new Int32Array(4096);
  #end = 0;
  #rowLow = 0;
  #rowHigh = 0;

  constructor({ columns, environment, network, initial, arrivals, isTimed, observers, fingerprints }: ModelOptions) {
    this.columns = columns;
    this.environment = environment;
    this.compiler = new Compiler(columns);
    this.#network = network;
    this.#initial = initial;
    this.#isTimed = isTimed;
    this.#observers = observers;
    this.#fingerprints = fingerprints;
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
    this.#clear(before);
    this.#apply(before, transition, true);
    const after = new Int32Array(before.length);
    this.write(0, before, after);
    const [taken] = this.taken;
    return taken === transition ? { row: after } : { row: after, ...(taken ? { clash: taken } : {}) };
  }

  /** Writes the state that a step of a row leads to; it must be the row that was expanded last. */
  write(step: number, row: Int32Array, into: Int32Array): void {
    into.set(row);
    const planned = this.#planned[step];
    if (planned !== undefined) {
      const { writes, appends } = planned;
      for (let at = 0; at < writes.length; at += 2) into[writes[at]!] = writes[at + 1]!;
      for (let at = 0; at < appends.length; at += 2) {
        const { channel } = this.columns.lines[appends[at]!]!;
        into[channel.column] = channel.append(row[channel.column]! | 0, appends[at + 1]!);
      }
      return;
    }
    const end = this.#starts[step + 1]!;
    for (let at = this.#starts[step]!; at < end; at += 1) into[this.#writtenColumns[at]!] = this.#writtenValues[at]!;
  }

  /** Whether a step of the row that was expanded last leads to another state. */
  isChange(step: number): boolean {
    return this.lows[step] !== this.#rowLow || this.highs[step] !== this.#rowHigh;
  }

  /**
   * Works out what can happen in a state. The steps are found in `taken`, `lows` and `highs`, and by `write`, in an order that depends on
   * nothing but the state: columns that are added later come after those that it has.
   *
   * @param row with room for all columns
   * @param keepIdle keep steps that change nothing, too
   */
  expand(row: Int32Array, keepIdle = false): void {
    this.#clear(row);
    if (this.#isTimed && this.#passTime(row)) return;
    if (this.#network.atOnceWithinPlaces === true && this.#deliverAtOnce(row, keepIdle)) return;
    const { lines, actors, toPlaces } = this.columns;
    const environment = row[ENVIRONMENT_COLUMN]!;
    const { mayLose, mayDouble } = this.environment;
    const afterLoss = this.#network.lossy === true ? environment : mayLose ? this.environment.spend(environment, 'loss') : -1;
    const afterDoubling = mayDouble ? this.environment.spend(environment, 'duplication') : -1;
    const { lineColumns, receiverColumns } = this.columns;
    for (let number = 0; number < lines.length; number += 1) {
      const content = row[lineColumns[number]!]! | 0;
      if (content === 0) continue;
      const local = row[receiverColumns[number]!]! | 0;
      this.#follow(row, this.#linePlans[number]?.[local]?.[content] ?? this.#linePlan(number, local, content), keepIdle);
      if (!lines[number]!.channel.isFaulty) continue;
      // What may go wrong with what is on its way: without end on a bad network, and as often as the budget has it.
      if (afterLoss > 0) this.#follow(row, this.#lossPlan(number, content, afterLoss), keepIdle);
      if (afterDoubling > 0) this.#follow(row, this.#doublingPlan(number, local, content, afterDoubling), keepIdle);
    }
    for (const it of toPlaces) {
      const content = row[it.channel.column]! | 0;
      if (content !== 0) this.#follow(row, this.#arrivingAt(row, it, content), keepIdle);
    }
    for (let number = 0; number < actors.length; number += 1) {
      const local = row[actors[number]!.column]! | 0;
      if (local === 0) continue;
      const plan = this.#timerPlans[number]?.[local] ?? this.#timerPlan(number, local);
      if (plan !== NOTHING) this.#follow(row, plan, keepIdle);
    }
    this.#fromOutside(row, keepIdle);
  }

  /** @returns whether there was anything that comes before all else */
  #deliverAtOnce(row: Int32Array, keepIdle: boolean): boolean {
    const { lines, lineColumns, receiverColumns } = this.columns;
    let isAny = false;
    for (let number = 0; number < lines.length; number += 1) {
      const content = row[lineColumns[number]!]! | 0;
      if (content === 0 || !lines[number]!.channel.isAtOnce) continue;
      const local = row[receiverColumns[number]!]! | 0;
      this.#follow(row, this.#linePlans[number]?.[local]?.[content] ?? this.#linePlan(number, local, content), keepIdle);
      isAny = true;
    }
    return isAny;
  }

  #clear(row: Int32Array): void {
    this.count = 0;
    this.idle = 0;
    this.#end = 0;
    this.#fingerprints.sum(row, Math.min(row.length, this.columns.count));
    this.#rowLow = this.#fingerprints.low;
    this.#rowHigh = this.#fingerprints.high;
  }

  #follow(row: Int32Array, { planned, transitions, idle }: Plan, keepIdle: boolean): void {
    for (let at = 0; at < planned.length; at += 1) this.#take(row, planned[at]!, keepIdle);
    for (let at = 0; at < transitions.length; at += 1) this.#apply(row, transitions[at]!, keepIdle);
    if (!keepIdle) this.idle += idle.length;
    else for (const it of idle) this.#apply(row, it, true);
  }

  /** Takes a transition of which the writes are known. */
  #take(row: Int32Array, planned: Planned, keepIdle: boolean): void {
    const { appends, transition } = planned;
    const low = (this.#rowLow + planned.low) | 0;
    const high = (this.#rowHigh + planned.high) | 0;
    if (appends.length > 0) this.#send(row, planned, low, high, keepIdle);
    else if (planned.isChange || keepIdle || transition.isWrong) this.#note(transition, planned, low, high);
    else this.idle += 1;
  }

  /** Takes one that puts messages into channels. */
  #send(row: Int32Array, planned: Planned, low: number, high: number, keepIdle: boolean): void {
    const { appends, transition } = planned;
    const fingerprints = this.#fingerprints;
    fingerprints.low = low;
    fingerprints.high = high;
    let { isChange } = planned;
    for (let at = 0; at < appends.length; at += 2) {
      const { channel } = this.columns.lines[appends[at]!]!;
      const before = row[channel.column]! | 0;
      const after = channel.append(before, appends[at + 1]!);
      if (after === before) continue;
      isChange = true;
      fingerprints.change(channel.column, before, after);
    }
    if (isChange || keepIdle || transition.isWrong) this.#note(transition, planned, fingerprints.low, fingerprints.high);
    else this.idle += 1;
  }

  #note(transition: Transition, planned: Planned | undefined, low: number, high: number): void {
    const step = this.count;
    if (step + 1 >= this.lows.length) this.#makeRoom();
    this.taken[step] = transition;
    this.#planned[step] = planned;
    this.lows[step] = low;
    this.highs[step] = high;
    this.#starts[step + 1] = this.#end;
    this.count = step + 1;
  }

  #makeRoom(): void {
    this.lows = doubled(this.lows);
    this.highs = doubled(this.highs);
    this.#starts = doubled(this.#starts);
  }

  /** Applies a transition, and keeps what it writes if it changes anything. */
  #apply(row: Int32Array, transition: Transition, keepIdle: boolean): void {
    const begin = this.#end;
    const { ops } = transition;
    let taken = transition;
    for (let at = 0; at < ops.length; at += OP_WIDTH) {
      const what = ops[at + 1]!;
      const value = ops[at + 2]!;
      switch (ops[at]) {
        case OP.set:
          this.#write(begin, what, value);
          break;
        case OP.append: {
          const { channel } = this.columns.lines[what]!;
          if (this.environment.maySplit && this.#isCut(channel, row, begin)) break;
          this.#write(begin, channel.column, channel.append(this.#read(begin, row, channel.column), value));
          break;
        }
        case OP.spawn:
          if (this.#read(begin, row, what) !== 0) taken = this.#clash(transition, what);
          this.#write(begin, what, value);
          break;
        case OP.environment:
          this.#write(begin, ENVIRONMENT_COLUMN, value);
          break;
      }
    }
    for (let at = 0; at < this.#observers.length; at += 1) {
      const observer = this.#observers[at]!;
      this.#write(begin, observer.column, observer.next(this.#read(begin, row, observer.column), transition));
    }
    this.#finish(row, taken, begin, keepIdle);
  }

  #finish(row: Int32Array, taken: Transition, begin: number, keepIdle: boolean): void {
    const fingerprints = this.#fingerprints;
    fingerprints.low = this.#rowLow;
    fingerprints.high = this.#rowHigh;
    let isChange = false;
    for (let at = begin; at < this.#end; at += 1) {
      const column = this.#writtenColumns[at]!;
      const value = this.#writtenValues[at]!;
      const before = column < row.length ? row[column]! : 0;
      if (before === value) continue;
      isChange = true;
      fingerprints.change(column, before, value);
    }
    if (isChange || keepIdle || taken.isWrong) {
      this.#starts[this.count] = begin;
      this.#note(taken, undefined, fingerprints.low, fingerprints.high);
      return;
    }
    this.#end = begin;
    this.idle += 1;
  }

  #write(begin: number, column: number, value: number): void {
    const columns = this.#writtenColumns;
    for (let at = begin; at < this.#end; at += 1) {
      if (columns[at] === column) {
        this.#writtenValues[at] = value;
        return;
      }
    }
    if (this.#end === columns.length) {
      this.#writtenColumns = doubled(columns);
      this.#writtenValues = doubled(this.#writtenValues);
    }
    this.#writtenColumns[this.#end] = column;
    this.#writtenValues[this.#end] = value;
    this.#end += 1;
  }

  #read(begin: number, row: Int32Array, column: number): number {
    for (let at = begin; at < this.#end; at += 1) if (this.#writtenColumns[at] === column) return this.#writtenValues[at]!;
    return column < row.length ? row[column]! : 0;
  }

  #isCut({ from, to }: ChannelColumn, row: Int32Array, begin: number): boolean {
    const environment = this.#read(begin, row, ENVIRONMENT_COLUMN);
    const split = this.environment.split(environment);
    return split !== 0 && this.environment.isCut(split, this.columns.known(from)?.place ?? null, this.columns.known(to)?.place ?? null);
  }

  /** A transition in which an actor is created that is there already. */
  #clash(transition: Transition, column: number): Transition {
    const known = this.#clashes.get(transition.number);
    if (known) return known;
    const id = this.columns.actors.find((it) => it.column === column)?.id ?? '';
    const failure = `there is an actor '${id}' already; take the id of an actor from the message that caused it`;
    const clash = { ...this.compiler.failing(transition, failure), parts: transition.parts };
    this.#clashes.set(transition.number, clash);
    return clash;
  }

  #linePlan(number: number, local: number, content: number): Plan {
    const line = this.columns.lines[number]!;
    const transitions = line.channel
      .deliverables(content)
      .flatMap(({ message, left }) => this.#delivered(number, line, local, content, message, left));
    const known = new Map([
      [line.receiver.column, local],
      [line.channel.column, content],
    ]);
    const made = this.#planOf(transitions, known);
    ((this.#linePlans[number] ??= [])[local] ??= [])[content] = made;
    return made;
  }

  /** A message that comes: taken from its channel, or, where it may come again, left there. */
  #delivered(number: number, line: Line, local: number, content: number, message: number, left: number): readonly Transition[] {
    const { channel } = line;
    const isSet = channel.order === 'set';
    const once = this.#told(number, line, local, message, { left: isSet ? content : left, isAgain: false });
    if (isSet) return once.filter((it) => it.unhandled === undefined && local !== 0);
    const isTwofold = channel.isFaulty && this.#network.duplicating === true;
    return isTwofold ? [...once, ...this.#told(number, line, local, message, { left: content, isAgain: true })] : once;
  }

  #told(
    number: number,
    { channel, receiver }: Line,
    local: number,
    message: number,
    { left, isAgain }: { readonly left: number; readonly isAgain: boolean },
  ): readonly Transition[] {
    const told = this.columns.messages.value(message);
    const { from, to } = channel;
    const happening: Happening =
      from === OUTSIDE ? { type: 'arrival', to, message: told } : { type: isAgain ? 'duplicate' : 'delivery', from, to, message: told };
    const first = [OP.set, channel.column, left];
    const unit = channel.order === 'ordered' ? number : this.#unit(`${from}>${to} ${message}`);
    const frame = { happening, first, isFault: isAgain, unit: isAgain ? -1 : unit };
    return local === 0 ? [this.compiler.bare(frame)] : this.compiler.told(frame, receiver, local, told);
  }

  #lossPlan(number: number, content: number, environment: number): Plan {
    const plan = this.#lossPlans[number]?.[environment]?.[content];
    if (plan !== undefined) return plan;
    const { channel } = this.columns.lines[number]!;
    const transitions = channel.deliverables(content).map(({ message, left }) =>
      this.compiler.bare({
        happening: { type: 'loss', from: channel.from, to: channel.to, message: this.columns.messages.value(message) },
        first: [OP.set, channel.column, left, OP.environment, 0, environment],
        isFault: true,
        unit: -1,
      }),
    );
    const made: Plan = { planned: [], transitions, idle: [] };
    ((this.#lossPlans[number] ??= [])[environment] ??= [])[content] = made;
    return made;
  }

  #doublingPlan(number: number, local: number, content: number, environment: number): Plan {
    const line = this.columns.lines[number]!;
    return this.#outsidePlan(line, `${local} ${content} ${environment}`, () =>
      line.channel
        .deliverables(content)
        .flatMap(({ message }) => this.#told(number, line, local, message, { left: content, isAgain: true }))
        .map((it) =>
          this.compiler.together({ happening: it.happening, first: [OP.environment, 0, environment], isFault: true, unit: -1 }, [it]),
        ),
    );
  }

  #timerPlan(number: number, local: number): Plan {
    const actor = this.columns.actors[number]!;
    const transitions = actor.state(local).timers.flatMap((timer) => {
      if ((timer.dueUs ?? 0) > 0) return [];
      const happening: Happening = { type: 'timer', actor: actor.id, timer: timer.id, event: timer.event };
      return this.compiler.fired({ happening, unit: this.#unit(`${actor.id} ${timer.id}`) }, actor, local, timer);
    });
    const plan = transitions.length === 0 ? NOTHING : this.#planOf(transitions, new Map([[actor.column, local]]));
    (this.#timerPlans[number] ??= [])[local] = plan;
    return plan;
  }

  #unit(key: string): number {
    const unit = this.#units.get(key) ?? NAMED_UNITS + this.#units.size;
    this.#units.set(key, unit);
    return unit;
  }

  #arrivingAt(row: Int32Array, { channel, place }: Columns['toPlaces'][number], content: number): Plan {
    const [next] = channel.deliverables(content);
    if (!next) return NOTHING;
    const message = this.columns.messages.value(next.message);
    const first = [OP.set, channel.column, next.left];
    return this.#telling(
      row,
      next,
      { happening: { type: 'arrival', to: { place }, message }, first, unit: OUTSIDE_UNITS - 2 - channel.column },
      message,
    );
  }

  #fromOutside(row: Int32Array, keepIdle: boolean): void {
    const outside = this.environment.outside(row[ENVIRONMENT_COLUMN]!);
    for (let at = 0; at < outside.length; at += 1) {
      const it = outside[at]!;
      this.#follow(row, this.#befalling(row, it), keepIdle);
    }
  }

  #befalling(row: Int32Array, outside: Outside): Plan {
    const unit = this.#unit(outside.key);
    const first = [OP.environment, 0, outside.after];
    switch (outside.type) {
      case 'split':
        return this.#outsidePlan(outside, '', () => [
          this.compiler.bare({ happening: { type: 'split', groups: outside.groups }, first, isFault: true, unit: -1 }),
        ]);
      case 'heal':
        return this.#outsidePlan(outside, '', () => [this.compiler.bare({ happening: { type: 'heal' }, first, unit })]);
      case 'arrival': {
        const { to, message } = outside.arrival;
        return this.#telling(row, outside, { happening: { type: 'arrival', to, message }, first, unit }, message);
      }
      case 'fault': {
        const { name, option, isEnd } = outside;
        const message = isEnd && option.endedBy ? option.endedBy : option.message;
        const happening: Happening = { type: 'fault', name, to: option.to, message };
        return this.#telling(row, outside, { happening, first, isFault: !isEnd, unit: isEnd ? unit : -1 }, message);
      }
    }
  }

  /** All who are meant at once, in order of their ids: what they do to each other meanwhile is not heard. */
  #telling(row: Int32Array, cause: object, frame: Frame, message: Message): Plan {
    const { happening } = frame;
    const meant = 'to' in happening ? this.#meant(happening.to) : [];
    let key = '';
    for (const { column } of meant) key += `${row[column]! | 0} `;
    return this.#outsidePlan(cause, key, () => {
      const inner = { happening, unit: frame.unit };
      const there = meant.filter(({ column }) => (row[column]! | 0) !== 0);
      const each = there.map((actor) => this.compiler.told(inner, actor, row[actor.column]!, message));
      return product(each).map((transitions) => this.compiler.together(frame, transitions));
    });
  }

  /** The actors that may be meant, and be there: sorted by id, and grown when there are more. */
  #meant(to: Arrival['to']): readonly ActorColumn[] {
    if (typeof to === 'string') return [this.columns.actor(to)];
    const { actors } = this.columns;
    const known = this.#atPlace.get(to.place);
    if (known?.of === actors.length) return known.there;
    const there = actors.filter((it) => it.place === to.place).sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#atPlace.set(to.place, { of: actors.length, there });
    return there;
  }

  #outsidePlan(cause: object, key: string, work: () => readonly Transition[]): Plan {
    const plans = this.#outsidePlans.get(cause) ?? new Map<string, Plan>();
    this.#outsidePlans.set(cause, plans);
    const known = plans.get(key);
    if (known) return known;
    const plan: Plan = { planned: [], transitions: work(), idle: [] };
    plans.set(key, plan);
    return plan;
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
    this.#apply(row, this.compiler.bare({ happening: { type: 'passing', ms: us / 1000 }, first: ops, unit: OUTSIDE_UNITS - 1 }), false);
    return true;
  }

  /** What can be known of transitions in every row in which these columns have these values. Who remembers what happens must see it all. */
  #planOf(transitions: readonly Transition[], known: Known): Plan {
    if (this.#observers.length > 0 || this.environment.maySplit) return { planned: [], transitions, idle: [] };
    const plans = transitions.map((transition) => ({ transition, plan: planned(transition, known, this.columns, this.#fingerprints) }));
    const isIdle = ({ transition: { failure, unhandled }, plan }: (typeof plans)[number]): boolean =>
      plan !== undefined && !plan.isChange && plan.appends.length === 0 && failure === undefined && unhandled === undefined;
    return {
      planned: plans.flatMap((it) => (it.plan === undefined || isIdle(it) ? [] : [it.plan])),
      transitions: plans.flatMap(({ transition, plan }) => (plan === undefined ? [transition] : [])),
      idle: plans.filter(isIdle).map(({ transition }) => transition),
    };
  }
}

function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>((all, list) => all.flatMap((it) => list.map((item) => [...it, item])), [[]]);
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
