/** To the left: the actors by kinds, each with the state in which it is at the cursor. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { FLAG } from '../../protocol/columns.ts';
import { stateColor } from '../model/colors.ts';
import { useStore } from '../model/context.ts';
import { actorRows, type ActorRow } from './actor-rows.ts';
import { labelOfState, shortLabel } from './state-words.ts';
import { isDark } from './theme.ts';
import { SEARCH_ID } from './use-keys.ts';
import { useVisible } from './use-visible.ts';

const ROW_HEIGHT = 24;

export function ActorList() {
  const { source, selected, view } = useStore();
  const { events } = source;
  const search = useSignal('');
  const folded = useSignal<ReadonlySet<string>>(new Set());
  const active = useSignal(0);
  const list = useRef<HTMLDivElement>(null);
  // Actors come up seldom; events all the time.
  const known = useComputed(() => {
    void events.count.value;
    return events.actors.reduce((count, _, actor) => count + (events.stepsOf(actor).length > 0 ? 1 : 0), events.actors.length * 1e6);
  });
  const rows = useComputed(() => {
    void known.value;
    const kinds = Object.keys(source.charts.value);
    const isThere = (actor: number): boolean => events.stepsOf(actor).length > 0;
    return actorRows(events.actors, { kinds, folded: folded.value, search: search.value, isThere });
  });
  const visible = useVisible(list, ROW_HEIGHT);

  const fold = (kind: string): void => {
    const next = new Set(folded.value);
    if (!next.delete(kind)) next.add(kind);
    folded.value = next;
  };
  const choose = (index: number): void => {
    const row = rows.value[index];
    if (!row) return;
    active.value = index;
    if (row.type === 'actor') selected.value = row.actor;
    visible.show(index);
  };
  const open = (row: ActorRow | undefined): void => {
    if (row?.type === 'kind') fold(row.kind);
    if (row?.type !== 'actor') return;
    selected.value = row.actor;
    view.value = 'chart';
  };
  const onKey = (press: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    if (by !== undefined) choose(Math.min(rows.value.length - 1, Math.max(0, active.value + by)));
    else if (press.key === 'Enter') open(rows.value[active.value]);
    else return;
    press.preventDefault();
  };

  // Whoever is selected elsewhere is brought into sight here.
  const who = selected.value;
  useEffect(() => {
    const index = rows.peek().findIndex((row) => row.type === 'actor' && row.actor === who);
    if (index < 0) return;
    active.value = index;
    visible.show(index);
  }, [who]);

  const { first, end } = visible.of(rows.value.length);
  return (
    <nav class="actors" aria-label="Actors">
      <input
        id={SEARCH_ID}
        type="search"
        placeholder="Search actors ( / )"
        aria-label="Search actors"
        value={search.value}
        onInput={({ currentTarget }) => (search.value = currentTarget.value)}
        onKeyDown={(press) => {
          if (press.key !== 'ArrowDown' && press.key !== 'Enter') return;
          list.current?.focus();
          choose(rows.value.findIndex(({ type }) => type === 'actor'));
          press.preventDefault();
        }}
      />
      <div
        ref={list}
        class="actors-list"
        role="tree"
        aria-label="Actors by kinds"
        tabIndex={0}
        aria-activedescendant={`actor-row-${active.value}`}
        onKeyDown={onKey}
        onScroll={visible.onScroll}
      >
        <div class="actors-all" style={{ height: `${rows.value.length * ROW_HEIGHT}px` }}>
          {rows.value.slice(first, end).map((row, at) => {
            const index = first + at;
            const common = { id: `actor-row-${index}`, top: index * ROW_HEIGHT, isActive: active.value === index };
            return row.type === 'kind' ? (
              <KindRow key={`kind ${row.kind}`} {...common} row={row} onClick={() => fold(row.kind)} />
            ) : (
              <ActorRowView key={row.actor} {...common} row={row} onClick={() => choose(index)} onOpen={() => open(row)} />
            );
          })}
        </div>
        {rows.value.length === 0 && (
          <p class="actors-none">{search.value === '' ? 'No actors yet.' : `Nobody is called “${search.value}”.`}</p>
        )}
      </div>
    </nav>
  );
}

interface RowProps {
  readonly id: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly onClick: () => void;
}

function KindRow({ id, top, isActive, row, onClick }: RowProps & { readonly row: ActorRow & { readonly type: 'kind' } }) {
  return (
    <div
      id={id}
      class={`actors-kind${isActive ? ' actors-active' : ''}`}
      role="treeitem"
      aria-level={1}
      aria-expanded={!row.isFolded}
      style={{ top: `${top}px` }}
      onClick={onClick}
    >
      <span aria-hidden="true">{row.isFolded ? '▸' : '▾'}</span>
      <b>{row.kind}</b>
      <span class="actors-count">{row.count.toLocaleString('en-US')}</span>
    </div>
  );
}

function ActorRowView({
  id,
  top,
  isActive,
  row,
  onClick,
  onOpen,
}: RowProps & { readonly row: ActorRow & { readonly type: 'actor' }; readonly onOpen: () => void }) {
  const { source, cursor, selected } = useStore();
  const { events } = source;
  const { actor, entry } = row;
  const step = events.lastStepOf(actor, cursor.value);
  const json = step === undefined ? undefined : events.states[events.state[step] ?? 0];
  const label = json === undefined ? null : labelOfState(json);
  const isGone = step !== undefined && ((events.flags[step] ?? 0) & FLAG.final) !== 0;
  const isSelected = selected.value === actor;
  const state = label === null ? 'not there yet' : isGone ? `gone, in ${label}` : label;
  return (
    <div
      id={id}
      class={`actors-actor${isActive ? ' actors-active' : ''}${label === null || isGone ? ' actors-away' : ''}`}
      role="treeitem"
      aria-level={2}
      aria-selected={isSelected}
      style={{ top: `${top}px` }}
      title={`${entry.id}${entry.place === null ? '' : `, at ${entry.place}`}: ${state}`}
      onClick={onClick}
      onDblClick={onOpen}
    >
      <span class="actors-dot" style={label === null ? {} : { background: stateColor(label, isDark.value) }} />
      <span class="actors-id">{row.label}</span>
      <span class="actors-state">{label === null ? '' : shortLabel(label)}</span>
    </div>
  );
}
