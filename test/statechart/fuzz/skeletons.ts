/** Draws a few states that stand to each other in ways that are rare by chance, and that much of a chart's meaning is about. */
import fc from 'fast-check';
import type { StateDraft } from './drafts.ts';
import { state } from './states.ts';

type Bone = Pick<StateDraft, 'inside'> & Partial<StateDraft>;

function skeleton(bones: readonly Bone[]): fc.Arbitrary<readonly StateDraft[]> {
  return fc
    .tuple(...bones.map(() => state))
    .map((drafts) => drafts.map((draft, at) => ({ ...draft, leaf: 'atomic' as const, hasNumber: false, ...bones[at] })));
}

const to = (descriptor: string, pick: number): StateDraft['way'] => ({ descriptor, pick });

/** A state that is left and come back to, by way of what it remembers: an odd number leads to a state, an even one to its history. */
const home = (leaf: 'shallow' | 'deep', inner: StateDraft['inner']): fc.Arbitrary<readonly StateDraft[]> =>
  skeleton([
    { inside: 0, inner: 'compound', way: to('a', 1) },
    { inside: 0, way: to('b', 2) },
    { inside: 1, inner },
    { inside: 3, inner: 'compound', way: to('c', 1) },
    { inside: 3, inner: 'compound', way: to('c', 3) },
    { inside: 1, leaf, fallback: undefined },
  ]);

/** A parallel state whose regions end one after the other. */
const pair: fc.Arbitrary<readonly StateDraft[]> = skeleton([
  { inside: 0, inner: 'parallel' },
  { inside: 1, inner: 'compound' },
  { inside: 1, inner: 'compound' },
  { inside: 2, way: to('a', 1) },
  { inside: 2, leaf: 'final' },
  { inside: 3, way: to('b', 1) },
  { inside: 3, leaf: 'final' },
  { inside: 0 },
]);

export const skeletons: fc.Arbitrary<readonly StateDraft[]> = fc.oneof(
  home('deep', 'compound'),
  home('deep', 'parallel'),
  home('shallow', 'compound'),
  pair,
);
