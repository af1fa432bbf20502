/** What is under the pointer: whose bar, in which state, from when until when. */
import { durationLabel, timeLabel } from '../model/labels.ts';
import { stateName } from './state-names.ts';
import type { Timeline } from './timeline.ts';

/** In CSS pixels: no wider than in the sheet. */
const WIDTH = 300;
const HEIGHT = 84;

export function TimelineTip({ timeline }: { readonly timeline: Timeline }) {
  const { hovered, size, store, run } = timeline;
  if (!hovered.value) return null;
  const { bar, x, y } = hovered.value;
  const { width, height } = size.value;
  const { events } = store.source;
  const isOpen = bar.toMs >= run.value.toMs;
  return (
    <div
      class="timeline-tip"
      aria-hidden="true"
      style={{
        // From the right edge of the heads, as the canvas.
        right: `${Math.max(4, Math.min(width - x + 12, width - 4) - (x + 12 + WIDTH < width ? WIDTH : 0))}px`,
        top: `${y + 16 + HEIGHT < height ? y + 16 : y - HEIGHT - 4}px`,
      }}
    >
      <strong>{events.actors[bar.actor]?.id}</strong>
      <span class="timeline-tip-state">{stateName(events, bar.state)}</span>
      <span>
        {timeLabel(bar.fromMs)} – {isOpen ? 'end' : timeLabel(bar.toMs)}
      </span>
      <span>
        {durationLabel(bar.toMs - bar.fromMs)}, {bar.last - bar.first + 1} {bar.last === bar.first ? 'step' : 'steps'}
      </span>
    </div>
  );
}
