/** A violation that a check has found, as a test that asks the same question again. */
import { generatedTest } from '../report/generated-test.ts';
import { inDeclaredOrder } from '../scenarios/loaded.ts';
import type { CheckOutputsOptions, Found } from './check-outputs.ts';

/** @param file where the test will be */
export function checkTest(it: CheckOutputsOptions, { name, verdict, path }: Found, file: string): string {
  const { source } = it.loaded;
  return generatedTest({
    scenario: source.type === 'built-in' ? { builtIn: source.name } : { module: source.path },
    property: name,
    isViolated: verdict === 'violated',
    path,
    options: systemOptions(it),
    file,
  });
}

/** The options of the check as `system` of `chartwright/vitest` takes them. */
function systemOptions({ loaded, flags, question }: CheckOutputsOptions): object {
  const { network, faults, timers, items, symmetry, reduction, exact, search, limits } = question.options;
  const preset = flags.preset ?? loaded.preset;
  const files = inDeclaredOrder(loaded.scenario, question.settingFiles).flatMap(({ settings }) => settings);
  const settings = [...loaded.settings, ...files, ...flags.set];
  // Where one is set twice, the second counts, and at its own place among the others.
  const last = settings.filter(({ path }, at) => !settings.slice(at + 1).some((it) => it.path === path));
  const { statesMax, depthMax } = limits ?? {};
  const isBounded = statesMax !== undefined || depthMax !== undefined;
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(last.length > 0 ? { settings: Object.fromEntries(last.map(({ path, value }) => [path, value])) } : {}),
    ...(items ? { items } : {}),
    ...(network ? { network } : {}),
    ...(faults ? { faults } : {}),
    ...(timers ? { timers } : {}),
    ...(symmetry ? { symmetry } : {}),
    ...(reduction ? { reduction } : {}),
    ...(exact ? { exact } : {}),
    ...(search === 'breadth first' ? {} : { search }),
    ...((flags.seed ?? loaded.seed) === undefined ? {} : { seed: flags.seed ?? loaded.seed }),
    ...(isBounded
      ? { limits: { ...(statesMax === undefined ? {} : { statesMax }), ...(depthMax === undefined ? {} : { depthMax }) } }
      : {}),
    // Such a search never comes to the end of what there is, however right the system is.
    ...(isBounded || search === 'random walk' ? { mayBeIncomplete: true } : {}),
  };
}
