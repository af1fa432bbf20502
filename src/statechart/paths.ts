/** Finds the node that a path names, as the default target of a history state does. */
import type { Node } from './chart.ts';

/** @throws Error if there is no such node */
export function nodeAt(from: Node, path: string): Node {
  if (path.startsWith('#')) {
    try {
      return from.machine.getStateNodeById(path);
    } catch {
      // The key of a state may begin with '#'.
    }
  }
  let at = from;
  for (const key of keysOf(path)) {
    if (key === '') break;
    const child = at.states[key];
    if (!child) throw new Error(`Child state '${key}' does not exist on '${at.id}'`);
    at = child;
  }
  return at;
}

/** The keys in a path, which dots divide; a backslash takes a dot for itself. */
function keysOf(path: string): readonly string[] {
  const keys: string[] = [];
  let key = '';
  for (let i = 0; i < path.length; i++) {
    if (path[i] === '\\') key += path[++i] ?? '';
    else if (path[i] === '.') {
      keys.push(key);
      key = '';
    } else key += path[i];
  }
  return [...keys, key];
}
