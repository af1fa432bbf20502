/** What the network did, as a person reads it. */
import { counted, duration, integer, percent } from '../format.ts';
import type { Figure, Report, Section } from '../scenario.ts';
import type { DistributedMetrics } from './metrics.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';

/** Machines that are listed one by one. */
const MACHINES_MAX = 8;
/** Screens are shown of so many machines; of more, nobody reads them. */
const SCREENS_MACHINES_MAX = 8;

export function reportDistributed(params: DistributedParameters, metrics: DistributedMetrics): Report {
  const isSmall = machinesOf(params).length <= SCREENS_MACHINES_MAX && metrics.commands <= 200;
  return {
    headline: headline(params, metrics),
    sections: [
      ...(isSmall && metrics.screens.length > 0 ? [screens(metrics)] : []),
      commands(metrics),
      response(params, metrics),
      placement(params, metrics),
      files(metrics),
      machines(metrics),
      ...(Object.keys(metrics.faults).length > 0 ? [faults(metrics)] : []),
    ],
    remarks: remarks(params, metrics),
    next: next(params),
  };
}

function headline(params: DistributedParameters, { commands, shown, observedS, ranElsewhere, ranAtHome }: DistributedMetrics): string {
  const isWhole = shown === commands;
  if (commands === 0) return 'Nobody typed anything.';
  const programs = ranAtHome + ranElsewhere;
  const away =
    programs === 0
      ? ''
      : ` Of ${counted(programs, 'program')} with a result on a screen, ${ranElsewhere === 0 ? 'none' : integer(ranElsewhere)} ran on another machine than the one where it was typed${isWhole ? ', and every result appeared where its user was' : ''}.`;
  return `${counted(commands, 'command')} on ${counted(machinesOf(params).length, 'machine')} that act as one, in ${duration(observedS)} of simulated time.${away}`;
}

function screens({ screens: lines, screenLines }: DistributedMetrics): Section {
  return {
    type: 'table',
    title: 'On the screens',
    columns: [
      { title: 'at', align: 'right' },
      { title: 'user', align: 'left' },
      { title: 'at machine', align: 'left' },
      { title: 'reads', align: 'left' },
      { title: 'ran on', align: 'left' },
    ],
    rows: lines.map(({ atS, user, machine, text, ranOn }) => [duration(atS), user, machine, text, ranOn ?? '']),
    note: `The last column is not on the screens: no user can tell.${lines.length < screenLines ? ` The first ${lines.length} of ${screenLines} lines; --screen USER shows all of one user.` : ''}`,
  };
}

function commands(metrics: DistributedMetrics): Section {
  const { done, failed, notRun, kept, unfinished } = metrics;
  const figures: Figure[] = [
    { label: 'done', value: integer(done), mood: 'good' },
    { label: 'failed', value: integer(failed), ...(failed > 0 ? { note: 'and said so on the screen', mood: 'bad' } : {}) },
  ];
  if (notRun > 0)
    figures.push({ label: 'not run', value: integer(notRun), note: 'the machine was down, or nobody was logged in', mood: 'bad' });
  if (kept > 0) figures.push({ label: 'results kept', value: integer(kept), note: 'their users are logged in nowhere' });
  if (unfinished > 0)
    figures.push({
      label: 'under way',
      value: integer(unfinished),
      note: metrics.endedBy === 'standstill' ? 'for ever: what they wait for does not answer' : 'when the run ended',
      mood: 'bad',
    });
  return { type: 'figures', title: 'Commands', figures };
}

function response({ measure }: DistributedParameters, metrics: DistributedMetrics): Section {
  const { meanResponse, meanResponseLow: low, meanResponseHigh: high, endedBy } = metrics;
  const figures: Figure[] = [
    { label: 'mean', value: duration(metrics.meanResponseS), note: 'from typing to the result on the screen' },
    { label: 'median', value: duration(metrics.medianResponseS) },
    { label: '95th percentile', value: duration(metrics.p95ResponseS) },
    { label: 'slowdown', value: metrics.meanBoundedSlowdown.toFixed(2), note: 'bounded: over the time on a free core, or 10 s' },
  ];
  if (low !== null && high !== null) {
    const ended =
      measure.precision === null || endedBy === null
        ? ''
        : `; ended by ${endedBy === 'precision' ? 'its precision' : 'the number of jobs'}`;
    figures.push({
      label: 'in mean services',
      value: meanResponse.toFixed(4),
      note: `95% interval ${low.toFixed(4)} to ${high.toFixed(4)}, without warm-up${ended}`,
    });
  }
  return { type: 'figures', title: 'Response time', figures };
}

