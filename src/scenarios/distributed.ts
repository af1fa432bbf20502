/** The distributed operating system, as a scenario. */
import type { Distribution } from '../actors/random.ts';
import type { ActorSpec, Arrival } from '../actors/system.ts';
import type { CpuInput } from '../machines/distributed/cpu.ts';
import type { FilesInput } from '../machines/distributed/files.ts';
import { cpu, fetch, files, instance, process, shadow, terminal } from '../machines/distributed/index.ts';
import type { InstanceInput } from '../machines/distributed/instance.ts';
import { cpuOf, filesOf, instanceOf, ownerOf } from '../machines/distributed/place.ts';
import type { DistributedProtocol, Installation, TerminalMessage } from '../machines/distributed/protocol.ts';
import type { TerminalInput } from '../machines/distributed/terminal.ts';
import { distributedCheck } from './distributed/check.ts';
import { distributedFaults } from './distributed/faults.ts';
import { distributedItem } from './distributed/item.ts';
import { meanGapS } from './distributed/made-up-arrivals.ts';
import { measureDistributed, type DistributedMetrics, type Nominal } from './distributed/metrics.ts';
import { machinesOf, slowestBytesPerS, wiresOf } from './distributed/network.ts';
import { networkFile } from './distributed/network-file.ts';
import { distributedOverview } from './distributed/overview.ts';
import { distributedParameters, type DistributedParameters } from './distributed/parameters.ts';
import { distributedPlots } from './distributed/plots.ts';
import { distributedPresets } from './distributed/presets.ts';
import { distributedProperties } from './distributed/properties.ts';
import { refuseDistributedParameters } from './distributed/refuse.ts';
import { reportDistributed } from './distributed/report.ts';
import { screenView } from './distributed/screen-view.ts';
import {
  amountOf,
  generateWork,
  settingOf,
  workFromSessions,
  workFromSwf,
  type DistributedPlan,
  type Setting,
} from './distributed/work.ts';
import { meanOf } from './distribution-mean.ts';
import { scenarioFor } from './scenario.ts';

export const distributed = scenarioFor<DistributedProtocol>()({
  name: 'distributed',
  title: 'A distributed operating system',
  description:
    'An instance of the system runs on every machine, and all of them act as one: users log in at any of them and type commands; ' +
    'the system decides where a program runs, by what the instances know of each other; its files are fetched from wherever they are; ' +
    'and the result appears on the screen where its user is.',
  kinds: { terminal, instance, shadow, process, cpu, files, fetch },
  parameters: distributedParameters,
  presets: distributedPresets,
  inputs: {
    sessions: { description: 'a folder of session scripts (*.session), or one of them', read: workFromSessions },
    swf: { description: 'a trace in the Standard Workload Format, plain or gzipped', read: workFromSwf },
  },
  settingFiles: { network: networkFile },
  views: { screen: screenView },
  item: distributedItem,
  generate: generateWork,
  refuse: refuseDistributedParameters,
  actors,
  arrivals,
  faults: ({ params, random }: DistributedPlan) => distributedFaults(params, random),
  wires: wiresOf,
  delaysS,
  properties: distributedProperties,
  check: distributedCheck,
  measure: (plan: DistributedPlan, onRow) =>
    measureDistributed({
      params: plan.params,
      amount: amountOf(plan),
      firstS: settingOf(plan).firstS,
      nominal: nominalOf(plan),
      onRow,
    }),
  report: ({ params, metrics }: { readonly params: DistributedParameters; readonly metrics: DistributedMetrics }) =>
    reportDistributed(params, metrics),
  overview: distributedOverview,
  plots: distributedPlots,
});

function nominalOf({ isMadeUp, params }: DistributedPlan): Nominal | undefined {
  if (!isMadeUp) return undefined;
  const serviceS = meanOf(params.job.cpuS);
  return { serviceS, gapS: params.workload.mode === 'open' ? meanGapS(params) : undefined };
}

function* actors(plan: DistributedPlan): Generator<ActorSpec> {
  const { params } = plan;
  const setting = settingOf(plan);
  const installation = installationOf(params, setting);
  for (const { name: machine, cores, speed, memoryBytes, cacheBytes } of machinesOf(params)) {
    const disk = setting.files
      .filter(({ path }) => installation.volumes[ownerOf(path)] === machine)
      .map((file) => ({ ...file, version: 1, by: null, made: 'there from the beginning' }));
    yield {
      id: instanceOf(machine),
      input: { machine, cores, speed, memoryBytes, installation, quietS: setting.firstS } satisfies InstanceInput,
    };
    yield { id: cpuOf(machine), input: { cores, speed, quantumS: params.cpu.quantumS } satisfies CpuInput };
    yield { id: filesOf(machine), input: { machine, installation, disk, cacheBytes } satisfies FilesInput };
  }
  for (const { terminal: id, user } of setting.logins) yield { id, input: { id, user } satisfies TerminalInput };
}

/** What every instance is told; one value, which all of them share. */
function installationOf(params: DistributedParameters, { volumes }: Setting): Installation {
  return {
    machines: machinesOf(params)
      .map(({ name }) => name)
      .toSorted(),
    volumes,
    placement: params.placement,
    gossip: params.gossip,
    programBytes: params.job.programBytes,
    patience: { ...params.patience, slowestBytesPerS: slowestBytesPerS(params) },
  };
}

function* arrivals({ work }: DistributedPlan): Generator<Arrival> {
  for (const item of work) {
    if (item.type !== 'line') continue;
    const { atS, terminal: to, typed } = item.line;
    const message: TerminalMessage =
      typed.type === 'command' ? { type: 'command.typed', command: typed.command } : { type: `${typed.type}.typed` };
    yield { atMs: atS * 1000, to, message };
  }
}

/** Instances begin to gossip at moments of their own. */
function delaysS({ gossip }: DistributedParameters): Record<string, Record<string, Distribution>> {
  return { instance: { phase: { type: 'uniform', min: 0, max: gossip.periodS ?? 0 } } };
}
