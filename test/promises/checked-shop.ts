/** The batch shop as the model checker explores it, for tests. */
import { check } from '../../src/checker/check.ts';
import type { CheckOptions, CheckResult } from '../../src/checker/check-options.ts';
import type { Path, PathStep } from '../../src/checker/path.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { paramsOf, type Settings } from '../../src/scenarios/parameters.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';

export interface CheckedShop extends Partial<Omit<CheckOptions, 'scenario' | 'params'>> {
  /** Over those of the scenario's check. */
  readonly settings?: Settings;
  /** Machines in place of the scenario's. */
  readonly kinds?: typeof batch.kinds;
}

export function checkShop({ settings = {}, kinds = {}, ...options }: CheckedShop): CheckResult {
  const scenario = anyScenario({ ...batch, kinds: { ...batch.kinds, ...kinds } });
  const params = paramsOf(scenario, undefined, { ...byPath(batch.check?.set ?? {}), ...settings });
  return check({ scenario, params, limits: { statesMax: 1_000_000 }, ...options });
}

/** What of a check does not hold. */
export function troubles({ properties }: CheckResult): readonly string[] {
  return properties.flatMap(({ name, verdict, detail }) => (verdict === 'holds' ? [] : [`${name}: ${verdict} ${detail ?? ''}`.trim()]));
}

/** What the last step of a path begins with, in a few words. */
export function endOf({ steps }: Path): string {
  const last = steps.at(-1);
  return last === undefined ? 'the start' : inWords(last);
}

function inWords({ happening }: PathStep): string {
  switch (happening.type) {
    case 'delivery':
      return `${happening.from} tells ${happening.to} ${happening.message.type}`;
    case 'timer':
      return `${happening.actor} is done with ${happening.timer.replace(/^xstate\.after\.(\w+)\..*$/, '$1')}`;
    case 'fault':
      return `the fault ${happening.name}`;
    default:
      return happening.type;
  }
}

/** Parameters are in groups, and the values of some are objects themselves. */
function byPath(groups: object): Settings {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([group, members]) =>
      Object.entries(members as object).map(([name, value]) => [`${group}.${name}`, value] as const),
    ),
  );
}
