/** Whether a path can go round in a set of states for ever, and be fair; and one that does. */
import type { Fairness } from '../properties/property.ts';
import { components } from './components.ts';
import type { Region } from './region.ts';

/** A step of a path: to which node, and the unit that it serves. */
export interface Move {
  readonly target: number;
  readonly unit: number;
}

/** A cycle: it begins and ends at `at`. */
export interface Cycle {
  readonly at: number;
  readonly moves: readonly Move[];
}

/** A fair cycle that is close to where the region begins, if there is any. */
export function fairCycle(region: Region, fairness: Fairness): Cycle | undefined {
  const all = region.states.map((_, node) => node);
  for (const component of components(region, all, () => true)) {
    const fair = fairPart(region, component, fairness);
    if (fair) return cycleIn(region, fair, fairness);
  }
  return undefined;
}

/** Of a component, the largest part all of which can be gone round fairly. */
function fairPart(region: Region, component: readonly number[], fairness: Fairness): readonly number[] | undefined {
  const among = new Set(component);
  const served = servedIn(region, among);
  const owed = owedIn(region, component, fairness).filter((unit) => !served.has(unit));
  if (owed.length === 0) return component;
  if (fairness !== 'strong') return undefined;
  // What can be served again and again, and is not, must be possible no more.
  const rest = component.filter((node) => !region.enabled(node).some((unit) => owed.includes(unit)));
  const inRest = new Set(rest);
  for (const part of components(region, rest, (node) => inRest.has(node))) {
    const fair = fairPart(region, part, fairness);
    if (fair) return fair;
  }
  return undefined;
}

/** What must be served by who stays in these states for ever: what all of them offer, or, under strong fairness, any. */
function owedIn(region: Region, nodes: readonly number[], fairness: Fairness): readonly number[] {
  if (fairness === 'none') return [];
  const [first = -1, ...others] = nodes;
  const enabled = new Set(region.enabled(first));
  for (const node of others) {
    const here = region.enabled(node);
    if (fairness === 'strong') for (const unit of here) enabled.add(unit);
    else for (const unit of enabled) if (!here.includes(unit)) enabled.delete(unit);
  }
  return [...enabled];
}

function servedIn(region: Region, among: ReadonlySet<number>): ReadonlySet<number> {
  const served = new Set<number>();
  for (const node of among) for (const { target, unit } of region.steps(node)) if (among.has(target)) served.add(unit);
  return served;
}

/** Goes round, and on as long as something that it meets is owed and not served. */
function cycleIn(region: Region, component: readonly number[], fairness: Fairness): Cycle {
  const among = new Set(component);
  const at = component[0]!;
  const moves: Move[] = [...(way(region, among, at, ({ target }) => target === at) ?? [])];
  for (;;) {
    const here = moves.at(-1)?.target ?? at;
    const back = here === at ? [] : (way(region, among, here, ({ target }) => target === at) ?? []);
    const round = [...moves, ...back];
    const nodes = [at, ...round.map(({ target }) => target)];
    const served = new Set(round.map(({ unit }) => unit));
    const missing = owedIn(region, nodes, fairness).find((unit) => !served.has(unit));
    if (missing === undefined) return { at, moves: round };
    const offers = (node: number): boolean => region.enabled(node).includes(missing);
    const on =
      way(region, among, here, ({ unit }) => unit === missing) ??
      (fairness === 'weak' ? way(region, among, here, ({ target }) => !offers(target)) : undefined);
    if (!on) throw new Error('a part that can be gone round fairly cannot');
    moves.push(...on);
  }
}

/** The shortest way from a node, within some nodes, whose last move is as wanted. */
function way(region: Region, among: ReadonlySet<number>, from: number, isLast: (move: Move) => boolean): readonly Move[] | undefined {
  const cameBy = new Map<number, { readonly from: number; readonly move: Move }>();
  const queue = [from];
  for (const node of queue) {
    for (const move of region.steps(node)) {
      if (!among.has(move.target)) continue;
      if (isLast(move)) return [...wayBack(cameBy, from, node), move];
      if (move.target === from || cameBy.has(move.target)) continue;
      cameBy.set(move.target, { from: node, move });
      queue.push(move.target);
    }
  }
  return undefined;
}

function wayBack(cameBy: ReadonlyMap<number, { readonly from: number; readonly move: Move }>, from: number, to: number): readonly Move[] {
  const moves: Move[] = [];
  for (let node = to; node !== from;) {
    const came = cameBy.get(node)!;
    moves.push(came.move);
    node = came.from;
  }
  return moves.reverse();
}
