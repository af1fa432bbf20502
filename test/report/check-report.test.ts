/** What a person reads at the end of a check. */
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { CheckResult, PropertyResult } from '../../src/checker/check-options.ts';
import { assumptionLines, type Assumptions } from '../../src/report/assumptions.ts';
import { checkReport } from '../../src/report/check-report.ts';
import { generatedTest } from '../../src/report/generated-test.ts';
import { limitReached } from '../../src/report/limit-reached.ts';
import { violationText } from '../../src/report/violation.ts';
import { happens, part, pathOf, ping } from './paths.ts';

const plain = { colors: pc.createColors(false), width: 80 };

const whole: CheckResult = {
  verdict: 'holds',
  states: 1_234_567,
  transitions: 7_654_321,
  depth: 40,
  wallMs: 12_345,
  statesPerSecond: 100_005,
  peakMemoryBytes: 3 * 2 ** 30,
  bytesPerState: 2_609,
  omissionProbability: 4.13e-8,
  machineSteps: 4_321,
  properties: [
    { name: 'the seat is sold once', type: 'always', verdict: 'holds' },
    { name: 'the seat is sold', type: 'sometimes', verdict: 'holds' },
    { name: 'who asks is answered', type: 'leadsTo', verdict: 'holds' },
    { name: 'no machine fails', type: 'failure', verdict: 'holds' },
  ],
};

const nothing: Assumptions = {
  network: { order: 'ordered' },
  timers: 'any',
  faults: {},
  fairness: [],
  isBounded: false,
  symmetry: false,
  reduction: false,
};

const report = (result: Partial<CheckResult>, assumptions: Partial<Assumptions> = {}, style = plain): string =>
  checkReport({ title: 'A title', result: { ...whole, ...result }, assumptions: { ...nothing, ...assumptions } }, style);

const first = { name: 'the seat is sold once', type: 'always', verdict: 'violated', path: pathOf(happens(ping)) } as const;
const open = { name: 'who asks is answered', type: 'leadsTo', verdict: 'incomplete' } as const;

describe('the verdict', () => {
  test('says of how much it holds', () => {
    expect(report({})).toContain('Holds: all 4 properties hold in 1,234,567 states, which are all that there are.');
    const [one] = whole.properties;
    expect(report({ properties: one ? [one] : [], states: 1 })).toContain('Holds: the property holds in 1 state, which are all');
  });

  test('says of a model with bounds that it holds within them', () => {
    expect(report({}, { isBounded: true }).replaceAll('\n', ' ')).toContain('which are all that there are within the bounds of the model.');
    expect(report({}, { network: { order: 'ordered', equalMax: 1 } }).replaceAll('\n', ' ')).toContain('within the bounds of the model.');
  });

  test('names what is violated, and says why others are not decided', () => {
    const text = report({ verdict: 'violated', properties: [first, open] });
    expect(text).toContain('Violated: "the seat is sold once".\nThe search ended there; --all goes on to the verdict on the others.\n');
    const limited = report({ verdict: 'violated', reason: '1,000 states', properties: [first, open] });
    expect(limited).toContain('Violated: "the seat is sold once".\nThe search ended at 1,000 states; --max-states sets another limit.\n');
    expect(report({ verdict: 'violated', properties: [first] })).toContain('Violated: "the seat is sold once".\n\n');
  });

  test('is none where a limit was reached', () => {
    const text = report({ verdict: 'incomplete', reason: '60 s', properties: [open] });
    expect(text).toContain(
      'Incomplete: this is no verdict.\nThe search ended at 60 s; --max-seconds sets another limit. Nothing is violated',
    );
    expect(text).not.toContain('olds');
  });

  test('is none where something was left out', () => {
    const text = report({ verdict: 'incomplete', note: 'it was left out', properties: [open] });
    expect(text).toContain('Incomplete: this is no verdict on all that is promised.');
    expect(text).toContain('\nNote: it was left out\n');
  });

  test('has a colour where colours are allowed', () => {
    const colors = pc.createColors(true);
    const coloured = report({ verdict: 'violated', properties: [first] }, {}, { colors, width: 80 });
    expect(coloured).toContain(colors.red('Violated: "the seat is sold once".'));
    expect(coloured).toContain(`${colors.red('violated')}   the seat is sold once`);
    expect(report({})).not.toContain('\u001b');
  });
});

