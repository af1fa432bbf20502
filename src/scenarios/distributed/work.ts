/**
 * What there is to do on the network: sessions from scripts, jobs of a trace, or work made up. All of it
 * comes down to the same: volumes, files that are there, and lines typed at terminals.
 */
import type { Writing } from '../../machines/distributed/protocol.ts';
import { sampler, type Random } from '../../actors/random.ts';
import { counted } from '../format.ts';
import { UnusableInput } from '../problem.ts';
import type { Input, InputOptions, Plan } from '../scenario.ts';
import { readSessions, type SessionLine, type Sessions } from '../workloads/sessions.ts';
import { readSwf } from '../workloads/swf.ts';
import { generateDay } from './made-up-day.ts';
import { generateOpen } from './made-up-arrivals.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';

export type DistributedWork =
  /** The files of an owner lie there. */
  | { readonly type: 'volume'; readonly owner: string; readonly machine: string }
  /** There from the beginning. */
  | { readonly type: 'file'; readonly file: Writing }
  | { readonly type: 'line'; readonly line: SessionLine };

export type DistributedPlan = Plan<DistributedParameters, DistributedWork>;

/** The work of a network whose users were given none: volumes, files and log-ins come first. */
export function generateWork(params: DistributedParameters, random: Random): Iterable<DistributedWork> {
  return params.workload.mode === 'day' ? generateDay(params, random) : generateOpen(params, random);
}

/** A folder of session scripts, or one of them. */
export function workFromSessions(path: string, { params, limit }: InputOptions<DistributedParameters>): Input<DistributedWork> {
  const { volumes, files, lines, users, problems } = readSessions(
    path,
    machinesOf(params).map(({ name }) => name),
  );
  if (lines.length === 0) throw new UnusableInput(problems);
  const kept = limit === undefined ? lines : lines.slice(0, limit);
  const items = itemsOf({ volumes, files, lines: kept });
  return { items, problems, summary: `${counted(kept.length, 'line')} of ${counted(users.length, 'user')} from ${path}` };
}

/** What sessions come down to. */
export function itemsOf({ volumes, files, lines }: Pick<Sessions, 'volumes' | 'files' | 'lines'>): readonly DistributedWork[] {
  return [
    ...Object.entries(volumes).map(([owner, machine]): DistributedWork => ({ type: 'volume', owner, machine })),
    ...files.map((file): DistributedWork => ({ type: 'file', file })),
    ...lines.map((line): DistributedWork => ({ type: 'line', line })),
  ];
}

/**
 * A trace in the Standard Workload Format: a program for each job, typed at the trace's time. A job runs on
 * one core for the trace's run time, whatever number of processors it had. Each user is logged in at one
 * machine; the machines are dealt out in the order in which users first appear.
 */
export function workFromSwf(
  path: string,
  { params, random, limit, timeScale }: InputOptions<DistributedParameters>,
): Input<DistributedWork> {
  const { jobs, leftOut } = readSwf(path, { ...(limit === undefined ? {} : { limit }), ...(timeScale === undefined ? {} : { timeScale }) });
  const machines = machinesOf(params);
  const memoryBytes = sampler(params.job.memoryBytes, random.stream('trace/memoryBytes'));
  const users = new Map<string, { readonly machine: string; typed: number }>();
  const lines: DistributedWork[] = [];
  for (const job of jobs) {
    const name = `u${job.user}`;
    let user = users.get(name);
    if (!user) {
      user = { machine: machines[users.size % machines.length]?.name ?? '', typed: 0 };
      users.set(name, user);
      lines.push({
        type: 'line',
        line: { atS: job.submitS, user: name, terminal: `terminal-${user.machine}.${name}.1`, typed: { type: 'login' } },
      });
    }
    user.typed += 1;
    const terminal = `terminal-${user.machine}.${name}.1` as const;
    const program = `job${job.line}`;
    const does = { type: 'run', program, cpuS: job.runS, memoryBytes: Math.round(memoryBytes()), reads: [], writes: [] } as const;
    const command = { id: `${name}.${user.typed}`, user: name, line: `run ${program} &`, terminal, isBackground: true, does };
    lines.push({ type: 'line', line: { atS: job.submitS, user: name, terminal, typed: { type: 'command', command } } });
  }
  const volumes = [...users].map(([owner, { machine }]): DistributedWork => ({ type: 'volume', owner, machine }));
  return {
    items: [...volumes, ...lines],
    problems: leftOut,
    summary: `${counted(jobs.length, 'job')} of ${counted(users.size, 'user')} from ${path}`,
  };
}

/** What is known before the first command: volumes, files, and who will log in where. */
export interface Setting {
  readonly volumes: Readonly<Record<string, string>>;
  readonly files: readonly Writing[];
  /** The log-ins, in order of time. */
  readonly logins: readonly SessionLine[];
  /** Seconds of the first line. */
  readonly firstS: number;
}

export function settingOf({ work, isMadeUp, params }: DistributedPlan): Setting {
  const volumes: Record<string, string> = {};
  const files: Writing[] = [];
  const logins: SessionLine[] = [];
  let firstS: number | undefined;
  for (const item of work) {
    if (item.type === 'volume') volumes[item.owner] = item.machine;
    else if (item.type === 'file') files.push(item.file);
    else {
      firstS ??= item.line.atS;
      if (item.line.typed.type === 'login') logins.push(item.line);
      // Of made-up arrivals, which may have no end to speak of, all log-ins come before the first command.
      else if (isMadeUp && params.workload.mode === 'open') break;
    }
  }
  return { volumes, files, logins, firstS: firstS ?? 0 };
}

/** What a run amounts to: lines that will be typed, and the commands among them. */
export function amountOf({ work, isMadeUp, params }: DistributedPlan): { readonly lines: number; readonly commands: number } {
  if (isMadeUp && params.workload.mode === 'open') return { lines: params.jobs + machinesOf(params).length, commands: params.jobs };
  let lines = 0;
  let commands = 0;
  for (const item of work) {
    if (item.type !== 'line') continue;
    lines += 1;
    if (item.line.typed.type === 'command') commands += 1;
  }
  return { lines, commands };
}
