/**
 * Systems in tests: `import 'chartwright/vitest'` teaches vitest's `expect` to check every schedule of a scenario.
 *
 *     expect(system(shop)).toHold();
 */
import { expect } from 'vitest';
import type { Explorable } from './coverage.ts';
import { matchers, type CoverageMatchers, type SystemMatchers } from './matchers.ts';
import type { System } from './system.ts';

export { coverageOf } from './coverage.ts';
export type { Coverage, Explorable, KindCoverage } from './coverage.ts';
export type { TransitionOfChart } from './chart-transitions.ts';
export { machineAlone } from './machine-alone.ts';
export type { MachineAloneOptions } from './machine-alone.ts';
export { system } from './system.ts';
export type { System, SystemOptions } from './system.ts';

expect.extend(matchers);

/** A matcher, where it is asked of what it is for. */
type Of<T, Subject, Matcher> = T extends Subject ? Matcher : never;

declare module 'vitest' {
  // Assertion rather than Matchers: there are none of them on `expect` itself.
  interface Assertion<T> {
    /** Everything that the scenario promises holds; or one property: its name, or the property itself. */
    toHold: Of<T, System, SystemMatchers['toHold']>;
    /** It holds in every state that can be reached. */
    toAlways: Of<T, System, SystemMatchers['toAlways']>;
    /** Every path comes to a state where it holds, if it is fair; weakly, unless it is said otherwise. */
    toEventually: Of<T, System, SystemMatchers['toEventually']>;
    /** It holds in some state that can be reached. */
    toReach: Of<T, System, SystemMatchers['toReach']>;
    /** From every state where `when` holds, every fair path comes to one where `follows` does. */
    toLeadTo: Of<T, System, SystemMatchers['toLeadTo']>;
    /** Nothing is left to happen only in states where this holds. */
    toRestOnlyWhere: Of<T, System, SystemMatchers['toRestOnlyWhere']>;
    /** Every transition of the chart of a kind of actor is taken somewhere; of all kinds, if none is named. */
    toCoverEveryTransition: Of<T, Explorable, CoverageMatchers['toCoverEveryTransition']>;
  }
}
