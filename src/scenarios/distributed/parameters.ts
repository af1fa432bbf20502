/** Every number of the distributed operating system, with its unit and, where there is one, its source. */
import { z } from 'zod';
import type { PolicyName } from '../../machines/distributed/placement/policy.ts';
import { distribution, group, parameter } from '../parameters.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const seconds = z.number().nonnegative();
const bytes = z.int().nonnegative();
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a name of letters, digits and _, in lower case');

const POLICIES = [
  'local',
  'random',
  'random-threshold',
  'threshold',
  'power-of-d',
  'least-loaded',
  'nearest-files',
] as const satisfies readonly PolicyName[];

/** A machine of a network that is described one by one. */
export const machineSchema = z.strictObject({
  name,
  cores: z.int().positive(),
  speed: z.number().positive(),
  memoryBytes: bytes,
  cacheBytes: bytes,
  /** Machines of one site are close to each other. */
  site: name,
});

/** The link between two sites, or among the machines of one if both are the same. */
export const linkSchema = z.strictObject({
  between: z.tuple([name, name]),
  latencyS: seconds,
  bandwidthBytesPerS: z.number().positive().nullable(),
});

const fault = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('crash'), machine: name, atS: seconds, forS: seconds }),
  z.strictObject({ type: z.literal('split'), groups: z.array(z.array(name)).min(2), atS: seconds, forS: seconds }),
]);

