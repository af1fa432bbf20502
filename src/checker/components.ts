/** Strongly connected components: sets of states each of which leads to each other (Tarjan 1972), without recursion. */
import type { Region } from './region.ts';

/** Components of those nodes that are among, with more than one node, or a step from the node to itself. */
export function components(region: Region, nodes: readonly number[], isAmong: (node: number) => boolean): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const onStack = new Set<number>();
  const stack: number[] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const calls: { readonly node: number; step: number }[] = [];
    const enter = (node: number): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      stack.push(node);
      onStack.add(node);
      calls.push({ node, step: region.firstStep(node) });
    };
    enter(root);
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const { node } = call;
      if (call.step < region.endStep(node)) {
        const target = region.target(call.step);
        call.step += 1;
        if (!isAmong(target)) continue;
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) low.set(node, Math.min(low.get(node)!, index.get(target)!));
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const component: number[] = [];
      for (let last = -1; last !== node;) {
        last = stack.pop()!;
        onStack.delete(last);
        component.push(last);
      }
      if (component.length > 1 || leadsTo(region, node, node)) found.push(component.sort((a, b) => a - b));
    }
  }
  return found;
}

function leadsTo(region: Region, from: number, to: number): boolean {
  for (let step = region.firstStep(from); step < region.endStep(from); step += 1) if (region.target(step) === to) return true;
  return false;
}
