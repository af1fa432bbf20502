/** In which order the states of a chart are read: each compound state from where it begins, and on along its transitions. */
import type { Chart, ChartState } from '../../protocol/chart.ts';

/**
 * By its path, each state's place. Arrows that lead to an earlier place lead back: laid out the other way round, they leave the
 * beginning at the top, and need the fewest rows of states.
 */
export function readingOrder({ root, transitions }: Chart): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const visit = (state: ChartState): void => {
    order.set(state.path, order.size);
    for (const child of inOrder(state)) visit(child);
  };
  const inOrder = ({ initial, states }: ChartState): readonly ChartState[] => {
    const within = (path: string): ChartState | undefined => states.find((it) => path === it.path || path.startsWith(`${it.path}.`));
    const next = new Map<ChartState | undefined, ChartState[]>(states.map((it) => [it, []]));
    for (const { from, to } of transitions) {
      const source = within(from);
      for (const target of to.map(within)) if (source && target && source !== target) next.get(source)?.push(target);
    }
    // A set goes on to what is added to it meanwhile. What cannot be reached comes as it was written.
    const found = new Set<ChartState>();
    for (const start of [...states.filter(({ path }) => path === initial), ...states]) {
      found.add(start);
      for (const state of found) for (const target of next.get(state) ?? []) found.add(target);
    }
    return [...found];
  };
  visit(root);
  return order;
}
