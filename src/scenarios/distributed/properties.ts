/** What the distributed operating system promises in every state of every run. */
import { always, type ActorState, type Property, type SystemState } from '../../properties/property.ts';
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import type { FilesContext } from '../../machines/distributed/files.ts';
import type { InstanceContext } from '../../machines/distributed/instance.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';

export const distributedProperties: readonly Property[] = [
  always('no machine gives away more memory than it has', (state) =>
    every<InstanceContext>(state, 'instance', ({ hosting, memoryBytes }) => hosting.usedBytes <= memoryBytes),
  ),
  always('no machine computes on more cores than it has', (state) =>
    every<CpuContext>(state, 'cpu', ({ running, cores }) => running.length <= cores),
  ),
  always('no file takes a command twice', (state) =>
    every<FilesContext>(state, 'files', ({ disk }) =>
      disk.flatMap((volume) => volume.files).every(({ written }) => new Set(written.map(({ by }) => by)).size === written.length),
    ),
  ),
  always('no terminal shows the same result twice', (state) =>
    every<TerminalContext>(state, 'terminal', ({ guests }) => new Set(guests).size === guests.length),
  ),
];

function every<C>(state: SystemState, kind: string, holds: (context: C) => boolean): boolean {
  return [...state.ofKind(kind)].every((actor: ActorState) => holds(actor.context as unknown as C)); // As that kind's machine declares it.
}
