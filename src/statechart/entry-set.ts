/** What is entered with a set of transitions: their targets, all that these bring along, and the regions beside them. */
import { ancestorsOf, childrenOf, isDescendant, isHistory, type History, type Node } from './chart.ts';
import { defaultOf, domainOf, effectiveTargetsOf, type Way } from './targets.ts';

export class EntrySet {
  readonly nodes = new Set<Node>();
  /** Those whose initial transition is taken, with its actions. */
  readonly byDefault = new Set<Node>();
  readonly #history: History;

  constructor(ways: readonly Way[], history: History) {
    this.#history = history;
    for (const way of ways) this.#add(way);
  }

  #add(way: Way): void {
    const { target, source, reenter } = way;
    const domain = domainOf(way, this.#history);
    for (const node of target ?? []) {
      // A target that is the source stays, unless it is entered again.
      if (!isHistory(node) && (source !== node || source !== domain || reenter)) this.#enterByDefault(node);
      this.#addDescendants(node);
    }
    const within = !source.parent && reenter ? undefined : domain;
    for (const node of effectiveTargetsOf(target, this.#history)) {
      const ancestors = ancestorsOf(node, domain);
      if (domain?.type === 'parallel') ancestors.push(domain);
      this.#addAncestors(ancestors, within);
    }
  }

  #enterByDefault(node: Node): void {
    this.nodes.add(node);
    this.byDefault.add(node);
  }

  #addDescendants(node: Node): void {
    switch (node.type) {
      case 'history': {
        const remembered = this.#history[node.id];
        const { target, isInitial } = remembered ? { target: remembered, isInitial: false } : defaultOf(node);
        for (const it of target) {
          this.nodes.add(it);
          if (isInitial && node.parent) this.byDefault.add(node.parent);
          this.#addDescendants(it);
        }
        for (const it of target) this.#addAncestors(ancestorsOf(it, node.parent), undefined);
        break;
      }
      case 'compound': {
        const [initial] = node.initial.target;
        if (!initial) break;
        if (!isHistory(initial)) this.#enterByDefault(initial);
        this.#addDescendants(initial);
        this.#addAncestors(ancestorsOf(initial, node), undefined);
        break;
      }
      case 'parallel':
        for (const child of childrenOf(node)) {
          if (this.#entersWithin(child)) continue;
          this.#enterByDefault(child);
          this.#addDescendants(child);
        }
        break;
      case 'atomic':
      case 'final':
        break;
    }
  }

  #addAncestors(ancestors: readonly Node[], within: Node | undefined): void {
    for (const ancestor of ancestors) {
      if (!within || isDescendant(ancestor, within)) this.nodes.add(ancestor);
      if (ancestor.type !== 'parallel') continue;
      for (const child of childrenOf(ancestor)) {
        if (this.#entersWithin(child)) continue;
        this.nodes.add(child);
        this.#addDescendants(child);
      }
    }
  }

  #entersWithin(node: Node): boolean {
    for (const it of this.nodes) if (isDescendant(it, node)) return true;
    return false;
  }
}
