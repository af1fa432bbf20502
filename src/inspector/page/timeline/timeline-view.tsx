/** The timeline: a lane for each actor, with a bar for each state that it was in, over simulated time. */
import './timeline.css';
import { useMemo } from 'preact/hooks';
import { useStore } from '../model/context.ts';
import { durationLabel, timeLabel } from '../model/labels.ts';
import type { Bar } from './bars.ts';
import { showAll, zoom } from './moves.ts';
import { stateName } from './state-names.ts';
import { timelineOf, type Timeline } from './timeline.ts';
import { TimelineStage } from './timeline-stage.tsx';

export function TimelineView() {
  const store = useStore();
  const timeline = useMemo(() => timelineOf(store), [store]);
  const isEmpty = store.source.events.count.value === 0;
  return (
    <section class="timeline" aria-label="Timeline">
      <Tools timeline={timeline} />
      {isEmpty ? (
        <p class="timeline-empty">No event yet. As soon as the run goes on, its actors and their states appear here.</p>
      ) : (
        <TimelineStage timeline={timeline} />
      )}
      <Spoken timeline={timeline} />
    </section>
  );
}

function Tools({ timeline }: { readonly timeline: Timeline }) {
  const { filter, range } = timeline;
  const { fromMs, toMs } = range.value;
  return (
    <div class="timeline-tools">
      <input
        type="search"
        class="timeline-filter"
        placeholder="Filter lanes"
        aria-label="Filter lanes by name, kind or place"
        value={filter.value}
        onInput={({ currentTarget }) => (filter.value = currentTarget.value)}
      />
      <span class="timeline-buttons">
        <button type="button" title="Further (S)" aria-label="Further" onClick={() => zoom(timeline, 2)}>
          −
        </button>
        <button type="button" title="Closer (W)" aria-label="Closer" onClick={() => zoom(timeline, 0.5)}>
          +
        </button>
        <button type="button" title="All of the run (0)" onClick={() => showAll(timeline)}>
          All
        </button>
      </span>
      <span class="timeline-length" title="Length of time in view">
        {durationLabel(toMs - fromMs)}
      </span>
      <span
        class="timeline-help"
        title="W S: closer, further. A D: along. F: look at the bar at the cursor. Arrows: to other bars and lanes. P: pin the lane. 0: all of the run."
      >
        <kbd>W</kbd>
        <kbd>S</kbd> zoom <kbd>A</kbd>
        <kbd>D</kbd> pan <kbd>F</kbd> focus <kbd>←</kbd>
        <kbd>→</kbd> bars <kbd>↑</kbd>
        <kbd>↓</kbd> lanes <kbd>P</kbd> pin
      </span>
    </div>
  );
}

/** The bar at the cursor in words, for who hears the page. */
function Spoken({ timeline }: { readonly timeline: Timeline }) {
  const bar = timeline.bar.value;
  // A run that goes on would talk without end.
  const isQuiet = timeline.store.following.value && timeline.store.source.status.value.playing;
  return (
    <p class="timeline-spoken" aria-live="polite">
      {bar && !isQuiet ? barText(timeline, bar) : ''}
    </p>
  );
}

export function barText({ store }: Timeline, { actor, state, fromMs, toMs }: Bar): string {
  const { events } = store.source;
  const id = events.actors[actor]?.id ?? '';
  return `${id}: ${stateName(events, state)}, from ${timeLabel(fromMs)} to ${timeLabel(toMs)}, ${durationLabel(toMs - fromMs)}`;
}