describe('the report', () => {
  test('tells each property with its own verdict, and breaks a long name beside it', () => {
    const long = Array.from({ length: 20 }, () => 'word').join(' ');
    const text = report({ properties: [...whole.properties, { name: long, type: 'sometimes', verdict: 'incomplete' }] });
    expect(text).toContain('  holds in every state   the seat is sold once\n  reached                the seat is sold\n');
    expect(text).toContain('  holds on every path    who asks is answered\n  holds                  no machine fails\n');
    expect(text).toMatch(/ {2}not reached so far {5}word word[\w ]*\n {25}word/);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('tells what the search took, and what it might have missed', () => {
    const text = report({});
    expect(text).toMatch(/states +1,234,567 +7,654,321 transitions, 40 deep\n/);
    expect(text).toMatch(/time +12 s +100,005 states\/s\n/);
    expect(text).toMatch(/memory +3\.0 GiB +2,609 bytes a state\n/);
    expect(text).toMatch(/machine steps +4,321 +all else follows/);
    expect(text).toMatch(/risk of omission +4e-8 +probability of a missed state/);
    expect(report({ omissionProbability: 0 })).toMatch(/risk of omission +none +states were kept whole/);
  });

  test('tells no rates of a search that was too short for them', () => {
    const text = report({ states: 34, wallMs: 42.4, peakMemoryBytes: 1000 });
    expect(text).toMatch(/time +42 ms\n +memory +below 1 MiB\n/);
    expect(text).not.toContain('states/s');
  });

  test('shows no code that would move the cursor of a terminal', () => {
    expect(report({ properties: [{ name: 'a\u001b[2J', type: 'always', verdict: 'holds' }] })).toContain('a\\u{1b}[2J');
  });
});

describe('what was assumed', () => {
  const lineOf = (label: string, given: Partial<Assumptions>): string | undefined =>
    new Map(assumptionLines({ ...nothing, ...given })).get(label);

  test('is told of everything that limits what holds', () => {
    expect(assumptionLines(nothing).map(([label]) => label)).toEqual(['network', 'timers', 'faults']);
    const all = {
      ...nothing,
      work: 'decks',
      fairness: ['weak', 'strong', 'weak'],
      isBounded: true,
      symmetry: true,
      reduction: true,
    } as const;
    expect(assumptionLines(all).map(([label]) => label)).toEqual([
      'work',
      'network',
      'timers',
      'faults',
      'fairness',
      'bounds',
      'symmetry',
      'reduction',
    ]);
    expect(lineOf('fairness', all)).toBe(
      'weak: what could happen all the time happens at last; strong: what could happen again and again happens at last',
    );
  });

  test('is told of the network', () => {
    expect(lineOf('network', { network: { order: 'unordered', lossy: true, duplicating: true } })).toBe(
      'messages come in any order; any may be lost or come again, any number of times',
    );
    expect(lineOf('network', { network: { order: 'set', atOnceWithinPlaces: true, equalMax: 2 } })).toBe(
      'a message stays where it was sent, and is delivered whenever it is awaited; within a place they come before anything else ' +
        'happens; of equal ones from one to another, no more than 2 at once',
    );
  });

  test('is told of faults and timers', () => {
    expect(lineOf('faults', {})).toBe('none');
    expect(lineOf('faults', { faults: { crash: 1, loss: 0, split: 2 } })).toBe('at any time; crash: at most 1, split: at most 2');
    expect(lineOf('timers', { timers: 'in order' })).toBe('go off in order of time, by their lengths');
  });
});

describe('a limit', () => {
  test.each([
    ['1,000,000 states', '--max-states', '10000000'],
    ['1,000 states, in 12 random walks, which are not all that can happen', '--max-states', '10000'],
    ['depth 20', '--max-depth', '40'],
    ['60 s', '--max-seconds', '600'],
    ['2,048 MiB of memory', '--max-memory', '4096MiB'],
  ])('is known by what the search says: %s', (reason, flag, larger) => {
    expect(limitReached(reason)).toEqual({ flag, larger });
  });

  test.each(['an interruption', '1,000 random walks, which are not all that can happen'])('may be none that a flag sets: %s', (reason) => {
    expect(limitReached(reason)).toBeUndefined();
  });
});

describe('a violation', () => {
  const told = (property: Partial<PropertyResult>): string =>
    violationText({ name: 'it is so', type: 'always', verdict: 'violated', ...property }, plain);
  const busy = happens(ping, part({ actor: 'b', from: 'idle', state: 'busy' }));
  const path = pathOf(busy, busy);

  test.each<[Partial<PropertyResult>, string]>([
    [{ path }, '"it is so" does not hold after 2 steps:'],
    [{ path: pathOf() }, '"it is so" does not hold at the beginning:'],
    [{ type: 'throughout', path: pathOf(busy) }, '"it is so" does not hold after 1 step:'],
    [{ type: 'eventually', path: { ...path, loopsTo: 0 } }, '"it is so" need not come about: steps 1 to 2 can go on for ever:'],
    [{ type: 'leadsTo', path: { ...path, loopsTo: 1 } }, '"it is so" need not come about: step 2 can go on for ever:'],
    [{ type: 'leadsTo', path }, '"it is so" does not come about: it ends after 2 steps, and nothing more need'],
    [{ type: 'deadlock', path }, '"it is so" does not hold: after 2 steps, nothing is left to happen:'],
    [{ type: 'unhandled', path }, '"it is so" does not hold in step 2:'],
    [{ type: 'sometimes' }, '"it is so" is never reached: it cannot be, or the model is too small for it.'],
    [{ type: 'sometimes', verdict: 'holds', path }, '"it is so" is reached after 2 steps:'],
  ])('says what is the matter: %#', (property, text) => {
    expect(told(property).split('\n')[0]).toBe(text);
  });

  test('shows where everybody stands, if nothing goes on', () => {
    const gone = happens(ping, part({ actor: 'a', from: 'idle', state: 'done', final: true }));
    expect(told({ type: 'deadlock', path: pathOf(busy, gone) })).toMatch(/\n\nAnd there it rests:\n {2}b: busy$/);
    expect(told({ type: 'eventually', path: pathOf(busy) })).toMatch(/\n\nAnd there it may rest:\n {2}a: idle\n {2}b: busy$/);
    expect(told({ type: 'eventually', path: { ...path, loopsTo: 0 } })).not.toContain('rest:');
  });

  test('says what a machine threw', () => {
    expect(told({ type: 'failure', path, detail: 'it broke' }).split('\n')[1]).toBe('it broke');
  });
});

describe('a generated test', () => {
  const given = { property: 'it is */ so', isViolated: true, path: pathOf(happens(ping)), file: 'tests/bug.test.ts' } as const;

  test('asks the same question again, and has the story beside it', () => {
    const text = generatedTest({ ...given, scenario: { module: 'src/shop.ts' }, options: { faults: { loss: 1 } } });
    expect(text).toContain(' * 1  a → b: ping\n */\n');
    expect(text).toContain('import scenario from "../src/shop.ts";');
    expect(text).toContain('  expect(system(scenario, { faults: { loss: 1 } })).toHold("it is */ so");\n');
    expect(text.indexOf('*/')).toBe(text.indexOf(' */\n') + 1);
  });

  test('imports a scenario of the package by its name', () => {
    const text = generatedTest({ ...given, scenario: { builtIn: 'batch' }, options: {} });
    expect(text).toContain("import { batch as scenario } from 'chartwright';");
    expect(text).toContain('expect(system(scenario)).toHold(');
  });

  test('of what can be reached says that it passes', () => {
    const text = generatedTest({
      ...given,
      isViolated: false,
      scenario: { module: 'tests/shop.ts' },
      options: { items: ['a'.repeat(80)] },
    });
    expect(text).toContain('Passes as long as it can be reached');
    expect(text).toContain('import scenario from "./shop.ts";');
    expect(text).toContain('expect(system(scenario, {\n    items: [\n');
  });
});
