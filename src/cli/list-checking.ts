/** What a scenario promises, and how `check` looks at it by its defaults: as `list` tells it. */
import { assumptionLines } from '../report/assumptions.ts';
import { wrap, type Style } from '../report/terminal.ts';
import type { Property } from '../properties/property.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';
import { resolveParameters } from '../scenarios/parameters.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import { quoted } from './again.ts';

export interface Checking {
  readonly network: NetworkModel;
  /** Names of the faults that `--faults` takes. */
  readonly faults: readonly string[];
  readonly budget: Readonly<Record<string, number>>;
  /** There is work that is meant for checks. */
  readonly ownWork: boolean;
  /** Groups of actors that are alike. */
  readonly symmetric: readonly (readonly string[])[];
}

/** By the parameters that the scenario sets for its checks. */
export function checkingOf(scenario: AnyScenario): Checking {
  const { check: spec = {} } = scenario;
  const resolved = resolveParameters(scenario, undefined, [], spec.set);
  // Whoever checks such a scenario is told what is wrong with its parameters.
  const params = 'params' in resolved ? resolved.params : scenario.parameters.parse({});
  const hasPlaces = scenario.wires?.(params).placeOf !== undefined;
  return {
    network: spec.network ?? { order: 'ordered' },
    faults: [...Object.keys(spec.faults?.(params) ?? {}), 'loss', 'duplication', ...(hasPlaces ? ['split'] : [])],
    budget: spec.budget ?? {},
    ownWork: spec.work !== undefined,
    symmetric: (spec.symmetric?.(params) ?? []).filter((group) => group.length > 1),
  };
}

/**
 * Lines for people, the first one empty.
 *
 * @param reference of the scenario, as it is given to commands
 */
export function checkingLines(scenario: AnyScenario, reference: string, { colors, width }: Style): readonly string[] {
  const { properties = [] } = scenario;
  const { network, faults, budget, ownWork, symmetric } = checkingOf(scenario);
  const assumed = assumptionLines({
    ...(ownWork ? { work: 'a small one of its own' } : {}),
    network,
    timers: 'any',
    faults: budget,
    fairness: properties.flatMap((it) => ('fairness' in it ? [it.fairness] : [])),
    isBounded: scenario.check?.within !== undefined,
    symmetry: false,
    reduction: false,
  });
  const more: readonly (readonly [string, string])[] = [
    ['--faults', faults.join(', ')],
    ...(symmetric.length > 0 ? [['--symmetry', symmetric.map((group) => group.join(', ')).join('; ')] as const] : []),
  ];
  const lines = [...assumed, ...more].flatMap(([label, text]) => hanging(label.padEnd(LABEL), text, width));
  const promises = properties.flatMap(({ type, name }) => hanging(TYPES[type].padEnd(TYPE), name, width));
  return [
    ...(promises.length > 0 ? ['', colors.bold('Properties'), ...promises] : []),
    '',
    `${colors.bold('Checking')}${colors.dim(`   (npx chartwright check ${quoted(reference)} explores every schedule)`)}`,
    ...lines,
  ];
}

const LABEL = 11;
const TYPE = 10;

const TYPES: Readonly<Record<Property['type'], string>> = {
  always: 'always',
  throughout: 'always',
  sometimes: 'can be',
  eventually: 'at last',
  leadsTo: 'follows',
};

function hanging(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - label.length - 2, '').map((line, at) => `  ${at === 0 ? label : ' '.repeat(label.length)}${line}`);
}
