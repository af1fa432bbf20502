/** What a run is made from: parameters and work, from the scenario file and the flags; flags win. */
import { Random } from '../actors/random.ts';
import { inDeclaredOrder, placeIn, readSettingFile, sets, type Loaded, type SettingFiles } from '../scenarios/loaded.ts';
import { describeParameterProblem, type ParameterProblem } from '../scenarios/parameter-problems.ts';
import { resolveParameters } from '../scenarios/parameters.ts';
import type { Problem } from '../scenarios/problem.ts';
import type { AnyScenario, Input, InputOptions } from '../scenarios/scenario.ts';
import type { SimulationOptions } from '../simulator/simulation.ts';
import { EXIT, Stop } from './exit.ts';
import type { WorkOptions } from './flags.ts';
import { complainAbout } from './io.ts';
import { refuseOtherFlags, type GivenFlags } from './scenario-flags.ts';

export interface Prepared {
  readonly simulation: SimulationOptions;
  readonly input: Input<unknown> | undefined;
  readonly settingFiles: SettingFiles;
}

/**
 * @param under values of parameters that come before all others but the defaults
 * @throws Stop for wrong usage, UnusableInput for files that cannot be used
 */
export function prepare(loaded: Loaded, options: WorkOptions, given: GivenFlags, under: object = {}): Prepared {
  const { scenario } = loaded;
  refuseOtherFlags(scenario, given);
  const seed = options.seed ?? loaded.seed ?? 1;
  const settingFiles = { ...loaded.settingFiles, ...readSettingFiles(scenario, given) };
  const ofFiles = inDeclaredOrder(scenario, settingFiles).flatMap(({ settings }) => settings);
  const resolved = resolveParameters(scenario, options.preset ?? loaded.preset, [...loaded.settings, ...ofFiles, ...options.set], under);
  if ('problems' in resolved) throw refusal({ loaded, options, settingFiles, problems: resolved.problems });
  const { params } = resolved;
  const input = readInput({ loaded, options, given, params, seed });
  const untilS = options.until ?? loaded.untilS;
  return {
    input,
    settingFiles,
    simulation: {
      scenario,
      params,
      seed,
      ...(input ? { items: input.items } : {}),
      ...(untilS === undefined ? {} : { untilS }),
      ...(options.maxEvents === undefined ? {} : { eventsMax: options.maxEvents }),
      ...(options.engine === undefined ? {} : { engine: options.engine }),
    },
  };
}

function readSettingFiles(scenario: AnyScenario, { files }: GivenFlags): SettingFiles {
  return Object.fromEntries(
    Object.entries(scenario.settingFiles ?? {}).flatMap(([flag, reader]) => {
      const path = files[flag];
      return path === undefined ? [] : [[flag, readSettingFile(reader, path)]];
    }),
  );
}

interface Reading {
  readonly loaded: Loaded;
  readonly options: WorkOptions;
  readonly given: GivenFlags;
  readonly params: unknown;
  readonly seed: number;
}

function readInput({ loaded, options, given, params, seed }: Reading): Input<unknown> | undefined {
  const readers = Object.entries(loaded.scenario.inputs ?? {});
  const isGiven = readers.some(([flag]) => given.files[flag] !== undefined);
  const paths = isGiven ? given.files : loaded.inputs;
  const [first, second] = readers.filter(([flag]) => paths[flag] !== undefined);
  const limit = options.limit ?? loaded.limit;
  const timeScale = options.timeScale ?? loaded.timeScale;
  if (first && second) throw new Stop(EXIT.usage, `--${first[0]} and --${second[0]} were both given; expected one source of work.`);
  if (!first) {
    const flags = readers.map(([flag]) => `--${flag}`).join(' or ') || `work from files, of which '${loaded.scenario.name}' takes none`;
    if (limit !== undefined) throw new Stop(EXIT.usage, `--limit goes with ${flags}: it says how much of the input is taken.`);
    if (timeScale !== undefined) throw new Stop(EXIT.usage, `--time-scale goes with ${flags}: it stretches the times of the input.`);
    return undefined;
  }
  const [flag, reader] = first;
  const { watched, looked } = lookedAt({
    params,
    random: new Random(seed),
    ...(limit === undefined ? {} : { limit }),
    ...(timeScale === undefined ? {} : { timeScale }),
  });
  const input = reader.read(paths[flag] ?? '', watched);
  if (limit !== undefined && !looked.has('limit'))
    throw new Stop(EXIT.usage, `--limit does not go with --${flag}: that work is taken whole.`);
  if (timeScale !== undefined && !looked.has('timeScale'))
    throw new Stop(EXIT.usage, `--time-scale does not go with --${flag}: its times, if it has any, are taken as they are.`);
  return input;
}

/** Tells which options a reader looked at: one that it does not know of would be ignored in silence. */
function lookedAt(options: InputOptions<unknown>): {
  readonly watched: InputOptions<unknown>;
  readonly looked: ReadonlySet<string | symbol>;
} {
  const looked = new Set<string | symbol>();
  const watched = new Proxy(options, {
    get: (target, name) => {
      looked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  return { watched, looked };
}

interface Refused {
  readonly loaded: Loaded;
  readonly options: WorkOptions;
  readonly settingFiles: SettingFiles;
  readonly problems: readonly ParameterProblem[];
}

/** A parameter that a file set is wrong input, told by its place; one from the command line is wrong usage. */
function refusal({ loaded, options, settingFiles, problems }: Refused): Stop {
  const { scenario } = loaded;
  const files = inDeclaredOrder(scenario, settingFiles);
  const placed: Problem[] = [];
  const lines: string[] = [];
  for (const problem of problems) {
    const isTyped = options.set.some((it) => sets(it, problem.path));
    const where = isTyped ? undefined : (placeIn(files, problem.path) ?? loaded.where(problem.path));
    if (where)
      placed.push({
        ...where,
        found: `${problem.path}: ${problem.found}`,
        expected: problem.expected,
        ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      });
    else lines.push(describeParameterProblem(problem));
  }
  complainAbout(placed, 'problems');
  const code = lines.length === 0 ? EXIT.input : EXIT.usage;
  return new Stop(code, [...lines, `See chartwright list ${scenario.name} for its parameters and presets.`].join('\n'));
}