export const distributedParameters = z.strictObject({
  machines: parameter(z.int().min(1).max(10_000), 4, { doc: 'machines of the network, named pc1, pc2 and so on, all alike' }),
  cores: parameter(z.int().min(1).max(1024), 1, { doc: 'cores of each machine' }),
  speed: parameter(z.number().positive(), 1, { doc: 'speed of a core; work is stated for speed 1' }),
  memoryBytes: parameter(bytes, 1_000_000_000, { doc: 'memory of each machine', unit: 'bytes' }),
  cacheBytes: parameter(bytes, 200_000_000, { doc: 'memory for copies of files from elsewhere', unit: 'bytes' }),
  load: parameter(z.number().positive().max(100), 0.7, {
    doc: 'open workload: arriving work over what all cores can do; from 1 on, the queues grow for ever',
  }),
  jobs: parameter(count.max(100_000_000), 2_000, { doc: 'open workload: commands that arrive' }),
  network: group('The network between the machines', {
    latencyS: parameter(distribution, 0.0005, { doc: 'time from machine to machine', unit: 's' }),
    bandwidthBytesPerS: parameter(z.number().positive().nullable(), 12_500_000, {
      doc: 'bytes a second between two machines; null: bytes take no time',
      unit: 'bytes/s',
      source: 'Fast Ethernet carries 100 Mbit/s',
    }),
    described: parameter(z.array(machineSchema), [], {
      doc: 'machines, one by one; if there are any, they stand instead of the like ones. --network reads them from a file',
    }),
    links: parameter(z.array(linkSchema), [], { doc: 'links between sites; where none is given, network.latencyS and the bandwidth hold' }),
  }),
  workload: group('What there is to do, when neither sessions nor a trace are given', {
    mode: parameter(z.enum(['day', 'open']), 'day', {
      doc: 'day: a few users log in, type programs one after another, read files and log out. open: commands arrive at random at every machine',
    }),
    users: parameter(z.int().min(1).max(10_000), 3, { doc: 'day: users' }),
    commandsPerUser: parameter(count.max(10_000), 6, { doc: 'day: programs that each user starts' }),
    thinkingS: parameter(distribution, { type: 'exponential', mean: 20 }, { doc: 'day: time from one line to the next', unit: 's' }),
    sharedFiles: parameter(count.max(10_000), 3, { doc: 'files that everybody reads, on the volume of shared' }),
  }),
  job: group('What a command demands, where nothing else says so', {
    cpuS: parameter(distribution, { type: 'lognormal', mean: 30, deviation: 40 }, { doc: 'time on a core of speed 1', unit: 's' }),
    memoryBytes: parameter(distribution, { type: 'uniform', min: 16_000_000, max: 256_000_000 }, { doc: 'memory', unit: 'bytes' }),
    fileBytes: parameter(
      distribution,
      { type: 'lognormal', mean: 8_000_000, deviation: 12_000_000 },
      { doc: 'size of a file', unit: 'bytes' },
    ),
    readShare: parameter(share, 0.6, { doc: 'share of commands that read a shared file' }),
    writeShare: parameter(share, 0.5, { doc: 'share of commands that write a file' }),
    programBytes: parameter(bytes, 200_000, { doc: 'size of a program, shipped to its host', unit: 'bytes' }),
  }),
  cpu: group('The processors', {
    quantumS: parameter(z.number().min(0.000_01).nullable(), 0.5, {
      doc: 'round robin with this quantum; null: first come, first served',
      unit: 's',
    }),
  }),
  placement: group('Where a command runs', {
    policy: parameter(z.enum(POLICIES), 'least-loaded', {
      doc: 'local: at home. random. random-threshold: away at random if home is full. threshold: to the first below it of some that are probed. power-of-d: the least loaded of d. least-loaded: by gossip. nearest-files: the fewest bytes to fetch',
    }),
    threshold: parameter(z.number().nonnegative(), 2, { doc: 'T: commands for each core from which a machine counts as full' }),
    probes: parameter(z.int().min(1).max(1000), 3, { doc: 'L or d: machines that are asked, or compared' }),
  }),
  gossip: group('What instances tell each other', {
    periodS: parameter(z.number().min(0.001).nullable(), 1, { doc: 'time from one message to the next; null: none', unit: 's' }),
    window: parameter(z.int().min(1).max(10_000), 16, {
      doc: 'machines that a message tells of',
      source: 'MOSIX sends a window of the newest',
    }),
    knownMax: parameter(z.int().min(1).max(10_000), 64, { doc: 'machines that an instance remembers; the oldest news are forgotten' }),
    ageMax: parameter(z.int().min(1).max(10_000), 30, {
      doc: 'age in periods at which news is too old: its machine is suspected',
      unit: 'periods',
    }),
  }),
  patience: group('When to ask again, and when to give up', {
    answerS: parameter(z.number().min(0.001), 2, { doc: 'time to wait for an answer, beside that for its bytes', unit: 's' }),
    triesMax: parameter(z.int().min(1).max(100), 4, { doc: 'times that something is asked' }),
    placesMax: parameter(z.int().min(1).max(100), 5, { doc: 'times that a command is placed before it fails' }),
    watchS: parameter(z.number().min(0.001).nullable(), 15, {
      doc: 'time between two looks at the host of a command; null: none',
      unit: 's',
    }),
    keepS: parameter(z.number().min(0.001), 60, { doc: 'time after which a kept result is tried again', unit: 's' }),
    doublingsMax: parameter(z.int().min(0).max(20), 6, {
      doc: 'what is asked for ever (who is logged in where, a result to be shown) is asked ever more seldom: so often, the pause doubles',
    }),
  }),
  faults: group('What goes wrong', {
    schedule: parameter(z.array(fault), [], {
      doc: 'faults at given times: [{type: crash, machine: pc2, atS: 60, forS: 30}, {type: split, groups: [[pc1], [pc2, pc3]], atS: 90, forS: 30}]',
    }),
    crashEveryS: parameter(z.number().positive().nullable(), null, {
      doc: 'mean time between crashes of each machine (exponential); null: never',
      unit: 's',
    }),
    downS: parameter(distribution, { type: 'exponential', mean: 60 }, { doc: 'time until a crashed machine is up again', unit: 's' }),
    loss: parameter(share, 0, { doc: 'probability that a message between machines is lost' }),
    duplication: parameter(share, 0, { doc: 'probability that it comes twice' }),
    reordering: parameter(share, 0, { doc: 'probability that it is held back' }),
    heldBackS: parameter(distribution, { type: 'exponential', mean: 1 }, { doc: 'time that it is held back', unit: 's' }),
    untilS: parameter(seconds.nullable(), null, {
      doc: 'time after which nothing is lost, doubled or held back and no machine crashes at random; null: never',
      unit: 's',
    }),
  }),
  measure: group('What is measured', {
    precision: parameter(z.number().positive().max(1).nullable(), null, {
      doc: 'ends the run when the half-width of the 95% interval of the mean response is this share of it; null: when all is done',
    }),
  }),
});

export type DistributedParameters = z.output<typeof distributedParameters>;
