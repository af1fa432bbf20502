/** Combinations of parameters that no network can run. */
import { meanOf } from '../distribution-mean.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';

/** @returns what to set instead */
export function refuseDistributedParameters(params: DistributedParameters): string | undefined {
  const { workload, job, network, faults, patience } = params;
  const names = machinesOf(params).map(({ name }) => name);
  const known = new Set(names);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `network.described with each name once, but ${twice} is there twice`;
  for (const fault of faults.schedule) {
    const strange = (fault.type === 'crash' ? [fault.machine] : fault.groups.flat()).find((name) => !known.has(name));
    const sides = fault.type === 'split' ? fault.groups : [];
    const both = sides.flat().find((name, at, all) => all.indexOf(name) !== at);
    if (both !== undefined) return `faults.schedule with each machine on one side of a split, but ${both} is on two`;
    if (strange !== undefined)
      return `faults.schedule with machines of the network (${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}), but not ${strange}`;
  }
  const sites = new Set(machinesOf(params).map(({ site }) => site));
  const nowhere = network.links.flatMap(({ between }) => between).find((site) => !sites.has(site));
  if (nowhere !== undefined) return `network.links between sites of machines (${[...sites].join(', ')}), but not ${nowhere}`;
  if (patience.watchS === null && (faults.crashEveryS !== null || faults.schedule.length > 0 || faults.loss > 0))
    return 'patience.watchS above 0 where machines crash or messages are lost: nobody would notice that a host has died';
  if (workload.mode === 'open' && !(meanOf(job.cpuS) > 0 && Number.isFinite(meanOf(job.cpuS))))
    return 'job.cpuS with a mean above 0 and finite where workload.mode=open: arrivals are as frequent as the load needs';
  return undefined;
}
