/** Whether what a scenario takes by flags of its own can be: names that nothing else has, and members of their shapes. */
import { aProblem, type ScenarioProblem } from './scenario-problem.ts';
import type { AnyScenario } from './scenario.ts';

const MEMBERS = ['inputs', 'settingFiles', 'views'] as const;

/** The name of a flag, which is the key of a YAML file and the member of a JSON object too. */
const NAME = /^[a-z][a-z0-9]*$/;

/** Flags of every scenario, keys of YAML files, and what is told of every run in JSON. `check --network` is a file's too. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    'seed set preset until limit json csv trace mermaid quiet strict checked verify help version ' +
    'timers faults property symmetry reduction exact all test engine ' +
    'scenario hash events end failure input problems unhandled files metrics'
  ).split(' '),
);

export function checkFlagNames(scenario: AnyScenario): readonly ScenarioProblem[] {
  const known = new Map<string, string>();
  return MEMBERS.flatMap((member) =>
    Object.keys(scenario[member] ?? {}).flatMap((name) => {
      const path = [member, name];
      const other = known.get(name);
      known.set(name, member);
      if (!NAME.test(name))
        return [aProblem(path, `'${name}' as the name of a flag`, 'a word of lower-case letters and digits, such as decks')];
      if (TAKEN.has(name)) return [aProblem(path, `'${name}' as the name of a flag`, 'a name that does not mean something else already')];
      if (other !== undefined) return [aProblem(path, `'${name}' a second time: it is one of the ${other} too`, 'a name of its own')];
      return [];
    }),
  );
}
