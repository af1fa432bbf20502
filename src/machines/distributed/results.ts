/** What a user reads at the end of a command: the same lines wherever it ran. */
import type { Command, FileVersion, NewVersion, Result } from './protocol.ts';

/** What a program or a command of the system has done, from the files that it opened, wrote or listed. */
export function resultOf(command: Command, files: readonly FileVersion[]): Result {
  return { command: command.id, outcome: 'done', lines: linesOf(command, files) };
}

export function noSuchFile(command: Command, path: string): Result {
  return { command: command.id, outcome: 'failed', lines: [`${nameOf(command)}: no such file: ${path}`] };
}

/** The name by which a user knows a command. */
export function nameOf({ does }: Command): string {
  return does.type === 'run' ? does.program : does.type;
}

/** The versions that a command leaves behind, of what it has read. */
export function newVersions(command: Command, opened: readonly FileVersion[]): readonly NewVersion[] {
  const { does } = command;
  if (does.type === 'put') return [{ ...does.write, by: command.id, made: 'typed in' }];
  if (does.type !== 'run') return [];
  const made = opened.length === 0 ? does.program : `${does.program} of ${opened.map(named).join(', ')}`;
  return does.writes.map((write) => ({ ...write, by: command.id, made }));
}

function linesOf({ does, ...command }: Command, files: readonly FileVersion[]): readonly string[] {
  switch (does.type) {
    case 'run':
    case 'put': {
      const name = nameOf({ does, ...command });
      return files.length === 0 ? [`${name}: done`] : [`${name}: wrote ${files.map(described).join(', ')}`];
    }
    case 'cat':
      return files.map((file) => `${described(file)}: ${file.made}, by ${file.by ?? 'nobody here'}`);
    case 'ls':
      return files.length === 0 ? ['no files'] : files.map(described);
    case 'ps':
    case 'where':
      return [];
  }
}

function named({ path, version }: FileVersion): string {
  return `${path} v${version}`;
}

function described(file: FileVersion): string {
  return `${named(file)} (${sizeOf(file.sizeBytes)})`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Three digits of it, at most. */
function sizeOf(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${Number(size.toPrecision(3))} ${UNITS[unit]}`;
}
