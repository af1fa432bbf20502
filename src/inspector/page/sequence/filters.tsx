/** What is shown of a run's events: by actor, by type, by text; and how far one has got in looking through them. */
import { NONE } from '../../protocol/columns.ts';
import { Chooser } from './chooser.tsx';
import { clearFilters, type Sequence } from './sequence.ts';
import { LANES_MAX } from './sifting.ts';

export function Filters({ sequence }: { readonly sequence: Sequence }) {
  const { text, rows, progress, search, store, actors, types } = sequence;
  const { count } = store.source.events;
  const isFiltered = actors.value !== null || types.value !== null || text.value !== '';
  return (
    <div class="sequence-filters">
      <ActorChooser sequence={sequence} />
      <TypeChooser sequence={sequence} />
      <input
        type="search"
        class="sequence-text"
        placeholder="Text in events"
        title="In names of actors, types and states, and in what messages carry"
        aria-label="Filter by text in events"
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
      />
      {isFiltered && (
        <button type="button" onClick={() => clearFilters(sequence)}>
          Clear
        </button>
      )}
      <span class="sequence-help" title="Up and down: to the event before or after. C: to the event that led to it.">
        <kbd>↑</kbd>
        <kbd>↓</kbd> events <kbd>C</kbd> cause
      </span>
      <span class="sequence-status" role="status">
        {progress.value !== null
          ? `searching… ${Math.floor(progress.value * 100)} %`
          : `${rows.value.length.toLocaleString('en-US')} of ${count.value.toLocaleString('en-US')} events`}
        {search.value.note && `; ${search.value.note}`}
      </span>
    </div>
  );
}

function ActorChooser({ sequence }: { readonly sequence: Sequence }) {
  const { actors, lanes, sifting, version, store } = sequence;
  const { events } = store.source;
  const talk = (version.value >= 0 ? sifting.value?.talk : undefined) ?? [];
  return (
    <Chooser
      title="Actors"
      summary={`${lanes.value.length} of ${events.actors.length}`}
      choices={() => events.actors.map(({ id }, key) => ({ key, label: id, count: talk[key] ?? 0 }))}
      chosen={() => actors.value ?? new Set(lanes.value)}
      otherwise={`Most talkative ${LANES_MAX}`}
      isOtherwise={actors.value === null}
      onChoose={(chosen) => (actors.value = chosen)}
    />
  );
}

function TypeChooser({ sequence }: { readonly sequence: Sequence }) {
  const { types, sifting, version, store } = sequence;
  const { words } = store.source.events;
  const ofType = (version.value >= 0 ? sifting.value?.ofType : undefined) ?? new Map<number, number>();
  return (
    <Chooser
      title="Types"
      summary={types.value ? `${types.value.size} of ${ofType.size}` : 'all'}
      choices={() =>
        [...ofType]
          .map(([key, count]) => ({ key, label: key === NONE ? '(starts)' : (words[key] ?? ''), count }))
          .toSorted((a, b) => b.count - a.count || a.key - b.key)
      }
      chosen={() => types.value ?? new Set(ofType.keys())}
      otherwise="All"
      isOtherwise={types.value === null}
      onChoose={(next) => (types.value = next)}
    />
  );
}
