/** The names of the actors, above their lanes wherever one scrolls. */
import { geometryOf } from './geometry.ts';
import { HEAD_HEIGHT, type Sequence } from './sequence.ts';
import { cutWithin, textWidth } from '../timeline/text-width.ts';

/** Letters here are bold, which makes them wider by less than this. */
const boldWidth = (text: string): number => textWidth(text) * 1.12;

export function Heads({ sequence }: { readonly sequence: Sequence }) {
  const { lanes, seen, store } = sequence;
  const geometry = geometryOf(lanes.value.length, seen.value);
  return (
    <div class="sequence-heads" style={{ height: `${HEAD_HEIGHT}px` }}>
      {lanes.value.map((actor, place) => {
        const entry = store.source.events.actors[actor];
        const title = [entry?.id, entry?.place ? `at ${entry.place}` : ''].filter(Boolean).join(' ');
        return (
          <button
            key={actor}
            type="button"
            tabIndex={-1}
            class="sequence-head"
            title={title}
            data-selected={store.selected.value === actor}
            style={{ left: `${geometry.x(place) - geometry.laneWidth / 2 + 3}px`, width: `${geometry.laneWidth - 6}px` }}
            onClick={() => (store.selected.value = actor)}
          >
            {cutWithin(entry?.id ?? '', geometry.laneWidth - 20, boldWidth)}
          </button>
        );
      })}
      <span class="sequence-corner" style={{ width: `${geometry.gutter - 1}px` }}>
        Time
      </span>
    </div>
  );
}
