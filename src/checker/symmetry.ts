/**
 * Symmetry: states that differ only by who is who have one fingerprint, the least of those of all ways to rename the actors that are alike.
 * What a search goes on from are the states themselves, so every path is one of the model.
 */
import type { ActorColumn, LocalState } from './actor-column.ts';
import type { ChannelColumn } from './channel-column.ts';
import { OUTSIDE, type Columns } from './columns.ts';
import { ENVIRONMENT_COLUMN, type Environment } from './environment.ts';
import type { Fingerprints } from './fingerprint.ts';

/** More ways to rename than this cost more than they save. */
const RENAMINGS_MAX = 5040;

/** One way to say who is who. */
interface Renaming {
  readonly rename: <T>(data: T) => T;
  /** By column, the other column; and by column and value, the value that stands there. */
  readonly columns: number[];
  readonly values: number[][];
}

export interface SymmetryOptions {
  readonly columns: Columns;
  readonly environment: Environment;
  readonly fingerprints: Fingerprints;
  /** Groups of tokens of ids that can be renamed into each other. */
  readonly groups: readonly (readonly string[])[];
  readonly kinds: readonly string[];
}

export class Symmetry {
  readonly #columns: Columns;
  readonly #environment: Environment;
  readonly #fingerprints: Fingerprints;
  readonly #renamings: readonly Renaming[];
  /** By column, who or what it is. */
  readonly #owners: (ActorColumn | ChannelColumn | undefined)[] = [];
  #known = 0;

  /** @throws RangeError if there are too many ways to rename */
  constructor({ columns, environment, fingerprints, groups, kinds }: SymmetryOptions) {
    const count = groups.reduce((ways, { length }) => ways * factorial(length), 1);
    if (count > RENAMINGS_MAX)
      throw new RangeError(`${count} ways to say who is who; expected at most ${RENAMINGS_MAX}, as of seven actors that are alike`);
    this.#columns = columns;
    this.#environment = environment;
    this.#fingerprints = fingerprints;
    this.#renamings = namings(groups).map((naming) => ({ rename: renamer(naming, kinds), columns: [], values: [] }));
  }

  fingerprint(row: Int32Array, into: { low: number; high: number }): void {
    this.#learn();
    let least = Number.POSITIVE_INFINITY;
    let leastLow = 0;
    const { count } = this.#columns;
    for (const renaming of this.#renamings) {
      let low = 0;
      let high = 0;
      for (let column = 0; column < count; column += 1) {
        const value = row[column];
        if (value === 0 || value === undefined) continue;
        const other = (renaming.columns[column] ??= this.#otherColumn(column, renaming));
        const values = (renaming.values[column] ??= []);
        const renamed = (values[value] ??= this.#otherValue(column, value, renaming));
        const at = this.#fingerprints.at(other, renamed);
        low = (low + this.#fingerprints.lanes[at]!) | 0;
        high = (high + this.#fingerprints.lanes[at + 1]!) | 0;
      }
      if (high < least || (high === least && low < leastLow)) {
        least = high;
        leastLow = low;
      }
    }
    into.low = leastLow;
    into.high = least;
  }

  #learn(): void {
    const { actors, lines, toPlaces } = this.#columns;
    if (this.#known === actors.length + lines.length + toPlaces.length) return;
    for (const actor of actors) this.#owners[actor.column] = actor;
    for (const { channel } of lines) this.#owners[channel.column] = channel;
    for (const { channel } of toPlaces) this.#owners[channel.column] = channel;
    this.#known = actors.length + lines.length + toPlaces.length;
  }

  #otherColumn(column: number, { rename }: Renaming): number {
    const owner = this.#owners[column];
    if (owner === undefined) return column;
    if ('kind' in owner) return this.#columns.actor(rename(owner.id)).column;
    if (owner.from === OUTSIDE && owner.to.startsWith('place ')) return column;
    return this.#columns.lines[this.#columns.line(owner.from === OUTSIDE ? OUTSIDE : rename(owner.from), rename(owner.to))]!.channel.column;
  }

  #otherValue(column: number, value: number, renaming: Renaming): number {
    const { rename } = renaming;
    if (column === ENVIRONMENT_COLUMN) return this.#environment.renamed(value, rename);
    const owner = this.#owners[column];
    // What a property remembers: those that are checked with symmetry remember nothing.
    if (owner === undefined) return value;
    if ('kind' in owner) {
      return this.#columns.actor(rename(owner.id)).named(renamedState(owner.state(value), rename));
    }
    const other = this.#columns.lines[this.#columns.line(owner.from === OUTSIDE ? OUTSIDE : rename(owner.from), rename(owner.to))]!.channel;
    return other.number(owner.messages(value).map((it) => this.#columns.message(rename(this.#columns.messages.value(it)))));
  }
}

/** The same local state of somebody else; only its data, which is all that its text is made of. */
function renamedState({ snapshot, timers }: LocalState, rename: Renaming['rename']): LocalState {
  return {
    snapshot: { ...snapshot, context: rename(snapshot.context) },
    timers: rename(timers).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Renames ids, wherever they stand in strings: `kind-token`, as whole words. */
function renamer(naming: ReadonlyMap<string, string>, kinds: readonly string[]): <T>(data: T) => T {
  const tokens = [...naming.keys()].sort((a, b) => b.length - a.length).map(escaped);
  if (tokens.length === 0) return (data) => data;
  const ids = new RegExp(`(?<![\\w-])(${kinds.map(escaped).join('|')})-(${tokens.join('|')})(?![\\w-])`, 'g');
  const text = (it: string): string => it.replace(ids, (_, kind: string, token: string) => `${kind}-${naming.get(token) ?? token}`);
  const rename = (data: unknown): unknown => {
    if (typeof data === 'string') return text(data);
    if (Array.isArray(data)) return data.map(rename);
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, part]) => [text(key), rename(part)]));
  };
  return <T>(data: T) => rename(data) as T; // It has the shape that it had.
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Every way to rename within groups; the first one leaves all as it is. */
function namings(groups: readonly (readonly string[])[]): readonly ReadonlyMap<string, string>[] {
  return groups.reduce<readonly ReadonlyMap<string, string>[]>(
    (all, group) =>
      all.flatMap((naming) =>
        permutations(group).map((other) => new Map([...naming, ...group.map((it, at) => [it, other[at]!] as const)])),
      ),
    [new Map()],
  );
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
