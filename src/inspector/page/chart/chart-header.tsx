/** Above the chart: whose it is, where that actor stands in words, and how the chart is shown. */
import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ActorEntry } from '../../protocol/columns.ts';
import { stateLabel } from '../model/labels.ts';
import type { Store } from '../model/store.ts';
import type { ActorState } from './activity.ts';
import type { Zooming } from './chart-canvas.tsx';
import type { Choice } from './choice.ts';

interface HeaderProps {
  readonly store: Store;
  readonly choice: Choice;
  readonly state: ActorState;
  readonly isBrief: Signal<boolean>;
  readonly follows: Signal<boolean>;
  readonly zooming: Signal<Zooming | null>;
}

/** Actors in the list; others are found in the list of all actors. */
const LISTED_MAX = 300;

export function ChartHeader({ store, choice, state, isBrief, follows, zooming }: HeaderProps): JSX.Element {
  const { actors } = store.source.events;
  const { kind, actor, kinds } = choice;
  const listed = useMemo(() => listedOf(actors, kind, actor), [actors.length, kind, actor]);
  return (
    <header class="chart-header">
      <select aria-label="kind" value={kind ?? ''} onChange={({ currentTarget }) => choice.chooseKind(currentTarget.value)}>
        {kinds.map((it) => (
          <option key={it} value={it}>
            {it}
          </option>
        ))}
      </select>
      <select
        aria-label="actor"
        value={actor ?? ''}
        onChange={({ currentTarget: { value } }) => choice.chooseActor(value === '' ? null : Number(value))}
      >
        <option value="">{listed.length === 0 ? 'no actor yet' : 'no actor'}</option>
        {listed.map((number) => (
          <option key={number} value={number}>
            {actors[number]?.id}
          </option>
        ))}
      </select>
      <output class="chart-state-words" title={wordsOf(state, actor)}>
        {wordsOf(state, actor)}
      </output>
      <Toggle pressed={follows} title="Keep the active state in sight when the chart is larger than the view">
        Follow
      </Toggle>
      <Toggle pressed={isBrief} title="Only the names of states and events">
        Brief
      </Toggle>
      <span class="chart-zoom" role="group" aria-label="zoom">
        <button type="button" title="Zoom out (−)" aria-label="zoom out" onClick={() => zooming.value?.zoom(0.8)}>
          −
        </button>
        <button type="button" title="Zoom in (+)" aria-label="zoom in" onClick={() => zooming.value?.zoom(1.25)}>
          +
        </button>
        <button type="button" title="Show all of it (0)" onClick={() => zooming.value?.fit()}>
          Fit
        </button>
      </span>
    </header>
  );
}

function Toggle({
  pressed,
  title,
  children,
}: {
  readonly pressed: Signal<boolean>;
  readonly title: string;
  readonly children: string;
}): JSX.Element {
  return (
    <button type="button" title={title} aria-pressed={pressed.value} onClick={() => (pressed.value = !pressed.value)}>
      {children}
    </button>
  );
}

function wordsOf(state: ActorState, actor: number | null): string {
  if (actor === null) return 'choose an actor to see where it stands';
  switch (state.type) {
    case 'here':
      return stateLabel(state.state);
    case 'gone':
      return `gone, from ${stateLabel(state.state)}`;
    case 'not yet':
      return 'not started yet';
  }
}

function listedOf(actors: readonly ActorEntry[], kind: string | null, shown: number | null): readonly number[] {
  const listed: number[] = [];
  for (const [number, entry] of actors.entries())
    if (entry.kind === kind && (listed.length < LISTED_MAX || number === shown)) listed.push(number);
  return listed;
}
