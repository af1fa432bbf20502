/** Where everything in a Mermaid state diagram stands, which Mermaid is particular about. */
import { edgesOf, type Edge, type Place, type StateNode } from './chart-edges.ts';
import { withDescendants } from './chart-transitions.ts';
import { mermaidWord } from './mermaid.ts';

export interface Plan {
  /** Mermaid's ids are global: each is unique in the diagram. */
  idOf(place: Place): string;
  /** Compound states that are also drawn as a box among their own children. */
  readonly inside: ReadonlySet<StateNode>;
  /** By the compound state whose contents they are part of; those under `null` end the diagram. */
  readonly edges: ReadonlyMap<StateNode | null, readonly Edge[]>;
  /** Whether the machine itself is a state of the diagram: something is tied to it, or it has no contents in order. */
  readonly rootIsFramed: boolean;
}

/** @param hasText whether there is more to say of a state than its name */
export function planOf(root: StateNode, hasText: (node: StateNode) => boolean): Plan {
  const idOf = ids();
  const inside = new Set<StateNode>();
  const edges = new Map<StateNode | null, Edge[]>();
  let rootIsFramed = root.type !== 'compound';
  for (const node of withDescendants(root)) {
    idOf({ node, inside: false });
    if (isCompound(node) && hasText(node)) inside.add(node);
    for (const edge of edgesOf(node)) {
      for (const end of [edge.from, edge.to]) {
        if (end.inside) inside.add(end.node);
        else if (end.node === root) rootIsFramed = true;
      }
      const scope = scopeOf(edge);
      edges.set(scope, withEdge(edges.get(scope) ?? [], edge));
    }
  }
  return { idOf, inside, edges, rootIsFramed: rootIsFramed || inside.has(root) };
}

/**
 * Of several arrows from a state to itself Mermaid draws only the last, and of those that touch the
 * same frame it puts the labels over each other: these become one arrow.
 */
function withEdge(edges: readonly Edge[], edge: Edge): Edge[] {
  const same = isCrowded(edge) ? edges.find(({ from, to }) => isSame(from, edge.from) && isSame(to, edge.to)) : undefined;
  if (!same) return [...edges, edge];
  return edges.map((it) => (it === same ? { ...same, labels: [...same.labels, ...edge.labels] } : it));
}

function isCrowded({ from, to }: Edge): boolean {
  return isSame(from, to) || [from, to].some((end) => isCompound(end.node) && !end.inside);
}

function isSame(a: Place, b: Place): boolean {
  return a.node === b.node && a.inside === b.inside;
}

/**
 * An arrow makes its ends children of the state in whose contents it stands; only at the end of the
 * diagram does it leave them where they are.
 */
function scopeOf({ from, to }: Edge): StateNode | null {
  const scope = containerOf(from);
  return scope === containerOf(to) && scope?.type === 'compound' ? scope : null;
}

function containerOf({ node, inside }: Place): StateNode | undefined {
  return inside ? node : node.parent;
}

/** Gives each place the same id again; keys that look alike to Mermaid are numbered. */
function ids(): (place: Place) => string {
  const taken = new Set<string>();
  const given = { inside: new Map<StateNode, string>(), outside: new Map<StateNode, string>() };
  return ({ node, inside }) => {
    const known = inside ? given.inside : given.outside;
    const before = known.get(node);
    if (before !== undefined) return before;
    // With an underscore in it, an id cannot be a word of Mermaid's grammar.
    const path = node.path.length > 0 ? node.path : ['machine'];
    const wanted = [node.machine.id, ...path, ...(inside ? ['anywhere'] : [])].map(mermaidWord).join('_');
    let id = wanted;
    for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
    taken.add(id);
    known.set(node, id);
    return id;
  };
}

/** Whether it contains states, one at a time or in regions. */
export function isCompound(node: StateNode): boolean {
  return Object.keys(node.states).length > 0;
}
