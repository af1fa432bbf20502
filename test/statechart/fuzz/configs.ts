/** From a draft to the configuration that is given to XState. */
import type { MachineDraft, TransitionDraft } from './drafts.ts';
import { MACHINE_ID, nameOf, picked, placesOf, statesIn, withinOf, type Place } from './places.ts';
import type { Config } from './toolbox.ts';
import { sourceOf, targetsOf, wayOf } from './transitions.ts';

export function configOf({ root, states, transitions, context, maxIterations }: MachineDraft): Config {
  const places = placesOf(root, states);
  const [first] = places;
  if (!first) throw new Error('a chart has a root');
  const owned = new Map<Place, TransitionDraft[]>();
  for (const transition of transitions) {
    const source = sourceOf(transition, places);
    if (source) owned.set(source, [...(owned.get(source) ?? []), transition]);
  }
  for (const place of places) {
    const way = wayOf(place);
    if (way) owned.set(place, [...(owned.get(place) ?? []), way]);
  }
  return { id: MACHINE_ID, context, options: { maxIterations }, ...stateOf(first, places, owned) };
}

function stateOf(place: Place, places: readonly Place[], owned: ReadonlyMap<Place, readonly TransitionDraft[]>): Config {
  const { draft, kind, parent, children } = place;
  if (kind === 'history') return historyOf(place);
  const tags = draft.tags.length > 0 ? { tags: draft.tags } : {};
  const hasOutput = draft.output !== undefined && (!parent || kind === 'final');
  return {
    ...(draft.hasId && parent ? { id: place.id } : {}),
    ...(kind === 'parallel' || kind === 'final' ? { type: kind } : {}),
    ...(draft.description === undefined ? {} : { description: draft.description }),
    ...tags,
    ...(draft.meta === undefined ? {} : { meta: draft.meta }),
    ...(hasOutput ? { output: draft.output } : {}),
    ...listed(
      'entry',
      draft.entry.map((action) => action(places)),
    ),
    ...listed(
      'exit',
      draft.exit.map((action) => action(places)),
    ),
    ...(kind === 'compound' ? { initial: initialOf(place, places) } : {}),
    ...transitionsOf(place, places, owned.get(place) ?? []),
    ...(children.length > 0 ? { states: Object.fromEntries(children.map((child) => [child.key, stateOf(child, places, owned)])) } : {}),
  };
}

/** One thing stands by itself, as people write it. */
function listed(name: string, them: readonly unknown[]): Config {
  if (them.length === 0) return {};
  return { [name]: them.length === 1 ? them[0] : them };
}

function historyOf(place: Place): Config {
  const { leaf, hasNumber } = place.draft;
  const target = fallbackOf(place);
  return {
    ...(place.draft.hasId ? { id: place.id } : {}),
    type: 'history',
    ...(leaf === 'deep' || hasNumber ? { history: leaf } : {}),
    ...(target === undefined ? {} : { target }),
  };
}

/** Where a history state leads that remembers nothing: somewhere within its parent, and no other history state (test/statechart/illegal.test.ts). */
function fallbackOf(place: Place): string | readonly string[] | undefined {
  const { parent, draft } = place;
  if (!parent || !draft.fallback) return undefined;
  const { pick, style } = draft.fallback;
  const could = withinOf(parent).filter((it) => it !== parent && it.kind !== 'history');
  const target = picked(could, pick);
  if (!target) return undefined;
  const named = (it: Place): string => (it.key === target.key ? nameOf(it, place, style) : nameOf(it, place, 0));
  const others = parent.kind === 'parallel' && style === 1 ? statesIn(parent).filter((region) => !withinOf(region).includes(target)) : [];
  return others.length > 0 ? [target, ...others].map(named) : named(target);
}

function initialOf(place: Place, places: readonly Place[]): unknown {
  const { initial, initialActions } = place.draft;
  // A history state will do if it leads on to a state, and if no other one leads to it by default.
  const histories = place.children.filter((child) => child.kind === 'history');
  const could = histories.every((child) => fallbackOf(child) !== undefined) ? place.children : statesIn(place);
  // Few begin where they end.
  const states = statesIn(place);
  const lasting = states.filter((child) => child.kind !== 'final');
  const key = (initial % 3 === 0 ? picked(could, initial / 3) : picked(lasting.length > 0 ? lasting : states, initial))?.key;
  return initialActions.length > 0
    ? {
        target: key,
        ...listed(
          'actions',
          initialActions.map((action) => action(places)),
        ),
      }
    : key;
}

function transitionsOf(place: Place, places: readonly Place[], drafts: readonly TransitionDraft[]): Config {
  const of = (kind: TransitionDraft['kind']): readonly TransitionDraft[] => drafts.filter((draft) => draft.kind === kind);
  const written = (them: readonly TransitionDraft[]): unknown => {
    const [only, ...others] = them.map((draft) => transitionOf(draft, place, places));
    return others.length > 0 ? [only, ...others] : only;
  };
  const grouped = (kind: 'on' | 'after', keyOf: (draft: TransitionDraft) => string): Config => {
    const keys = [...new Set(of(kind).map(keyOf))];
    const groups = keys.map((key) => [key, of(kind).filter((draft) => keyOf(draft) === key)] as const);
    const entries = groups.map(([key, them]) => [key, kind === 'on' ? forbiddenOr(them, written) : written(them)]);
    return entries.length > 0 ? { [kind]: Object.fromEntries(entries) as unknown } : {};
  };
  return {
    ...grouped('on', ({ descriptor }) => descriptor),
    ...(of('always').length > 0 ? { always: written(of('always')) } : {}),
    ...grouped('after', ({ delay }) => delay),
    ...(of('onDone').length > 0 ? { onDone: written(of('onDone')) } : {}),
  };
}

/** What forbids an event, if the first of the transitions is written so. */
function forbiddenOr(them: readonly TransitionDraft[], written: (them: readonly TransitionDraft[]) => unknown): unknown {
  switch (them[0]?.form) {
    case 'undefined':
      return undefined;
    case 'empty':
      return {};
    case 'none':
      return [];
    default:
      return written(them);
  }
}

function transitionOf(
  { target, reenter, guard, actions, form, description }: TransitionDraft,
  place: Place,
  places: readonly Place[],
): unknown {
  const names = target ? targetsOf(target, place, places).map((it) => nameOf(it, place, target.style)) : [];
  const [only] = names;
  if (form === 'short' && only !== undefined && names.length === 1) return only;
  return {
    ...listed('target', names),
    ...(guard ? { guard: guard(places) } : {}),
    ...listed(
      'actions',
      actions.map((action) => action(places)),
    ),
    ...(reenter === undefined ? {} : { reenter }),
    ...(description === undefined ? {} : { description }),
  };
}
