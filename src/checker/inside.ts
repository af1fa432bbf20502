/** What can happen within the system: messages that come, are lost or come twice, and timers that go off; each worked out when it is first met. */
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { ColumnPairs } from './column-pairs.ts';
import { OUTSIDE, type Columns, type Line } from './columns.ts';
import type { Compiler } from './compiler.ts';
import type { Happening } from './path.ts';
import { NumberTables } from './number-tables.ts';
import type { Plan, Planner } from './planning.ts';
import { withRoom } from './room.ts';
import { OP, type Transition } from './transition.ts';
import { NOBODYS, type Units } from './units.ts';

export interface InsideOptions {
  readonly columns: Columns;
  readonly compiler: Compiler;
  readonly planner: Planner;
  readonly units: Units;
  readonly network: NetworkModel;
}

export class Inside {
  readonly #columns: Columns;
  readonly #compiler: Compiler;
  readonly #planner: Planner;
  readonly #units: Units;
  readonly #network: NetworkModel;
  /** By the number of a line, the local state of its receiver, and the content. */
  readonly #comings = new NumberTables();
  /** By the number of a line, the environment afterwards, and the content. */
  readonly #losses = new NumberTables();
  /** By the environment afterwards: by the number of a line, the local state and the content. */
  readonly #doublings: NumberTables[] = [];
  /** By the number of an actor: by its local state. */
  readonly #timers = new NumberTables();
  /** The plans that were gathered last. */
  plans = new Int32Array(256);

  constructor({ columns, compiler, planner, units, network }: InsideOptions) {
    this.#columns = columns;
    this.#compiler = compiler;
    this.#planner = planner;
    this.#units = units;
    this.#network = network;
  }

  /** What a line can bring to its receiver. */
  coming(number: number, local: number, content: number): Plan {
    const plan = this.#comings.get(number, local, content);
    return plan >= 0 ? plan : this.#comings.set(number, local, content, this.#makeComing(number, local, content));
  }

  /** What it can lose. */
  loss(number: number, content: number, environment: number): Plan {
    const plan = this.#losses.get(number, environment, content);
    return plan >= 0 ? plan : this.#losses.set(number, environment, content, this.#makeLoss(number, content, environment));
  }

  /** What it can bring, and will bring again. */
  doubling(number: number, local: number, content: number, environment: number): Plan {
    const plans = (this.#doublings[environment] ??= new NumberTables());
    const plan = plans.get(number, local, content);
    return plan >= 0 ? plan : plans.set(number, local, content, this.#makeDoubling(number, local, content, environment));
  }

  /** Gathers what all lines of a row can bring. @returns how many plans there are */
  comings(row: Int32Array): number {
    const { linePairs: pairs } = this.#columns;
    for (;;) {
      const found = this.#gather(this.#comings, row, pairs);
      if (found >= 0) return found;
      this.coming(~found, row[pairs.firsts[~found]!]!, row[pairs.seconds[~found]!]!);
    }
  }

  /** Gathers which timers of a row can go off. @returns how many plans there are */
  timers(row: Int32Array): number {
    const { actorPairs: pairs } = this.#columns;
    for (;;) {
      const found = this.#gather(this.#timers, row, pairs);
      if (found >= 0) return found;
      const local = row[pairs.seconds[~found]!]!;
      this.#timers.set(~found, 0, local, this.#makeTimers(~found, local));
    }
  }

  #gather(tables: NumberTables, row: Int32Array, pairs: ColumnPairs): number {
    this.plans = withRoom(this.plans, pairs.count);
    return tables.gather(row, pairs, this.plans);
  }

  #makeComing(number: number, local: number, content: number): Plan {
    const line = this.#columns.lines[number]!;
    const transitions = line.channel
      .deliverables(content)
      .flatMap(({ message, left }) => this.#delivered(number, line, local, content, message, left));
    const known = new Map([
      [line.receiver.column, local],
      [line.channel.column, content],
    ]);
    return this.#planner.plan(transitions, known);
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
    const told = this.#columns.messages.value(message);
    const { from, to } = channel;
    const happening: Happening =
      from === OUTSIDE ? { type: 'arrival', to, message: told } : { type: isAgain ? 'duplicate' : 'delivery', from, to, message: told };
    const first = [OP.set, channel.column, left];
    const unit = channel.order === 'ordered' ? number : this.#units.named(`${from}>${to} ${message}`);
    const frame = { happening, first, isFault: isAgain, unit: isAgain ? NOBODYS : unit };
    return local === 0 ? [this.#compiler.bare(frame)] : this.#compiler.told(frame, receiver, local, told);
  }

  #makeLoss(number: number, content: number, environment: number): Plan {
    const { channel } = this.#columns.lines[number]!;
    const transitions = channel.deliverables(content).map(({ message, left }) =>
      this.#compiler.bare({
        happening: { type: 'loss', from: channel.from, to: channel.to, message: this.#columns.messages.value(message) },
        first: [OP.set, channel.column, left, OP.environment, 0, environment],
        isFault: true,
        unit: NOBODYS,
      }),
    );
    return this.#planner.unplanned(transitions);
  }

  #makeDoubling(number: number, local: number, content: number, environment: number): Plan {
    const line = this.#columns.lines[number]!;
    const first = [OP.environment, 0, environment];
    const transitions = line.channel
      .deliverables(content)
      .flatMap(({ message }) => this.#told(number, line, local, message, { left: content, isAgain: true }))
      .map((it) => this.#compiler.together({ happening: it.happening, first, isFault: true, unit: NOBODYS }, [it]));
    return this.#planner.unplanned(transitions);
  }

  #makeTimers(number: number, local: number): Plan {
    const actor = this.#columns.actors[number]!;
    const transitions = actor.state(local).timers.flatMap((timer) => {
      if ((timer.dueUs ?? 0) > 0) return [];
      const happening: Happening = { type: 'timer', actor: actor.id, timer: timer.id, event: timer.event };
      return this.#compiler.fired({ happening, unit: this.#units.named(`${actor.id} ${timer.id}`) }, actor, local, timer);
    });
    return this.#planner.plan(transitions, new Map([[actor.column, local]]));
  }
}
