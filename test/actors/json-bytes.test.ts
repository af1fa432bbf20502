import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonBytes } from '../../src/actors/json-bytes.ts';
import { runs } from '../runs.ts';

/** What is written for some values, one after the other, by one writer. */
function written(...values: readonly unknown[]): readonly (string | undefined)[] {
  const json = new JsonBytes();
  return values.map((value) => {
    const start = json.length;
    return json.value(value) ? json.text(start, json.length) : undefined;
  });
}

function stringified(...values: readonly unknown[]): readonly (string | undefined)[] {
  return values.map((value) => JSON.stringify(value) as string | undefined); // Of some values it makes undefined.
}

describe('JSON as bytes is what JSON.stringify writes', () => {
  test('of any data', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ stringUnit: 'binary' })), (values) => {
        expect(written(...values)).toEqual(stringified(...values));
      }),
      runs(1000),
    );
  });

  test('of any text, however long, and again when it is known', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'binary-ascii', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('\uD83D', '\uDE00', '"', '\\', '\n', '\u007F', 'é', '𝄞', 'a'), maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(texts), (values) => {
        expect(written(...values, ...values, Object.fromEntries(values.map((it) => [it, it])))).toEqual(
          stringified(...values, ...values, Object.fromEntries(values.map((it) => [it, it]))),
        );
      }),
      runs(1000),
    );
  });

  test('of any number', () => {
    const thousandths = fc.maxSafeInteger().map((it) => it / 1000);
    const numbers = fc.oneof(
      fc.double(),
      fc.float(),
      fc.maxSafeInteger(),
      fc.integer(),
      thousandths,
      fc.integer().map((it) => it / 24),
    );
    fc.assert(
      fc.property(fc.array(numbers), (values) => {
        expect(written(...values)).toEqual(stringified(...values));
      }),
      runs(5000),
    );
  });

  test.each([
    -0,
    9,
    10,
    99,
    100,
    1e9 - 1,
    1e9,
    1e9 + 1,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 53 - 1,
    2 ** 53,
    1e21,
    1e300,
    -1,
    -1e10,
    NaN,
    Infinity,
    -Infinity,
    0.001,
    0.01,
    0.1,
    1.5,
    1e-7,
    5e-324,
    999_999_999_999.999,
    1e12 + 0.001,
    1_234_567_890_123.456,
    0.1 + 0.2,
    1 / 3,
    1.005,
    2.675,
    1e-3 + 1e-18,
  ])('of the number %d', (value) => {
    expect(written(value, value)).toEqual(stringified(value, value));
  });

  test('where a member is nothing, or no data', () => {
    const values = [
      undefined,
      () => 1,
      Symbol('s'),
      null,
      {},
      [],
      { a: undefined, b: 1, c: undefined },
      { a: undefined },
      { 2: 'two', 1: 'one', a: [undefined, () => 1, Symbol('s'), null] },
      { [Symbol('hidden')]: 1, f: () => 1, g: 2 },
      { when: new Date(0), map: new Map([[1, 2]]), boxed: [Object(1), Object('text'), Object(true)] },
      { nested: { toJSON: () => 'itself', other: 1 } },
      { nested: { toJSON: () => undefined }, after: 1 },
      { nested: { toJSON: 'no function' } },
      Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }),
      Object.assign(Object.create(null) as object, { a: 1 }), // Object.create says `any`.
    ];
    expect(written(...values)).toEqual(stringified(...values));
  });

  test('of records whose keys are made without end', () => {
    const records = Array.from({ length: 3000 }, (_, n) => ({
      [`key ${n}`]: n,
      same: undefined,
      [`"other" ${n % 7}`]: { [`deep ${n}`]: [] },
    }));
    expect(written(...records, ...records)).toEqual(stringified(...records, ...records));
  });

  test('of records one after another, alike or nearly', () => {
    const keys = fc.subarray(['n', 'type', 'é', '"', ...Array.from({ length: 40 }, (_, n) => `key ${n}`)], { minLength: 0 });
    const member = fc.oneof(fc.constant(undefined), fc.nat(), fc.constant([]), fc.constant({ n: { type: 'n' } }));
    const record = fc.tuple(keys, fc.array(member, { minLength: 44, maxLength: 44 }));
    const made = record.map(([names, members]) => Object.fromEntries(names.map((name, at) => [name, members[at]])));
    fc.assert(
      fc.property(fc.array(made), (records) => {
        expect(written(records, ...records)).toEqual(stringified(records, ...records));
      }),
      runs(500),
    );
  });

  test('and throws where that throws', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    expect(() => written(cycle)).toThrow('circular');
    expect(() => written({ n: 1n })).toThrow('BigInt');
  });

  test('of data that are as deep as data get', () => {
    let deep: unknown = 'bottom';
    for (let depth = 0; depth < 500; depth += 1) deep = depth % 2 === 0 ? { deep } : [deep];
    expect(written(deep)).toEqual(stringified(deep));
  });

  test('of more than it has room for at first, from which any of it can be taken back', () => {
    const json = new JsonBytes();
    const list = Array.from({ length: 20_000 }, (_, n) => ({ id: `deck ${n}`, n }));
    json.list(list);
    const { length } = json;
    json.value('more');
    json.cut(length);
    expect(new TextDecoder().decode(json.written())).toBe(JSON.stringify(list));
  });
});
