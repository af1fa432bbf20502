/** The columns of the rows of a model: the environment, and every actor and channel, as they are met. They are added, and never taken away. */
import type { Behavior } from '../actors/behavior.ts';
import type { StartTimer } from '../actors/step.ts';
import { StepError } from '../actors/step.ts';
import { kindOf } from '../actors/system.ts';
import { canonical } from '../actors/canonical.ts';
import type { Message } from '../machines/effects.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { ActorColumn } from './actor-column.ts';
import { ChannelColumn } from './channel-column.ts';
import { ColumnPairs, NO_COLUMN } from './column-pairs.ts';
import { ENVIRONMENT_COLUMN } from './environment.ts';
import { Interner } from './interner.ts';

/** Who sends what comes from outside; no actor has such an id, since it has no kind. */
export const OUTSIDE = '';

export interface ColumnsOptions {
  readonly behaviors: ReadonlyMap<string, Behavior>;
  readonly network: NetworkModel;
  readonly placeOf: ((id: string) => string | null) | undefined;
  /** Faults of the network reach only what goes from one place to another. */
  readonly areWiresBetweenPlaces: boolean;
  /** Each of several equal messages counts, even where it makes no difference. */
  readonly tellsEqualsApart: boolean;
  readonly lengthUs?: (kind: string, delay: StartTimer['delay']) => number;
}

/** A channel, and the actor at its end. */
export interface Line {
  readonly channel: ChannelColumn;
  readonly receiver: ActorColumn;
}

export class Columns {
  readonly messages = new Interner<Message>();
  readonly actors: ActorColumn[] = [];
  readonly lines: Line[] = [];
  /** Of each line, where its receiver and its channel stand in a row. */
  readonly linePairs = new ColumnPairs();
  /** Where each actor stands. */
  readonly actorPairs = new ColumnPairs();
  /** What comes from outside to all actors of a place. */
  readonly toPlaces: { readonly channel: ChannelColumn; readonly place: string }[] = [];
  readonly #actorsById = new Map<string, ActorColumn>();
  readonly #channels = new Map<string, number>();
  readonly #options: ColumnsOptions;
  readonly #kinds: readonly string[];
  readonly #byKind = new Map<string, { readonly of: number; readonly actors: readonly ActorColumn[] }>();
  #count = ENVIRONMENT_COLUMN + 1;

  constructor(options: ColumnsOptions) {
    this.#options = options;
    this.#kinds = [...options.behaviors.keys()];
  }

  get count(): number {
    return this.#count;
  }

  /** A column that belongs to nobody here. */
  reserve(): number {
    this.#count += 1;
    return this.#count - 1;
  }

  /** A bit for the kind of an actor; all of them, where there are too many kinds for a bit each. */
  bitOf(kind: string): number {
    return this.#kinds.length > 30 ? -1 : 1 << this.#kinds.indexOf(kind);
  }

  known(id: string): ActorColumn | undefined {
    return this.#actorsById.get(id);
  }

  /** @throws StepError if its kind is not known */
  actor(id: string): ActorColumn {
    const known = this.#actorsById.get(id);
    if (known) return known;
    const { behaviors, placeOf, lengthUs } = this.#options;
    const behavior = behaviors.get(kindOf(id));
    if (!behavior) throw new StepError(`actor '${id}' is of no known kind; the kinds are ${[...behaviors.keys()].join(', ')}`);
    const actor = new ActorColumn({
      id,
      behavior,
      place: placeOf?.(id) ?? null,
      column: this.reserve(),
      ...(lengthUs ? { lengthUs } : {}),
    });
    this.#actorsById.set(id, actor);
    this.actors.push(actor);
    this.actorPairs.add(NO_COLUMN, actor.column);
    return actor;
  }

  /** The actors of a kind, sorted by id. */
  ofKind(kind: string): readonly ActorColumn[] {
    const known = this.#byKind.get(kind);
    if (known?.of === this.actors.length) return known.actors;
    const actors = this.actors.filter((it) => it.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#byKind.set(kind, { of: this.actors.length, actors });
    return actors;
  }

  /** The number of the line from one actor to another. */
  line(from: string, to: string): number {
    const key = `${from}>${to}`;
    const known = this.#channels.get(key);
    if (known !== undefined) return known;
    // The receiver may be gone, or never come: a column of nobody, if its kind is not known.
    const receiver = this.actor(to);
    this.#channels.set(key, this.lines.length);
    const channel = this.#channel(from, to, receiver.place);
    this.lines.push({ channel, receiver });
    this.linePairs.add(receiver.column, channel.column);
    return this.lines.length - 1;
  }

  toPlace(place: string): ChannelColumn {
    const known = this.toPlaces.find((it) => it.place === place);
    if (known) return known.channel;
    const channel = this.#channel(OUTSIDE, `place ${place}`, null);
    this.toPlaces.push({ channel, place });
    return channel;
  }

  /** Whether some rows may hold more equal messages than the network lets a channel have. */
  get areBounded(): boolean {
    return this.#options.network.equalMax !== undefined;
  }

  /** Whether no channel of a row holds more of them. */
  isWithin(row: Int32Array): boolean {
    if (!this.areBounded) return true;
    for (let at = 0; at < this.lines.length; at += 1) {
      const { channel } = this.lines[at]!;
      const content = row[channel.column]! | 0;
      if (content !== 0 && !channel.isWithin(content)) return false;
    }
    return true;
  }

  message(message: Message): number {
    return this.messages.number(canonical(message), () => message);
  }

  #channel(from: string, to: string, toPlace: string | null): ChannelColumn {
    const { network, placeOf, areWiresBetweenPlaces } = this.#options;
    const fromPlace = from === OUTSIDE ? null : (placeOf?.(from) ?? null);
    const goesAbroad = fromPlace !== null && toPlace !== null && fromPlace !== toPlace;
    const isFaulty = from !== OUTSIDE && (!areWiresBetweenPlaces || goesAbroad);
    return new ChannelColumn({
      from,
      to,
      column: this.reserve(),
      order: from === OUTSIDE ? 'ordered' : network.order,
      isFaulty,
      isForgetful: isFaulty && network.lossy === true && network.duplicating === true && !this.#options.tellsEqualsApart,
      // What is never taken away would keep everything else waiting.
      isAtOnce: network.atOnceWithinPlaces === true && network.order !== 'set' && fromPlace !== null && fromPlace === toPlace,
      ...(from === OUTSIDE || network.equalMax === undefined ? {} : { equalMax: network.equalMax }),
    });
  }
}
