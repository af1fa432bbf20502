import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/statechart/index.ts';
import { runs, timeout } from '../../runs.ts';
import { difference } from './compiled-plays.ts';
import { features, Tally } from './features/index.ts';
import { cases } from './machines.ts';
import { orderedDifference } from './ordered-plays.ts';
import { playsOf } from './plays.ts';

describe('in a thousand machines that were drawn', { timeout: timeout(300_000) }, () => {
  const tally = new Tally();

  test('a compiled machine does what XState does, and an actor the same by tables and by the interpreter', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const plays = playsOf(drawn);
        tally.add(plays);
        const found = difference(plays, compile) ?? orderedDifference(drawn);
        if (found) expect(found.compiled, `${found.what}, step ${found.step}`).toEqual(found.xstate);
      }),
      runs(1000),
    );
  });

  test.each(features)('$name, in $least of them at least', (feature) => {
    expect(tally.of(feature)).toBeGreaterThanOrEqual(feature.least);
  });
});
