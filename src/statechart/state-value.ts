/** The state value of a configuration: what people and traces call the state. */
import { ancestorsOf, childrenOf, isAtomic, type Node, type StateValue } from './chart.ts';

/** With its regions in the order of the nodes: transitions are looked for in that order. */
export function stateValueOf(root: Node, nodes: Iterable<Node>): StateValue {
  return valueIn(root, childrenIn(completed(nodes)));
}

/** The nodes, with what they leave unsaid: children entered by default, and ancestors. */
function completed(nodes: Iterable<Node>): Set<Node> {
  const all = new Set(nodes);
  const children = childrenIn(all);
  for (const node of all) {
    if (node.type === 'compound' && (children.get(node) ?? []).length === 0) for (const it of initialOf(node)) all.add(it);
    if (node.type === 'parallel') {
      for (const child of childrenOf(node)) if (!all.has(child)) for (const it of initialOf(child)) all.add(it);
    }
  }
  for (const node of all) for (const ancestor of ancestorsOf(node, undefined)) all.add(ancestor);
  return all;
}

/** A node and all that is entered with it by default, in XState's order. */
export function initialNodesOf(node: Node): Set<Node> {
  const found = new Set<Node>();
  const enter = (it: Node): void => {
    if (found.has(it)) return;
    found.add(it);
    const target = it.type === 'compound' ? it.initial.target[0] : undefined;
    if (target) enter(target);
    if (it.type === 'parallel') for (const child of childrenOf(it)) enter(child);
  };
  enter(node);
  return found;
}

function initialOf(node: Node): Set<Node> {
  const found = initialNodesOf(node);
  for (const it of found) for (const ancestor of ancestorsOf(it, node)) found.add(ancestor);
  return found;
}

function childrenIn(nodes: Iterable<Node>): Map<Node, Node[]> {
  const children = new Map<Node, Node[]>();
  for (const node of nodes) {
    if (!children.has(node)) children.set(node, []);
    if (!node.parent) continue;
    const siblings = children.get(node.parent);
    if (siblings) siblings.push(node);
    else children.set(node.parent, [node]);
  }
  return children;
}

function valueIn(node: Node, children: ReadonlyMap<Node, readonly Node[]>): StateValue {
  const active = children.get(node);
  if (!active) return {};
  if (node.type === 'compound') {
    const [child] = active;
    if (!child) return {};
    if (isAtomic(child)) return child.key;
  }
  return Object.fromEntries(active.map((child) => [child.key, valueIn(child, children)]));
}
