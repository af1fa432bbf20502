/** Ids and the machines in them. */
import type { CpuId, FilesId, Installation, InstanceId, ProcessId, ShadowId } from './protocol.ts';

/** The machine that an actor is on: what stands in its id between the hyphen and the first dot. */
export function machineOf(id: string): string {
  const from = id.indexOf('-') + 1;
  const dot = id.indexOf('.', from);
  return dot < 0 ? id.slice(from) : id.slice(from, dot);
}

export function instanceOf(machine: string): InstanceId {
  return `instance-${machine}`;
}

export function filesOf(machine: string): FilesId {
  return `files-${machine}`;
}

export function cpuOf(machine: string): CpuId {
  return `cpu-${machine}`;
}

export function shadowOf(home: string, command: string): ShadowId {
  return `shadow-${home}.${command}`;
}

/** The process of one attempt at a command. */
export function processOf(host: string, command: string, attempt: number): ProcessId {
  return `process-${host}.${command}.${attempt}`;
}

/**
 * The machine on which the files of an owner lie.
 *
 * @throws if the owner is not known: every owner of a system is, when it is installed
 */
export function volumeOf({ volumes }: Installation, owner: string): string {
  const machine = volumes[owner];
  if (machine === undefined) throw new Error(`no machine keeps the files of ${owner}`);
  return machine;
}

/** Who owns the file of a path. */
export function ownerOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
