/** What was the newest version of a file when somebody asked for it, and whether an older one was opened: what a property remembers of a run. */
import { newestOf } from '../../machines/distributed/disk.ts';
import type { FilesContext } from '../../machines/distributed/files.ts';
import type { FilesMessage, ProcessMessage } from '../../machines/distributed/protocol.ts';
import type { Seen } from '../../properties/property.ts';

export interface FilesOpened {
  /** The newest version at each path that was written; what lay there from the beginning is older than all of them. */
  readonly newest: Readonly<Record<string, number>>;
  /** By process and path: the newest version when it was asked for, as long as it is not opened. */
  readonly asked: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The process and path that were first given an older one. */
  readonly stale: string | null;
}

export const nothingAsked: FilesOpened = { newest: {}, asked: {}, stale: null };

export function withOpening(remembered: FilesOpened, { actor, kind, message, after }: Seen): FilesOpened {
  if (kind === 'files' && message)
    return afterFiles(remembered, message as unknown as FilesMessage, after.context as unknown as FilesContext); // As the protocol has it.
  if (kind !== 'process') return remembered;
  if (after.value === 'ended' || after.value === 'killed') return withoutProcess(remembered, actor);
  return message?.type === 'file.opened' ? afterOpening(remembered, actor, message as unknown as ProcessMessage) : remembered; // Likewise.
}

function afterFiles(remembered: FilesOpened, message: FilesMessage, { disk }: FilesContext): FilesOpened {
  const { newest, asked } = remembered;
  if (message.type === 'file.writing') {
    const { path } = message.file;
    const version = newestOf(disk, path)?.version ?? 0;
    // A machine that is down takes nothing.
    return version <= (newest[path] ?? 0) ? remembered : { ...remembered, newest: { ...newest, [path]: version } };
  }
  if (message.type !== 'file.wanted') return remembered;
  const { path, by } = message;
  const version = newest[path];
  return version === undefined ? remembered : { ...remembered, asked: { ...asked, [by]: { ...asked[by], [path]: version } } };
}

function afterOpening(remembered: FilesOpened, actor: string, message: ProcessMessage): FilesOpened {
  if (message.type !== 'file.opened' || message.opened.type === 'unreachable') return remembered;
  const { path, opened } = message;
  const version = opened.type === 'found' ? opened.file.version : 0;
  const isStale = version < (remembered.asked[actor]?.[path] ?? 0);
  return isStale ? { ...remembered, stale: remembered.stale ?? `${actor} ${path}` } : remembered;
}

function withoutProcess(remembered: FilesOpened, actor: string): FilesOpened {
  if (!remembered.asked[actor]) return remembered;
  const { [actor]: _, ...asked } = remembered.asked;
  return { ...remembered, asked };
}
