/** The sequence diagram: who told whom what, an event a row, and which event led to which. */
import './sequence.css';
import { useEffect, useMemo } from 'preact/hooks';
import { useStore } from '../model/context.ts';
import { timeLabel } from '../model/labels.ts';
import { Filters } from './filters.tsx';
import { follow } from './following.ts';
import { sentenceOf } from './marks.ts';
import { clearFilters, sequenceOf, type Sequence } from './sequence.ts';
import { SequenceStage } from './sequence-stage.tsx';

export function SequenceView() {
  const store = useStore();
  const sequence = useMemo(() => sequenceOf(store), [store]);
  useEffect(() => follow(sequence), [sequence]);
  return (
    <section class="sequence" aria-label="Sequence diagram">
      <Filters sequence={sequence} />
      <div class="sequence-body">
        <SequenceStage sequence={sequence} />
        <Empty sequence={sequence} />
      </div>
      <Spoken sequence={sequence} />
    </section>
  );
}

function Empty({ sequence }: { readonly sequence: Sequence }) {
  const { store, rows, progress, sifting, actors } = sequence;
  if (store.source.events.count.value === 0)
    return <p class="sequence-empty">No event yet. As soon as the run goes on, its messages appear here.</p>;
  if (rows.value.length > 0 || progress.value !== null || sifting.value === null) return null;
  return (
    <p class="sequence-empty">
      {actors.value?.size === 0 ? 'No actor is chosen; choose some, or clear the filters.' : 'No event matches; clear the filters.'}
      <button type="button" onClick={() => clearFilters(sequence)}>
        Clear the filters
      </button>
    </p>
  );
}

/** The event at the cursor in words, for who hears the page. */
function Spoken({ sequence }: { readonly sequence: Sequence }) {
  const { store } = sequence;
  const { events, status } = store.source;
  const n = store.cursor.value;
  // A run that goes on would talk without end.
  const isQuiet = n < 0 || (store.following.value && status.value.playing);
  return (
    <p class="sequence-spoken" aria-live="polite">
      {isQuiet ? '' : `Event ${n}, ${timeLabel(events.atMs[n] ?? 0)}: ${sentenceOf(events, n)}`}
    </p>
  );
}
