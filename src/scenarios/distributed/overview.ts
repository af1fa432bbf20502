/** What there is to see of the distributed operating system: each machine with its load, who is at it, what runs there, and its files. */
import type { Overview, Ref } from '../overview.ts';

/** Processors know processes by name; these know what was typed. */
const PROCESS: Ref = { name: 'process', kind: 'process' };

export function distributedOverview(): Overview {
  return {
    byPlace: true,
    panels: [
      {
        kind: 'terminal',
        title: 'terminals',
        compact: true,
        label: 'user',
        shows: [
          { type: 'items', title: 'in the foreground', path: 'foreground', label: '', empty: 'nothing' },
          { type: 'items', title: 'on the screen', path: 'screen.*.lines', label: '', empty: 'nothing' },
        ],
      },
      {
        kind: 'cpu',
        title: 'processors',
        shows: [
          { type: 'gauge', title: 'cores busy', path: 'running', of: 'cores' },
          { type: 'items', title: 'computing', path: 'running', ref: PROCESS, label: 'command.line', note: 'process', empty: 'nobody' },
          { type: 'items', title: 'ready', path: 'waiting.*', ref: PROCESS, label: 'command.line', note: 'process', empty: 'nobody waits' },
        ],
      },
      {
        kind: 'instance',
        title: 'system',
        shows: [
          { type: 'gauge', title: 'memory', path: 'hosting.usedBytes', of: 'memoryBytes', unit: 'bytes' },
          { type: 'items', title: 'others’ load', path: 'known', label: ['machine', 'load'], note: 'age', empty: 'nobody' },
        ],
      },
      { kind: 'process', title: 'runs here', compact: true, label: 'command.line', shows: [] },
      { kind: 'shadow', title: 'typed here', compact: true, label: 'command.line', shows: [] },
      {
        kind: 'files',
        title: 'files',
        shows: [
          { type: 'items', title: 'on disk', path: 'disk.*.files.*.newest', label: 'path', note: 'sizeBytes', empty: 'none' },
          { type: 'gauge', title: 'cache', path: 'cache', sum: 'sizeBytes', of: 'cacheBytes', unit: 'bytes' },
        ],
      },
      {
        kind: 'fetch',
        title: 'fetches',
        compact: true,
        label: 'path',
        shows: [{ type: 'value', title: 'from', path: 'store' }],
      },
    ],
  };
}
