/** Where transitions lead, what they leave, and which of them get in each other's way. */
import { ancestorsOf, isDescendant, isHistory, type History, type Node, type Transition } from './chart.ts';
import { nodeAt } from './paths.ts';

/** As much of a transition as its way through the chart needs. */
export type Way = Pick<Transition, 'target' | 'source' | 'reenter'>;

/** What is left, in no order. */
export function exitSetOf(ways: Iterable<Way>, nodes: Iterable<Node>, history: History): Set<Node> {
  const left = new Set<Node>();
  const all = [...nodes];
  for (const way of ways) {
    if (!way.target?.length) continue;
    const domain = domainOf(way, history);
    if (domain && way.reenter && way.source === domain) left.add(domain);
    for (const node of all) if (isDescendant(node, domain)) left.add(node);
  }
  return left;
}

/** Of two transitions that would leave the same node, the one further inside, or else the first. */
export function withoutConflicts<W extends Way>(enabled: Iterable<W>, nodes: readonly Node[], history: History): W[] {
  const kept = new Set<W>();
  for (const way of enabled) {
    const outdone = new Set<W>();
    let isPreempted = false;
    for (const other of kept) {
      if (!meet(exitSetOf([way], nodes, history), exitSetOf([other], nodes, history))) continue;
      if (isDescendant(way.source, other.source)) outdone.add(other);
      else {
        isPreempted = true;
        break;
      }
    }
    if (isPreempted) continue;
    for (const other of outdone) kept.delete(other);
    kept.add(way);
  }
  return [...kept];
}

function meet(a: ReadonlySet<Node>, b: ReadonlySet<Node>): boolean {
  for (const node of a) if (b.has(node)) return true;
  return false;
}

/** The smallest node around a transition that stays; none for a root that is entered again. */
export function domainOf(way: Way, history: History): Node | undefined {
  const targets = effectiveTargetsOf(way.target, history);
  if (!way.reenter && targets.every((target) => target === way.source || isDescendant(target, way.source))) return way.source;
  const [first, ...others] = [...targets, way.source];
  const common = first && ancestorsOf(first, undefined).find((it) => others.every((other) => isDescendant(other, it)));
  if (common) return common;
  return way.reenter ? undefined : way.source.machine.root;
}

/** The targets, with what a history state remembers, or else its default, in its place. */
export function effectiveTargetsOf(target: Way['target'], history: History): readonly Node[] {
  const targets = new Set<Node>();
  for (const node of target ?? []) {
    if (!isHistory(node)) targets.add(node);
    else for (const it of history[node.id] ?? effectiveTargetsOf(defaultOf(node).target, history)) targets.add(it);
  }
  return [...targets];
}

export interface HistoryDefault {
  readonly target: readonly Node[];
  /** Whether that is where its parent begins. */
  readonly isInitial: boolean;
}

/** Where a history state leads that remembers nothing. */
export function defaultOf(node: Node): HistoryDefault {
  const { parent } = node;
  if (!parent) return { target: [], isInitial: false };
  // Paths from the parent, or nodes themselves; XState's own type of it is erased.
  const target: string | Node | readonly (string | Node)[] | undefined = node.config.target;
  if (target !== undefined && target !== '') {
    const targets = typeof target === 'object' && 'length' in target ? target : [target];
    return { target: targets.map((it) => (typeof it === 'string' ? nodeAt(parent, it) : it)), isInitial: false };
  }
  return parent.type === 'parallel' ? { target: [parent], isInitial: false } : { target: parent.initial.target, isInitial: true };
}
