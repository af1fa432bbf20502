/** The system as a whole: actors by kind or by place, what each has in hand, and the messages between them. Drawn from what the scenario declares. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../model/context.ts';
import type { EventRow } from '../model/event-table.ts';
import { isDark } from '../shell/theme.ts';
import { BoxView } from './box.tsx';
import { columnsOf, placesAcross, SMALL_FROM } from './layout.ts';
import { isSought, type Look } from './look.ts';
import './overview.css';
import type { Box } from './scene.ts';
import { useOverview } from './use-overview.ts';
import { useRects } from './use-rects.ts';
import { Flights, Wires, wiresShown } from './wires.tsx';

/** More wires are a thicket. */
const WIRES_MAX = 45;

/** More boxes are not drawn: who looks for one seeks it. */
const BOXES_MAX = 240;

export function OverviewView(): JSX.Element {
  const store = useStore();
  const { events } = store.source;
  const { directory, traffic, scene, flights, n, isRough } = useOverview();
  const [sought, setSought] = useState('');
  const sceneElement = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(sceneElement);

  const row = events.row(n);
  const look: Look = {
    around: scene.around,
    sought: sought.trim().toLowerCase(),
    selected: store.selected.value,
    acting: row && row.state !== null ? { actor: row.actor, what: whatHappened(row) } : null,
    isSmall: directory.byPlace && directory.boxes.length > SMALL_FROM,
    isDark: isDark.value,
  };
  const matches = scene.boxes.flatMap(({ sections }) => sections.flatMap(({ actors }) => actors.filter((it) => isSought(it, look)))).length;
  const candidates = look.isSmall && look.sought !== '' ? scene.boxes.filter((box) => hasSought(box, look)) : scene.boxes;
  const boxes = candidates.slice(0, BOXES_MAX);
  const rects = useRects(sceneElement, `${boxes.map(({ head }) => head.number).join(' ')} ${widthPx}`);
  const box = look.selected === null ? null : (directory.boxOf[look.selected] ?? null);
  const wires = wiresShown(traffic.wires, { atMost: WIRES_MAX, flights, directory, box });

  return (
    <div class="overview">
      <div class="overview-bar">
        <input
          type="search"
          class="overview-search"
          placeholder="Filter the boxes"
          title="By names, kinds and states of actors"
          aria-label="Filter the boxes by actor, kind or state"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <span class="overview-amount">
          {look.sought === '' ? `${scene.actorCount.toLocaleString('en-US')} actors` : `${matches} of ${scene.actorCount} actors`}
        </span>
        <Waiting isRough={isRough} />
      </div>
      {events.actors.length === 0 ? <p class="overview-nothing">No actor has started yet. They appear here as the run goes on.</p> : null}
      <div class="overview-scroll" onClick={select} onDblClick={open} onKeyDown={press}>
        <div class={`overview-scene${directory.byPlace ? ' is-places' : ''}`} ref={sceneElement}>
          <Wires wires={wires} rects={rects} events={events} titles={directory.boxes.map(({ title }) => title)} />
          {directory.byPlace ? (
            <div
              class={`overview-places${look.isSmall ? ' is-small' : ''}`}
              style={{ gridTemplateColumns: `repeat(${placesAcross(boxes.length, widthPx)}, minmax(0, 1fr))` }}
            >
              {boxes.map((it) => (
                <BoxView key={it.head.number} box={it} look={look} />
              ))}
            </div>
          ) : (
            <div class="overview-columns">
              {columnsOf(boxes, widthPx).map((column, at) => (
                <div key={at} class={`overview-column${column.isNarrow ? ' is-narrow' : ''}`}>
                  {column.boxes.map((it) => (
                    <BoxView key={it.head.number} box={it} look={look} />
                  ))}
                </div>
              ))}
            </div>
          )}
          <Flights flights={flights} rects={rects} directory={directory} />
        </div>
        {candidates.length > boxes.length ? (
          <p class="overview-nothing">+{candidates.length - boxes.length} more: seek them by name.</p>
        ) : null}
      </div>
    </div>
  );

  function select({ target }: MouseEvent): void {
    const actor = actorAt(target);
    if (actor !== null) store.selected.value = actor;
  }

  function open({ target }: MouseEvent): void {
    if (actorAt(target) !== null) store.view.value = 'chart';
  }

  function press(event: KeyboardEvent): void {
    const actor = actorAt(event.target);
    if (actor === null || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    store.selected.value = actor;
    if (event.key === 'Enter') store.view.value = 'chart';
  }
}

function Waiting({ isRough }: { readonly isRough: boolean }): JSX.Element | null {
  const problem = useStore().momentProblem.value;
  if (problem !== null) return <span class="overview-problem">States alone: {problem}</span>;
  return isRough ? <span class="overview-rough">rebuilding…</span> : null;
}

/** The actor of the element that was met, or of one around it. */
function actorAt(target: EventTarget | null): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-actor]') : null;
  return element ? Number(element.dataset['actor']) : null;
}

function hasSought({ head, sections }: Box, look: Look): boolean {
  return head.title.toLowerCase().includes(look.sought) || sections.some(({ actors }) => actors.some((it) => isSought(it, look)));
}

function whatHappened({ type, word }: EventRow): string {
  switch (type) {
    case 'start':
    case 'spawned':
      return 'started';
    case 'timer':
      // Whose timer it is, the box says.
      return `timer ${(word ?? '').replace(/ \(in .*\)$/, '')}`;
    default:
      return word ?? type;
  }
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [widthPx, setWidthPx] = useState(760);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidthPx(Math.round(entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}
