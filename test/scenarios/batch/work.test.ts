import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Random } from '../../../src/actors/random.ts';
import { outcomeOf } from '../../../src/machines/batch/job.ts';
import type { Program, UserId } from '../../../src/machines/batch/protocol.ts';
import type { BatchParameters } from '../../../src/scenarios/batch/parameters.ts';
import {
  amountOf,
  compilersOf,
  generateWork,
  usersOf,
  workFromDecks,
  workFromSwf,
  type BatchPlan,
  type BatchWork,
} from '../../../src/scenarios/batch/work.ts';
import type { Input } from '../../../src/scenarios/scenario.ts';
import { deckOf, versionOf } from '../../machines/batch/alone.ts';
import { paramsOf } from '../../promises/shop.ts';
import { runs } from '../../runs.ts';
import { TemporaryFolder } from '../temporary-folder.ts';

type Settings = Readonly<Record<string, unknown>>;
type Version = Program['versions'][number];

function withSettings(settings: Settings): BatchParameters {
  const list = Object.entries(settings).map(([path, value]) => ({ path, value }));
  return paramsOf({ settings: list }) as BatchParameters; // The batch scenario's own.
}

function generated(settings: Settings = {}, seed = 1): readonly BatchWork[] {
  return [...generateWork(withSettings(settings), new Random(seed))];
}

function versionsIn(work: readonly BatchWork[]): readonly Version[] {
  return work.flatMap((item) => (item.type === 'program' ? item.program.versions : [item.deck]));
}

/** How a version ends, if nothing goes wrong in the shop. */
function endOf(version: Version): string {
  return outcomeOf({ ...version, id: 'any', owner: 'user-any' });
}

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

