/** Tables of whole numbers by two keys, small ones and such as are hashed, against a map. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/actors/random.ts';
import { ColumnPairs, NO_COLUMN } from '../../src/checker/column-pairs.ts';
import { NumberTables } from '../../src/checker/number-tables.ts';

describe('tables by two numbers', () => {
  test.each([4, 100, 1000])('keep what they were given, with keys below %d', (keysEnd) => {
    const uniform = new Random(keysEnd).stream('keys');
    const tables = new NumberTables();
    const map = new Map<string, number>();
    const key = (): number => Math.floor(uniform() * keysEnd);
    for (let time = 0; time < 3000; time += 1) {
      const [table, a, b] = [Math.floor(uniform() * 5), key(), key() + 1];
      expect(tables.get(table, a, b)).toBe(map.get(`${table} ${a} ${b}`) ?? -1);
      tables.set(table, a, b, time);
      map.set(`${table} ${a} ${b}`, time);
      expect(tables.get(table, a, b)).toBe(time);
    }
    for (const [place, value] of map) {
      const [table = 0, a = 0, b = 0] = place.split(' ').map(Number);
      expect(tables.get(table, a, b)).toBe(value);
    }
  });

  test.each([4, 1000])('are gathered from by what a row holds, with numbers below %d, and ask for what they have not', (numbersEnd) => {
    const uniform = new Random(numbersEnd).stream('rows');
    const tables = new NumberTables();
    const pairs = new ColumnPairs();
    for (const [first, second] of [[0, 1], [2, 3], [NO_COLUMN, 0], [1, 2]] as const) pairs.add(first, second); // prettier-ignore
    const valueOf = (table: number, a: number, b: number): number => (a * 31 + b * 7 + table) % 3;
    const into = new Int32Array(4);
    for (let time = 0; time < 500; time += 1) {
      const row = Int32Array.from({ length: 4 }, () => Math.floor(uniform() * uniform() * numbersEnd));
      const wanted = [...pairs.firsts.subarray(0, 4)].flatMap((first, table) => {
        const b = row[pairs.seconds[table]!]!;
        const value = b === 0 ? 0 : valueOf(table, first < 0 ? 0 : row[first]!, b);
        return value === 0 ? [] : [value];
      });
      let found = tables.gather(row, pairs, into);
      for (; found < 0; found = tables.gather(row, pairs, into)) {
        const [first, b] = [pairs.firsts[~found]!, row[pairs.seconds[~found]!]!];
        expect(b).toBeGreaterThan(0);
        tables.set(~found, first < 0 ? 0 : row[first]!, b, valueOf(~found, first < 0 ? 0 : row[first]!, b));
      }
      expect([...into.subarray(0, found)]).toEqual(wanted);
    }
  });
});
