/** To the right: where an actor stands at the cursor, and what the event changed in its context. */
import { useStore } from '../model/context.ts';
import { stateColor } from '../model/colors.ts';
import { stateLabel } from '../model/labels.ts';
import { percent } from './run-words.ts';
import { isDark } from './theme.ts';
import { SendPanel } from './send-panel.tsx';
import { Tree } from './tree-view.tsx';

export function ContextPanel() {
  const { source, cursor, selected, moment } = useStore();
  const { events } = source;
  const row = events.row(cursor.value);
  const actor = selected.value ?? row?.actor;
  const id = actor === undefined ? undefined : events.actors[actor]?.id;
  if (id === undefined) return null;
  const now = moment.value;
  return (
    <section class="panel" aria-label={`Context of ${id}`}>
      <h2 title={selected.value === null ? 'The actor of the event. Select one to stay with it.' : undefined}>
        {id}
        {selected.value !== null && (
          <button
            type="button"
            class="panel-close"
            aria-label="Select nobody"
            title="Select nobody (Esc)"
            onClick={() => (selected.value = null)}
          >
            ×
          </button>
        )}
      </h2>
      {now ? <Stands id={id} isLate={now.n !== cursor.value} /> : <WhyNot />}
    </section>
  );
}

function Stands({ id, isLate }: { readonly id: string; readonly isLate: boolean }) {
  const { moment, momentProblem } = useStore();
  const now = moment.value;
  if (!now) return null;
  if (isLate && momentProblem.value !== null) return <WhyNot />;
  const isEvents = now.detail?.event['actor'] === id && now.detail.event['state'] !== undefined;
  const standing = now.standings.get(id);
  const gone = isEvents && !standing ? now.before : null;
  if (!standing && !gone) return <p class="panel-none">It is not there at this time.</p>;
  const label = stateLabel(standing?.state ?? now.detail?.event['state']);
  const context = standing?.context ?? gone?.context ?? {};
  // Of an actor that starts, all would be new.
  const was = isEvents && standing ? now.before?.context : undefined;
  return (
    <div class={isLate ? 'panel-late' : ''} data-moment={now.n}>
      <ul class="panel-state" aria-label="State">
        {label.split(' + ').map((path) => (
          <li key={path} style={{ '--state': stateColor(label, isDark.value) }}>
            {path}
          </li>
        ))}
      </ul>
      {standing && <SendPanel key={id} to={{ id, kind: standing.kind, place: null }} state={standing.state} />}
      {gone && <p class="panel-none">It is gone after this event. Its context before:</p>}
      {Object.keys({ ...context, ...was }).length === 0 ? (
        <p class="panel-none">Its context is empty.</p>
      ) : (
        <Tree value={context} was={was} />
      )}
    </div>
  );
}

function WhyNot() {
  const { source, momentProblem, cursor } = useStore();
  const { events, rebuilt } = source.status.value;
  const isBehind = rebuilt <= cursor.value && events > 0 && source.connection.value.type !== 'file';
  if (momentProblem.value !== null) return <p class="panel-mark panel-bad">{momentProblem.value}</p>;
  return <p class="panel-none">{isBehind ? `Rebuilding states: ${percent(rebuilt / events)}` : 'Rebuilding its state…'}</p>;
}
