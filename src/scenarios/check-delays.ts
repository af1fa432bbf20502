/** Whether a scenario gives a length to every delay that its machines leave to it, and to no other. */
import { behaviorOf } from '../actors/behavior.ts';
import { didYouMean } from './nearest.ts';
import { distribution } from './parameters.ts';
import { showValue } from './parameter-problems.ts';
import type { AnyScenario } from './scenario.ts';
import { aProblem, type ScenarioProblem } from './scenario-problem.ts';

/**
 * Compares `delaysS(params)` with the delays that the machines say are `drawn`.
 *
 * @throws UnsoundMachine if a machine of the scenario may not take part
 */
export function checkDelays(scenario: AnyScenario, params: unknown): readonly ScenarioProblem[] {
  const given = scenario.delaysS?.(params) ?? {};
  const kinds = Object.keys(scenario.kinds);
  const strangers = Object.keys(given)
    .filter((kind) => !kinds.includes(kind))
    .map((kind) =>
      aProblem(
        ['delaysS', kind],
        `delays of the kind '${kind}', which there is not`,
        `one of the kinds ${kinds.join(', ')}`,
        didYouMean(kind, kinds),
      ),
    );
  const ofKinds = Object.entries(scenario.kinds).flatMap(([kind, machine]) => {
    const lengths: Readonly<Record<string, unknown>> = given[kind] ?? {};
    // Nothing is stepped here, so that nothing needs to be compiled.
    return checkKind({ kind, drawn: behaviorOf(kind, machine, { engine: 'xstate' }).drawnDelays, lengths });
  });
  return [...strangers, ...ofKinds];
}

interface DelaysOfKind {
  readonly kind: string;
  readonly drawn: readonly string[];
  readonly lengths: Readonly<Record<string, unknown>>;
}

function checkKind({ kind, drawn, lengths }: DelaysOfKind): readonly ScenarioProblem[] {
  const names = Object.keys(lengths);
  const superfluous = names.filter((name) => !drawn.includes(name));
  const missing = drawn.filter((name) => !names.includes(name));
  const wrong = names.filter((name) => drawn.includes(name) && !distribution.safeParse(lengths[name]).success);
  return [
    ...missing.map((name) =>
      aProblem(
        ['delaysS', kind],
        `no length for the delay '${name}' of kind '${kind}', which its machine leaves to the scenario`,
        `delaysS to give one: { ${kind}: { ${name}: … } }`,
        didYouMean(name, superfluous),
      ),
    ),
    ...superfluous.map((name) => {
      const expected = drawn.length === 0 ? `none, for the machine of '${kind}' has no drawn delay` : `one of ${drawn.join(', ')}`;
      return aProblem(
        ['delaysS', kind, name],
        `a length for '${name}', which is no drawn delay of kind '${kind}'`,
        expected,
        didYouMean(name, drawn),
      );
    }),
    ...wrong.map((name) =>
      aProblem(
        ['delaysS', kind, name],
        `${showValue(lengths[name])} as the length of '${name}'`,
        'seconds from 0, or a distribution such as {type: exponential, mean: 10}',
      ),
    ),
  ];
}
