/** The table of states that were seen, against a map. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/actors/random.ts';
import { Visited } from '../../src/checker/visited.ts';

/** So many pairs of lanes, of which many are equal, and many share one lane. */
function pairs(count: number): readonly (readonly [low: number, high: number])[] {
  const uniform = new Random(1).stream('lanes');
  const values = Array.from({ length: 300 }, (_, at) => (at < 2 ? at - 1 : Math.trunc((uniform() - 0.5) * 2 ** 32)));
  const one = (): number => values[Math.floor(uniform() * values.length)]!;
  return Array.from({ length: count }, () => [one(), one()] as const);
}

describe('the table of states that were seen', () => {
  test('has each state once, by the number in which it came, however often it grows', () => {
    const visited = new Visited({ keepsWayBack: false, keepsNumbers: true });
    const numbers = new Map<string, number>();
    for (const [low, high] of pairs(60_000)) {
      const isNew = !numbers.has(`${low} ${high}`);
      expect(visited.has(low, high)).toBe(!isNew);
      expect(visited.add(low, high)).toBe(isNew);
      if (isNew) numbers.set(`${low} ${high}`, numbers.size);
      expect(visited.find(low, high)).toBe(numbers.get(`${low} ${high}`));
    }
    expect(visited.size).toBe(numbers.size);
    expect(numbers.has('0 0')).toBe(true);
  });

  test('adds many at once as it adds them one by one', () => {
    const visited = new Visited({ keepsWayBack: false, keepsNumbers: false });
    const seen = new Set<string>();
    const all = pairs(40_000);
    for (let from = 0; from < all.length; from += 100) {
      const some = all.slice(from, from + 100);
      const lows = Int32Array.from(some, ([low]) => low);
      const highs = Int32Array.from(some, ([, high]) => high);
      const isNew = some.map(([low, high]) => seen.size < seen.add(`${low} ${high}`).size);
      if (from % 200 === 0) {
        visited.expect(lows, highs, 100);
        visited.fetch();
      }
      const fresh = new Int32Array(100);
      const added = visited.addAll(lows, highs, 100, fresh);
      expect([...fresh.subarray(0, added)]).toEqual(isNew.flatMap((it, at) => (it ? [at] : [])));
    }
    expect(visited.size).toBe(seen.size);
  });

  test('tells states of one fingerprint apart where it may compare them, even those that it met a moment ago', () => {
    const visited = new Visited({ keepsWayBack: false, keepsNumbers: true });
    const added = ['tea', 'coffee', 'tea', 'milk', 'coffee'].map((drink, at, all) => {
      const known = [...new Set(all.slice(0, at))];
      return visited.add(7, 7, (state) => known[state] === drink);
    });
    expect(added).toEqual([true, true, false, true, false]);
    expect(visited.find(7, 7, (state) => state === 2)).toBe(2);
  });

  test('knows the way back to each state', () => {
    const visited = new Visited({ keepsWayBack: true, keepsNumbers: false });
    for (let state = 0; state < 70_000; state += 1) {
      visited.add(state, 1);
      visited.cameFrom(state, state - 1, state % 9);
    }
    expect([visited.parentOf(0), visited.parentOf(69_999), visited.ordinalOf(69_999)]).toEqual([-1, 69_998, 69_999 % 9]);
  });
});
