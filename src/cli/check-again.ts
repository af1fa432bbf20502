/** The commands to try after a check. */
import type { CheckResult } from '../checker/check-options.ts';
import { limitReached } from '../report/limit-reached.ts';
import { quoted } from './again.ts';
import type { CheckFlags } from './check-flags.ts';
import { toldInFiles } from './check-outputs.ts';
import { assumedNetwork } from '../checker/assumed-network.ts';
import { budgetOf, type Question } from './check-question.ts';

export type Hint = readonly [command: string, shows: string];

export interface Checked {
  /** The scenario, as it was given. */
  readonly reference: string;
  readonly flags: CheckFlags;
  readonly question: Question;
  readonly result: CheckResult;
}

export function nextCommands(it: Checked): readonly Hint[] {
  switch (it.result.verdict) {
    case 'violated':
      return afterViolation(it);
    case 'incomplete':
      return afterLimit(it);
    case 'holds':
      return afterSuccess(it);
  }
}

function afterViolation(it: Checked): readonly Hint[] {
  const { flags, question, result } = it;
  const found = toldInFiles(result, question.options);
  if (!found) return [];
  const written: readonly Hint[] = [
    ...(flags.trace === undefined ? [] : [[`npx chartwright replay ${quoted(flags.trace)}`, 'the same steps in the simulator'] as const]),
    ...(flags.test === undefined ? [] : [[`npx vitest run ${quoted(flags.test)}`, 'fails as long as it is so'] as const]),
  ];
  if (written.length > 0) return written;
  return [
    [
      again(it, '--trace bug.jsonl --mermaid bug.mmd'),
      'this path as a trace, which replay runs and inspect shows, and as a sequence diagram',
    ],
    [again(it, '--test bug.test.ts'), 'this path as a test that fails as long as it is so'],
  ];
}

function afterLimit(it: Checked): readonly Hint[] {
  const { flags, question, result } = it;
  const { scenario, params } = question.options;
  const reached = result.reason === undefined ? undefined : limitReached(result.reason);
  if (result.reason === undefined) return [[again(it, '', ALL_BUT_PLAIN), 'all that is promised, in all states']];
  const asked = (scenario.properties ?? []).filter(({ name }) => question.options.only?.includes(name) ?? true);
  const isAboutPaths = asked.some(({ type }) => type === 'eventually' || type === 'leadsTo');
  const remembers = asked.some(({ type }) => type === 'throughout');
  const hasAlike = (scenario.check?.symmetric?.(params) ?? []).some((group) => group.length > 1);
  return [
    ...(reached && reached.flag !== '--max-memory' ? [[again(it, `${reached.flag} ${reached.larger}`), 'further'] as const] : []),
    ...(hasAlike && !flags.symmetry && !isAboutPaths && !remembers && !flags.randomWalk
      ? [[again(it, '--symmetry'), 'what differs only by who is who is looked at once'] as const]
      : []),
    ...(flags.randomWalk
      ? [[again(it, `--seed ${(question.options.seed ?? 1) + 1}`), 'other walks'] as const]
      : [[again(it, '--random-walk'), 'look around at random in what is too large to be explored'] as const]),
  ];
}

/** What keeps a search from looking at all states, and all steps between them. */
const ALL_BUT_PLAIN = ['--symmetry', '--reduction', '--depth-first'];

/** What else might go wrong. */
function afterSuccess(it: Checked): readonly Hint[] {
  const { reference, question } = it;
  const { scenario, params, timers } = question.options;
  const budget = budgetOf(question.options);
  const { lossy, order } = assumedNetwork(question.options);
  const isRoomForLoss = !lossy && timers !== 'in order' && (order !== 'set' || budget['loss'] === undefined);
  const faults = timers === 'in order' ? [] : Object.keys(scenario.check?.faults?.(params) ?? {});
  const more = [...faults, ...(isRoomForLoss ? ['loss'] : [])].find((name) => (budget[name] ?? 0) === 0);
  const all = more === undefined ? undefined : Object.entries({ ...budget, [more]: 1 }).map(([name, count]) => `${name}=${count}`);
  return [
    ...(all ? [[again(it, `--faults ${all.join(',')}`), `whether it holds with a fault more (${more})`] as const] : []),
    [`npx chartwright run ${quoted(reference)}`, 'one schedule, in time, with the workload of a run'],
  ];
}

/** The command line of the same check, with more flags; each takes the place of the one it had. */
function again({ reference, flags, question: { files } }: Checked, more: string, without: readonly string[] = []): string {
  const given: readonly (readonly [flag: string, value: string | number | boolean | undefined])[] = [
    ...Object.entries(files).map(([flag, path]) => [`--${flag}`, path] as const),
    ['--limit', flags.limit],
    ['--preset', flags.preset],
    ...flags.set.map(({ path, value }) => ['--set', `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`] as const),
    ['--seed', flags.seed],
    ['--network', files['network'] === undefined ? flags.network : undefined],
    ['--timers', flags.timers],
    ['--faults', flags.faults && faultsText(flags.faults)],
    ...(flags.property ?? []).map((name) => ['--property', name] as const),
    ['--symmetry', flags.symmetry],
    ['--reduction', flags.reduction],
    ['--exact', flags.exact],
    ['--depth-first', flags.depthFirst],
    ['--random-walk', flags.randomWalk],
    ['--all', flags.all],
    ['--max-states', flags.maxStates],
    ['--max-depth', flags.maxDepth],
    ['--max-seconds', flags.maxSeconds],
    ['--max-memory', flags.maxMemory === undefined ? undefined : `${Math.ceil(flags.maxMemory / 2 ** 20)}MiB`],
  ];
  const replaced = [...without, ...more.split(' ').filter((word) => word.startsWith('--'))];
  // A walk at random is no search in another order, and goes deep where that one went wide.
  if (replaced.includes('--random-walk')) replaced.push('--depth-first', '--reduction', '--max-states');
  const words = given.flatMap(([flag, value]) => {
    if (value === undefined || value === false || replaced.includes(flag)) return [];
    return value === true ? [flag] : [flag, quoted(String(value))];
  });
  return ['npx chartwright check', quoted(reference), ...words, more].join(' ').trimEnd();
}

function faultsText(faults: Readonly<Record<string, number>>): string {
  return (
    Object.entries(faults)
      .map(([name, count]) => `${name}=${count}`)
      .join(',') || 'none'
  );
}
