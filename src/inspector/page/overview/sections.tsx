/** The actors of one kind in a box: a list where they are many, chips where a place has little room, else one after the other. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Panel, Show } from '../../../scenarios/overview.ts';
import { ChipName } from './chip-name.tsx';
import { actorProps, firstOf, stateStyle, type Look } from './look.ts';
import { gaugeOf, itemsOf, textOf, valueAt } from './look-up.ts';
import type { ActorShown, Section } from './scene.ts';
import { GaugeBar, ShowRow } from './shows.tsx';

interface SectionProps {
  readonly section: Section;
  readonly look: Look;
}

const LINES_MAX = 60;
/** As the sheet of styles has it. */
const LINE_PX = 22;
const CARDS_MAX = 12;
const CHIPS_MAX = 4;
const DOTS_MAX = 3;

/** One box shows one kind. */
export function KindSection({ section, look }: SectionProps): JSX.Element {
  const { panel, actors } = section;
  if (panel.compact === true) return <ActorLines section={section} look={look} />;
  const { first, more } = firstOf(actors, look, CARDS_MAX);
  return (
    <div class="overview-cards">
      {first.map((actor) => (
        <ActorCard key={actor.number} actor={actor} panel={panel} look={look} isAlone={actors.length === 1} />
      ))}
      {actors.length === 0 ? <span class="overview-empty">none yet</span> : null}
      {more > 0 ? <span class="overview-more">+{more} more</span> : null}
    </div>
  );
}

/** One box shows several kinds: those at a place. */
export function PlaceSection({ section, look }: SectionProps): JSX.Element {
  const { panel, actors } = section;
  if (look.isSmall) return <SmallSection section={section} look={look} />;
  if (panel.compact === true) {
    const { first, more } = firstOf(actors, look, CHIPS_MAX);
    return (
      <div class="overview-row">
        <span class="overview-row-title">{panel.title ?? panel.kind}</span>
        <span class="overview-chips">
          {first.map((actor) => (
            <ActorChip key={actor.number} actor={actor} panel={panel} look={look} />
          ))}
          {actors.length === 0 ? <span class="overview-empty">–</span> : null}
          {more > 0 ? <span class="overview-more">+{more} more</span> : null}
        </span>
      </div>
    );
  }
  return (
    <>
      {actors.map((actor) => (
        <PlaceCard key={actor.number} actor={actor} panel={panel} look={look} />
      ))}
    </>
  );
}

interface CardProps {
  readonly actor: ActorShown;
  readonly panel: Panel;
  readonly look: Look;
  /** The only one in its box, so that the box says what it is. */
  readonly isAlone: boolean;
}

function ActorCard({ actor, panel, look, isAlone }: CardProps): JSX.Element {
  return (
    <div {...actorProps(actor, look, 'overview-card')}>
      <div class="overview-card-head">
        {isAlone ? null : <span class="overview-name">{actor.label}</span>}
        <StatePills state={actor.state} look={look} />
      </div>
      {actor.context === undefined
        ? null
        : panel.shows.map((show, at) => <ShowRow key={at} show={show} context={actor.context} around={look.around} />)}
    </div>
  );
}

/** Its gauges stand beside its state, so that many places fit on a page. */
function PlaceCard({ actor, panel, look }: Omit<CardProps, 'isAlone'>): JSX.Element {
  const { context } = actor;
  const gauges = panel.shows.filter((show) => show.type === 'gauge');
  const others = panel.shows.filter((show) => show.type !== 'gauge');
  return (
    <div {...actorProps(actor, look, 'overview-card')}>
      <div class="overview-card-head">
        <span class="overview-name">{panel.title ?? panel.kind}</span>
        <StatePills state={actor.state} look={look} />
        {context === undefined ? null : gauges.map((show, at) => <GaugeBar key={at} show={show} context={context} around={look.around} />)}
      </div>
      {context === undefined ? null : others.map((show, at) => <ShowRow key={at} show={show} context={context} around={look.around} />)}
    </div>
  );
}

/** A pill for each region in which it is. */
function StatePills({ state, look }: { readonly state: string; readonly look: Look }): JSX.Element {
  return (
    <span class="overview-pills" title={state}>
      {pillsOf(state).map((it) => (
        <span key={it} class="overview-pill" style={stateStyle(state, look)}>
          {it}
        </span>
      ))}
    </span>
  );
}

