/** Which states of a large chart are closed, so that it can be seen at all. */
import type { Chart, ChartState } from '../../protocol/chart.ts';

/** States beyond which the inner ones are closed at first. */
const STATES_MAX = 40;

/** Opens level by level, as long as there are not too many states to see. */
export function collapsedAtFirst({ root }: Chart): ReadonlySet<string> {
  const closed = new Set<string>();
  let shown = 1;
  let level: readonly ChartState[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    const inner = level.flatMap(({ states }) => states);
    shown += inner.length;
    // The outermost states are shown, however many there are.
    if (shown > STATES_MAX && depth > 0) {
      for (const { path, states } of level) if (states.length > 0) closed.add(path);
      return closed;
    }
    level = inner;
  }
  return closed;
}
