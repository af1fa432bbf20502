/** Whose chart is shown: the actor that is selected; otherwise the one of the event at the cursor when the view was opened; or a kind without an actor. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Store } from '../model/store.ts';

export interface Choice {
  readonly kind: string | null;
  /** Its number; null: the chart of a kind, without an actor. */
  readonly actor: number | null;
  readonly kinds: readonly string[];
  chooseKind(kind: string): void;
  chooseActor(actor: number | null): void;
}

/** Chosen here, while no actor is selected. */
const kindAlone = signal<string | null>(null);
const atFirst = signal<number | null>(null);

export function useChoice(store: Store): Choice {
  const { source, selected, cursor } = store;
  const { events } = source;
  const charts = source.charts.value;
  const hasEvents = events.count.value > 0;
  useEffect(() => {
    atFirst.value = hasEvents ? (actorAtCursor(store) ?? null) : null;
  }, [hasEvents, charts]);
  const actor = selected.value ?? (kindAlone.value === null ? atFirst.value : null);
  const kind = actor === null ? (kindAlone.value ?? Object.keys(charts)[0] ?? null) : (events.actors[actor]?.kind ?? null);
  const chooseActor = (next: number | null): void => {
    kindAlone.value = next === null ? kind : null;
    selected.value = next;
  };
  return {
    kind,
    actor,
    kinds: kindsOf(Object.keys(charts), kind),
    chooseActor,
    chooseKind: (next) => {
      const first = events.actors.findIndex((it, number) => it.kind === next && events.lastStepOf(number, cursor.peek()) !== undefined);
      if (first >= 0) return chooseActor(first);
      selected.value = null;
      kindAlone.value = next;
    },
  };
}

/** That took the step at the cursor, if there is a chart of it; otherwise the first one that has one. */
function actorAtCursor({ source, cursor }: Store): number | undefined {
  const { events, charts } = source;
  const known = charts.peek();
  const hasChart = (number: number): boolean => known[events.actors[number]?.kind ?? ''] !== undefined;
  const now = events.row(cursor.peek())?.actor;
  if (now !== undefined && hasChart(now)) return now;
  const first = events.actors.findIndex((_, number) => hasChart(number));
  return first < 0 ? now : first;
}

function kindsOf(known: readonly string[], shown: string | null): readonly string[] {
  return shown === null || known.includes(shown) ? known : [...known, shown];
}
