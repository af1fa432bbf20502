/** The files that lie on a machine's disk, and which commands have written them: the pure part of a store. */
import { ownerOf } from './place.ts';
import type { FileVersion, NewVersion } from './protocol.ts';

/** Sorted by owner; only owners that have files. */
export type Disk = readonly Volume[];

/** The files of one owner. */
export interface Volume {
  readonly owner: string;
  /** Sorted by path. */
  readonly files: readonly StoredFile[];
}

export interface StoredFile {
  readonly newest: FileVersion;
  /** The version that each command made, sorted by command: a write that comes again is known by it. */
  readonly written: readonly FileVersion[];
}

/** A disk with these files; of several versions of one path the newest. */
export function diskWith(files: readonly FileVersion[]): Disk {
  return files.reduce((disk, file) => ((newestOf(disk, file.path)?.version ?? 0) < file.version ? stored(disk, file) : disk), EMPTY);
}

/** The newest version at a path; null if there is no such file. */
export function newestOf(disk: Disk, path: string): FileVersion | null {
  return fileAt(disk, path)?.newest ?? null;
}

/** The newest version of each file of an owner, sorted by path. */
export function directoryOf(disk: Disk, owner: string): readonly FileVersion[] {
  return itemAt(disk, owner, ownerOfVolume)?.files.map(({ newest }) => newest) ?? [];
}

/**
 * Takes a write, once for each command and path.
 *
 * @returns the disk, the same one if the command's write was taken before; and the version that it made, then or now
 */
export function write(disk: Disk, { path, sizeBytes, by, made }: NewVersion): { readonly disk: Disk; readonly file: FileVersion } {
  const old = fileAt(disk, path);
  const before = old && itemAt(old.written, by, commandOf);
  if (before) return { disk, file: before };
  const file = { path, version: (old?.newest.version ?? 0) + 1, sizeBytes, by, made };
  return { disk: stored(disk, file), file };
}

const EMPTY: Disk = [];

function stored(disk: Disk, file: FileVersion): Disk {
  const owner = ownerOf(file.path);
  const files = itemAt(disk, owner, ownerOfVolume)?.files ?? [];
  const written = itemAt(files, file.path, pathOf)?.written ?? [];
  const next = { newest: file, written: file.by === null ? written : withItem(written, file, commandOf) };
  return withItem(disk, { owner, files: withItem(files, next, pathOf) }, ownerOfVolume);
}

function fileAt(disk: Disk, path: string): StoredFile | undefined {
  const volume = itemAt(disk, ownerOf(path), ownerOfVolume);
  return volume && itemAt(volume.files, path, pathOf);
}

function ownerOfVolume({ owner }: Volume): string {
  return owner;
}

function pathOf({ newest }: StoredFile): string {
  return newest.path;
}

function commandOf({ by }: FileVersion): string {
  return by ?? '';
}

/** The item of a key in a list that is sorted by it. */
function itemAt<T>(list: readonly T[], key: string, keyOf: (item: T) => string): T | undefined {
  const item = list[placeOf(list, key, keyOf)];
  return item !== undefined && keyOf(item) === key ? item : undefined;
}

/** The list with an item in its place, instead of the one with the same key if there is one. */
function withItem<T>(list: readonly T[], item: T, keyOf: (item: T) => string): readonly T[] {
  const key = keyOf(item);
  const at = placeOf(list, key, keyOf);
  const there = list[at];
  return there !== undefined && keyOf(there) === key ? list.with(at, item) : list.toSpliced(at, 0, item);
}

/** Where a key stands, or would stand. Halves the list: a file may have been written by ten thousand commands. */
function placeOf<T>(list: readonly T[], key: string, keyOf: (item: T) => string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && keyOf(item) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
