/** Draws transitions, each by itself, with numbers that pick its source and its targets; and says what its targets are. */
import fc from 'fast-check';
import { actions } from './actions.ts';
import type { TargetDraft, TransitionDraft } from './drafts.ts';
import { guard, passing } from './guards.ts';
import { aroundOf, picked, statesIn, withinOf, type Drawn, type Place } from './places.ts';

/** What states listen for: names, and wildcards of several lengths. */
const DESCRIPTORS = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'r', 'r', 'a.x', 'a.x.y', 'b.x', 'r.x', 'woken'];
const WILDCARDS = ['*', '*', '*', 'a.*', 'a.*', 'a.x.*', 'b.*', 'r.*', 'xstate.*', 'xstate.done.state.*'];

const target: fc.Arbitrary<TargetDraft> = fc.record({
  among: fc.oneof(
    { weight: 5, arbitrary: fc.constant('all' as const) },
    { weight: 9, arbitrary: fc.constant('beside' as const) },
    { weight: 2, arbitrary: fc.constant('near' as const) },
    { weight: 5, arbitrary: fc.constant('history' as const) },
    { weight: 1, arbitrary: fc.constant('final' as const) },
    { weight: 2, arbitrary: fc.constant('around' as const) },
    { weight: 2, arbitrary: fc.constant('regions' as const) },
    { weight: 1, arbitrary: fc.constant('anything' as const) },
  ),
  pick: fc.nat(60),
  style: fc.nat(5),
  others: fc.nat(60),
});

const elsewhere = target.map((it): TargetDraft => (it.others % 4 === 0 ? it : { ...it, among: 'beside' }));
const counting: Drawn = () => 'count';

const of = (kind: TransitionDraft['kind']): fc.Arbitrary<TransitionDraft> => {
  // What happens of itself mostly depends on something that it changes, or else few machines would come to rest.
  const isEventless = kind === 'always';
  return fc.record({
    kind: fc.constant(kind),
    source: fc.nat(60),
    descriptor: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...DESCRIPTORS) },
      { weight: 1, arbitrary: fc.constantFrom(...WILDCARDS) },
    ),
    // Nobody knows the length of the last one, which XState takes for no delay at all.
    delay: fc.oneof(
      { weight: 15, arbitrary: fc.constantFrom('5', '60', 'soon', 'fixed') },
      { weight: 1, arbitrary: fc.constant('nowhere') },
    ),
    target: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 6, arbitrary: isEventless ? elsewhere : target }),
    reenter: fc.constantFrom(undefined, undefined, undefined, false, true),
    guard: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: isEventless ? 60 : 1, arbitrary: isEventless ? passing : guard },
    ),
    actions: isEventless
      ? fc.oneof({ weight: 1, arbitrary: actions(0, 2) }, { weight: 6, arbitrary: fc.constant([counting]) })
      : actions(0, 2),
    form: fc.oneof(
      { weight: isEventless ? 200 : 30, arbitrary: fc.constant('whole' as const) },
      { weight: 5, arbitrary: fc.constant('short' as const) },
      { weight: 2, arbitrary: fc.constantFrom('undefined' as const, 'empty' as const, 'none' as const) },
    ),
    description: fc.constantFrom(undefined, undefined, 'It happens.'),
  });
};

export const transition: fc.Arbitrary<TransitionDraft> = fc.oneof(
  { weight: 32, arbitrary: of('on') },
  { weight: 2, arbitrary: of('always') },
  { weight: 4, arbitrary: of('after') },
  { weight: 4, arbitrary: of('onDone') },
);

/** The way from a state to one beside it; none if it has none. */
export function wayOf({ draft, kind, parent }: Place): TransitionDraft | undefined {
  if (!draft.way || !parent || kind === 'history' || kind === 'final') return undefined;
  const { descriptor, pick } = draft.way;
  return {
    kind: 'on',
    source: 0,
    descriptor,
    delay: '5',
    target: { among: pick % 2 === 0 ? 'back' : 'beside', pick, style: pick, others: 0 },
    reenter: undefined,
    guard: undefined,
    actions: [],
    form: 'short',
    description: undefined,
  };
}

/** The state that has a transition; none if the chart has no state that could have it. */
export function sourceOf({ kind, source }: TransitionDraft, places: readonly Place[]): Place | undefined {
  const could = places.filter((place) => {
    if (kind === 'onDone') return place.kind === 'compound' || place.kind === 'parallel';
    if (kind === 'always' && !place.parent) return places.length === 1;
    return place.kind !== 'history' && (kind === 'on' || place.kind !== 'final');
  });
  // Few compound states have final ones, and without those their onDone says nothing.
  const completed = kind === 'onDone' ? could.filter((place) => withinOf(place).some((it) => it.kind === 'final')) : could;
  return picked(completed.length > 0 ? completed : could, source);
}

export function targetsOf({ among, pick, others }: TargetDraft, source: Place, places: readonly Place[]): readonly Place[] {
  const one = (them: readonly Place[]): readonly Place[] => {
    const place = picked(them, pick) ?? picked(places, pick);
    return place ? [place] : [];
  };
  switch (among) {
    case 'all':
      return one(places);
    case 'history': {
      const all = places.filter(({ kind }) => kind === 'history');
      // Mostly from outside of what remembers.
      const outside = all.filter(({ parent }) => parent && !aroundOf(source).includes(parent));
      return one(outside.length > 0 && others % 4 > 0 ? outside : all);
    }
    case 'final':
      return one(places.filter(({ kind }) => kind === 'final'));
    case 'around':
      return one(aroundOf(source));
    case 'near':
      return one([...source.children, ...(source.parent?.children ?? [])]);
    case 'beside':
      return one(besideOf(source));
    case 'back': {
      const remembered = besideOf(source).flatMap((it) => it.children.filter(({ kind }) => kind === 'history'));
      return one(remembered.length > 0 ? remembered : besideOf(source));
    }
    case 'regions':
      return inRegions(places, pick, others);
    case 'anything':
      return [...new Set([...one(places), ...places.slice(others % places.length).slice(0, 1)])];
  }
}

function besideOf(source: Place): readonly Place[] {
  return (source.parent?.children ?? []).filter((it) => it !== source);
}

/** States of several regions of one parallel state. */
function inRegions(places: readonly Place[], pick: number, others: number): readonly Place[] {
  const parallel = picked(
    places.filter((place) => place.kind === 'parallel' && statesIn(place).length > 1),
    pick,
  );
  if (!parallel) return places.slice(pick % places.length).slice(0, 1);
  const regions = statesIn(parallel);
  const count = 2 + (others % (regions.length - 1));
  return regions.slice(0, count).flatMap((region, at) => picked(withinOf(region), others + 7 * at) ?? []);
}