function placement({ placement: { policy }, gossip: { periodS } }: DistributedParameters, metrics: DistributedMetrics): Section {
  const { ranAtHome, ranElsewhere, gossip } = metrics;
  const programs = ranAtHome + ranElsewhere;
  const figures: Figure[] = [
    { label: 'policy', value: policy },
    {
      label: 'ran elsewhere',
      value: programs === 0 ? '0' : percent(ranElsewhere / programs),
      note: `${integer(ranElsewhere)} of ${counted(programs, 'program')}`,
    },
    { label: 'probes and answers', value: metrics.placementMessagesPerCommand.toFixed(2), note: 'messages per command' },
  ];
  if (periodS !== null) {
    figures.push(
      { label: 'gossip', value: metrics.gossipMessagesPerCommand.toFixed(2), note: 'messages per command' },
      {
        label: 'error of known load',
        value: gossip.meanLoadError.toFixed(2),
        note: `news is ${gossip.meanAge.toFixed(1)} periods old on average`,
      },
    );
  }
  if (metrics.placedAgain > 0)
    figures.push({ label: 'placed again', value: integer(metrics.placedAgain), note: 'commands that were started more than once' });
  return { type: 'figures', title: 'Placement', figures };
}

function files({ files: { fetchedBytes, writtenBackBytes, shippedBytes, openings, cacheHits } }: DistributedMetrics): Section {
  return {
    type: 'figures',
    title: 'Over the network',
    figures: [
      { label: 'files fetched', value: megabytes(fetchedBytes), note: `${counted(openings, 'opening')} of files from elsewhere` },
      { label: 'cache hits', value: openings === 0 ? '0' : percent(cacheHits / openings), note: 'openings that a current copy answered' },
      { label: 'written back', value: megabytes(writtenBackBytes) },
      { label: 'programs shipped', value: megabytes(shippedBytes) },
    ],
  };
}

function machines({ utilisation: { mean, least, most, spread, byMachine } }: DistributedMetrics): Section {
  const names = Object.entries(byMachine);
  const figures: Figure[] = [
    {
      label: 'utilisation',
      value: percent(mean),
      note: `from ${percent(least)} to ${percent(most)}, standard deviation ${percent(spread)}`,
    },
  ];
  if (names.length <= MACHINES_MAX) figures.push(...names.map(([label, share]) => ({ label, value: percent(share) })));
  return { type: 'figures', title: 'Machines', figures };
}

const WORDS: Readonly<Record<string, string>> = {
  crash: 'crashes',
  restart: 'restarts',
  lost: 'messages lost',
  partitioned: 'messages cut off by a split',
};

function faults({ faults: seen }: DistributedMetrics): Section {
  return {
    type: 'figures',
    title: 'What went wrong',
    figures: Object.entries(seen).map(([what, times]) => ({ label: WORDS[what] ?? what, value: integer(times) })),
  };
}

function remarks(
  { placement: { policy } }: DistributedParameters,
  { ranElsewhere, utilisation: { least, most } }: DistributedMetrics,
): readonly string[] {
  const all: string[] = [];
  if (policy === 'local' && most - least > 0.2)
    all.push('Everything ran where it was typed: some machines were busy while others had nothing to do.');
  if (policy !== 'local' && ranElsewhere > 0)
    all.push('No line of a user said where to run: the shadow of each command found a host, and the files were fetched there.');
  return all;
}

function next({ network, placement: { policy }, faults: { crashEveryS }, workload: { mode } }: DistributedParameters): Report['next'] {
  const all = [
    policy === 'local'
      ? { flags: '--set placement.policy=least-loaded', shows: 'the same work, placed by what the gossip says' }
      : { flags: '--set placement.policy=local', shows: 'the same work without any placement' },
  ];
  if (crashEveryS === null)
    all.push({ flags: '--preset stormy', shows: 'machines crash, messages get lost, and nothing is lost or shown twice' });
  if (mode === 'day' && network.described.length === 0)
    all.push({ flags: '--preset lab', shows: 'twenty machines, and commands that arrive at all of them' });
  return all;
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
