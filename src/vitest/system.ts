/** A scenario with the options of its checks: what `expect` is given. It keeps what it has been asked before. */
import { BUILT_IN, type CheckOptions, type CheckResult, type Limits } from '../checker/check-options.ts';
import { check } from '../checker/check.ts';
import { always, type Always, type Property } from '../properties/property.ts';
import { describeParameterProblem } from '../scenarios/parameter-problems.ts';
import { resolveParameters, type Settings } from '../scenarios/parameters.ts';
import { anyScenario, type AnyScenario, type Scenario } from '../scenarios/scenario.ts';
import { Taken, type Coverage, type Explorable } from './coverage.ts';

/** What the checker takes as it is. */
type Checked = Pick<CheckOptions, 'network' | 'timers' | 'faults' | 'symmetry' | 'reduction' | 'exact' | 'search' | 'seed' | 'engine'>;

export interface SystemOptions<Item = unknown> extends Checked {
  /** Comes after what the scenario sets for its checks. */
  readonly preset?: string;
  /** Values of parameters by their paths; they come after the preset. */
  readonly settings?: Settings;
  /** Work, in place of that of the scenario. */
  readonly items?: readonly Item[];
  /** Of states, 1,000,000 unless given. There is none of seconds: a test on a slow machine would come to something else. */
  readonly limits?: Pick<Limits, 'statesMax' | 'depthMax'>;
  /** Take a search that reached a limit, and found nothing to the contrary, for a success. */
  readonly mayBeIncomplete?: boolean;
}

/**
 * A system to be checked: `expect(system(scenario)).toHold()`.
 *
 * @throws Error if a parameter does not exist or has a wrong value, with all that is wrong
 */
export function system<Params, Item, Metrics extends object>(
  scenario: Scenario<Params, Item, Metrics>,
  options: SystemOptions<Item> = {},
): System {
  return new System(anyScenario(scenario), options);
}

const STATES_MAX = 1_000_000;

/** Made by `system`. */
export class System implements Explorable {
  readonly name: string;
  readonly mayBeIncomplete: boolean;
  readonly statesMax: number;
  readonly #options: CheckOptions & { readonly scenario: AnyScenario };
  readonly #known = new Map<string | Property | undefined, CheckResult>();
  #coverage: Coverage | undefined;

  constructor(scenario: AnyScenario, { preset, settings = {}, limits, mayBeIncomplete = false, ...options }: SystemOptions) {
    this.name = scenario.name;
    this.mayBeIncomplete = mayBeIncomplete;
    this.statesMax = limits?.statesMax ?? STATES_MAX;
    this.#options = {
      ...options,
      scenario,
      params: paramsFor(scenario, preset, settings),
      limits: { ...limits, statesMax: this.statesMax },
    };
  }

  /** Everything that the scenario promises, up to the first violation. @throws CheckRefused */
  promises(): CheckResult {
    return this.#once(undefined, () => this.#run({}));
  }

  /** One of the properties of the scenario, or of what is checked besides. @throws CheckRefused if there is none of that name */
  named(name: string): CheckResult {
    const whole = this.#known.get(undefined);
    const isDecided = whole?.properties.some((it) => it.name === name && it.verdict !== 'incomplete');
    return whole && isDecided ? whole : this.#once(name, () => this.#run({ only: [name] }));
  }

  /** A property that the scenario does not know of. @throws CheckRefused */
  asked(property: Property): CheckResult {
    return this.#once(property, () => this.#run({ properties: [property], only: [property.name] }));
  }

  /** Whether a state can be reached in which it holds. The search ends there, for what is checked is the opposite. */
  reaching({ name, holds }: Always): CheckResult {
    const result = this.#run({ properties: [always(name, (state) => !holds(state))], only: [name] });
    const properties = result.properties.map((it) => {
      if (it.name !== name || it.type !== 'always') return it;
      const verdict = it.verdict === 'violated' ? 'holds' : it.verdict === 'holds' ? 'violated' : 'incomplete';
      return { ...it, type: 'sometimes' as const, verdict } as const;
    });
    return { ...result, properties };
  }

  /** Whether nothing is left to happen only where it is the end. */
  restingOnlyWhere({ holds: isEnd }: Always): CheckResult {
    const { scenario } = this.#options;
    return this.#run({ scenario: { ...scenario, check: { ...scenario.check, isEnd } }, properties: [], only: [BUILT_IN.deadlock] });
  }

  /** The transitions that are taken in all of it. With reduction some of them might be left out, so it is done without. */
  coverage(): Coverage {
    this.#coverage ??= this.#covered({ only: [], all: true, reduction: false }).coverage;
    return this.#coverage;
  }

  #run(question: Partial<CheckOptions>): CheckResult {
    const { result, coverage } = this.#covered(question);
    // A violation ends a search early.
    if (result.verdict === 'holds' && !this.#options.reduction) this.#coverage ??= coverage;
    return result;
  }

  #covered(question: Partial<CheckOptions>): { readonly result: CheckResult; readonly coverage: Coverage } {
    const options = { ...this.#options, ...question };
    const taken = new Taken(options.scenario.kinds);
    const result = check({ ...options, onTransition: (kind, transition) => taken.see(kind, transition) });
    return { result, coverage: taken.coverage(result) };
  }

  #once(question: string | Property | undefined, ask: () => CheckResult): CheckResult {
    const result = this.#known.get(question) ?? ask();
    this.#known.set(question, result);
    return result;
  }
}

/** Defaults, what the scenario sets for its checks, the preset, settings. */
function paramsFor(scenario: AnyScenario, preset: string | undefined, settings: Settings): unknown {
  const given = Object.entries(settings).map(([path, value]) => ({ path, value }));
  const resolved = resolveParameters(scenario, preset, given, scenario.check?.set);
  if ('problems' in resolved) throw new Error(resolved.problems.map(describeParameterProblem).join('\n'));
  return resolved.params;
}
