/** What a scenario declares to be worth seeing of one actor, drawn: values, gauges, things as chips, in groups as in trays. */
import type { JSX } from 'preact';
import type { Show } from '../../../scenarios/overview.ts';
import { ChipName, chipsInLine, cutName } from './chip-name.tsx';
import { gaugeOf, itemsOf, textOf, valueAt, type Around, type ItemGroup } from './look-up.ts';

interface ShowProps<T extends Show['type']> {
  readonly show: Extract<Show, { readonly type: T }>;
  readonly context: unknown;
  readonly around: Around;
}

export function ShowRow({ show, context, around }: ShowProps<Show['type']>): JSX.Element {
  switch (show.type) {
    case 'value':
      return (
        <Row title={show.title}>
          <span class="overview-value">{textOf(valueAt(context, show.path), show.unit)}</span>
        </Row>
      );
    case 'gauge':
      return (
        <Row title={show.title}>
          <GaugeBar show={show} context={context} around={around} />
        </Row>
      );
    case 'items':
      return <Items show={show} context={context} around={around} />;
  }
}

export function GaugeBar({ show, context, around }: ShowProps<'gauge'>): JSX.Element {
  const { share, baseShare, text } = gaugeOf(show, context, around);
  return (
    <span class="overview-gauge" title={`${show.title}: ${text}`}>
      <span class="overview-gauge-track">
        <span class="overview-gauge-fill" style={{ width: `${100 * share}%` }} />
        <span class="overview-gauge-base" style={{ width: `${100 * baseShare}%` }} />
      </span>
      <span class="overview-gauge-text">{text}</span>
    </span>
  );
}

/** In a line, and in a tray: a box keeps its height. */
const CHIPS_MAX = 5;
const TRAY_CHIPS_MAX = 6;

const TRAYS_MAX = 12;

function Items({ show, context, around }: ShowProps<'items'>): JSX.Element {
  const isGrouped = show.groupBy !== undefined;
  const groups = itemsOf(show, context, { around, itemsMax: isGrouped ? TRAY_CHIPS_MAX : CHIPS_MAX });
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (!isGrouped) {
    return (
      <Row title={show.title} count={count}>
        {count === 0 ? (
          <span class="overview-empty">{show.empty ?? 'none'}</span>
        ) : (
          groups.map((group) => <Chips key="all" group={group} />)
        )}
      </Row>
    );
  }
  return (
    <div class="overview-trays-row">
      <div class="overview-row-title">
        {show.title}
        <span class="overview-count">{count}</span>
        {count === 0 && show.empty !== undefined ? <span class="overview-empty"> {show.empty}</span> : null}
      </div>
      <div class="overview-trays">
        {groups.slice(0, TRAYS_MAX).map((group) => (
          <div key={group.name} class={`overview-tray${group.count > 0 ? ' is-filled' : ''}`}>
            <div class="overview-tray-name" title={group.name ?? ''}>
              <span>{group.name}</span>
              <span class="overview-count">{group.count}</span>
            </div>
            <Chips group={group} isTray />
          </div>
        ))}
      </div>
      {groups.length > TRAYS_MAX ? <span class="overview-more">+{groups.length - TRAYS_MAX} more of them</span> : null}
    </div>
  );
}

function Chips({ group, isTray = false }: { readonly group: ItemGroup; readonly isTray?: boolean }): JSX.Element {
  const roomFor = isTray ? group.items.length : chipsInLine(group.items.map(({ label }) => label));
  // In a tray, the last one makes room for what is not shown.
  const items = group.items.slice(0, isTray && group.count > group.items.length ? -1 : roomFor);
  const more = group.count - items.length;
  return (
    <span class="overview-chips">
      {items.map(({ label, note }, at) => (
        <span key={at} class="overview-chip" title={note === null ? label : `${label}: ${note}`}>
          {isTray ? <ChipName name={label} /> : cutName(label)}
        </span>
      ))}
      {more > 0 ? <span class="overview-more">+{more} more</span> : null}
    </span>
  );
}

function Row({ title, count, children }: { title: string; count?: number; children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <div class="overview-row">
      <span class="overview-row-title" title={title}>
        {title}
        {count === undefined || count < 2 ? null : <span class="overview-count">{count}</span>}
      </span>
      {children}
    </div>
  );
}
