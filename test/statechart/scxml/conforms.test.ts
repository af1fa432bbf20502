/** Plays the cases of the SCION test framework: see cases/README.md, and docs/statechart.md on what comes of it. */
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { enqueued } from './converter/enqueued.ts';
import { listed } from './converter/listed.ts';
import { failing } from './failing.ts';
import { notRun } from './not-run.ts';
import { oracleOf, playedByAll, standsOfAll } from './playing.ts';
import { unlikeOracle } from './unlike-oracle.ts';

const run = [...cases.values()].filter(({ title }) => !(title in notRun));
const asTheOracle = run.filter(({ title }) => !(title in unlikeOracle));

describe('where executable content is enqueued, block by block', () => {
  test.each(asTheOracle)('the tables, in either order, and XState do as the oracle says: $title', (it) => {
    expect(playedByAll(it, enqueued)).toEqual(oracleOf(it));
  });

  test.each(Object.entries(unlikeOracle))('the tables do as XState does, not as the oracle says: %s', (title, { configurations }) => {
    const it = cases.get(title) ?? expect.fail('there is no such case');
    expect(playedByAll(it, enqueued)).toEqual(configurations);
    expect(configurations).not.toEqual(oracleOf(it));
  });
});

describe('where executable content is a list of actions', () => {
  test.each(run.filter(({ title }) => !failing.has(title)))('the same comes of it: $title', (it) => {
    expect(playedByAll(it, listed)).toEqual(unlikeOracle[it.title]?.configurations ?? oracleOf(it));
  });

  test.each([...failing])('what fails ends both with the same error: %s', (title) => {
    const it = cases.get(title) ?? expect.fail('there is no such case');
    expect(standsOfAll(it, listed).at(-1)?.shown).toMatchObject({ status: 'error', error: expect.stringMatching(/./) as unknown });
  });
});
