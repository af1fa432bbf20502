/** To the right: the event at the cursor, in a sentence; what led to it, what it led to, and what stands in it. */
import type { ComponentChildren } from 'preact';
import { durationLabel, timeLabel } from '../model/labels.ts';
import { useStore } from '../model/context.ts';
import { causesOf, effectsOf } from './causes.ts';
import { eventMarks } from './event-words.ts';
import { messageIn, timersIn } from './event-parts.ts';
import { EventLink, Sentence } from './sentence.tsx';
import { Tree } from './tree-view.tsx';

/** How far back causes are told, and how many effects. */
const CAUSES_MAX = 5;
const EFFECTS_MAX = 8;

export function EventPanel() {
  const { source, cursor } = useStore();
  const row = source.events.row(cursor.value);
  if (!row)
    return (
      <section class="panel">
        <h2>Event</h2>
        <p class="panel-none">Before the first event.</p>
      </section>
    );
  const marks = eventMarks(row);
  return (
    <section class="panel" aria-label="Event">
      <h2>
        Event {row.n.toLocaleString('en-US')} <time>{timeLabel(row.atMs)}</time>
      </h2>
      <p class="panel-sentence">
        <Sentence row={row} />
      </p>
      {marks.map(({ text, isBad }) => (
        <span key={text} class={`panel-mark${isBad ? ' panel-bad' : ''}`}>
          {text}
        </span>
      ))}
      <Parts n={row.n} />
      <Because n={row.n} />
    </section>
  );
}

/** What only the whole event tells: fetched, so it may be a moment late. */
function Parts({ n }: { readonly n: number }) {
  const { moment } = useStore();
  const detail = moment.value?.n === n ? moment.value.detail : null;
  if (!detail) return null;
  const { event, problem } = detail;
  const message = messageIn(event);
  const timers = timersIn(event);
  const choices = event['choices'];
  return (
    <>
      {message && Object.keys(message).length > 0 && (
        <Part title="Message">
          <Tree value={message} />
        </Part>
      )}
      {Array.isArray(choices) && choices.length > 0 && (
        <Part title="Chosen">
          <Tree value={choices} />
        </Part>
      )}
      {timers.length > 0 && (
        <Part title="Timers set">
          <ul class="panel-list">
            {timers.map(({ name, delayMs }) => (
              <li key={name}>
                <code>{name}</code> in {durationLabel(delayMs)}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {problem !== undefined && <p class="panel-mark panel-bad">{problem}</p>}
    </>
  );
}

function Because({ n }: { readonly n: number }) {
  const { source } = useStore();
  const { events } = source;
  const causes = causesOf(events, n, CAUSES_MAX + 1);
  const effects = effectsOf(events, n, { count: events.count.value, atMost: EFFECTS_MAX + 1 });
  return (
    <>
      {causes.length > 0 && (
        <Part title="Because of">
          <Links events={causes} atMost={CAUSES_MAX} more="… and what was before it" />
        </Part>
      )}
      {effects.length > 0 && (
        <Part title="Led to">
          <Links events={effects} atMost={EFFECTS_MAX} more="… and more" />
        </Part>
      )}
    </>
  );
}

function Links({ events, atMost, more }: { readonly events: readonly number[]; readonly atMost: number; readonly more: string }) {
  return (
    <ul class="panel-links">
      {events.slice(0, atMost).map((n) => (
        <li key={n}>
          <EventLink n={n} />
        </li>
      ))}
      {events.length > atMost && <li class="panel-none">{more}</li>}
    </ul>
  );
}

export function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="panel-part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
