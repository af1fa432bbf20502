import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aged, learned, news, silenced } from '../../../src/machines/distributed/knowledge.ts';
import type { Gossip, Known } from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';
import { knownOf } from './lone.ts';

const GOSSIP: Gossip = { periodS: 1, window: 3, knownMax: 4, ageMax: 5 };
const NAMES = ['pc0', 'pc1', 'pc2', 'pc3', 'pc4', 'pc5', 'pc6'];

/** What a machine said so many periods ago: the same, whoever tells it. */
function said(machine: string, age: number): Known {
  return knownOf(machine, { age, load: age * 10 + NAMES.indexOf(machine) });
}

const entries = fc.uniqueArray(
  fc.record({ machine: fc.constantFrom(...NAMES), age: fc.nat({ max: GOSSIP.ageMax }) }).map(({ machine, age }) => said(machine, age)),
  { selector: ({ machine }) => machine },
);
/** What pc0 knows of others. */
const knowledge = entries.map((it) => learned([], it, 'pc0', GOSSIP));

function hear(known: readonly Known[], ...all: readonly (readonly Known[])[]): readonly Known[] {
  return all.reduce((before, heard) => learned(before, heard, 'pc0', GOSSIP), known);
}

describe('what an instance knows', () => {
  test('is the newest that it heard of each, sorted by machine, and nothing of itself', () => {
    const known = [said('pc2', 3), said('pc4', 1)];
    expect(hear(known, [said('pc4', 2), said('pc2', 0), said('pc1', 5), said('pc0', 0)])).toEqual([
      said('pc1', 5),
      said('pc2', 0),
      said('pc4', 1),
    ]);
  });

  test('stays as it was when news of the same age comes', () => {
    const known = [said('pc2', 3)];
    expect(hear(known, [{ ...said('pc2', 3), load: 77 }])).toEqual(known);
  });

  test('loses the oldest where there is too much of it', () => {
    const heard = [said('pc1', 4), said('pc2', 1), said('pc3', 2), said('pc4', 5), said('pc5', 0), said('pc6', 4)];
    expect(hear([], heard).map(({ machine }) => machine)).toEqual(['pc1', 'pc2', 'pc3', 'pc5']);
  });

  test('becomes no other by hearing the same again', () => {
    fc.assert(
      fc.property(knowledge, entries, (known, heard) => {
        expect(hear(known, heard, heard)).toEqual(hear(known, heard));
      }),
      runs(300),
    );
  });

  test('is the same in whatever order the news come', () => {
    fc.assert(
      fc.property(knowledge, entries, entries, (known, one, other) => {
        expect(hear(known, one, other)).toEqual(hear(known, other, one));
      }),
      runs(300),
    );
  });

  test('is bounded, of different machines in order, and of none older than before', () => {
    fc.assert(
      fc.property(knowledge, entries, (known, heard) => {
        const after = hear(known, heard);
        const names = after.map(({ machine }) => machine);
        expect(after.length).toBeLessThanOrEqual(GOSSIP.knownMax);
        expect(names).toEqual([...new Set(names)].sort());
        for (const it of after) {
          const told = [...known, ...heard].filter(({ machine }) => machine === it.machine);
          expect(it.age).toBe(Math.min(...told.map(({ age }) => age)));
        }
      }),
      runs(300),
    );
  });

  test('grows old by one a period, but never beyond the greatest age', () => {
    fc.assert(
      fc.property(knowledge, fc.nat({ max: 12 }), (known, periods) => {
        let now = known;
        for (let period = 0; period < periods; period += 1) now = aged(now, GOSSIP);
        expect(now).toEqual(known.map((it) => ({ ...it, age: Math.min(it.age + periods, GOSSIP.ageMax) })));
      }),
      runs(200),
    );
  });
});

describe('news', () => {
  const own = said('pc0', 0);

  test('are its own standing, and then the newest that it knows, in order of age', () => {
    expect(news(own, [said('pc1', 3), said('pc2', 1), said('pc3', 2)], GOSSIP)).toEqual([own, said('pc2', 1), said('pc3', 2)]);
  });

  test('are those that come first when all are sorted by age, and those of an age by machine', () => {
    fc.assert(
      fc.property(knowledge, fc.nat({ max: 8 }), fc.nat({ max: 6 }), (known, window, ageMax) => {
        const sorted = known.filter(({ age }) => age < ageMax).toSorted((a, b) => a.age - b.age);
        expect(news(own, known, { ...GOSSIP, window, ageMax })).toEqual([own, ...sorted.slice(0, Math.max(0, window - 1))]);
      }),
      runs(300),
    );
  });

  test('say nothing of machines that are suspected', () => {
    expect(news(own, [said('pc1', GOSSIP.ageMax), said('pc2', GOSSIP.ageMax - 1)], GOSSIP)).toEqual([own, said('pc2', 4)]);
  });

  test.each([0, 1, 2, 3, 9])('fit a window of %d, but that its own standing always goes', (window) => {
    const all = NAMES.slice(1, 5).map((machine) => said(machine, 1));
    expect(news(own, all, { ...GOSSIP, window })).toEqual([own, ...all.slice(0, Math.max(0, window - 1))]);
  });
});

describe('a machine that did not answer', () => {
  test('is suspected, with what was known of it, until it is heard of again', () => {
    const known = [said('pc1', 0), said('pc3', 2)];
    const suspicious = silenced(known, 'pc1', GOSSIP);
    expect(suspicious).toEqual([{ ...said('pc1', 0), age: GOSSIP.ageMax }, said('pc3', 2)]);
    expect(hear(suspicious, [said('pc1', 3)])).toEqual([said('pc1', 3), said('pc3', 2)]);
  });

  test('is suspected though nothing was known of it, in its place among the others', () => {
    expect(silenced([said('pc1', 0), said('pc3', 2)], 'pc2', GOSSIP)).toEqual([
      said('pc1', 0),
      knownOf('pc2', { freeBytes: 0, age: GOSSIP.ageMax }),
      said('pc3', 2),
    ]);
  });

  test('does not make an instance remember more than it may', () => {
    const known = NAMES.slice(0, GOSSIP.knownMax).map((machine, age) => said(machine, age));
    const suspicious = silenced(known, 'pc6', GOSSIP);
    expect(suspicious.map(({ machine }) => machine)).toEqual(['pc0', 'pc1', 'pc2', 'pc6']);
  });
});
