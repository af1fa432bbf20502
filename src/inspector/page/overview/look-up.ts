/** Finds in contexts what a scenario declares to be worth seeing: paths, items with what they refer to, gauges. Knows no scenario. */
import type { Ref, Show, Unit } from '../../../scenarios/overview.ts';
import { amountLabel } from '../model/labels.ts';

/** Contexts of all actors that there are. */
export interface Around {
  ofKind(kind: string): Iterable<unknown>;
  /** Undefined: there is no such actor. */
  contextOf(id: string): unknown;
}

export interface Found {
  /** Under which it stood in a list or a record, if a `*` led to it. */
  readonly key: string;
  readonly value: unknown;
}

/** What is at a path; nothing where it leads nowhere. */
export function valuesAt(thing: unknown, path: string): readonly Found[] {
  let found: readonly Found[] = [{ key: '', value: thing }];
  if (path === '') return found;
  for (const name of path.split('.')) {
    found = found.flatMap(({ key, value }) => {
      if (typeof value !== 'object' || value === null) return [];
      if (name === '*') return Object.entries(value).map(([at, member]) => ({ key: at, value: member }));
      const entry: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
      return entry === undefined ? [] : [{ key, value: entry }];
    });
  }
  return found;
}

/** The first value at a path; undefined: there is none. */
export function valueAt(thing: unknown, path: string): unknown {
  return valuesAt(thing, path)[0]?.value;
}

/** A value in words, short. */
export function textOf(value: unknown, unit?: Unit): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return amountLabel(value, unit);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((it) => textOf(it, unit)).join(', ');
  return JSON.stringify(value);
}

type ItemsShow = Extract<Show, { readonly type: 'items' }>;
type GaugeShow = Extract<Show, { readonly type: 'gauge' }>;

export interface Item {
  readonly label: string;
  readonly note: string | null;
}

export interface ItemGroup {
  /** Null: they are not grouped. */
  readonly name: string | null;
  /** How many there are; no more than were asked for are in `items`. */
  readonly count: number;
  readonly items: readonly Item[];
}

/** @param itemsMax of a group */
export function itemsOf(
  show: ItemsShow,
  context: unknown,
  { around, itemsMax }: { around: Around; itemsMax: number },
): readonly ItemGroup[] {
  const found = membersAt(context, show.path);
  const { groupBy, groups = [] } = show;
  const itemOf = ({ key, value }: Found): Item => {
    const item = withRef(value, show.ref, around);
    const paths = typeof show.label === 'string' ? [show.label] : show.label;
    const words = paths.flatMap((path) => (path === '$key' ? [key] : valuesAt(item, path).map((it) => textOf(it.value))));
    return {
      label: words.length > 0 ? words.join(' ') : textOf(nameIn(value, show.ref)),
      note: show.note === undefined ? null : textOf(valueAt(item, show.note)),
    };
  };
  if (groupBy === undefined) return [{ name: null, count: found.length, items: found.slice(0, itemsMax).map(itemOf) }];
  const byName = new Map<string, Found[]>(groups.map((name) => [name, []]));
  for (const it of found) {
    const name = textOf(valueAt(withRef(it.value, show.ref, around), groupBy));
    const group = byName.get(name);
    if (group) group.push(it);
    else byName.set(name, [it]);
  }
  // What comes and goes stands behind what is always there, in an order that does not depend on what came first.
  const others = [...byName.keys()].filter((name) => !groups.includes(name)).sort();
  return [...groups, ...others].map((name) => {
    const group = byName.get(name) ?? [];
    return { name, count: group.length, items: group.slice(0, itemsMax).map(itemOf) };
  });
}

export interface Gauge {
  /** Of `of`, from 0; each between 0 and 1. */
  readonly baseShare: number;
  readonly share: number;
  readonly text: string;
}

export function gaugeOf(show: GaugeShow, context: unknown, around: Around): Gauge {
  const { path, of, base = 0, unit } = show;
  const most = numberAt(context, of);
  const from = numberAt(context, base);
  const value = from + amountAt(show, valueAt(context, path), around);
  const within = (share: number): number => (most > 0 ? Math.min(1, Math.max(0, share / most)) : 0);
  // One unit for both, but where each has its own prefix.
  const text = `${amountLabel(value, unit === 'words' ? 'count' : unit)} of ${amountLabel(most, unit)}`;
  return { baseShare: within(from), share: within(value), text };
}

function amountAt({ path, sum, ref }: GaugeShow, value: unknown, around: Around): number {
  if (typeof value === 'number') return value;
  if (sum === undefined) return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  return membersOf([{ key: path, value }]).reduce((total, it) => {
    const amount = valueAt(withRef(it.value, ref, around), sum);
    return total + (typeof amount === 'number' ? amount : 0);
  }, 0);
}

function numberAt(context: unknown, where: number | string): number {
  const value = typeof where === 'number' ? where : valueAt(context, where);
  return typeof value === 'number' ? value : 0;
}

function membersAt(context: unknown, path: string): readonly Found[] {
  return membersOf(valuesAt(context, path));
}

/** Lists become their members; what is nothing is left out. */
function membersOf(found: readonly Found[]): readonly Found[] {
  return found.flatMap((it) => {
    if (Array.isArray(it.value)) return it.value.map((value: unknown, at) => ({ key: String(at), value }));
    return it.value === null || it.value === undefined ? [] : [it];
  });
}

function nameIn(item: unknown, ref: Ref | undefined): unknown {
  return ref ? valueAt(item, ref.name) : undefined;
}

/** An item together with the members of what it names. */
function withRef(item: unknown, ref: Ref | undefined, around: Around): unknown {
  const name = nameIn(item, ref);
  if (!ref || typeof name !== 'string') return item;
  const thing = ref.list === undefined ? around.contextOf(name) : inLists(name, ref, around);
  if (typeof thing !== 'object' || thing === null) return item;
  return typeof item === 'object' ? { ...thing, ...item } : thing;
}

function inLists(name: string, { kind, list = '', key = '' }: Ref, around: Around): unknown {
  for (const context of around.ofKind(kind))
    for (const { value } of membersAt(context, list)) if (valueAt(value, key) === name) return value;
  return undefined;
}
