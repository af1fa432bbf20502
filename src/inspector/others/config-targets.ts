/** Where a transition of a config leads: targets are written from where the transition stands, or by an id. */

/** A state as a config has it. */
export interface ConfigNode {
  readonly key: string;
  /** The keys from the root on. */
  readonly path: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly states: readonly ConfigNode[];
}

export class TargetFinder {
  readonly #root: ConfigNode;
  readonly #byId = new Map<string, ConfigNode>();

  constructor(machineId: string, root: ConfigNode) {
    this.#root = root;
    this.#index(root);
    this.#byId.set(machineId, root);
  }

  /** `sibling`, `sibling.child`, `.child`, `#id`, `#id.child`: the path of the target; undefined: there is none there. */
  find(target: string, source: ConfigNode): readonly string[] | undefined {
    if (target.startsWith('#')) {
      const [id = '', ...keys] = keysOf(target.slice(1));
      const whole = this.#byId.get(target.slice(1));
      return whole ? whole.path : this.#below(this.#byId.get(id), keys);
    }
    if (target.startsWith('.')) return this.#below(source, keysOf(target.slice(1)));
    const parent = source.path.length === 0 ? this.#root : this.#at(source.path.slice(0, -1));
    return this.#below(parent, keysOf(target));
  }

  #at(path: readonly string[]): ConfigNode | undefined {
    return path.reduce<ConfigNode | undefined>((node, key) => node?.states.find((child) => child.key === key), this.#root);
  }

  #below(from: ConfigNode | undefined, keys: readonly string[]): readonly string[] | undefined {
    return keys.reduce<ConfigNode | undefined>((node, key) => node?.states.find((child) => child.key === key), from)?.path;
  }

  #index(node: ConfigNode): void {
    const { id } = node.config;
    if (typeof id === 'string') this.#byId.set(id, node);
    for (const child of node.states) this.#index(child);
  }
}

/** A dot within a key is written with a backslash before it. */
function keysOf(target: string): readonly string[] {
  return target.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}
