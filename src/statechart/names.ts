/** Names of states that XState takes for those of others: what such a chart does depends on which of them it finds. */
import type { Machine, Node } from './chart.ts';
import type { Obstacle } from './uncompilable.ts';

export function mistakenNames(machine: Machine, nodes: readonly Node[]): readonly Obstacle[] {
  return [...sameIds(nodes), ...namesLikeIds(machine, nodes)];
}

/** XState finds only the last of several states by their id, and gives two of them the same place in the order. */
function sameIds(nodes: readonly Node[]): readonly Obstacle[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path, feature: `another state has its id '${id}' too`, remedy: 'Give each state an id of its own, or none.' }];
  });
}

/** XState looks for such a state by its id, wherever it looks for it by its name. */
function namesLikeIds(machine: Machine, nodes: readonly Node[]): readonly Obstacle[] {
  return nodes
    .filter((node) => node.parent && node.key.startsWith('#') && byId(machine, node.key) !== node)
    .map(({ path }) => ({
      path,
      feature: "its name begins with '#', and XState takes it for the id of another state",
      remedy: 'Give it another name.',
    }));
}

function byId(machine: Machine, id: string): Node | undefined {
  try {
    return machine.getStateNodeById(id);
  } catch {
    return undefined;
  }
}
