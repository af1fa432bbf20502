/** A line down from the name of each actor, for as long as it is there. */
import { FLAG } from '../../protocol/columns.ts';
import { countUpTo } from '../model/event-table.ts';
import type { Geometry } from './geometry.ts';
import { ROW_HEIGHT, type Sequence } from './sequence.ts';
import { MARK_Y } from './arrows.ts';

interface LifelinesProps {
  readonly sequence: Sequence;
  readonly geometry: Geometry;
}

export function Lifelines({ sequence, geometry }: LifelinesProps) {
  const { lanes, store, rows, top, extent } = sequence;
  const { events } = store.source;
  const { view } = extent.value;
  const yOf = (n: number): number => (countUpTo(rows.value.numbers, rows.value.length, n) - 1) * ROW_HEIGHT - top.value + MARK_Y;
  return (
    <g>
      {lanes.value.map((actor, place) => {
        const { numbers, length } = events.stepsOf(actor);
        const born = numbers[0];
        const last = numbers[length - 1];
        if (born === undefined || last === undefined) return null;
        const isGone = ((events.flags[last] ?? 0) & FLAG.final) !== 0;
        const from = Math.max(0, yOf(born));
        const to = isGone ? Math.min(view, yOf(last) + 6) : view;
        if (to <= from) return null;
        return (
          <path
            key={actor}
            class="sequence-lifeline"
            data-selected={store.selected.value === actor}
            d={`M ${geometry.x(place)} ${from} V ${to}`}
          />
        );
      })}
    </g>
  );
}
