/** The machines of a network and the links between them, as the parameters describe them. */
import { machineOf } from '../../machines/distributed/place.ts';
import type { Message } from '../../machines/effects.ts';
import type { WirePolicy, Wires } from '../../actors/wire.ts';
import type { DistributedParameters } from './parameters.ts';

export type MachineData = DistributedParameters['network']['described'][number];

/** All machines, in the order in which they are described. */
export function machinesOf({ machines, cores, speed, memoryBytes, cacheBytes, network }: DistributedParameters): readonly MachineData[] {
  if (network.described.length > 0) return network.described;
  return Array.from({ length: machines }, (_, index) => ({
    name: `pc${index + 1}`,
    cores,
    speed,
    memoryBytes,
    cacheBytes,
    site: 'here',
  }));
}

/** Bytes a second of the slowest link that there is; null: bytes take no time anywhere. */
export function slowestBytesPerS({ network }: DistributedParameters): number | null {
  const all = [network.bandwidthBytesPerS, ...network.links.map((link) => link.bandwidthBytesPerS)].filter((it) => it !== null);
  return all.length === 0 ? null : Math.min(...all);
}

/** Bytes of a message that carries none to speak of. */
const MESSAGE_BYTES = 200;

/** Between machines there are links; within one there is nothing that takes time. */
export function wiresOf(params: DistributedParameters): Wires {
  const { faults } = params;
  const site = new Map(machinesOf(params).map((machine) => [machine.name, machine.site]));
  const links = linkPolicies(params);
  return {
    placeOf: machineOf,
    between: (from, to) => links(site.get(from) ?? '', site.get(to) ?? ''),
    sizeBytes,
    partitions: faults.schedule.flatMap((it) =>
      it.type === 'split' ? [{ fromS: it.atS, untilS: it.atS + it.forS, groups: it.groups }] : [],
    ),
  };
}

/** What of a message weighs something: programs and files. */
export function sizeBytes(message: Message): number {
  return MESSAGE_BYTES + ('sizeBytes' in message && typeof message.sizeBytes === 'number' ? message.sizeBytes : 0);
}

function linkPolicies({ network, faults }: DistributedParameters): (site: string, other: string) => WirePolicy {
  const weather: WirePolicy = {
    ...(faults.loss > 0 ? { loss: faults.loss } : {}),
    ...(faults.duplication > 0 ? { duplication: faults.duplication } : {}),
    ...(faults.reordering > 0 ? { reordering: { probability: faults.reordering, byS: faults.heldBackS } } : {}),
    ...(faults.untilS === null ? {} : { faultsUntilS: faults.untilS }),
  };
  const policy = (latencyS: WirePolicy['latencyS'], bandwidthBytesPerS: number | null): WirePolicy => ({
    ...weather,
    ...(latencyS === undefined ? {} : { latencyS }),
    ...(bandwidthBytesPerS === null ? {} : { bandwidthBytesPerS }),
  });
  const usual = policy(network.latencyS, network.bandwidthBytesPerS);
  const links = network.links.map(({ between, latencyS, bandwidthBytesPerS }) => ({
    between,
    policy: policy(latencyS, bandwidthBytesPerS),
  }));
  return (site, other) =>
    links.findLast(({ between: [one, two] }) => (one === site && two === other) || (one === other && two === site))?.policy ?? usual;
}
