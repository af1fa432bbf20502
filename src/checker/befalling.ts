/** What can come from outside: work, faults and their ends, splits; told to whom it is meant for. */
import type { Arrival } from '../actors/system.ts';
import type { Message } from '../machines/effects.ts';
import type { ActorColumn } from './actor-column.ts';
import type { Columns } from './columns.ts';
import type { Compiler, Frame } from './compiler.ts';
import type { Outside } from './environment.ts';
import type { Happening } from './path.ts';
import { NOTHING, type Plan, type Planner } from './planning.ts';
import { OP, type Transition } from './transition.ts';
import { NOBODYS, type Units } from './units.ts';

export class Befalling {
  readonly #columns: Columns;
  readonly #compiler: Compiler;
  readonly #planner: Planner;
  readonly #units: Units;
  /** By what comes, and the local states of those who are told. */
  readonly #plans = new Map<object, Map<string, Plan>>();
  readonly #atPlace = new Map<string, { readonly of: number; readonly there: readonly ActorColumn[] }>();

  constructor({
    columns,
    compiler,
    planner,
    units,
  }: {
    readonly columns: Columns;
    readonly compiler: Compiler;
    readonly planner: Planner;
    readonly units: Units;
  }) {
    this.#columns = columns;
    this.#compiler = compiler;
    this.#planner = planner;
    this.#units = units;
  }

  /** Work for all who are at a place. */
  arriving(row: Int32Array, { channel, place }: Columns['toPlaces'][number], content: number): Plan {
    const [next] = channel.deliverables(content);
    if (!next) return NOTHING;
    const message = this.#columns.messages.value(next.message);
    const first = [OP.set, channel.column, next.left];
    return this.#telling(
      row,
      next,
      { happening: { type: 'arrival', to: { place }, message }, first, unit: this.#units.named(`to place ${place}`) },
      message,
    );
  }

  plan(row: Int32Array, outside: Outside): Plan {
    const unit = this.#units.named(outside.key);
    const first = [OP.environment, 0, outside.after];
    switch (outside.type) {
      case 'split':
        return this.#once(outside, '', () => [
          this.#compiler.bare({ happening: { type: 'split', groups: outside.groups }, first, isFault: true, unit: NOBODYS }),
        ]);
      case 'heal':
        return this.#once(outside, '', () => [this.#compiler.bare({ happening: { type: 'heal' }, first, unit })]);
      case 'arrival': {
        const { to, message } = outside.arrival;
        return this.#telling(row, outside, { happening: { type: 'arrival', to, message }, first, unit }, message);
      }
      case 'fault': {
        const { name, option, isEnd } = outside;
        const message = isEnd && option.endedBy ? option.endedBy : option.message;
        const happening: Happening = { type: 'fault', name, to: option.to, message };
        return this.#telling(row, outside, { happening, first, isFault: !isEnd, unit: isEnd ? unit : NOBODYS }, message);
      }
    }
  }

  /** All who are meant at once, in order of their ids: what they do to each other meanwhile is not heard. */
  #telling(row: Int32Array, cause: object, frame: Frame, message: Message): Plan {
    const { happening } = frame;
    const meant = 'to' in happening ? this.#meant(happening.to) : [];
    let key = '';
    for (const { column } of meant) key += `${row[column]! | 0} `;
    return this.#once(cause, key, () => {
      const inner = { happening, unit: frame.unit };
      const there = meant.filter(({ column }) => (row[column]! | 0) !== 0);
      const each = there.map((actor) => this.#compiler.told(inner, actor, row[actor.column]!, message));
      return product(each).map((transitions) => this.#compiler.together(frame, transitions));
    });
  }

  /** The actors that may be meant, and be there: sorted by id, and grown when there are more. */
  #meant(to: Arrival['to']): readonly ActorColumn[] {
    if (typeof to === 'string') return [this.#columns.actor(to)];
    const { actors } = this.#columns;
    const known = this.#atPlace.get(to.place);
    if (known?.of === actors.length) return known.there;
    const there = actors.filter((it) => it.place === to.place).sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#atPlace.set(to.place, { of: actors.length, there });
    return there;
  }

  #once(cause: object, key: string, work: () => readonly Transition[]): Plan {
    const plans = this.#plans.get(cause) ?? new Map<string, Plan>();
    this.#plans.set(cause, plans);
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = this.#planner.unplanned(work());
    plans.set(key, plan);
    return plan;
  }
}

function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>((all, list) => all.flatMap((it) => list.map((item) => [...it, item])), [[]]);
}
