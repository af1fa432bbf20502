/** The shop's day in numbers, as a person reads them. */
import { counted, duration, integer, percent } from '../format.ts';
import type { Figure, Report, Section } from '../scenario.ts';
import type { BatchMetrics } from './metrics.ts';
import type { BatchParameters } from './parameters.ts';

/** Compilers in the table; a trace has hundreds. */
const COMPILERS_MAX = 12;

export function reportBatch(params: BatchParameters, metrics: BatchMetrics): Report {
  return {
    headline: headline(metrics),
    sections: [decks(metrics), times(metrics), machine(metrics), compilers(metrics)].filter((it) => it !== undefined),
    remarks: remarks(params, metrics),
    next: next(params),
  };
}

function headline({ jobs, returned, refused, makespanS, batches }: BatchMetrics): string {
  if (jobs === 0) return 'Nobody handed in a deck.';
  const back = returned + refused === jobs ? 'each time it came back' : `it came back ${counted(returned + refused, 'time')}`;
  return `A deck was handed in ${counted(jobs, 'time')}, corrected ones again, and ${back}; ${counted(batches, 'batch', 'batches')} in ${duration(makespanS)} of simulated time.`;
}

function decks({ finished, failed, refused, unfinished, failures }: BatchMetrics): Section {
  const why = Object.entries(failures).map(([outcome, count]) => `${integer(count)} ${outcome}`);
  const figures: Figure[] = [
    { label: 'finished', value: integer(finished), mood: 'good' },
    { label: 'failed', value: integer(failed), ...(failed > 0 ? { note: why.join(', '), mood: 'bad' } : {}) },
    {
      label: 'given back unread',
      value: integer(refused),
      ...(refused > 0 ? { note: 'unreadable, or dropped at the window', mood: 'bad' } : {}),
    },
  ];
  if (unfinished > 0) figures.push({ label: 'still in the shop', value: integer(unfinished), note: 'when the run ended', mood: 'bad' });
  return { type: 'figures', title: 'Decks', figures };
}

function times(metrics: BatchMetrics): Section {
  return {
    type: 'figures',
    title: 'Waiting',
    figures: [
      { label: 'turnaround, mean', value: duration(metrics.meanTurnaroundS), note: 'from the window to the listing' },
      { label: 'median', value: duration(metrics.medianTurnaroundS) },
      { label: '95th percentile', value: duration(metrics.p95TurnaroundS) },
      { label: 'wait, mean', value: duration(metrics.meanWaitS), note: 'from the window to the processor' },
      { label: 'longest', value: duration(metrics.maxWaitS) },
    ],
  };
}

function machine(metrics: BatchMetrics): Section {
  const { observedS, withoutPowerS } = metrics;
  const share = (seconds: number): string => (observedS === 0 ? '' : percent(seconds / observedS));
  const figures: Figure[] = [
    { label: 'processor utilisation', value: percent(metrics.utilisation), note: `${duration(metrics.busyS)} compiling and executing` },
    { label: 'throughput', value: `${metrics.throughputPerHour.toFixed(1)} jobs/h` },
    { label: 'batches', value: integer(metrics.batches), note: `${metrics.meanBatchJobs.toFixed(1)} jobs each` },
    {
      label: 'set-ups',
      value: integer(metrics.setups),
      note: `${duration(metrics.setupS)}${observedS === 0 ? '' : `, ${share(metrics.setupS)} of the time`}; part of what follows`,
    },
    { label: 'cards, printer, waiting', value: duration(metrics.overheadS), note: share(metrics.overheadS) },
    { label: 'no batch in the machine', value: duration(metrics.idleS), note: share(metrics.idleS) },
  ];
  if (withoutPowerS > 0) figures.push({ label: 'without power', value: duration(withoutPowerS), note: share(withoutPowerS), mood: 'bad' });
  return { type: 'figures', title: 'Machine', figures };
}

