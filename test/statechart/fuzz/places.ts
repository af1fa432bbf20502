/** The tree of states that a draft comes to: who stands in whom, by which key and id, and how one state names another. */
import type { StateDraft } from './drafts.ts';

export type Kind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

export interface Place {
  readonly draft: StateDraft;
  readonly parent: Place | undefined;
  readonly children: Place[];
  readonly depth: number;
  readonly key: string;
  readonly id: string;
  kind: Kind;
}

/** What in a chart names its states: it is drawn before they are known. */
export type Drawn<T = unknown> = (places: readonly Place[]) => T;

/** The levels below the root. */
const DEPTH_MAX = 4;
export const MACHINE_ID = 'm';

/** All states, the root first, parents before their children. */
export function placesOf(root: StateDraft, others: readonly StateDraft[]): readonly Place[] {
  const places: Place[] = [{ draft: root, parent: undefined, children: [], depth: 0, key: MACHINE_ID, id: MACHINE_ID, kind: kindOf(root) }];
  for (const [at, draft] of others.entries()) {
    const parent = parentOf(draft, places);
    if (!parent) break;
    const key = draft.hasNumber ? `${at + 1}` : `s${at + 1}`;
    const path = [MACHINE_ID, ...pathOf(parent), key];
    const id = draft.hasId ? `own${at + 1}` : path.join('.');
    const place: Place = { draft, parent, children: [], depth: parent.depth + 1, key, id, kind: kindOf(draft) };
    parent.children.push(place);
    places.push(place);
  }
  for (const place of places) {
    if (place.children.length === 0) continue;
    place.kind = place.draft.inner;
    // A state that has states begins in one of them.
    const [first] = place.children;
    if (first && place.children.every((child) => child.kind === 'history')) first.kind = 'atomic';
  }
  return places;
}

function parentOf(draft: StateDraft, places: readonly Place[]): Place | undefined {
  const could = places.filter((it) => it.depth < DEPTH_MAX && it.draft.leaf === 'atomic');
  const given = draft.inside === undefined ? undefined : places[draft.inside];
  if (given && could.includes(given)) return given;
  // The root is never left, so that what it remembers is of no use; and where it ends, all ends.
  const left = could.filter((it) => it.parent && it.children.length > 0);
  const isInner = kindOf(draft) !== 'atomic' && left.length > 0 && draft.parent % 5 > 0;
  // A state that is alone in another one has nowhere to go.
  const shared = could.filter((it) => !it.parent || it.children.length > 0);
  // What was placed last mostly stands deepest.
  return picked(isInner ? left : draft.isBeside ? shared.slice(-3) : could.slice(-2), draft.parent);
}

function kindOf({ leaf }: StateDraft): Kind {
  return leaf === 'shallow' || leaf === 'deep' ? 'history' : leaf;
}

/** One of several, by any number; none of none. */
export function picked<T>(them: readonly T[], pick: number): T | undefined {
  return them[pick % them.length];
}

export function statesIn(place: Place): readonly Place[] {
  return place.children.filter((child) => child.kind !== 'history');
}

export function pathOf(place: Place): readonly string[] {
  return place.parent ? [...pathOf(place.parent), place.key] : [];
}

/** The place and all around it, up to the root. */
export function aroundOf(place: Place): readonly Place[] {
  return place.parent ? [place, ...aroundOf(place.parent)] : [place];
}

/** The place and all within it. */
export function withinOf(place: Place): readonly Place[] {
  return [place, ...place.children.flatMap(withinOf)];
}

/** One of the ways in which a transition may name its target. */
export function nameOf(target: Place, source: Place, style: number): string {
  const names = [`#${target.id}`, ['#m', ...pathOf(target)].join('.')];
  for (const around of aroundOf(target)) {
    const path = pathOf(target).slice(around.depth).join('.');
    if (around === source && path !== '') names.push(`.${path}`);
    if (around === source.parent && path !== '') names.push(path);
    if (around.draft.hasId && path !== '') names.push(`#${around.id}.${path}`);
  }
  return picked(names, style) ?? `#${target.id}`;
}

/** A state value that says no more than that the state is active. */
export function valueOf(place: Place): unknown {
  const [key, ...deeper] = pathOf(place).toReversed();
  return deeper.reduce<unknown>((value, outer) => ({ [outer]: value }), key ?? {});
}
