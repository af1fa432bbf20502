/** The heads of the lanes in view: who it is, whether it stays above the others, and kinds that can be put away. */
import { AXIS_HEIGHT, ROW_HEIGHT, rowsTop, visibleRows } from './layout.ts';
import { toggleKind, togglePin } from './moves.ts';
import { cutWithin, textWidth } from './text-width.ts';
import type { Timeline } from './timeline.ts';

/** What the sheet leaves for a name. In CSS pixels. */
const NAME_WIDTH = 122;
/** Letters of names are 12 pixels. */
const nameWidth = (text: string): number => (textWidth(text) * 12) / 11;

export function LaneHeads({ timeline }: { readonly timeline: Timeline }) {
  const { layout, rows, filter } = timeline;
  const { pinned } = layout.value;
  return (
    <div class="timeline-heads">
      <div class="timeline-corner">{rows.value.length + pinned.length === 0 ? '' : 'Simulated time'}</div>
      <div class="timeline-pinned" style={{ top: `${AXIS_HEIGHT}px` }}>
        {pinned.map((actor, row) => (
          <LaneHead key={actor} timeline={timeline} actor={actor} top={row * ROW_HEIGHT} />
        ))}
      </div>
      <div class="timeline-others" style={{ top: `${rowsTop(pinned)}px` }}>
        {visibleRows(layout.value).map(({ row, top }) =>
          row.type === 'lane' ? (
            <LaneHead key={row.actor} timeline={timeline} actor={row.actor} top={top - rowsTop(pinned)} />
          ) : (
            <button
              key={`kind ${row.kind}`}
              type="button"
              class="timeline-kind"
              style={{ top: `${top - rowsTop(pinned)}px` }}
              aria-expanded={!row.isCollapsed}
              title={`${row.kind}: ${row.lanes} lanes`}
              onClick={() => toggleKind(timeline, row.kind)}
            >
              <span aria-hidden="true">{row.isCollapsed ? '▸' : '▾'}</span>
              <span class="timeline-name">{row.kind}</span>
              <span class="timeline-count">{row.lanes}</span>
            </button>
          ),
        )}
        {rows.value.length === 0 && filter.value !== '' && (
          <p class="timeline-none">
            No lane is named so.{' '}
            <button type="button" onClick={() => (filter.value = '')}>
              Clear the filter
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

interface LaneHeadProps {
  readonly timeline: Timeline;
  readonly actor: number;
  readonly top: number;
}

function LaneHead({ timeline, actor, top }: LaneHeadProps) {
  const { store, pinned } = timeline;
  const entry = store.source.events.actors[actor];
  const id = entry?.id ?? '';
  const isPinned = pinned.value.includes(actor);
  return (
    <div class="timeline-head" style={{ top: `${top}px` }} data-selected={store.selected.value === actor}>
      <button
        type="button"
        class="timeline-name"
        tabIndex={-1}
        title={entry?.place ? `${id} at ${entry.place}` : id}
        onClick={() => (store.selected.value = actor)}
      >
        {cutWithin(id, NAME_WIDTH, nameWidth)}
      </button>
      <button
        type="button"
        class="timeline-pin"
        tabIndex={-1}
        aria-pressed={isPinned}
        aria-label={isPinned ? `Unpin ${id}` : `Pin ${id}`}
        title={isPinned ? 'Unpin (P)' : 'Keep this lane at the top (P)'}
        onClick={() => togglePin(timeline, actor)}
      >
        <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
          <path d="M5 1h6l-1 5 3 3H9v5l-1 1-1-1V9H3l3-3z" />
        </svg>
      </button>
    </div>
  );
}
