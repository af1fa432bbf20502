/** A day that is made up: a few users who log in, type, wait for what they typed, and go. */
import { sampler, type Random } from '../../actors/random.ts';
import type { Command, Work } from '../../machines/distributed/protocol.ts';
import type { SessionLine } from '../workloads/sessions.ts';
import { DemandSource, sharedFiles } from './made-up-arrivals.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';
import type { DistributedWork } from './work.ts';

/** Seconds that a user is away, and then stays. */
const AWAY_S = 600;
const STAY_S = 60;

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'];
const PROGRAMS = ['simulate', 'render', 'solve', 'compile', 'fold', 'plot'];

/** Users log in at the first machines, two at each, so that it takes the others for all to be done soon. */
export function* generateDay(params: DistributedParameters, random: Random): Generator<DistributedWork> {
  const machines = machinesOf(params);
  const homes = Math.max(1, Math.ceil(machines.length / 2));
  yield { type: 'volume', owner: 'shared', machine: machines.at(-1)?.name ?? '' };
  const lines: SessionLine[] = [];
  for (let index = 0; index < params.workload.users; index += 1) {
    const user = NAMES[index] ?? `user${index + 1}`;
    const machine = machines[Math.floor(index / 2) % homes]?.name ?? '';
    yield { type: 'volume', owner: user, machine };
    const next = machines[(Math.floor(index / 2) + 1) % machines.length]?.name ?? machine;
    lines.push(...dayOf(user, [machine, next], params, random));
  }
  yield* sharedFiles(params, random);
  for (const line of lines.toSorted((a, b) => a.atS - b.atS)) yield { type: 'line', line };
}

/**
 * Starts programs, most of them in the background, looks at what came out, and logs out; and comes back for the rest,
 * to another machine.
 */
function* dayOf(
  user: string,
  [machine, next]: readonly [string, string],
  params: DistributedParameters,
  random: Random,
): Generator<SessionLine> {
  const { commandsPerUser, thinkingS } = params.workload;
  const demand = new DemandSource(params, random, `day/${user}`);
  const thinking = sampler(thinkingS, random.stream(`day/${user}/thinking`));
  const chance = random.stream(`day/${user}/lines`);
  const terminal = `terminal-${machine}.${user}.1` as const;
  let atS = thinking();
  yield { atS, user, terminal, typed: { type: 'login' } };
  let number = 0;
  const line = (text: string, does: Work, isBackground: boolean): SessionLine => {
    number += 1;
    const command: Command = { id: `${user}.${number}`, user, line: text, terminal, isBackground, does };
    return { atS, user, terminal, typed: { type: 'command', command } };
  };
  for (let program = 0; program < commandsPerUser; program += 1) {
    atS += thinking();
    const name = PROGRAMS[Math.floor(chance() * PROGRAMS.length)] ?? 'run';
    const isBackground = chance() < 0.7;
    const does = demand.program(name, user);
    yield line(isBackground ? `run ${name} &` : `run ${name}`, does, isBackground);
    const [written] = does.writes;
    if (written && !isBackground) yield line(`cat ${name}.out`, { type: 'cat', path: written.path }, false);
  }
  atS += thinking();
  yield line('ls', { type: 'ls', owner: user }, false);
  yield { atS, user, terminal, typed: { type: 'logout' } };
  atS += AWAY_S;
  const another = `terminal-${next}.${user}.2` as const;
  yield { atS, user, terminal: another, typed: { type: 'login' } };
  yield { atS: atS + STAY_S, user, terminal: another, typed: { type: 'logout' } };
}
