/** A row as properties see it; and a question about it, answered once for all rows that look the same to it. */
import type { ActorState, SystemState } from '../properties/property.ts';
import { Answers } from './answers.ts';
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import { answered } from './unanswered.ts';
import type { Reads } from './reads.ts';

/** The actors of a row, and which kinds of them were asked for. */
class RowState implements SystemState {
  readonly #columns: Columns;
  readonly #row: Int32Array;
  readonly #reads: Reads | undefined;
  readonly kinds = new Set<string>();

  constructor(columns: Columns, row: Int32Array, reads?: Reads) {
    this.#columns = columns;
    this.#row = row;
    this.#reads = reads;
  }

  ofKind(kind: string): readonly ActorState[] {
    this.kinds.add(kind);
    const reads = this.#reads;
    reads?.ask(kind);
    const there: ActorState[] = [];
    for (const actor of this.#columns.ofKind(kind)) {
      const local = this.#row[actor.column] ?? 0;
      if (local === 0) continue;
      const view = actor.view(local);
      there.push(reads ? reads.watched(kind, view) : view);
    }
    return there;
  }
}

/** What properties are asked about rows, remembered by the local states of the kinds of actor that they look at. */
export class Question {
  /** What is asked, for who cannot be answered. */
  readonly #name: string;
  readonly #columns: Columns;
  readonly #fingerprints: Fingerprints;
  readonly #ask: (state: SystemState, row: Int32Array) => boolean;
  readonly #isExact: boolean;
  /** Columns that the answer depends on beside those of actors. */
  readonly #others: readonly number[];
  /** Notes what it reads whenever it is worked out anew: where it is remembered, it would read nothing else. */
  readonly #reads: Reads | undefined;
  readonly #kinds = new Set<string>();
  /** Kinds that it has looked at, a bit each. */
  bits = 0;
  #actors = -1;
  #answers: Answers;

  constructor(
    ask: (state: SystemState, row: Int32Array) => boolean,
    {
      name,
      columns,
      fingerprints,
      isExact,
      others = [],
      reads,
    }: {
      readonly name: string;
      readonly columns: Columns;
      readonly fingerprints: Fingerprints;
      readonly isExact: boolean;
      readonly others?: readonly number[];
      readonly reads?: Reads | undefined;
    },
  ) {
    this.#name = name;
    this.#ask = ask;
    this.#columns = columns;
    this.#fingerprints = fingerprints;
    this.#isExact = isExact;
    this.#others = others;
    this.#reads = reads;
    this.#answers = this.#watch();
  }

  answer(row: Int32Array): boolean {
    if (this.#actors !== this.#columns.actors.length) this.#answers = this.#watch();
    const known = this.#answers.get(row);
    if (known !== undefined) return known;
    const before = this.bits;
    const answer = this.answerAnew(row);
    if (before === this.bits && before !== 0) this.#answers.set(row, answer);
    return answer;
  }

  /** The answer, without a look at those that were given. */
  answerAnew(row: Int32Array): boolean {
    const state = new RowState(this.#columns, row, this.#reads);
    const answer = answered(this.#name, () => this.#ask(state, row));
    const seen = this.#kinds.size;
    for (const kind of state.kinds) this.#kinds.add(kind);
    // It looks at more than it did before: what it said till now was said of less.
    if (this.#kinds.size > seen) {
      for (const kind of this.#kinds) this.bits |= this.#columns.bitOf(kind);
      this.#answers = this.#watch();
    }
    return answer;
  }

  #watch(): Answers {
    this.#actors = this.#columns.actors.length;
    const actors = this.#columns.actors.filter(({ kind }) => this.#kinds.has(kind));
    return new Answers({
      columns: [...this.#others, ...actors.map(({ column }) => column)],
      fingerprints: this.#fingerprints,
      isExact: this.#isExact,
    });
  }
}
