/**
 * How the model checker looks at the distributed operating system: a session that is short enough for every schedule of it to be explored,
 * with machines that crash, and what it is to be at rest.
 *
 * Timers go off at any moment, so that whoever asks may always do so once more, or give up too early. What is asked for ever would fill the
 * wires for ever: of equal messages, one is on its way from one actor to another at a time, and who would say it again waits. Since nothing
 * takes time within a machine, what is sent there comes before anything else happens.
 */
import type { InstanceContext } from '../../machines/distributed/instance.ts';
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import type { FilesContext } from '../../machines/distributed/files.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import type { SystemState } from '../../properties/property.ts';
import type { CheckSpec, FaultOption } from '../check-spec.ts';
import { sessionsOf } from '../workloads/sessions.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';
import { itemsOf, type DistributedWork } from './work.ts';

export const distributedCheck: CheckSpec<DistributedParameters, DistributedWork> = {
  set: {
    machines: 2,
    placement: { policy: 'random' },
    gossip: { periodS: null },
    patience: { triesMax: 1, placesMax: 1, doublingsMax: 0 },
  },
  work: (params) => workOf(params, ROAMING),
  network: { order: 'ordered', atOnceWithinPlaces: true, equalMax: 1 },
  faults: (params) => ({ crash: machinesOf(params).map(({ name }) => crashOf(name)) }),
  budget: { crash: 1 },
  isEnd: isAtRest,
};

/** A user types a program, does not wait for it, and goes to another machine: the last of the network. */
const ROAMING = (first: string, last: string): string => `
  user ann
    9:00 login ${first}
    then run sort cpu 1s &
    then logout
    then login ${last}`;

/** The work of a script that is given the first and the last machine. */
export function workOf(params: DistributedParameters, script: (first: string, last: string) => string): readonly DistributedWork[] {
  const names = machinesOf(params).map(({ name }) => name);
  const content = script(names[0] ?? '', names.at(-1) ?? '').split('\n');
  return itemsOf(sessionsOf([{ file: 'check.session', content }], names));
}

function crashOf(machine: string): FaultOption {
  return { to: { place: machine }, message: { type: 'fault.crash' }, endedBy: { type: 'fault.restart' } };
}

type Contexts = {
  readonly terminal: TerminalContext;
  readonly instance: InstanceContext;
  readonly cpu: CpuContext;
  readonly files: FilesContext;
  readonly shadow: object;
  readonly process: object;
  readonly fetch: object;
};

/** Nobody is down, everything that was typed has had its end, and nothing is left over. */
export function isAtRest(anyState: SystemState): boolean {
  const state = anyState as unknown as SystemState<Contexts>; // As the machines of these kinds declare them.
  const instances = state.ofKind('instance');
  return (
    [...state.ofKind('shadow'), ...state.ofKind('process'), ...state.ofKind('fetch')].length === 0 &&
    [...instances, ...state.ofKind('cpu'), ...state.ofKind('files')].every(({ value }) => value !== 'down') &&
    instances.every(({ context: { commands, announcements, seekers, whereabouts, hosting } }) => {
      // A question where a user is may come late, from a shadow that has found him or her: it is forgotten at the next log-in.
      const sought = seekers.filter(({ user }) => whereabouts.some((it) => it.user === user));
      const atWork = [...hosting.hosted, ...hosting.waiting];
      return [...commands, ...announcements, ...sought, ...atWork].length === 0 && hosting.usedBytes === 0;
    }) &&
    state.ofKind('cpu').every(({ context: { running, waiting } }) => running.length + waiting.length === 0) &&
    state.ofKind('files').every(({ context: { fetches } }) => fetches.length === 0) &&
    state.ofKind('terminal').every(({ value, context: { typed, unaccepted } }) => {
      return value !== 'loggingIn' && value !== 'dark' && typed.length + unaccepted.length === 0;
    })
  );
}
