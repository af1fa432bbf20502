/**
 * What an actor may do to others from where it stands, now or ever after: to whom it may send, and whom it may create or stop; itself, or
 * one that it creates, or one that that one creates. The least fixpoint over where it may stand.
 */
import type { ActorColumn } from './actor-column.ts';
import type { Standing } from './collecting.ts';
import type { Columns } from './columns.ts';

/** In the place of a column: nothing that a row holds keeps it from happening. */
export const ALWAYS = -1;

/** Somebody sends to somebody, by the column of the channel; or creates or stops it. */
interface Deed {
  readonly column: number;
  readonly bit: bigint;
}

export class Futures {
  readonly #columns: Columns;
  /** By whom they concern. */
  readonly #deeds = new Map<ActorColumn, Map<number, Deed>>();
  /** By the actor's column and its local state: the bits of all that it may do. */
  readonly #ahead: bigint[][] = [];
  readonly #answers: (readonly number[])[][][] = [];
  #count = 0;

  constructor(columns: Columns, standings: readonly Standing[]) {
    this.#columns = columns;
    const before = new Map<Standing, Standing[]>();
    for (const it of standings) {
      for (const next of it.next) {
        const those = before.get(next);
        if (those) those.push(it);
        else before.set(next, [it]);
      }
    }
    const ahead = new Map(standings.map((it) => [it, this.#deedsOf(it)]));
    const work = new Set(standings);
    // Each grows no more often than there are deeds.
    for (const it of work) {
      work.delete(it);
      const bits = ahead.get(it) ?? 0n;
      for (const earlier of before.get(it) ?? []) {
        const known = ahead.get(earlier) ?? 0n;
        if ((known | bits) === known) continue;
        ahead.set(earlier, known | bits);
        work.add(earlier);
      }
    }
    for (const [{ actor, local }, bits] of ahead) (this.#ahead[actor.column] ??= [])[local] = bits;
  }

  /** The columns of the channels on which somebody may be sent to; ALWAYS, where it may be created or stopped. Empty: nothing ever concerns it. */
  concerning(whom: ActorColumn, actor: ActorColumn, local: number): readonly number[] {
    const answers = ((this.#answers[actor.column] ??= [])[local] ??= []);
    return (answers[whom.column] ??= this.#concerning(whom, actor, local));
  }

  #concerning(whom: ActorColumn, actor: ActorColumn, local: number): readonly number[] {
    const ahead = this.#ahead[actor.column]?.[local];
    if (ahead === undefined) throw new Error(`${actor.id} stands where it was not expected to come`);
    return [...(this.#deeds.get(whom)?.values() ?? [])].flatMap(({ column, bit }) => ((ahead & bit) === 0n ? [] : [column]));
  }

  #deedsOf({ actor, sends, changes }: Standing): bigint {
    let bits = 0n;
    for (const to of sends) bits |= this.#bit(to, this.#columns.lines[this.#columns.line(actor.id, to.id)]!.channel.column);
    for (const whom of changes) bits |= this.#bit(whom, ALWAYS);
    return bits;
  }

  #bit(whom: ActorColumn, column: number): bigint {
    const deeds = this.#deeds.get(whom) ?? new Map<number, Deed>();
    this.#deeds.set(whom, deeds);
    const known = deeds.get(column);
    if (known) return known.bit;
    const bit = 1n << BigInt(this.#count);
    this.#count += 1;
    deeds.set(column, { column, bit });
    return bit;
  }
}
