/** An open workload: at every machine a user is logged in all the time, and commands arrive at random. */
import { sampler, type Distribution, type Random, type Uniform } from '../../actors/random.ts';
import type { Command, Work, Writing } from '../../machines/distributed/protocol.ts';
import { meanOf } from '../distribution-mean.ts';
import { machinesOf, type MachineData } from './network.ts';
import type { DistributedParameters } from './parameters.ts';
import type { DistributedWork } from './work.ts';

/** Poisson arrivals, at each machine as many as it can do times the load; all volumes, files and log-ins first. */
export function* generateOpen(params: DistributedParameters, random: Random): Generator<DistributedWork> {
  const machines = machinesOf(params);
  yield { type: 'volume', owner: 'shared', machine: machines[0]?.name ?? '' };
  for (const [index, { name }] of machines.entries()) yield { type: 'volume', owner: userOf(index), machine: name };
  yield* sharedFiles(params, random);
  for (const [index, { name: machine }] of machines.entries()) {
    const user = userOf(index);
    yield { type: 'line', line: { atS: 0, user, terminal: terminalOf(machine, user), typed: { type: 'login' } } };
  }
  const demand = new DemandSource(params, random, 'jobs');
  const gapS = sampler({ type: 'exponential', mean: meanGapS(params) }, random.stream('arrivals'));
  const where = machinePicker(machines, random.stream('arrivals/machine'));
  const typed = machines.map(() => 0);
  let atS = 0;
  for (let job = 1; job <= params.jobs; job += 1) {
    atS += gapS();
    const index = where();
    const machine = machines[index]?.name ?? '';
    const user = userOf(index);
    const number = (typed[index] ?? 0) + 1;
    typed[index] = number;
    const terminal = terminalOf(machine, user);
    const does = demand.program('job', user);
    const command: Command = { id: `${user}.${number}`, user, line: 'run job &', terminal, isBackground: true, does };
    yield { type: 'line', line: { atS, user, terminal, typed: { type: 'command', command } } };
  }
}

/** Mean time from one command to the next, at all machines together: the load of all that their cores can do. */
export function meanGapS(params: DistributedParameters): number {
  const capacity = machinesOf(params).reduce((sum, { cores, speed }) => sum + cores * speed, 0);
  return meanOf(params.job.cpuS) / (params.load * capacity);
}

/** Files that everybody reads. */
export function* sharedFiles({ workload, job }: DistributedParameters, random: Random): Generator<DistributedWork> {
  const bytes = sampler(job.fileBytes, random.stream('shared/bytes'));
  for (let file = 1; file <= workload.sharedFiles; file += 1)
    yield { type: 'file', file: { path: sharedFile(file), sizeBytes: Math.round(bytes()) } };
}

/** Draws what programs demand, from streams of a name of its own. */
export class DemandSource {
  readonly #params: DistributedParameters;
  readonly #draws: Readonly<Record<'cpuS' | 'memoryBytes' | 'fileBytes', () => number>>;
  readonly #files: Uniform;

  constructor(params: DistributedParameters, random: Random, name: string) {
    const { job } = params;
    const draw = (what: string, distribution: Distribution): (() => number) => sampler(distribution, random.stream(`${name}/${what}`));
    this.#params = params;
    this.#draws = {
      cpuS: draw('cpuS', job.cpuS),
      memoryBytes: draw('memoryBytes', job.memoryBytes),
      fileBytes: draw('fileBytes', job.fileBytes),
    };
    this.#files = random.stream(`${name}/files`);
  }

  /** A program that may read a shared file, and may write one of its user's. */
  program(program: string, user: string): Extract<Work, { type: 'run' }> {
    const { job, workload } = this.#params;
    const readsOne = workload.sharedFiles > 0 && this.#files() < job.readShare;
    const reads = readsOne ? [sharedFile(1 + Math.floor(this.#files() * workload.sharedFiles))] : [];
    const writes: readonly Writing[] = job.writeShare > 0 && this.#files() < job.writeShare ? [this.#file(`${user}/${program}.out`)] : [];
    return {
      type: 'run',
      program,
      cpuS: Math.round(this.#draws.cpuS() * 1e6) / 1e6,
      memoryBytes: Math.round(this.#draws.memoryBytes()),
      reads,
      writes,
    };
  }

  #file(path: string): Writing {
    return { path, sizeBytes: Math.round(this.#draws.fileBytes()) };
  }
}

function sharedFile(number: number): string {
  return `shared/data${number}`;
}

function userOf(index: number): string {
  return `u${index + 1}`;
}

function terminalOf(machine: string, user: string): `terminal-${string}` {
  return `terminal-${machine}.${user}.1`;
}

/** An index of a machine, as likely as its share of all that can be done; by rejection, so that a thousand cost no more than ten. */
function machinePicker(machines: readonly MachineData[], uniform: Uniform): () => number {
  const capacities = machines.map(({ cores, speed }) => cores * speed);
  const greatest = Math.max(...capacities);
  const areAlike = capacities.every((it) => it === greatest);
  return () => {
    for (;;) {
      const index = Math.floor(uniform() * machines.length);
      if (areAlike || uniform() * greatest < (capacities[index] ?? 0)) return index;
    }
  };
}
