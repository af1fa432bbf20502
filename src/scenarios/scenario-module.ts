/**
 * A scenario as a user's own TypeScript or JavaScript module, run by jiti, since Node 20 cannot load
 * TypeScript. Types are stripped, not checked.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import type { EngineName } from '../actors/stepper.ts';
import { checkScenario } from './check-scenario.ts';
import { didYouMean, nearestFile } from './nearest.ts';
import { UnusableInput, type Problem } from './problem.ts';
import type { Complaint } from './reference.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import type { AnyScenario } from './scenario.ts';
import { SourceText, type Position, type StateOfMachine } from './source-position.ts';

/**
 * Runs a module and checks its default export.
 *
 * @param engine what is to step its machines
 * @throws UnusableInput with what is wrong and where
 */
export async function loadScenarioModule(path: string, engine: EngineName): Promise<AnyScenario> {
  const source = sourceAt(path);
  const loaded = await run(path);
  if ('thrown' in loaded) throw new UnusableInput([whyItFailed(loaded.thrown, source)]);
  if (!('default' in loaded.module)) throw new UnusableInput([noDefaultExport(loaded.module, source)]);
  const checked = checkScenario(loaded.module['default'], engine);
  if ('problems' in checked) throw new UnusableInput(inOrder(checked.problems.map((problem) => placed(problem, source))));
  return checked.scenario;
}

/** As they stand in their files. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}

/** What a user's module may import though its folder has none of it. */
const OURS = ['xstate', 'rxjs', 'zod'];

type Loaded = { readonly module: Readonly<Record<string, unknown>> } | { readonly thrown: unknown };

async function run(path: string): Promise<Loaded> {
  const absolute = resolve(path);
  const lent = OURS.filter((name) => !canResolve(name, absolute));
  const jiti = createJiti(import.meta.url, {
    // A cache in a folder that others can write would let them change what runs.
    fsCache: false,
    interopDefault: false,
    virtualModules: await ourModules(lent),
    // For their subpaths, such as rxjs/operators; virtual modules go first.
    alias: Object.fromEntries(lent.map((name) => [name, ourFolder(name)])),
  });
  try {
    const module = await jiti.import<Readonly<Record<string, unknown>>>(absolute);
    return { module };
  } catch (thrown) {
    return { thrown };
  }
}

/**
 * The very modules that run here, not second copies of them: a drawn delay is known by the identity
 * of the function that stands for it.
 */
async function ourModules(lent: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const entry = new URL(`../index${extname(import.meta.url)}`, import.meta.url).href;
  const sources = [['chartwright', entry] as const, ...lent.map((name) => [name, name] as const)];
  const modules = await Promise.all(sources.map(async ([name, from]): Promise<readonly [string, unknown]> => [name, await import(from)]));
  return Object.fromEntries(modules);
}

function canResolve(name: string, from: string): boolean {
  try {
    createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function ourFolder(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return folders.map((it) => join(it, name)).find((it) => existsSync(it)) ?? name;
}

function noDefaultExport(module: Readonly<Record<string, unknown>>, source: SourceText): Problem {
  const [name] = Object.entries(module).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && 'kinds' in value ? [key] : [],
  );
  const problem = { ...start(source), found: 'no default export', expected: 'export default scenarioFor<Protocol>()({ … })' };
  return name === undefined ? problem : { ...problem, hint: `Add export default ${name};.` };
}

function placed({ path, found, expected, hint, state, cause }: ScenarioProblem, source: SourceText): Problem {
  const position =
    (state && statePosition(state, source)) ?? framePosition(cause, source) ?? source.key(path) ?? source.defaultExport() ?? start(source);
  return { ...position, found, expected, ...(hint === undefined ? {} : { hint }) };
}

/** In the module itself, or in a file beside it that it imports: machines often have their own. */
function statePosition(state: StateOfMachine, source: SourceText): Position | undefined {
  const beside = source.imports().filter((it) => it.startsWith('.') && extname(it) !== '');
  for (const candidate of [source, ...beside.map((it) => sourceAt(join(dirname(source.file), it)))]) {
    const position = candidate.state(state);
    if (position) return position;
  }
  return undefined;
}

/** What jiti says of a syntax error: `ParseError: what`, then `file:line:column`, the column from 0. */
const PARSE_ERROR = /^(?:ParseError|SyntaxError): (.*?)\s*\n\s*(.+):(\d+):(\d+)/;
const NOT_FOUND = /Cannot find (?:module|package) '([^']+)'/;

function whyItFailed(thrown: unknown, source: SourceText): Problem {
  const message = thrown instanceof Error ? thrown.message : `${JSON.stringify(thrown)} was thrown`;
  const syntax = PARSE_ERROR.exec(message);
  if (syntax) {
    const [, what = '', file = '', line, column] = syntax;
    const shown = file === resolve(source.file) ? source.file : file;
    const lowered = what.charAt(0).toLowerCase() + what.slice(1).replace(/\.$/, '');
    return {
      file: shown,
      line: Number(line),
      column: Number(column) + 1,
      found: `a syntax error: ${lowered}`,
      expected: 'TypeScript or JavaScript',
    };
  }
  const [, absent] = NOT_FOUND.exec(message) ?? [];
  const importer = absent === undefined ? undefined : [source, ...importersOf(thrown)].find((it) => it.literal(absent));
  if (absent !== undefined && importer) return { ...(importer.literal(absent) ?? start(importer)), ...absence(absent, importer) };
  const position = framePosition(thrown, source) ?? start(source);
  const readable = message
    .replace(/\(0 ?, \w+\.(\w+)\)/g, '$1')
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .trim();
  const name = thrown instanceof Error ? `${thrown.name}: ` : '';
  return { ...position, found: `an exception as the module ran (${name}${readable})`, expected: 'a module that runs to its end' };
}

function absence(specifier: string, { file }: SourceText): Complaint {
  const hint = specifier.startsWith('.') ? nearestFile(join(dirname(file), specifier)) : didYouMean(specifier, ['chartwright', ...OURS]);
  const complaint = { found: `an import of '${specifier}', which is not there`, expected: 'a file, or an installed package' };
  return hint === undefined ? complaint : { ...complaint, hint };
}

/** Node keeps who asked for a module that is not there. */
function importersOf(thrown: unknown): readonly SourceText[] {
  const stack: unknown = thrown instanceof Error && 'requireStack' in thrown ? thrown.requireStack : [];
  return Array.isArray(stack) ? stack.filter((it) => typeof it === 'string').map(sourceAt) : [];
}

/** The innermost line of the module in a stack; jiti keeps the lines of what it compiles. */
function framePosition(thrown: unknown, source: SourceText): Position | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const path = `${resolve(source.file)}:`;
  for (const frame of thrown.stack?.split('\n') ?? []) {
    const at = frame.indexOf(path);
    const line = at === -1 ? Number.NaN : Number.parseInt(frame.slice(at + path.length), 10);
    if (!Number.isNaN(line)) return source.line(line);
  }
  return undefined;
}

function sourceAt(file: string): SourceText {
  try {
    return new SourceText(file, readFileSync(file, 'utf8'));
  } catch {
    // It is read for positions alone; that it cannot be run is told by who runs it.
    return new SourceText(file, '');
  }
}

function start({ file }: SourceText): Position {
  return { file, line: 1, column: 1 };
}
