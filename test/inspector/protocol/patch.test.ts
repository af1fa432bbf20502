import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patched, patchesBetween } from '../../../src/inspector/protocol/patch.ts';
import { runs } from '../../runs.ts';

/** Trees of plain data, of few keys, so that two of them have much in common. */
const key = fc.constantFrom('a', 'b', 'c', '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.constantFrom(null, 0, 1, 'x', true), tie('list'), tie('record')),
  list: fc.array(tie('tree'), { maxLength: 5 }),
  record: fc.array(fc.tuple(key, tie('tree')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
}));

describe('what changed in a tree', () => {
  test('makes of what was before what is after, as JSON too', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const patches = patchesBetween(before, after);
        expect(patched(before, patches)).toEqual(after);
        // It goes over a wire.
        expect(patched(before, JSON.parse(JSON.stringify(patches)) as typeof patches)).toEqual(after);
      }),
      runs(1000),
    );
  });

  test('is nothing where nothing did', () => {
    fc.assert(
      fc.property(tree, (it) => {
        expect(patchesBetween(it, structuredClone(it))).toEqual([]);
      }),
      runs(200),
    );
  });

  test('leaves what it was before as it was', () => {
    const before = { shelf: [{ id: 'a' }, { id: 'b' }], n: 1 };
    const copy = structuredClone(before);
    patched(before, patchesBetween(before, { shelf: [{ id: 'b', late: true }], m: 2 }));
    expect(before).toEqual(copy);
  });

  test('is small where one deck leaves a long shelf, or another comes', () => {
    const shelf = Array.from({ length: 100 }, (_, n) => ({ id: `deck-${n}` }));
    expect(patchesBetween({ shelf }, { shelf: shelf.slice(1) })).toEqual([{ at: ['shelf'], from: 0, out: 1, in: [] }]);
    expect(patchesBetween({ shelf }, { shelf: [...shelf, { id: 'new' }] })).toEqual([
      { at: ['shelf'], from: 100, out: 0, in: [{ id: 'new' }] },
    ]);
    expect(patchesBetween({ shelf }, { shelf: shelf.with(50, { id: 'other' }) })).toEqual([{ at: ['shelf', 50, 'id'], value: 'other' }]);
  });
});