function compilers({ byCompiler }: BatchMetrics): Section | undefined {
  const all = Object.entries(byCompiler).sort(([, a], [, b]) => b.jobs - a.jobs);
  if (all.length === 0) return undefined;
  const rest = all.length - COMPILERS_MAX;
  return {
    type: 'table',
    title: 'By compiler',
    columns: [
      { title: 'compiler', align: 'left' },
      { title: 'jobs', align: 'right' },
      { title: 'failed', align: 'right' },
      { title: 'mean wait', align: 'right' },
      { title: 'mean turnaround', align: 'right' },
    ],
    rows: all
      .slice(0, COMPILERS_MAX)
      .map(([name, it]) => [name, integer(it.jobs), integer(it.failed), duration(it.meanWaitS), duration(it.meanTurnaroundS)]),
    ...(rest > 0 ? { note: `and ${counted(rest, 'other')}; --json has them all` } : {}),
  };
}

/** What the figures show about batching. */
function remarks({ operator }: BatchParameters, metrics: BatchMetrics): readonly string[] {
  const { setups, setupS, returned, compilerChanges, observedS, byCompiler, faults } = metrics;
  const said: string[] = [];
  const befell = Object.entries(faults).map(([name, times]) => `${name} ${integer(times)}`);
  if (befell.length > 0) said.push(`Faults that befell the shop: ${befell.join(', ')}.`);
  if (setups === 0 || returned === 0) return said;
  said.push(
    `In the order in which the decks came, the compiler changes ${counted(compilerChanges, 'time')}; ${counted(setups, 'set-up')} ` +
      `${setups === 1 ? 'was' : 'were'} paid for, ${(returned / setups).toFixed(1)} jobs each, ${duration(setupS)} in all.` +
      (observedS > 0 && setupS / observedS > 0.2 ? ' They take much of the day: larger batches, or more patience, would need fewer.' : ''),
  );
  const trade = operator.groupBy === 'compiler' ? rareAgainstCommon(byCompiler) : undefined;
  return trade === undefined ? said : [...said, trade];
}

/** Batching by compiler has a price: a rare compiler waits until its tray is worth a set-up. */
function rareAgainstCommon(byCompiler: BatchMetrics['byCompiler']): string | undefined {
  const all = Object.values(byCompiler).sort((a, b) => a.jobs - b.jobs);
  const total = all.reduce((sum, { jobs }) => sum + jobs, 0);
  if (all.length < 2 || total === 0) return undefined;
  const common = all.at(-1);
  const rare: (typeof all)[number][] = [];
  let seen = 0;
  for (const it of all) {
    if (it === common || (rare.length > 0 && seen + it.jobs > total / 4)) break;
    rare.push(it);
    seen += it.jobs;
  }
  if (!common || seen === 0) return undefined;
  // Among compilers that are about as frequent, none is rare.
  if (rare.some(({ jobs }) => jobs * 2 > common.jobs)) return undefined;
  const rareWaitS = rare.reduce((sum, { jobs, meanWaitS }) => sum + jobs * meanWaitS, 0) / seen;
  const waits = `the jobs of the rarest compilers (${percent(seen / total)} of all) waited ${duration(rareWaitS)} on average, those of the most common one ${duration(common.meanWaitS)}`;
  return rareWaitS > common.meanWaitS * 1.05
    ? `The trade: ${waits}. A rare tray takes longer to be worth a set-up.`
    : `The trade of batching, longer waits for rare compilers, does not show here: ${waits}. Where the backlog is long, the order of the trays matters less than when a deck came.`;
}

function next({ operator, faults }: BatchParameters): Report['next'] {
  const hasFaults = Object.values(faults).some((it) => it !== null && !(Array.isArray(it) && it.length === 0));
  return [
    operator.groupBy === 'nothing'
      ? { flags: '--set operator.groupBy=compiler', shows: 'the same work, batched by compiler' }
      : {
          flags: '--set operator.groupBy=nothing --set operator.largestBatch=1 --set operator.patienceS=0',
          shows: 'the same work, one job at a time in order of arrival',
        },
    ...(hasFaults ? [] : [{ flags: '--preset rough', shows: 'a bad day: jams, dropped decks, power failures' }]),
  ];
}
