/** Copies of files that lie elsewhere, as many as fit: the pure part of a cache. */
import type { FileVersion } from './protocol.ts';

/** One version a path; the least recently used comes first. */
export type Cache = readonly FileVersion[];

/** The copy of a path; null if there is none. */
export function copyOf(cache: Cache, path: string): FileVersion | null {
  return cache.find((copy) => copy.path === path) ?? null;
}

/**
 * Puts a version in, or uses the copy that is there: it is the most recent one then, and the least recent ones
 * make room for it. A file larger than the cache is not kept, and drives nothing out but an older copy of itself.
 */
export function keep(cache: Cache, file: FileVersion, cacheBytes: number): Cache {
  const others = cache.filter(({ path }) => path !== file.path);
  if (file.sizeBytes > cacheBytes) return others;
  let bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.sizeBytes);
  let evicted = 0;
  while (bytes > cacheBytes) {
    bytes -= others[evicted]?.sizeBytes ?? bytes;
    evicted += 1;
  }
  return [...others.slice(evicted), file];
}

/** Paths of the copies used last, no more than `count`; sorted. */
export function newestPaths(cache: Cache, count: number): readonly string[] {
  return cache
    .slice(Math.max(0, cache.length - count))
    .map(({ path }) => path)
    .sort();
}
