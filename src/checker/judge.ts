/** What is asked of every state, and of every step: the properties that a single state can violate, and what is found. */
import type { Always, Property, Seen, Sometimes, SystemState, Throughout } from '../properties/property.ts';
import type { Message } from '../machines/effects.ts';
import { canonical } from '../actors/canonical.ts';
import { BUILT_IN } from './check-options.ts';
import type { Columns } from './columns.ts';
import type { Fingerprints } from './fingerprint.ts';
import { Interner } from './interner.ts';
import { PairTable } from './pair-table.ts';
import { Quiet } from './quiet.ts';
import type { Reads } from './reads.ts';
import { Question } from './row-state.ts';
import type { Part, Transition } from './transition.ts';

/** Where something was found: a state, and, if it is a step from there that is meant, which one. */
export interface Finding {
  readonly state: number;
  readonly step?: number;
  readonly detail?: string;
}

/** Follows what a property remembers, in a column of its own. */
export interface Observer {
  readonly column: number;
  readonly first: number;
  next(remembered: number, transition: Transition): number;
}

interface Asked {
  readonly name: string;
  readonly question: Question;
  /** What a finding is: that it holds, or that it does not. */
  readonly seeks: boolean;
  /** It is about the actors of a state, and nothing else. */
  readonly isOfActors: boolean;
}

export interface JudgeOptions {
  readonly columns: Columns;
  readonly fingerprints: Fingerprints;
  readonly isExact: boolean;
  readonly properties: readonly Property[];
  readonly isEnd: ((state: SystemState) => boolean) | undefined;
  readonly within: ((state: SystemState) => boolean) | undefined;
  readonly checksUnhandled: boolean;
  readonly checksFailure: boolean;
  /** Notes what is read of states, other than of those at rest. */
  readonly reads?: Reads | undefined;
}

export class Judge {
  /** By the name of the property. */
  readonly findings = new Map<string, Finding>();
  readonly observers: readonly Observer[];
  readonly #asked: Asked[];
  readonly #quiet: Quiet;
  readonly #isEnd: Question | undefined;
  readonly #within: Question | undefined;
  readonly #options: JudgeOptions;
  #isViolated = false;

