/** All control states of one machine that were come to, each of them once. */
import { inDocumentOrder, type Machine, type Node } from './chart.ts';
import { Control, type Configuration } from './control.ts';

/**
 * Bound on the control states that are kept. A chart of many regions has more than fit into memory; then the
 * table begins anew, which only costs time.
 */
const CONTROLS_MAX = 20_000;

export class ControlTable {
  readonly #root: Node;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #known = new Map<string, Control>();
  /** Stands for what is in the table now. */
  home: object = {};

  constructor({ root }: Machine, nodes: readonly Node[]) {
    this.#root = root;
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
  }

  intern(configuration: Configuration): Control {
    const key = keyOf(configuration);
    let control = this.#known.get(key);
    if (!control) {
      if (this.#known.size >= CONTROLS_MAX) {
        this.#known.clear();
        this.home = {};
      }
      control = new Control(configuration, this.#root, this.home);
      this.#known.set(key, control);
    }
    return control;
  }

  /**
   * The control state with its nodes in document order. In XState's own order, which depends on the past, two
   * equal states could behave differently.
   */
  atRest(control: Control): Control {
    return (control.rest ??= this.intern({
      nodes: inDocumentOrder(control.nodes),
      history: Object.fromEntries(Object.entries(control.history).map(([id, nodes]) => [id, inDocumentOrder(nodes)])),
      status: control.status,
    }));
  }

  /**
   * The same control state in this table: of one from another, or of the nodes of an XState snapshot.
   *
   * @throws Error if it names nodes that this machine does not have
   */
  adopt({ nodes, history, status }: Configuration): Control {
    const own = (node: Node): Node => {
      const found = this.#nodes.get(node.id);
      if (!found) throw new Error(`the snapshot is of another machine: there is no state '#${node.id}' in '${this.#root.machine.id}'`);
      return found;
    };
    const ownHistory = Object.fromEntries(Object.entries(history).map(([id, remembered]) => [id, remembered.map(own)]));
    return this.intern({ nodes: nodes.map(own), history: ownHistory, status });
  }
}

function keyOf({ nodes, history, status }: Configuration): string {
  const remembered = Object.entries(history)
    .map(([id, them]) => `${id}=${them.map((node) => node.order).join()}`)
    .sort();
  return [status, nodes.map((node) => node.order).join(), ...remembered].join('|');
}
