/** Networks and workloads worth a name. */
import type { Preset } from '../scenario.ts';

const open = (jobs: number, set: object): object => ({
  jobs,
  workload: { mode: 'open', sharedFiles: 20 },
  job: { cpuS: { type: 'lognormal', mean: 10, deviation: 15 } },
  ...set,
});

export const distributedPresets: Readonly<Record<string, Preset>> = {
  few: { description: 'Four machines and three users for a quarter of an hour: small enough to read every screen.', set: {} },
  lab: { description: 'A laboratory of 20 machines; commands arrive at all of them.', set: open(2_000, { machines: 20 }) },
  campus: {
    description: 'A campus of 100 machines.',
    set: open(10_000, { machines: 100, network: { latencyS: 0.002 }, gossip: { knownMax: 64, window: 16 } }),
  },
  city: {
    description: 'A city of 1,000 machines: nobody knows them all.',
    set: open(20_000, { machines: 1_000, network: { latencyS: 0.01 }, gossip: { knownMax: 64, window: 16 } }),
  },
  stormy: {
    description: 'The same few machines in bad weather: they crash, and messages are lost, doubled and held back.',
    set: { faults: { crashEveryS: 300, downS: 20, loss: 0.05, duplication: 0.05, reordering: 0.05, untilS: 900 } },
  },
  theory: {
    description:
      'Nothing but queues: every message is free and instant, commands arrive at each machine as a Poisson process and need an exponential time of mean 1 s. Ends at a precision of 1%, or after jobs.',
    set: {
      machines: 100,
      load: 0.9,
      jobs: 1_000_000,
      network: { latencyS: 0, bandwidthBytesPerS: null },
      workload: { mode: 'open', sharedFiles: 0 },
      job: { cpuS: { type: 'exponential', mean: 1 }, memoryBytes: 0, readShare: 0, writeShare: 0, programBytes: 0 },
      cpu: { quantumS: null },
      placement: { policy: 'local' },
      gossip: { periodS: null },
      patience: { watchS: null },
      measure: { precision: 0.01 },
    },
  },
  lcg: {
    description:
      'A grid of 100 machines with 24 cores for the LCG trace (--swf): its users are logged in at one machine each, and the policies decide.',
    set: {
      machines: 100,
      cores: 24,
      network: { latencyS: 0.02 },
      job: { memoryBytes: 0 },
      cpu: { quantumS: null },
      placement: { policy: 'power-of-d' },
      gossip: { periodS: 60 },
      patience: { answerS: 10, watchS: 86_400, keepS: 86_400 },
    },
  },
};