  constructor(options: JudgeOptions) {
    this.#options = options;
    const { columns, fingerprints, isExact, properties, isEnd, within } = options;
    this.#quiet = new Quiet({ columns, fingerprints, isExact });
    const observers: Observer[] = [];
    this.#asked = properties.flatMap((property): readonly Asked[] => {
      switch (property.type) {
        case 'always':
        case 'sometimes':
          return [this.#askedOf(property)];
        case 'throughout': {
          const observer = new Remembering(property, columns.reserve());
          observers.push(observer);
          const ask = (state: SystemState, row: Int32Array): boolean =>
            property.holds(observer.remembered(row[observer.column] ?? 0), state);
          return [
            {
              name: property.name,
              question: this.#question(quoted(property.name), ask, { others: [observer.column] }),
              seeks: false,
              isOfActors: false,
            },
          ];
        }
        case 'eventually':
        case 'leadsTo':
          return [];
      }
    });
    this.observers = observers;
    this.#isEnd = isEnd && this.#question('check.isEnd', isEnd, { isWatched: false });
    this.#within = within && this.#question('check.within', within);
  }

  /** Whether a property was found not to hold. */
  get isViolated(): boolean {
    return this.#isViolated;
  }

  /** A question about states, with the memory of this judge. */
  question(name: string, ask: (state: SystemState) => boolean): Question {
    return this.#question(quoted(name), ask);
  }

  /** Some states may lie outside of the bounds of the model. */
  get isBounded(): boolean {
    return this.#within !== undefined || this.#options.columns.areBounded;
  }

  isWithin(row: Int32Array): boolean {
    return this.#options.columns.isWithin(row) && (this.#within === undefined || this.#within.answer(row));
  }

  /** @param changed the kinds of actor that may stand otherwise than in the state before, which was judged; -1: all */
  judge(row: Int32Array, state: number, changed: number): void {
    if (this.#asked.length === 0 || this.#quiet.has(row)) return;
    const isRemembered = this.#quiet.isOn;
    for (let at = 0; at < this.#asked.length; at += 1) {
      const { name, question, seeks, isOfActors } = this.#asked[at]!;
      if (isOfActors && question.bits !== 0 && (question.bits & changed) === 0) continue;
      if ((isRemembered ? question.answerAnew(row) : question.answer(row)) !== seeks) continue;
      this.#found(name, { state }, !seeks);
      this.#asked.splice(at, 1);
      at -= 1;
    }
    this.#quiet.add(row, commonKinds(this.#asked));
  }

  /** A state from which nothing leads on but faults. */
  judgeRest(row: Int32Array, state: number): void {
    if (this.#isEnd && !this.findings.has(BUILT_IN.deadlock) && !this.#isEnd.answer(row)) this.#found(BUILT_IN.deadlock, { state }, true);
  }

  /** @param step its number among those of the state */
  judgeStep({ failure, unhandled }: Transition, state: number, step: number): void {
    const { checksFailure, checksUnhandled } = this.#options;
    if (failure !== undefined && checksFailure && !this.findings.has(BUILT_IN.failure))
      this.#found(BUILT_IN.failure, { state, step, detail: failure }, true);
    if (unhandled !== undefined && checksUnhandled && !this.findings.has(BUILT_IN.unhandled))
      this.#found(BUILT_IN.unhandled, { state, step, detail: unhandled }, true);
  }

  #found(name: string, finding: Finding, isViolation: boolean): void {
    this.findings.set(name, finding);
    this.#isViolated ||= isViolation;
  }

  #askedOf(property: Always | Sometimes): Asked {
    const question = this.#question(quoted(property.name), (state) => property.holds(state));
    return { name: property.name, question, seeks: property.type === 'sometimes', isOfActors: true };
  }

  #question(
    name: string,
    ask: (state: SystemState, row: Int32Array) => boolean,
    { others = [], isWatched = true }: { readonly others?: readonly number[]; readonly isWatched?: boolean } = {},
  ): Question {
    const { columns, fingerprints, isExact, reads } = this.#options;
    return new Question(ask, { name, columns, fingerprints, isExact, others, ...(isWatched ? { reads } : {}) });
  }
}

/** The kinds that each of them looks at, a bit each; 0 if they look at different ones, or at more. */
function commonKinds(asked: readonly Asked[]): number {
  const bits = asked[0]?.question.bits ?? 0;
  return asked.every((it) => it.isOfActors && it.question.bits === bits) ? bits : 0;
}

function quoted(name: string): string {
  return `"${name}"`;
}

class Remembering implements Observer {
  readonly column: number;
  readonly first: number;
  readonly #property: Throughout;
  readonly #values = new Interner<{ readonly it: unknown }>();
  readonly #next = new PairTable();

  constructor(property: Throughout, column: number) {
    this.#property = property;
    this.column = column;
    this.first = this.#number(property.initial);
  }

  remembered(number: number): unknown {
    return this.#values.value(number).it;
  }

  next(remembered: number, transition: Transition): number {
    const known = this.#next.get(remembered, transition.number);
    if (known >= 0) return known;
    const after = transition.parts.reduce((it, part) => this.#property.next(it, seenOf(part, transition)), this.remembered(remembered));
    const number = this.#number(after);
    this.#next.set(remembered, transition.number, number);
    return number;
  }

  #number(it: unknown): number {
    return this.#values.number(canonical(it), () => ({ it }));
  }
}

function seenOf({ actor, before, local, cause }: Part, { happening }: Transition): Seen {
  const { value, context } = local.outcome.snapshot;
  const message: Message | null = cause.type === 'happening' && 'message' in happening ? happening.message : null;
  return {
    actor: actor.id,
    kind: actor.kind,
    message,
    before: before === 0 ? null : actor.view(before),
    after: { id: actor.id, value, context },
    sends: local.effects.flatMap((effect) => (effect.type === 'send' ? [{ to: effect.to, type: effect.message.type }] : [])),
  };
}
