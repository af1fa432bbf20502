/** Whether a scenario can run by its defaults. Calls its functions: what they throw is told as its fault. */
import { Random } from '../actors/random.ts';
import { checkDelays } from './check-delays.ts';
import { checkOverview, checkPlots } from './check-overview.ts';
import { checkArrivals, checkWires } from './check-traffic.ts';
import { didYouMean } from './nearest.ts';
import { resolveParameters } from './parameters.ts';
import { showValue } from './parameter-problems.ts';
import { aProblem, anException, type ScenarioProblem } from './scenario-problem.ts';
import type { AnyScenario } from './scenario.ts';

/** That the default parameters and every preset resolve. */
export function checkValues(scenario: AnyScenario): readonly ScenarioProblem[] {
  const defaults = scenario.parameters.safeParse({});
  if (!defaults.success) {
    return defaults.error.issues.map(({ path, message }) =>
      aProblem(
        ['parameters', ...path.map(String)],
        `no default that fits for ${path.join('.') || 'the parameters'} (${message})`,
        'a default for every parameter',
        'Write parameter(schema, default, { doc }).',
      ),
    );
  }
  return [undefined, ...Object.keys(scenario.presets ?? {})].flatMap((preset) => {
    const place = preset === undefined ? ['parameters'] : ['presets', preset, 'set'];
    return attempt(place, 'refuse', () => {
      const resolved = resolveParameters(scenario, preset, []);
      if (!('problems' in resolved)) return [];
      return resolved.problems.map(({ path, found, expected, hint }) =>
        aProblem(
          [...place, ...path.split('.')],
          `${found} for ${path} ${preset === undefined ? 'by default' : `in the preset '${preset}'`}`,
          expected,
          hint,
        ),
      );
    });
  });
}

/** Items of work, and actors, that are looked at: a scenario may have no end of them. */
const WORK_MAX = 1_000;
const ACTORS_MAX = 10_000;

/** That drawn delays have lengths, actors ids, and that wires and messages from outside can be meant, by the default parameters. */
export function checkSystem(scenario: AnyScenario): readonly ScenarioProblem[] {
  const params: unknown = scenario.parameters.parse({});
  const delays = attempt(['delaysS'], 'delaysS', () => checkDelays(scenario, params));
  const random = new Random(0);
  let work: readonly unknown[] = [];
  const generated = attempt(['generate'], 'generate', () => {
    work = take(scenario.generate?.(params, random) ?? [], WORK_MAX);
    return [];
  });
  if (generated.length > 0) return [...delays, ...generated];
  const kinds = Object.keys(scenario.kinds);
  const plan = { params, work, isMadeUp: true, random };
  return [
    ...delays,
    ...attempt(['actors'], 'actors', () => checkActors(scenario, take(scenario.actors(plan), ACTORS_MAX))),
    ...attempt(['wires'], 'wires', () => checkWires(scenario.wires?.(params) ?? {}, kinds)),
    ...(['arrivals', 'faults'] as const).flatMap((member) =>
      attempt([member], member, () => checkArrivals(member, take(scenario[member]?.(plan) ?? [], WORK_MAX), kinds)),
    ),
    ...Object.entries(scenario.views ?? {}).flatMap(([flag, view]) =>
      attempt(['views', flag, 'names'], `names of the view '${flag}'`, () => checkNames(['views', flag, 'names'], view.names(plan))),
    ),
    ...attempt(['overview'], 'overview', () => (scenario.overview ? checkOverview(scenario.overview(params), kinds) : [])),
    ...attempt(['plots'], 'plots', () => (scenario.plots ? checkPlots(scenario.plots(params)) : [])),
  ];
}

function checkNames(path: readonly string[], names: unknown): readonly ScenarioProblem[] {
  const expected = 'an array of texts, each once';
  if (!Array.isArray(names)) return [aProblem(path, `${showValue(names)} as the names of a view`, expected)];
  const known = new Set<string>();
  for (const name of names as readonly unknown[]) {
    if (typeof name !== 'string' || name === '' || known.has(name))
      return [aProblem(path, `${showValue(name)} among the names of a view`, expected)];
    known.add(name);
  }
  return [];
}

function checkActors(scenario: AnyScenario, actors: readonly unknown[]): readonly ScenarioProblem[] {
  const kinds = Object.keys(scenario.kinds);
  const known = new Set<string>();
  for (const actor of actors) {
    const id = typeof actor === 'object' && actor !== null && 'id' in actor ? actor.id : undefined;
    if (typeof id !== 'string') return [aProblem(['actors'], `${showValue(actor)} as an actor`, 'an actor: { id, input }')];
    const kind = id.split('-', 1)[0] ?? '';
    if (!kinds.includes(kind)) {
      return [
        aProblem(
          ['actors'],
          `the actor '${id}', whose kind '${kind}' there is not`,
          `an id that is one of ${kinds.join(', ')}, or starts with it and a hyphen`,
          didYouMean(kind, kinds),
        ),
      ];
    }
    if (known.has(id)) return [aProblem(['actors'], `two actors with the id '${id}'`, 'an id of its own for each actor')];
    known.add(id);
  }
  return [];
}

function take(items: Iterable<unknown>, countMax: number): readonly unknown[] {
  const taken: unknown[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length >= countMax) break;
  }
  return taken;
}

/** What a scenario's function throws is its own fault, and told as such. */
function attempt(path: readonly string[], called: string, check: () => readonly ScenarioProblem[]): readonly ScenarioProblem[] {
  try {
    return check();
  } catch (cause) {
    return [anException(path, called, cause)];
  }
}
