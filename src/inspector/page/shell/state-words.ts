/** States of the event table in words, short enough for a list. */
import { stateLabel } from '../model/labels.ts';

const labels = new Map<string, string>();

/** @param json of a state value, as the event table has it */
export function labelOfState(json: string): string {
  const known = labels.get(json);
  if (known !== undefined) return known;
  const label = stateLabel(JSON.parse(json));
  labels.set(json, label);
  return label;
}

/** Without the paths before the last names: `calm + listening` of `up.sessions.calm + up.exchange.listening`. */
export function shortLabel(label: string): string {
  return label
    .split(' + ')
    .map((path) => path.slice(path.lastIndexOf('.') + 1))
    .join(' + ');
}
