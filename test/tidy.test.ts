/** Reads the source, and asserts what no compiler does: the house rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { and, createMachine, not } from 'xstate';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../src/scenarios/index.ts';

interface Source {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong, one sentence a place; empty where a rule is kept. */
type Rule = (sources: readonly Source[]) => readonly string[];

const ROOT = join(import.meta.dirname, '..');

function read(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(ROOT, file).replaceAll(sep, '/'), text: readFileSync(file, 'utf8') }))
    .filter(({ path }) => !path.includes('/.'))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A comment, a string, a template, or a regular expression; what is found first hides the others. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(=,:[!&|?{};]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

function withoutComments(text: string): string {
  return text.replace(TOKEN, (token) => (/^\/[/*]/.test(token) ? blank(token) : token));
}

/** Only the code: comments gone, strings and the like empty, every line where it was. */
function bare(text: string): string {
  return text.replace(TOKEN, (token) => blank(token));
}

function blank(token: string): string {
  return token.replaceAll(/[^\n]/g, ' ');
}

/** A rule that forbids a pattern in the code of some files. */
function forbid(pattern: RegExp, what: string, isExempt: (path: string) => boolean = () => false): Rule {
  return (sources) =>
    sources
      .filter(({ path }) => !isExempt(path))
      .flatMap(({ path, text }) =>
        bare(text)
          .split('\n')
          .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${what}`] : [])),
      );
}

interface Import {
  /** The file that it names, or the package. */
  readonly target: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

const IMPORT = /\b(?:import|export)\s+(type\s+)?(?:[\w*\s,{}]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/g;

function importsOf({ path, text }: Source): readonly Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, type, specifier = '', dynamic = '']) => {
    const name = specifier || dynamic;
    const isPackage = !name.startsWith('.');
    return { isPackage, typeOnly: type !== undefined, target: isPackage ? name : join(dirname(path), name).replaceAll(sep, '/') };
  });
}

/** What each layer may import, beside itself: other layers, or single files. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  machines: [],
  statechart: [],
  actors: ['machines/effects.ts', 'statechart'],
  properties: ['actors', 'machines/effects.ts'],
  scenarios: ['machines', 'actors', 'properties'],
  simulator: ['machines/effects.ts', 'actors', 'properties', 'scenarios'],
  checker: ['machines/effects.ts', 'actors', 'properties', 'scenarios'],
  report: ['actors', 'properties', 'scenarios', 'checker'],
  experiments: ['actors', 'scenarios', 'simulator'],
  vitest: ['machines/effects.ts', 'actors', 'properties', 'scenarios', 'checker', 'report'],
  inspector: ['machines/effects.ts', 'actors', 'properties', 'scenarios', 'simulator', 'report', 'version.ts'],
  cli: ['machines', 'actors', 'properties', 'scenarios', 'simulator', 'checker', 'report', 'experiments', 'inspector', 'version.ts'],
  'index.ts': [
    'machines',
    'actors',
    'properties',
    'scenarios',
    'simulator',
    'checker',
    'report',
    'experiments',
    'inspector',
    'version.ts',
    'statechart',
  ],
  'version.ts': [],
};

const importsPointOneWay: Rule = (sources) =>
  sources.flatMap((source) => {
    const layer = layerOf(source.path);
    const allowed = LAYERS[layer];
    if (!allowed) return [`${source.path}: the layer '${layer}' is not known; say in LAYERS what it may import`];
    return importsOf(source)
      .filter(
        ({ isPackage, target }) =>
          !isPackage && layerOf(target) !== layer && !allowed.includes(layerOf(target)) && !allowed.includes(target.replace('src/', '')),
      )
      .map(({ target }) => `${source.path} imports ${target}`);
  });

function layerOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** The system that a file of a machine belongs to: the folder below `machines`. */
function systemOf(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}

/** A machine knows its own system and the effects, and of packages only XState. */
const machinesKeepToThemselves: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/machines/'))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ isPackage, target }) =>
          isPackage ? target !== 'xstate' : target !== 'src/machines/effects.ts' && systemOf(target) !== systemOf(source.path),
        )
        .map(({ target }) => `${source.path} imports ${target}`),
    );

const propertiesKnowOnlyTypes: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/properties/'))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ typeOnly, target }) => !typeOnly && layerOf(target) === 'actors')
        .map(({ target }) => `${source.path} imports more than types from ${target}`),
    );

/** A package that only some files may import. */
function only(name: string, isAllowed: (path: string) => boolean): Rule {
  return (sources) =>
    sources
      .filter(({ path }) => !isAllowed(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ isPackage, target }) => isPackage && (target === name || target.startsWith(`${name}/`)))
          .map(({ target }) => `${source.path} imports ${target}`),
      );
}

/** Who steps machines, and who compiles them. */
const BEHAVIORS = ['behavior', 'interpreted', 'compiled'].map((name) => `src/actors/${name}.ts`);
const xstateIsHidden = only(
  'xstate',
  (path) => path.startsWith('src/machines/') || path.startsWith('src/statechart/') || BEHAVIORS.includes(path),
);

/** Who only runs systems may not have it. A test that is generated names it, in its text. */
const vitestIsForTests = only('vitest', (path) => path.startsWith('src/vitest/') || path === 'src/report/generated-test.ts');

const STREAMS = ['bus', 'wire', 'system', 'observed', 'virtual-clock'].map((name) => `src/actors/${name}.ts`);
const rxjsIsWhereStreamsAre = only('rxjs', (path) => STREAMS.includes(path));

const nothingReadsAClock = forbid(
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bperformance\.now\b|\bhrtime\b/,
  'time or randomness that was not passed in',
  (path) => /^src\/(?:inspector|experiments|cli)\//.test(path),
);

const noAny = forbid(/(?<!\.)\bany\b/, 'any');
const noStarExports = forbid(/\bexport\s+\*/, 'export *; list the names');

const noSilencedErrors: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    /@ts-(?:ignore|nocheck|expect-error)/.test(text) ? [`${path}: a silenced error of the compiler`] : [],
  );

/** On the line, on the line below, on one of the two above, or one that speaks of the casts below it. */
const doubleCastsHaveReasons: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    return bare(text)
      .split('\n')
      .flatMap((line, at) => {
        if (!line.includes('as unknown as')) return [];
        const near = lines.slice(Math.max(0, at - 2), at + 2);
        const above = lines.slice(Math.max(0, at - 12), at);
        const hasReason = near.some((it) => /\/\/ |\/\*\*|^\s*\* /.test(it)) || above.some((it) => /\/\/ .*\bcasts\b/.test(it));
        return hasReason ? [] : [`${path}:${at + 1}: a double cast without its reason`];
      });
  });

const noFocusedTests = forbid(/\b(?:test|it|describe)(?:\.\w+)*\.only\b|\bf(?:it|describe)\(/, 'a focused test');

/** Helpers that give the reason of a skip in the title of the test. */
const MAY_SKIP = ['test/inspector/page/browser/in-browser.ts', 'test/traces.ts'];
const skipsAreExplained = forbid(
  /\.(?:skip|skipIf|runIf|todo)\b|\bskip\b\s*\}|\bx(?:it|describe)\(/,
  'a skipped test; use a helper that states the reason',
  (path) => MAY_SKIP.includes(path),
);

const ENTRIES = [
  'src/index.ts',
  'src/cli/main.ts',
  'src/vitest/index.ts',
  'src/statechart/index.ts',
  'src/inspector/page/vite.config.ts',
  'src/inspector/page/main.tsx',
  // A worker is started by its address.
  'src/inspector/page/chart/layout-worker.ts',
];

/** Declarations of types are known to the compiler without an import. */
const nothingIsForgotten: Rule = (sources) => {
  const imported = new Set(
    sources.flatMap((source) => importsOf(source).flatMap(({ target }) => (target === source.path ? [] : [target]))),
  );
  return sources
    .filter(({ path }) => path.startsWith('src/') && !path.endsWith('.d.ts') && !ENTRIES.includes(path) && !imported.has(path))
    .map(({ path }) => `${path}: nothing imports it`);
};

const LINES_MAX = 250;

/** Longer files, and why each is one file. */
const LONG: Readonly<Record<string, string>> = {
  'src/actors/system.ts': 'the kernel: delivery, timers and the life of actors work on the same private state',
  'src/machines/batch/operator.ts': 'one chart, with what it says and does',
  'src/machines/distributed/instance.ts': 'one chart, with what it says and does',
  'src/machines/distributed/process.ts': 'one chart, with what it says and does',
  'src/machines/distributed/protocol.ts': 'who says what to whom, which is read as a whole',
  'src/machines/distributed/shadow.ts': 'one chart, with what it says and does',
  'src/machines/distributed/terminal.ts': 'one chart, with what it says and does',
  'src/scenarios/distributed/metrics.ts': 'one fold over the trace, whose parts share what they count',
  'src/scenarios/batch/metrics.ts': 'one fold over the trace, whose parts share what they count',
};

const filesAreShort: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    if (path in LONG) return lines > LINES_MAX ? [] : [`${path}: ${lines} lines, which needs no exception any more`];
    return lines > LINES_MAX ? [`${path}: ${lines} lines, more than ${LINES_MAX}`] : [];
  });

/** As much of a chart's configuration as is read here; XState's own type of it is erased. */
interface ChartNode {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly states?: Readonly<Record<string, ChartNode>> | undefined;
  readonly initial?: string | { readonly actions?: unknown } | undefined;
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly on?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  readonly always?: unknown;
  readonly onDone?: unknown;
}

/** What in a chart is not named or not described. */
function chartFaults(node: ChartNode, path: string): readonly string[] {
  const transitions = [...Object.values(node.on ?? {}), ...Object.values(node.after ?? {}), node.always, node.onDone]
    .flatMap(listOf)
    .filter(isTransition);
  const initial = typeof node.initial === 'object' ? listOf(node.initial.actions) : [];
  const actions = [...listOf(node.entry), ...listOf(node.exit), ...initial, ...transitions.flatMap((it) => listOf(it.actions))];
  return [
    ...(node.type === 'history' || node.description?.trim() ? [] : [`${path}: no description`]),
    ...(actions.every(isNamed) ? [] : [`${path}: an inline action`]),
    ...(transitions.every((it) => isNamedGuard(it.guard)) ? [] : [`${path}: an inline guard`]),
    ...Object.entries(node.states ?? {}).flatMap(([key, child]) => chartFaults(child, `${path}.${key}`)),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isTransition(value: unknown): value is { readonly actions?: unknown; readonly guard?: unknown } {
  return typeof value === 'object' && value !== null;
}

function isNamed(reference: unknown): boolean {
  return typeof reference === 'string' || (typeof reference === 'object' && reference !== null && 'type' in reference);
}

/** A name, or names combined by and, or, not, which are functions that carry their parts. */
function isNamedGuard(guard: unknown): boolean {
  if (guard === undefined || isNamed(guard)) return true;
  if (typeof guard !== 'function' || !('guards' in guard)) return false;
  return listOf(guard.guards).every(isNamedGuard);
}

const src = read('src');
const tests = read('test');
// What only the figures, the benchmarks and the promises use is used; what only its own test uses is not.
const all = [...src, ...read('bench'), ...read('test/promises')];

interface House {
  readonly promise: string;
  readonly rule: Rule;
  readonly sources: readonly Source[];
  /** Files that break it, one at a time. */
  readonly broken: readonly Source[];
}

const at = (path: string, text: string): Source => ({ path, text });

const house: readonly House[] = [
  {
    promise: 'imports point one way',
    rule: importsPointOneWay,
    sources: src,
    broken: [
      at('src/actors/a.ts', "import type { Scenario } from '../scenarios/scenario.ts';"),
      at('src/actors/a.ts', "import { memory } from '../machines/batch/index.ts';"),
      at('src/simulator/a.ts', "import {\n  run,\n} from '../cli/run.ts';"),
      at('src/simulator/a.ts', "import { search } from '../checker/search.ts';"),
      at('src/checker/a.ts', "export { Simulation } from '../simulator/simulation.ts';"),
      at('src/report/a.ts', "const simulation = await import('../simulator/simulation.ts');"),
      at('src/scenarios/a.ts', "import '../report/terminal.ts';"),
      at('src/index.ts', "import { main } from './cli/main.ts';"),
      at('src/helpers/a.ts', ''),
    ],
  },
  {
    promise: 'a machine imports XState, the effects and its own folder, and nothing else',
    rule: machinesKeepToThemselves,
    sources: src,
    broken: [
      at('src/machines/batch/a.ts', "import { host } from '../distributed/host.ts';"),
      at('src/machines/batch/a.ts', "import type { Snapshot } from '../../actors/step.ts';"),
      at('src/machines/batch/a.ts', "import { readFileSync } from 'node:fs';"),
      at('src/machines/effects.ts', "import { Subject } from 'rxjs';"),
    ],
  },
  {
    promise: 'properties know only the types of actors',
    rule: propertiesKnowOnlyTypes,
    sources: src,
    broken: [at('src/properties/a.ts', "import { behaviorOf } from '../actors/behavior.ts';")],
  },
  {
    promise: 'XState stands behind the machines, the behaviours and the compiler',
    rule: xstateIsHidden,
    sources: src,
    broken: [
      at('src/actors/system.ts', "import { createActor } from 'xstate';"),
      at('src/report/a.ts', "import type { StateNode } from 'xstate';"),
      at('src/cli/a.ts', "import { and } from 'xstate/guards';"),
    ],
  },
  {
    promise: 'vitest stands where systems are tested',
    rule: vitestIsForTests,
    sources: src,
    broken: [at('src/index.ts', "export { test } from 'vitest';"), at('src/checker/a.ts', "import type { MatcherState } from 'vitest';")],
  },
  {
    promise: 'RxJS stands where streams are',
    rule: rxjsIsWhereStreamsAre,
    sources: src,
    broken: [at('src/actors/random.ts', "import { map } from 'rxjs/operators';"), at('src/cli/a.ts', "import { Subject } from 'rxjs';")],
  },
  {
    promise: 'nothing reads a clock or draws an unseeded number but the inspector, the experiments and the command line',
    rule: nothingReadsAClock,
    sources: src,
    broken: ['Date.now()', 'new Date()', 'Math.random()', 'setTimeout(act, 5)', 'setImmediate(act)', 'performance.now()'].map((code) =>
      at('src/simulator/a.ts', `const x = ${code};`),
    ),
  },
  {
    promise: 'no type is any',
    rule: noAny,
    sources: [...src, ...tests],
    broken: [at('src/a.ts', 'function f(x: any) {}'), at('src/a.ts', 'const x = y as any;'), at('test/a.ts', 'let list: readonly any[];')],
  },
  {
    promise: 'no error of the compiler is silenced',
    rule: noSilencedErrors,
    sources: src,
    broken: [at('src/a.ts', '// @ts-ignore\nx();'), at('src/a.ts', '// @ts-expect-error: it is so\nx();')],
  },
  { promise: 'exports are listed by name', rule: noStarExports, sources: src, broken: [at('src/index.ts', "export * from './a.ts';")] },
  {
    promise: 'a double cast stands beside its reason',
    rule: doubleCastsHaveReasons,
    sources: src,
    broken: [
      at('src/a.ts', 'const a = 1;\nconst b = 2;\nconst c = a as unknown as string;\nconst d = 3;'),
      at('src/a.ts', '// Far away.\n\n\n\nconst c = a as unknown as string;'),
    ],
  },
  {
    promise: 'no test is focused',
    rule: noFocusedTests,
    sources: tests,
    broken: [at('test/a.test.ts', 'test.only(f);'), at('test/a.test.ts', 'describe.concurrent.only(f);'), at('test/a.test.ts', 'fit(f);')],
  },
  {
    promise: 'a test is skipped only by a helper that states the reason',
    rule: skipsAreExplained,
    sources: tests,
    broken: [
      'test.skip(f);',
      'describe.skip(f);',
      'test.skipIf(slow)(f);',
      'test.todo(name);',
      'test(name, ({ skip }) => skip());',
      'test(name, (context) => context.skip());',
      'xit(f);',
    ].map((code) => at('test/a.test.ts', code)),
  },
  {
    promise: 'every file of the source is imported by another one, but the ways in',
    rule: nothingIsForgotten,
    sources: all,
    broken: [at('src/actors/forgotten.ts', ''), at('src/actors/self.ts', "import { self } from './self.ts';")],
  },
  {
    promise: 'files are short, but for a few that have a reason',
    rule: filesAreShort,
    sources: src,
    broken: [at('src/a.ts', 'x();\n'.repeat(251)), at('src/actors/system.ts', 'x();\n'.repeat(250))],
  },
];

describe('the source', () => {
  test.each(house)('$promise', ({ rule, sources }) => {
    expect(sources.length).toBeGreaterThan(20);
    expect(rule(sources)).toEqual([]);
  });

  test.each(house.flatMap(({ promise, rule, broken }) => broken.map((source) => ({ promise, rule, source }))))(
    'would be caught out: $promise: $source.path $source.text',
    ({ rule, source }) => {
      expect(rule([source])).not.toEqual([]);
    },
  );

  test('is judged by its code, not by what comments and strings say', () => {
    const text = "// any: Math.random()\nconst a = 'Date.now() as any'; /* setTimeout */\nconst b = `export * ${a}`, c = /'any'|\\/ `/;";
    for (const rule of [noAny, nothingReadsAClock, noStarExports]) expect(rule([{ path: 'src/a.ts', text }])).toEqual([]);
  });

  test('has no exception for a file that is gone', () => {
    const paths = new Set([...src, ...tests].map(({ path }) => path));
    expect([...Object.keys(LONG), ...STREAMS, ...ENTRIES, ...MAY_SKIP].filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('a chart', () => {
  const machines = scenarios.flatMap((scenario) =>
    Object.entries(scenario.kinds).map(([kind, machine]) => ({ name: `${scenario.name}: ${kind}`, machine })),
  );

  test.each(machines)('names every action and guard, and describes every state: $name', ({ machine }) => {
    const config: ChartNode = machine.config;
    expect(chartFaults(config, machine.id)).toEqual([]);
  });

  const described = { description: 'It is there.' };
  const inline = (): boolean => true;

  test.each<[string, ChartNode, string]>([
    ['a state without a description', { ...described, states: { a: {} } }, 'm.a: no description'],
    ['a blank description', { description: ' ' }, 'm: no description'],
    ['an inline entry action', { ...described, entry: inline }, 'm: an inline action'],
    ['an inline action among named ones', { ...described, exit: ['tell', { type: 'tell' }, inline] }, 'm: an inline action'],
    ['an inline action of a transition', { ...described, on: { go: { actions: inline } } }, 'm: an inline action'],
    ['an inline action of a timer', { ...described, after: { 10: [{ guard: 'x' }, { actions: inline }] } }, 'm: an inline action'],
    ['an inline action of a transition into the initial state', { ...described, initial: { actions: inline } }, 'm: an inline action'],
    ['an inline guard', { ...described, always: { guard: inline } }, 'm: an inline guard'],
    [
      'an inline guard deep down',
      { ...described, states: { a: { ...described, onDone: { guard: Object.assign(() => true, { guards: ['x', inline] }) } } } },
      'm.a: an inline guard',
    ],
  ])('would be caught out with %s', (_, node, fault) => {
    expect(chartFaults(node, 'm')).toEqual([fault]);
  });

  test('may combine named guards', () => {
    const machine = createMachine({
      ...described,
      id: 'm',
      on: { go: { guard: and(['a', not('b')]) }, stay: { guard: and(['a', () => true]) } },
    });
    const config: ChartNode = machine.config;
    expect(chartFaults({ ...config, on: { go: config.on?.['go'] } }, 'm')).toEqual([]);
    expect(chartFaults({ ...config, on: { stay: config.on?.['stay'] } }, 'm')).toEqual(['m: an inline guard']);
  });
});
