/** The statechart of an actor: where it stands, what fired last, and what it would accept. */
import { signal, useComputed, useSignal, type Signal } from '@preact/signals';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Chart } from '../../protocol/chart.ts';
import { useStore } from '../model/context.ts';
import type { Store } from '../model/store.ts';
import { acceptedOf, activeOf, actorStateAt, innermost, type ActorState } from './activity.ts';
import { ChartCanvas, type Zooming } from './chart-canvas.tsx';
import { ChartCard } from './chart-card.tsx';
import { ChartHeader } from './chart-header.tsx';
import { useChoice } from './choice.ts';
import { collapsedAtFirst } from './collapse.ts';
import { focusOf } from './focus.ts';
import type { Handlers, Marks, Part } from './marks.ts';
import { SendPopover } from './send-popover.tsx';
import { StateList } from './state-list.tsx';
import { useDrawing } from './use-drawing.ts';
import { useFired } from './use-fired.ts';
import { useSize } from './use-size.ts';
import './chart-view.css';
import './chart-drawing.css';
import './chart-panels.css';

/** How charts are shown; kept while another view is open. */
const isBrief = signal(false);
const follows = signal(true);
const zooming = signal<Zooming | null>(null);
const collapsedByKind = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());

export function ChartView(): JSX.Element {
  const store = useStore();
  const choice = useChoice(store);
  const { source, cursor, moment } = store;
  const state: ActorState =
    choice.actor === null ? { type: 'not yet' } : actorStateAt(source.events, moment.value, cursor.value, choice.actor);
  const chart = choice.kind === null ? undefined : source.charts.value[choice.kind];
  return (
    <section class="chart-view" aria-label="statechart">
      <ChartHeader {...{ store, choice, state, isBrief, follows, zooming }} />
      {chart ? (
        <ShownChart key={chart.kind} {...{ store, chart, state }} actor={choice.actor} />
      ) : (
        <p class="chart-empty">{whyNothing(store, choice.kind)}</p>
      )}
    </section>
  );
}

interface ShownProps {
  readonly store: Store;
  readonly chart: Chart;
  readonly actor: number | null;
  readonly state: ActorState;
}

function ShownChart({ store, chart, actor, state }: ShownProps): JSX.Element {
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const collapsed = useComputed(() => collapsedByKind.value.get(chart.kind) ?? collapsedAtFirst(chart)).value;
  const { drawing, problem } = useDrawing({ chart, collapsed, isBrief: isBrief.value }, size);
  const part = useSignal<Part | null>(null);
  const sending = useSignal<number | null>(null);
  const anchor = useSignal<string | null>(null);
  const marks = useMarks({ store, chart, actor, state }, drawing && new Set(drawing.states.map(({ box }) => box.state.path)));
  const handlers: Handlers = {
    onPart: (it) => {
      part.value = isSame(part.peek(), it) ? null : it;
    },
    onSend: (number) => {
      sending.value = number;
    },
    onToggle: (path) => {
      anchor.value = path;
      const next = new Set(collapsed);
      if (!next.delete(path)) next.add(path);
      collapsedByKind.value = new Map(collapsedByKind.peek()).set(chart.kind, next);
    },
  };
  const to = actor === null ? undefined : store.source.events.actors[actor];
  const focus = useMemo(() => (drawing && size ? focusOf(drawing, marks, size) : undefined), [drawing, marks, size]);
  return (
    <div class="chart-room" ref={room} onKeyDown={(event) => closeOnEscape(event, [sending, part])}>
      {drawing && size && <ChartCanvas {...{ chart, drawing, size, marks, handlers, focus, follows, zooming }} anchor={anchor.value} />}
      {problem !== null && <StateList {...{ chart, marks, problem }} />}
      {!drawing && problem === null && <p class="chart-empty chart-waiting">Laying out the chart …</p>}
      {part.value && <ChartCard {...{ chart, marks, handlers }} part={part.value} onClose={() => (part.value = null)} />}
      {sending.value !== null && to && (
        <SendPopover
          key={sending.value}
          to={to}
          type={chart.transitions[sending.value]?.text ?? ''}
          onClose={() => (sending.value = null)}
        />
      )}
    </div>
  );
}

/** The same object for as long as nothing of it changes. */
function useMarks({ store, chart, actor, state }: ShownProps, shown: ReadonlySet<string> | undefined): Marks {
  const fired = useFired(store, state.type === 'not yet' ? undefined : state.step);
  const { source, following } = store;
  const canSend = source.about.value?.mode === 'live' && following.value && actor !== null && state.type === 'here';
  const value = JSON.stringify(state.type === 'not yet' ? null : [state.type, state.state]);
  return useMemo(() => {
    const active = activeOf(state);
    return {
      active,
      innermost: new Set(innermost(shown ? new Set([...active].filter((path) => shown.has(path))) : active)),
      fired: new Set(fired),
      sendable: canSend ? acceptedOf(chart, active) : new Set<number>(),
    };
  }, [chart, value, fired.join(), canSend, shown?.size]);
}

function whyNothing({ source }: Store, kind: string | null): string {
  if (source.events.count.value === 0) return 'No actor has started yet. Press play, or wait for the first event.';
  if (kind === null) return 'There are no statecharts in this run.';
  return `The statechart of '${kind}' is not known: what was recorded does not hold its definition.`;
}

function isSame(a: Part | null, b: Part): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The one on top first. */
function closeOnEscape(event: TargetedKeyboardEvent<HTMLElement>, open: readonly Signal<number | Part | null>[]): void {
  const top = open.find((it) => it.value !== null);
  if (event.key !== 'Escape' || !top) return;
  top.value = null;
  event.stopPropagation();
}
