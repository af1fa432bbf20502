/** The matchers: each asks a system one question, and tells the answer. */
import type { MatcherState } from 'vitest';
import { BUILT_IN, type CheckResult } from '../checker/check-options.ts';
import {
  propertiesOver,
  type ActorState,
  type Contexts,
  type Fairness,
  type Property,
  type Response,
  type SystemState,
} from '../properties/property.ts';
import { answerOf, type Answer } from './answer.ts';
import { coverageAnswer, type CoverageOptions } from './coverage-answer.ts';
import type { Explorable } from './coverage.ts';
import { System } from './system.ts';

type AnyContexts = Readonly<Record<string, ActorState['context']>>;

/** Whether something holds in a state. Of `(state: SystemState<{ fork: Fork }>) => …`, what is read of a fork has its type. */
type Predicate<C extends Contexts> = (state: SystemState<C>) => boolean;

/** What can be asked of a system. */
export interface SystemMatchers {
  toHold(property?: string | Property): void;
  toAlways<C extends Contexts = AnyContexts>(name: string, holds: Predicate<C>): void;
  toEventually<C extends Contexts = AnyContexts>(name: string, holds: Predicate<C>, options?: { readonly fairness?: Fairness }): void;
  toReach<C extends Contexts = AnyContexts>(name: string, holds: Predicate<C>): void;
  toLeadTo<C extends Contexts = AnyContexts>(name: string, response: Response<C>): void;
  toRestOnlyWhere<C extends Contexts = AnyContexts>(isEnd: Predicate<C>): void;
}

/** What can be asked of a system, or of a machine alone. */
export interface CoverageMatchers {
  toCoverEveryTransition(kind?: string, options?: CoverageOptions): void;
}

/** What stands behind each of them: it is given what `expect` was, and says whether that is as it should be. */
type Implementing<Matchers extends Readonly<Record<keyof Matchers, (...args: never) => void>>> = {
  readonly [K in keyof Matchers]: (this: MatcherState, received: unknown, ...args: Parameters<Matchers[K]>) => Answer;
};

// Whoever writes a predicate says what contexts it reads.
const { always, eventually, leadsTo } = propertiesOver<Contexts>();

export const matchers: Implementing<SystemMatchers & CoverageMatchers> = {
  toHold(received, property) {
    const system = systemIn(received, 'toHold');
    if (property === undefined) return answerOf({ system, result: system.promises(), isNot: isNegated(this) });
    const isNamed = typeof property === 'string';
    const name = isNamed ? property : property.name;
    return answerOf({ system, name, result: isNamed ? system.named(name) : system.asked(property), isNot: isNegated(this) });
  },
  toAlways(received, name, holds) {
    return ask(this, systemIn(received, 'toAlways'), name, (system) => system.asked(always(name, holds)));
  },
  toEventually(received, name, holds, { fairness = 'weak' } = {}) {
    return ask(this, systemIn(received, 'toEventually'), name, (system) => system.asked(eventually(name, holds, fairness)));
  },
  toReach(received, name, holds) {
    return ask(this, systemIn(received, 'toReach'), name, (system) => system.reaching(always(name, holds)));
  },
  toLeadTo(received, name, response) {
    return ask(this, systemIn(received, 'toLeadTo'), name, (system) => system.asked(leadsTo(name, response)));
  },
  toRestOnlyWhere(received, isEnd) {
    const resting = always(BUILT_IN.deadlock, isEnd);
    return ask(this, systemIn(received, 'toRestOnlyWhere'), resting.name, (system) => system.restingOnlyWhere(resting));
  },
  toCoverEveryTransition(received, kind, options = {}) {
    return coverageAnswer(explorableIn(received), { ...options, kind, isNot: isNegated(this) });
  },
};

function ask(state: MatcherState, system: System, name: string, how: (system: System) => CheckResult): Answer {
  return answerOf({ system, name, result: how(system), isNot: isNegated(state) });
}

/** Whatever its type says, vitest leaves it undefined where there is no `.not`. */
function isNegated({ isNot }: { readonly isNot?: boolean }): boolean {
  return isNot === true;
}

function systemIn(received: unknown, matcher: string): System {
  if (received instanceof System) return received;
  throw new TypeError(`expect(…).${matcher} is asked of what system(scenario) makes.`);
}

function explorableIn(received: unknown): Explorable {
  if (typeof received === 'object' && received !== null && 'coverage' in received) return received as Explorable; // Nothing else has it.
  throw new TypeError('expect(…).toCoverEveryTransition is asked of what system(scenario) or machineAlone(machine, …) makes.');
}
