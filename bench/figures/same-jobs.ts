/** One list of jobs, as decks for the batch shop and as lines typed at the machines of the distributed operating system. */
import { Random, sampler } from '../../src/actors/random.ts';
import type { Deck } from '../../src/machines/batch/protocol.ts';
import type { Command } from '../../src/machines/distributed/protocol.ts';
import type { BatchWork } from '../../src/scenarios/batch/work.ts';
import type { DistributedWork } from '../../src/scenarios/distributed/work.ts';

export interface Job {
  /** Seconds from the beginning. */
  readonly atS: number;
  /** From 1; as many as there are small machines, one at each. */
  readonly user: number;
  readonly compiler: string;
  /** On one of the small machines. */
  readonly lengthS: number;
}

export interface JobsOptions {
  readonly seed: number;
  readonly jobs: number;
  readonly users: number;
  readonly compilers: readonly string[];
  /** Mean of the lengths, which are exponential. */
  readonly lengthS: number;
  /** Mean time from one arrival to the next, which is exponential. */
  readonly gapS: number;
}

/** Of one seed, lists that differ in their lengths and gaps are the same but for the scale of each. */
export function makeJobs({ seed, jobs, users, compilers, lengthS, gapS }: JobsOptions): readonly Job[] {
  const random = new Random(seed);
  const gap = sampler({ type: 'exponential', mean: gapS }, random.stream('gaps'));
  const length = sampler({ type: 'exponential', mean: lengthS }, random.stream('lengths'));
  const [who, what] = [random.stream('users'), random.stream('compilers')];
  let atS = 0;
  return Array.from({ length: jobs }, () => {
    atS += gap();
    const compiler = compilers[Math.floor(what() * compilers.length)] ?? '';
    return { atS: toMicrosecond(atS), user: 1 + Math.floor(who() * users), compiler, lengthS: length() };
  });
}

/** For a processor that is so many times as fast as a small machine. */
export function asDecks(jobs: readonly Job[], speed: number): readonly BatchWork[] {
  return jobs.map(({ atS, user, compiler, lengthS }, index) => {
    const deck: Deck = {
      id: `j${index + 1}.1`,
      owner: `user-${user}`,
      programmer: `USER ${user}`,
      account: '',
      compiler,
      cards: 1,
      estimateS: null,
      limitS: null,
      unreadable: null,
      demand: { compileS: 0, runS: toMicrosecond(lengthS / speed), words: 0, lines: 0, ends: 'normally' },
    };
    return { type: 'deck', atS, deck };
  });
}

/** Each user is logged in at a small machine of his or her own, `pc1` and so on, and types every job there as it comes. */
export function asLines(jobs: readonly Job[], users: number): readonly DistributedWork[] {
  const all = Array.from({ length: users }, (_, index) => {
    const [user, machine] = [`u${index + 1}`, `pc${index + 1}`];
    return { user, machine, terminal: `terminal-${machine}.${user}.1` } as const;
  });
  const typed = jobs.map(({ atS, user: number, lengthS }, index): DistributedWork => {
    const it = all[number - 1];
    if (!it) throw new Error(`there is no user ${number}`);
    const does = { type: 'run', program: 'job', cpuS: toMicrosecond(lengthS), memoryBytes: 0, reads: [], writes: [] } as const;
    const id = `${it.user}.${index + 1}`;
    const command: Command = { id, user: it.user, line: 'run job &', terminal: it.terminal, isBackground: true, does };
    return { type: 'line', line: { atS, user: it.user, terminal: it.terminal, typed: { type: 'command', command } } };
  });
  return [
    ...all.map(({ user, machine }): DistributedWork => ({ type: 'volume', owner: user, machine })),
    ...all.map(({ user, terminal }): DistributedWork => ({
      type: 'line',
      line: { atS: 0, user, terminal, typed: { type: 'login' } },
    })),
    ...typed,
  ];
}

/** What the clock can show. */
function toMicrosecond(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
