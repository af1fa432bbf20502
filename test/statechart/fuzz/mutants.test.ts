/** Each of many bugs, planted by itself, shows in the machines that are drawn: a comparison that could not fail would be none. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { compiled } from '../../../src/actors/compiled.ts';
import type { compile } from '../../../src/statechart/compile.ts';
import { timeout } from '../../runs.ts';
import { ofActions } from './bugs/of-actions.ts';
import { ofEnds } from './bugs/of-ends.ts';
import { ofEvents } from './bugs/of-events.ts';
import { ofOrder } from './bugs/of-order.ts';
import { ofStates } from './bugs/of-states.ts';
import { ofWriting } from './bugs/of-writing.ts';
import { difference, type Difference } from './compiled-plays.ts';
import { cases, type Case } from './machines.ts';
import { mutated, type Mutant } from './mutated.ts';
import { orderedDifference } from './ordered-plays.ts';
import { playsOf, type Play } from './plays.ts';

interface Compiler {
  readonly compile: typeof compile;
}

interface Tables {
  readonly compiled: typeof compiled;
}

const MACHINES = 1000;

/** The same machines as in the other tests, whose seed is this one too. */
const drawn = fc.sample(cases, { seed: 1, numRuns: MACHINES });
/** Played through XState as far as a bug is not found. */
const played = new Map<Case, readonly Play[]>();

function playsFor(it: Case): readonly Play[] {
  const plays = played.get(it) ?? playsOf(it);
  played.set(it, plays);
  return plays;
}

/** After how many machines a difference is seen. */
function foundAfter(differenceOf: (it: Case) => Difference | undefined): number | undefined {
  const at = drawn.findIndex((it) => differenceOf(it) !== undefined);
  return at < 0 ? undefined : at + 1;
}

const found = new Map<string, number | undefined>();

afterAll(() => {
  const lines = [...found].sort(([, a = MACHINES], [, b = MACHINES]) => a - b).map(([name, at]) => `${String(at).padStart(5)}  ${name}`);
  console.info(`bugs, and after how many machines each was found:\n${lines.join('\n')}`);
});

function expectFound({ name }: Mutant, at: number | undefined): void {
  found.set(name, at);
  expect(at ?? 'never').toBeTypeOf('number');
}

describe('a compiler is found out', { timeout: timeout(120_000) }, () => {
  test.each([...ofStates, ...ofEvents, ...ofActions, ...ofEnds, ...ofWriting])('where $name', async (mutant) => {
    const loaded = await mutated<Compiler>(mutant, 'statechart/compile.ts');
    expectFound(
      mutant,
      foundAfter((it) => difference(playsFor(it), loaded.compile)),
    );
  });
});

describe('tables of actors are found out', { timeout: timeout(120_000) }, () => {
  test.each(ofOrder)('where $name', async (mutant) => {
    const loaded = await mutated<Tables>(mutant, 'actors/compiled.ts');
    expectFound(
      mutant,
      foundAfter((it) => orderedDifference(it, loaded.compiled)),
    );
  });
});

test('a compiler that is loaded in the same way, without a bug, is not found out', async () => {
  const none: Mutant = { name: 'nothing', file: 'statechart/plan.ts', was: 'export class Planner {', is: 'export class Planner  {' };
  const loaded = await mutated<Compiler>(none, 'statechart/compile.ts');
  for (const it of drawn.slice(0, 50)) expect(difference(playsFor(it), loaded.compile)).toBeUndefined();
});
