import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copying, ownCopiers, sharedCopiers } from '../../src/statechart/copying.ts';
import { runs } from '../runs.ts';

/** Few keys, so that the same lists of them come again, in other orders too; and some that are unlike others. */
const anyObject = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '10', '__proto__', 'with space', 'quo"te'),
  fc.constantFrom(0, 1, undefined, null),
  {
    maxKeys: 5,
  },
);
const MARK = Symbol('mark');

describe('a copy of a context', () => {
  test.each([
    { made: 'for one place', copiers: () => ownCopiers },
    { made: 'for several', copiers: sharedCopiers },
  ])('is what XState makes by Object.assign, in the same order, whatever was copied before: $made', ({ copiers }) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyObject, anyObject), { maxLength: 30 }), (pairs) => {
        const of = copiers();
        const [copy, replace, replaceNew, merge] = [of.copying(), of.replacing('b'), of.replacing('new'), of.merging()];
        for (const [object, update] of pairs) {
          const made = [copy(object, undefined), replace(object, 7), replaceNew(object, 8), merge(object, update)];
          const wanted = [{}, { b: 7 }, { new: 8 }, update].map((it) => Object.assign({}, object, it));
          expect(made).toEqual(wanted);
          expect(made.map(Object.getPrototypeOf)).toEqual(wanted.map(Object.getPrototypeOf));
          expect(made.map(Object.keys)).toEqual(wanted.map(Object.keys));
        }
      }),
      runs(300),
    );
  });

  test('is another object than what it was made of', () => {
    const object = { a: [1] };
    const copy = copying();
    const made = [copy(object, undefined), copy(object, undefined)];
    expect(made).toEqual([object, object]);
    expect(new Set([object, ...made]).size).toBe(3);
    expect(made[1]?.['a']).toBe(object.a);
  });

  test('has the symbols of the first of its kind, and values of getters', () => {
    const object = {
      [MARK]: 1,
      a: 2,
      get sum() {
        return 3;
      },
    };
    expect(copying()(object, undefined)).toEqual({ [MARK]: 1, a: 2, sum: 3 });
    expect(ownCopiers.merging()({ a: 1 }, object)).toEqual({ [MARK]: 1, a: 2, sum: 3 });
  });

  test('has only its own members', () => {
    const object: Record<string, unknown> = Object.create({ inherited: 1 });
    object['own'] = 2;
    const copy = copying();
    expect([copy({ own: 1 }, undefined), copy(object, undefined), copy({ inherited: 1, own: 2 }, undefined)]).toEqual([
      { own: 1 },
      { own: 2 },
      { inherited: 1, own: 2 },
    ]);
  });

  test('takes more lists of keys than it remembers', () => {
    const copy = copying();
    for (const round of [0, 1])
      for (let at = 0; at < 100; at += 1) expect(copy({ [`key${at}`]: round, b: at }, undefined)).toEqual({ [`key${at}`]: round, b: at });
  });
});
