/**
 * The words of a chart, on XState's own tree of state nodes: parents, children, what is inside of what.
 *
 * Everything that is compiled is worked out here and in the files around as XState works it out at each step,
 * once for each control state and set of transitions. Where XState and SCXML differ, XState is followed.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

export type Machine = AnyStateMachine;
export type Node = AnyStateNode;
/** A transition as it stands in a machine's chart. */
export type Transition = AnyTransitionDefinition;
/** What each history state remembers, by its id. */
export type History = Readonly<Record<string, readonly Node[]>>;
export type Status = 'active' | 'done' | 'stopped' | 'error';

/** What XState's state values look like. */
export type StateValue = string | { readonly [region: string]: StateValue };

/** All nodes, in document order. */
export function nodesOf(machine: Machine): readonly Node[] {
  return within(machine.root);
}

function within(node: Node): Node[] {
  return [node, ...Object.values(node.states).flatMap(within)];
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node.states).filter((child) => child.type !== 'history');
}

export function isAtomic(node: Node): boolean {
  return node.type === 'atomic' || node.type === 'final';
}

export function isHistory(node: Node): boolean {
  return node.type === 'history';
}

/** From the parent outwards, up to a node that is not among them. */
export function ancestorsOf(node: Node, until: Node | undefined): Node[] {
  const ancestors: Node[] = [];
  if (node === until) return ancestors;
  for (let at = node.parent; at && at !== until; at = at.parent) ancestors.push(at);
  return ancestors;
}

/** Of nothing, everything is a descendant, the root too: what a root that is entered again leaves. */
export function isDescendant(node: Node, ancestor: Node | undefined): boolean {
  let at = node;
  while (at.parent && at.parent !== ancestor) at = at.parent;
  return at.parent === ancestor;
}

/** Whether a node is complete, as onDone means it. */
export function isInFinal(nodes: ReadonlySet<Node>, node: Node): boolean {
  if (node.type === 'compound') return childrenOf(node).some((child) => child.type === 'final' && nodes.has(child));
  if (node.type === 'parallel') return childrenOf(node).every((child) => isInFinal(nodes, child));
  return node.type === 'final';
}

export function inDocumentOrder(nodes: Iterable<Node>): Node[] {
  return [...nodes].sort((a, b) => a.order - b.order);
}
