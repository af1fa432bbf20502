/** A state value, told as people follow it: one line of states, or one for each parallel region. */
import type { StateValue } from '../actors/step.ts';

/** States that contain one another, the outermost first. */
export interface Region {
  /** Where the parallel region is, as `machineRoom`; empty for what lies outside of every region. */
  readonly name: string;
  readonly states: readonly string[];
}

/**
 * The regions of a state value, in its own order. A parallel state ends the line that it is on, and
 * each of its regions begins another. A parallel state with a single region looks like a nested one.
 */
export function regionsOf(value: StateValue): readonly Region[] {
  return split(value, '');
}

/** `supervising.watching`, or `machineRoom.supervising.watching` in a region. */
export function regionPath({ name, states }: Region): string {
  return (name === '' ? states : [name, ...states]).join('.');
}

function split(value: StateValue, name: string): readonly Region[] {
  const states: string[] = [];
  let rest = value;
  while (typeof rest !== 'string') {
    const [only, ...others] = Object.entries(rest);
    if (only === undefined) return [{ name, states }];
    if (others.length > 0) {
      const prefix = [...(name === '' ? [] : [name]), ...states];
      const within = [only, ...others].flatMap(([key, part]) => split(part, [...prefix, key].join('.')));
      return states.length === 0 ? within : [{ name, states }, ...within];
    }
    const [key, part] = only;
    states.push(key);
    rest = part;
  }
  return [{ name, states: [...states, rest] }];
}