/** Of many regions, what they have in common; without that, two of them. */
function pillsOf(state: string): readonly string[] {
  const regions = (state === '' ? '–' : state).split(' + ');
  if (regions.length < 3) return regions;
  const [first = ''] = regions;
  const common = first.slice(0, first.indexOf('.'));
  return common !== '' && regions.every((it) => it.startsWith(`${common}.`))
    ? [common]
    : [...regions.slice(0, 2), `+${regions.length - 2}`];
}

function ActorChip({ actor, panel, look }: { actor: ActorShown; panel: Panel; look: Look }): JSX.Element {
  const values = panel.shows.flatMap((show) =>
    show.type === 'value' ? [`${show.title} ${textOf(valueAt(actor.context, show.path), show.unit)}`] : [],
  );
  return (
    <span {...actorProps(actor, look, 'overview-chip is-actor', textOfShows(actor, panel, look))} style={stateStyle(actor.state, look)}>
      <ChipName name={actor.label} />
      {values.length === 0 ? null : <span class="overview-chip-more"> {values.join(', ')}</span>}
    </span>
  );
}

function ActorLines({ section: { panel, actors }, look }: SectionProps): JSX.Element {
  const { first, more } = firstOf(actors, look, LINES_MAX);
  // Who goes leaves room, so that nothing else moves.
  const linesMost = useRef(0);
  linesMost.current = Math.max(linesMost.current, first.length);
  return (
    <div class="overview-list" style={{ minHeight: `${linesMost.current * LINE_PX}px` }}>
      {linesMost.current > 3 ? <StateShares actors={actors} look={look} /> : null}
      {first.map((actor) => (
        <div key={actor.number} {...actorProps(actor, look, 'overview-line', textOfShows(actor, panel, look))}>
          <span class="overview-dot" style={stateStyle(actor.state, look)} />
          <span class="overview-line-name">{actor.label}</span>
          <span class="overview-line-state">{actor.state}</span>
        </div>
      ))}
      {actors.length === 0 ? <span class="overview-empty">none at this time</span> : null}
      {more > 0 ? <span class="overview-more">+{more} more: seek them by name or state</span> : null}
    </div>
  );
}

/** How many of them are in which state: a bar in the colours of the states. */
function StateShares({ actors, look }: { readonly actors: readonly ActorShown[]; readonly look: Look }): JSX.Element {
  const counts = new Map<string, number>();
  for (const { state } of actors) counts.set(state, (counts.get(state) ?? 0) + 1);
  const sorted = [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  return (
    <div class="overview-shares" title={sorted.map(([state, count]) => `${count} ${state}`).join('\n')}>
      {sorted.map(([state, count]) => (
        <span key={state} style={{ ...stateStyle(state, look), flexGrow: count }} />
      ))}
    </div>
  );
}

function SmallSection({ section: { panel, actors }, look }: SectionProps): JSX.Element | null {
  const gauges = panel.shows.filter((show) => show.type === 'gauge');
  const [actor] = actors;
  if (panel.compact !== true && gauges.length === 0) return null;
  return (
    <div class="overview-row">
      <span class="overview-row-title">{panel.title ?? panel.kind}</span>
      {panel.compact === true ? (
        <span class="overview-dots">
          {actors.slice(0, DOTS_MAX).map((it) => (
            <span key={it.number} {...actorProps(it, look, 'overview-dot')} style={stateStyle(it.state, look)} />
          ))}
          {actors.length > DOTS_MAX ? <span class="overview-more">{actors.length}</span> : null}
        </span>
      ) : actor ? (
        <span {...actorProps(actor, look, 'overview-small')}>
          {gauges.map((show, at) => (
            <GaugeBar key={at} show={show} context={actor.context} around={look.around} />
          ))}
        </span>
      ) : null}
    </div>
  );
}

/** For who points at it. */
function textOfShows(actor: ActorShown, { shows }: Panel, { around }: Look): string {
  return actor.context === undefined ? '' : shows.map((show) => `${show.title}: ${wordsOf(show, actor.context, around)}`).join('\n');
}

function wordsOf(show: Show, context: unknown, around: Look['around']): string {
  switch (show.type) {
    case 'value':
      return textOf(valueAt(context, show.path), show.unit);
    case 'gauge':
      return gaugeOf(show, context, around).text;
    case 'items':
      return itemsOf(show, context, { around, itemsMax: 5 })
        .flatMap(({ items }) => items.map(({ label }) => label))
        .join(', ');
  }
}
