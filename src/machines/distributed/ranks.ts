/** A choice of one among so many, each as likely. Made once for each number: a thousand machines are chosen from often. */
import type { Option } from '../effects.ts';

const made = new Map<number, readonly Option<number>[]>();

/** @returns the options 0 to count − 1 */
export function ranks(count: number): readonly Option<number>[] {
  let options = made.get(count);
  if (!options) {
    options = Array.from({ length: count }, (_, value) => ({ value, weight: 1 }));
    made.set(count, options);
  }
  return options;
}