describe('work that is made up', () => {
  const open = { 'workload.mode': 'open', 'workload.jobs': 50 };

  test('is the same at each iteration with the same seed, and another with another', () => {
    for (const settings of [{}, open]) {
      expect(generated(settings, 3)).toEqual(generated(settings, 3));
      expect(generated(settings, 3)).not.toEqual(generated(settings, 4));
    }
  });

  test.each([
    ['closed', { 'workload.programsPerUser': 10_000 }],
    ['open', { 'workload.mode': 'open', 'workload.jobs': 1e12, 'workload.users': 3 }],
  ])('is made as it is asked for: of an endless %s day, only what is taken', (mode, settings) => {
    const work = generateWork(withSettings(settings), new Random(1));
    const some = Array.from({ length: 5 }, () => work.next());
    expect(some.map(({ done, value }) => [done, value?.type])).toEqual(some.map(() => [false, mode === 'open' ? 'deck' : 'program']));
  });

  test('gives each user of a closed day so many programs, one after another', () => {
    const work = generated({ 'workload.users': 3, 'workload.programsPerUser': 2 });
    expect(work.map((item) => (item.type === 'program' ? [item.user, item.program.id] : item))).toEqual([
      ['user-1', 'u1p1'],
      ['user-1', 'u1p2'],
      ['user-2', 'u2p1'],
      ['user-2', 'u2p2'],
      ['user-3', 'u3p1'],
      ['user-3', 'u3p2'],
    ]);
  });

  test('gives a user of a closed day the same programs whatever the number of the others', () => {
    const few = generated({ 'workload.users': 2 });
    expect(generated({ 'workload.users': 5 }).slice(0, few.length)).toEqual(few);
  });

  test('does not depend on what the operator does with it', () => {
    for (const settings of [{}, open])
      expect(generated({ ...settings, 'operator.groupBy': 'nothing', 'operator.largestBatch': 1, 'operator.setUpS': 9 })).toEqual(
        generated(settings),
      );
  });

  test('lets the jobs of an open day arrive in order of time, each with an id and an owner among the users', () => {
    const work = generated({ ...open, 'workload.users': 3, 'workload.interarrivalS': 10 });
    const decks = work.flatMap((item) => (item.type === 'deck' ? [item] : []));
    expect(decks.map(({ atS }) => atS)).toEqual(Array.from({ length: 50 }, (_, index) => 10 * (index + 1)));
    expect(decks.map(({ deck }) => deck.id)).toEqual(Array.from({ length: 50 }, (_, index) => `j${index + 1}.1`));
    expect(new Set(decks.map(({ deck }) => deck.owner))).toEqual(new Set(['user-1', 'user-2', 'user-3']));
  });

  test('has a bug in each version of a program but the last, and at most as many as the user has attempts', () => {
    const work = generated({ 'job.bugProbability': 0.8, 'user.attemptsMax': 3, 'workload.users': 100 });
    const programs = work.flatMap((item) => (item.type === 'program' ? [item.program] : []));
    expect(new Set(programs.map(({ versions }) => versions.length))).toEqual(new Set([1, 2, 3, 4]));
    for (const { versions } of programs) {
      expect(versions.at(-1)?.demand.ends).toBe('normally');
      for (const { demand } of versions.slice(0, -1)) expect(demand.ends).not.toBe('normally');
    }
    const bugs = programs.flatMap(({ versions }) => versions.slice(0, -1));
    expect(new Set(bugs.map(({ demand }) => demand.ends))).toEqual(new Set(['compile error', 'abnormally']));
  });

  test('has no bugs where there are none', () => {
    expect(versionsIn(generated({ 'job.bugProbability': 0 })).every(({ demand }) => demand.ends === 'normally')).toBe(true);
    const work = generated({ 'job.bugProbability': 0 });
    expect(work.every((item) => item.type === 'program' && item.program.versions.length === 1)).toBe(true);
  });

  const limits = fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1, max: 3_600_000 }).map((ms) => ms / 1000),
  );

  test('never demands more time than the limit that its cards state, so that only bugs make it fail', () => {
    fc.assert(
      fc.property(limits, fc.constantFrom('closed', 'open'), fc.integer({ min: 0, max: 1e6 }), (limitS, mode, seed) => {
        const work = generated(
          { 'workload.mode': mode, 'workload.jobs': 30, 'job.limitS': limitS, 'job.compileS': { type: 'exponential', mean: 900 } },
          seed,
        );
        for (const version of versionsIn(work)) {
          expect([version.limitS, version.estimateS]).toEqual([limitS, limitS]);
          expect(endOf(version)).toBe(
            { normally: 'finished', abnormally: 'abnormal end', 'compile error': 'compile error' }[version.demand.ends],
          );
          expect(Math.min(version.demand.compileS, version.demand.runS)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(100),
    );
  });

  test('has whole cards, words and lines, a card at the least, and times that the clock can show', () => {
    for (const { cards, demand } of versionsIn(generated({ 'job.cards': { type: 'exponential', mean: 1 }, 'job.limitS': null }))) {
      expect([cards, demand.words, demand.lines].every(Number.isInteger)).toBe(true);
      expect(cards).toBeGreaterThanOrEqual(1);
      for (const seconds of [demand.compileS, demand.runS]) expect(Number(seconds.toFixed(6))).toBe(seconds);
    }
  });
});

describe('work from decks', () => {
  const card = (demand: string, minutes = '5'): string =>
    `$JOB, ${minutes}, 0410, ADA L.\n$DEMAND, ${demand}\n$FORTRAN\n      STOP\n$LOAD\n$RUN\n$END\n`;

  function read(files: Readonly<Record<string, string>>, settings: Settings = {}, limit?: number): Input<BatchWork> {
    const decks = new TemporaryFolder();
    try {
      for (const [name, text] of Object.entries(files)) decks.write(name, text);
      return workFromDecks(decks.path, {
        params: withSettings(settings),
        random: new Random(1),
        ...(limit === undefined ? {} : { limit }),
      });
    } finally {
      decks.remove();
    }
  }

  const FULL = 'compile=20s, run=100s, words=900, lines=7, ends=normally';

  test('makes each deck a program of its programmer, with what its cards state', () => {
    const { items, problems } = read({ 'Pay-roll.deck': card(FULL) });
    const version = { programmer: 'ADA L.', account: '0410', compiler: 'FORTRAN', cards: 7, estimateS: 300, limitS: 300, unreadable: null };
    const demand = { compileS: 20, runS: 100, words: 900, lines: 7, ends: 'normally' };
    expect([items, problems]).toEqual([
      [{ type: 'program', user: 'user-ada_l', program: { id: 'pay_roll', versions: [{ ...version, demand }] } }],
      [],
    ]);
  });

  test('makes a version of each $DEMAND card, in their order', () => {
    const { items } = read({ 'a.deck': card(`${FULL}\n$DEMAND, run=9s`) });
    expect(versionsIn(items).map(({ demand }) => demand.runS)).toEqual([100, 9]);
  });

  test('hands an unreadable deck in as it is first, with the bad card, and then corrected', () => {
    const { items, problems } = read({ 'a.deck': card(FULL).replace('$RUN', '$RNU') });
    const [first, second, ...more] = versionsIn(items);
    expect(problems).toHaveLength(1);
    expect(first?.unreadable).toMatch(/^card 6, column 1: found .*\$RNU.*; expected /);
    expect([second, more]).toEqual([{ ...first, unreadable: null }, []]);
    expect(second?.demand).toMatchObject({ runS: 100, ends: 'normally' });
  });

  test('draws what a deck does not say, within the time that it asks for', () => {
    const bare = card('').replace('$DEMAND, \n', '');
    for (const text of [bare, card('run=299s'), card('run=4m'), card('compile=299s'), card('words=900')]) {
      const { items } = read({ 'a.deck': text }, { 'job.bugProbability': 0, 'job.compileS': 5_000, 'job.runS': 5_000 });
      expect(versionsIn(items).map(endOf)).toEqual(['finished']);
    }
  });

  test('lets a deck say that it takes more than it asks for', () => {
    for (const demand of ['run=301s', 'compile=301s', 'compile=200s, run=101s']) {
      expect(versionsIn(read({ 'a.deck': card(demand) }).items).map(endOf)).toEqual(['time limit exceeded']);
    }
  });

  test('has no limit where the card names none, and draws without one', () => {
    const { items } = read({ 'a.deck': card('words=900', '') }, { 'job.runS': 5_000, 'job.limitS': 10 });
    expect(versionsIn(items).map(({ limitS, demand }) => [limitS, demand.runS])).toEqual([[null, 5_000]]);
  });

  test('draws the bugs of a deck that says nothing', () => {
    const bare = card('').replace('$DEMAND, \n', '');
    const { items } = read({ 'a.deck': bare }, { 'job.bugProbability': 0.95, 'user.attemptsMax': 3 });
    expect(
      versionsIn(items)
        .slice(0, -1)
        .every(({ demand }) => demand.ends !== 'normally'),
    ).toBe(true);
    expect(versionsIn(items).at(-1)?.demand.ends).toBe('normally');
  });

  test('draws for a deck the same, whatever the others are; takes the first ones only, if it is told to', () => {
    const bare = card('').replace('$DEMAND, \n', '');
    const all = read({ 'a.deck': bare, 'b.deck': bare, 'c.deck': bare });
    expect(all.items[1]).not.toEqual({
      ...all.items[0],
      program: { ...(all.items[0]?.type === 'program' ? all.items[0].program : {}), id: 'b' },
    });
    expect(read({ 'b.deck': bare }).items).toEqual([all.items[1]]);
    const two = read({ 'a.deck': bare, 'b.deck': bare, 'c.deck': bare }, {}, 2);
    expect([two.items, two.summary.startsWith('2 decks of 1 programmer from ')]).toEqual([all.items.slice(0, 2), true]);
  });
});

describe('work from a trace', () => {
  const line = (number: number, submitS: number, runS: number, user: number, executable: number, requestedS = -1): string =>
    `${number} ${submitS} -1 ${runS} 8 -1 -1 8 ${requestedS} -1 1 ${user} 1 ${executable} 1 1 -1 -1`;
  const path = folder.write('t.swf', ['; a comment', line(1, 0, 30, 2, 7), line(2, 10, -1, 2, 7), line(3, 20, 0, 5, 9, 60)].join('\n'));
  const options = { params: withSettings({}), random: new Random(1) };

  test('is a deck for each job that can be used, at its time, of its user, with its executable as the compiler', () => {
    const { items, problems, summary } = workFromSwf(path, options);
    expect(items).toMatchObject([
      {
        type: 'deck',
        atS: 0,
        deck: {
          id: 'swf_2',
          owner: 'user-2',
          compiler: 'executable 7',
          estimateS: null,
          limitS: null,
          unreadable: null,
          demand: { runS: 30, ends: 'normally' },
        },
      },
      {
        type: 'deck',
        atS: 20,
        deck: {
          id: 'swf_4',
          owner: 'user-5',
          compiler: 'executable 9',
          estimateS: 60,
          limitS: null,
          unreadable: null,
          demand: { runS: 0, ends: 'normally' },
        },
      },
    ]);
    expect([problems.map((problem) => problem.line), summary.startsWith('2 jobs of 2 users from ')]).toEqual([[3], true]);
  });

  test('takes the first jobs only, and arrives faster, if it is told to', () => {
    expect(workFromSwf(path, { ...options, limit: 1 }).items).toHaveLength(1);
    expect(workFromSwf(path, { ...options, timeScale: 0.5 }).items.map((item) => item.type === 'deck' && item.atS)).toEqual([0, 10]);
  });
});

describe('what a workload needs', () => {
  const random = new Random(1);
  const program = (user: UserId, id: string, compiler: string): BatchWork => ({
    type: 'program',
    user,
    program: { id, versions: [versionOf({ compiler })] },
  });
  const given = (work: readonly BatchWork[]): BatchPlan => ({ params: withSettings({}), work, isMadeUp: false, random });

  test('is its users in order of their first work, with their programs', () => {
    const plan = given([program('user-bob', 'b1', 'COBOL'), program('user-ada', 'a1', 'FORTRAN'), program('user-bob', 'b2', 'ALGOL')]);
    expect([...usersOf(plan)].map(([user, programs]) => [user, programs.map(({ id }) => id)])).toEqual([
      ['user-bob', ['b1', 'b2']],
      ['user-ada', ['a1']],
    ]);
    expect(amountOf(plan)).toEqual({ decks: 0, users: 2 });
    expect(compilersOf(plan)).toEqual(['ALGOL', 'COBOL', 'FORTRAN']);
  });

  test('of a trace is its owners, who have no programs', () => {
    const plan = given(
      (['user-2', 'user-5', 'user-2'] as const).map((owner, index): BatchWork => ({
        type: 'deck',
        atS: index,
        deck: deckOf(`swf_${index}`, { owner, compiler: `executable ${index}` }),
      })),
    );
    expect([...usersOf(plan)]).toEqual([
      ['user-2', []],
      ['user-5', []],
    ]);
    expect(amountOf(plan)).toEqual({ decks: 3, users: 0 });
    expect(compilersOf(plan)).toEqual(['executable 0', 'executable 1', 'executable 2']);
  });

  test.each([
    ['closed', {}],
    ['open', { 'workload.mode': 'open', 'workload.jobs': 400 }],
  ])('of a made up %s day is told without counting it, and is right', (mode, settings) => {
    const params = withSettings({ 'workload.users': 4, ...settings });
    const work = [...generateWork(params, new Random(1))];
    const madeUp: BatchPlan = { params, work, isMadeUp: true, random };
    const counted: BatchPlan = { ...madeUp, isMadeUp: false };
    expect([...usersOf(madeUp).keys()].toSorted()).toEqual([...usersOf(counted).keys()].toSorted());
    expect(amountOf(madeUp)).toEqual(amountOf(counted));
    expect(compilersOf(madeUp)).toEqual(compilersOf(counted));
    if (mode === 'closed') return;
    const unasked = {
      [Symbol.iterator](): Iterator<BatchWork> {
        throw new Error('the work was counted');
      },
    };
    expect([...usersOf({ ...madeUp, work: unasked }).values()]).toEqual([[], [], [], []]);
    expect(amountOf({ ...madeUp, work: unasked })).toEqual({ decks: 400, users: 0 });
    expect(compilersOf({ ...madeUp, work: unasked })).toHaveLength(3);
  });
});
