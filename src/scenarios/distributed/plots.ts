/** What of the distributed operating system is worth seeing over time: load and how it spreads, how long users wait, what the network carries. */
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import type { InstanceContext } from '../../machines/distributed/instance.ts';
import { machineOf } from '../../machines/distributed/place.ts';
import type { ActorState, SystemState } from '../../properties/property.ts';
import type { Plot, Sampled, Series } from '../overview.ts';
import type { DistributedMetrics } from './metrics.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';

/** Curves that can be told apart in one plot. */
const MACHINES_MAX = 8;

export function distributedPlots(params: DistributedParameters): readonly Plot[] {
  const names = machinesOf(params).map(({ name }) => name);
  return [
    {
      title: 'Processes at each machine',
      unit: 'count',
      series:
        names.length <= MACHINES_MAX ? names.map(queueOf) : [queues('fewest', least), queues('on average', mean), queues('most', most)],
    },
    {
      title: 'Programs in the system',
      unit: 'count',
      series: [
        { label: 'computing', sample: ({ state }) => sum(cpusOf(state).map(({ context }) => context.running.length)) },
        { label: 'ready', sample: ({ state }) => sum(cpusOf(state).map(({ context }) => waitingAt(context))) },
        {
          label: 'waiting for memory',
          sample: ({ state }) => sum(instancesOf(state).map(({ context }) => context.hosting.waiting.length)),
        },
      ],
    },
    {
      title: 'Cores in use',
      unit: 'share',
      series: [
        { label: 'lately', as: 'rate', sample: (seen) => utilisationOf(seen) * metricsOf(seen).observedS },
        { label: 'so far', sample: utilisationOf },
      ],
    },
    {
      title: 'Response time so far',
      unit: 'seconds',
      series: [
        response('mean', ({ meanResponseS }) => meanResponseS),
        response('median', ({ medianResponseS }) => medianResponseS),
        response('95th percentile', ({ p95ResponseS }) => p95ResponseS),
      ],
    },
    {
      title: 'Commands',
      unit: 'count',
      series: [
        measured('typed', ({ commands }) => commands),
        measured('shown', ({ shown }) => shown),
        measured('failed', ({ failed }) => failed),
      ],
    },
    {
      title: 'Bytes moved between machines, so far',
      unit: 'bytes',
      series: [
        measured('files fetched', ({ files }) => files.fetchedBytes),
        measured('files written back', ({ files }) => files.writtenBackBytes),
        measured('programs', ({ files }) => files.shippedBytes),
      ],
    },
    {
      title: 'Openings of files from elsewhere, so far',
      unit: 'share',
      series: [measured('answered by a copy at hand', ({ files }) => (files.openings === 0 ? null : files.cacheHits / files.openings))],
    },
  ];
}

function queueOf(machine: string): Series {
  return {
    label: machine,
    sample: ({ state }) => {
      const cpu = cpusOf(state).find(({ id }) => machineOf(id) === machine);
      return cpu ? lengthAt(cpu) : null;
    },
  };
}

function queues(label: string, of: (lengths: readonly number[]) => number): Series {
  return { label, sample: ({ state }) => of(cpusOf(state).map(lengthAt)) };
}

function lengthAt({ context }: ActorState<CpuContext>): number {
  return context.running.length + waitingAt(context);
}

function waitingAt({ waiting }: CpuContext): number {
  return sum(waiting.map((page) => page.length));
}

function measured(label: string, of: (metrics: DistributedMetrics) => number | null): Series {
  return { label, sample: (seen) => of(metricsOf(seen)) };
}

/** Of results that were shown: there is nothing to tell before the first one. */
function response(label: string, of: (metrics: DistributedMetrics) => number): Series {
  return measured(label, (metrics) => (metrics.shown === 0 ? null : of(metrics)));
}

function utilisationOf(seen: Sampled): number {
  return metricsOf(seen).utilisation.mean;
}

function metricsOf({ metrics }: Sampled): DistributedMetrics {
  return metrics as DistributedMetrics; // What measureDistributed makes.
}

function cpusOf(state: SystemState): readonly ActorState<CpuContext>[] {
  return (state as unknown as SystemState<{ readonly cpu: CpuContext }>).ofKind('cpu'); // As the machine of that kind declares it.
}

function instancesOf(state: SystemState): readonly ActorState<InstanceContext>[] {
  return (state as unknown as SystemState<{ readonly instance: InstanceContext }>).ofKind('instance'); // As above.
}

function sum(values: readonly number[]): number {
  return values.reduce((total, it) => total + it, 0);
}

function least(values: readonly number[]): number {
  return values.reduce((low, it) => Math.min(low, it), values[0] ?? 0);
}

function most(values: readonly number[]): number {
  return values.reduce((high, it) => Math.max(high, it), 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
