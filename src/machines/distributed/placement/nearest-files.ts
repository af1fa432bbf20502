/**
 * Where the fewest bytes have to be fetched, by what the gossip says of caches; among equals the least
 * loaded. A machine that nothing is known of is considered if files that the command reads lie there.
 */
import { ownerOf } from '../place.ts';
import { anyOf, anywhereElse, knownMachines, type Policy, type Situation } from './policy.ts';

interface Candidate {
  readonly machine: string;
  readonly bytes: number;
  readonly load: number;
}

export const nearestFiles: Policy = (situation) => {
  const all = candidatesOf(situation);
  if (all.length === 0) return anywhereElse(situation);
  const bytes = Math.min(...all.map((it) => it.bytes));
  const near = all.filter((it) => it.bytes === bytes);
  const load = Math.min(...near.map((it) => it.load));
  return anyOf(
    situation,
    near.filter((it) => it.load === load).map(({ machine }) => machine),
  );
};

function candidatesOf(situation: Situation): readonly Candidate[] {
  const { files, volumes, view, avoided } = situation;
  const stores = files.flatMap(({ path }) => volumes[ownerOf(path)] ?? []);
  const told = new Set([view.home.machine, ...view.others.map(({ machine }) => machine)]);
  const unheard = [...new Set(stores)].filter((it) => !told.has(it) && !avoided.includes(it));
  return [
    ...knownMachines(situation).map(({ machine, load, cached }) => ({ machine, load, bytes: bytesToFetch(situation, machine, cached) })),
    ...unheard.map((machine) => ({ machine, load: Number.POSITIVE_INFINITY, bytes: bytesToFetch(situation, machine, []) })),
  ];
}

function bytesToFetch({ files, volumes }: Situation, machine: string, cached: readonly string[]): number {
  return files
    .filter(({ path }) => volumes[ownerOf(path)] !== machine && !cached.includes(path))
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
