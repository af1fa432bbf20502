import { describe, expect, test } from 'vitest';
import { processor, type ProcessorContext, type ProcessorInput } from '../../../src/machines/batch/processor.ts';
import type { Batch, Deck, ProcessorMessage } from '../../../src/machines/batch/protocol.ts';
import { Alone, deckOf, listingOf } from './alone.ts';

type AloneProcessor = Alone<ProcessorMessage, ProcessorContext>;

/** 100 cards take 24 s to read, 50 lines 20 s to print. */
function processorWith(changes: Partial<ProcessorInput> = {}): AloneProcessor {
  return new Alone('processor', processor, { cardsPerMinute: 250, linesPerMinute: 150, ...changes });
}

const [a, b] = [deckOf('a'), deckOf('b')];
const cobol = deckOf('x', { compiler: 'COBOL' });

function batchOf(...jobs: readonly Deck[]): Batch {
  return { tray: 'FORTRAN', mounted: 'FORTRAN', jobs };
}

function submit(...jobs: readonly Deck[]): ProcessorMessage {
  return { type: 'batch.submitted', batch: batchOf(...jobs) };
}

const LOADED: ProcessorMessage = { type: 'job.loaded' };
const REJECTED: ProcessorMessage = { type: 'job.rejected', reason: 'needs 40000 words, 26768 are free' };
const UNLOADED: ProcessorMessage = { type: 'job.unloaded' };
const CLEARED: ProcessorMessage = { type: 'memory.cleared' };
const RESTART: ProcessorMessage = { type: 'machine.restart' };
const POWER: ProcessorMessage = { type: 'fault.power' };
const JAM: ProcessorMessage = { type: 'fault.jam' };

/** Goes on with a batch by the shortest way, until it stands in a state of running. */
function runTo(alone: AloneProcessor, goal: string): AloneProcessor {
  for (let step = 0; step < 100; step += 1) {
    const at = running(alone);
    if (at === goal) return alone;
    if (at === 'reading') alone.fire('readingCards');
    else if (at === 'awaitingCompiler') alone.tell({ type: 'compiler.mounted', compiler: alone.context.jobs[0]?.compiler ?? '' });
    else if (at === 'loading') alone.tell(LOADED);
    else if (at === 'unloading') alone.tell(UNLOADED);
    else if (at === 'compiling' || at === 'executing' || at === 'printing') alone.fire(at);
    else break;
  }
  throw new Error(`it never came to ${goal}, but to ${JSON.stringify(alone.state)}`);
}

function running({ state }: AloneProcessor): unknown {
  return typeof state === 'object' ? state['running'] : state;
}

/** Processor with a batch, in a state of running. */
function runningAt(goal: string, ...jobs: readonly Deck[]): AloneProcessor {
  const alone = processorWith();
  alone.tell(submit(...jobs));
  if (goal !== 'jammed') return runTo(alone, goal);
  alone.tell(JAM);
  return alone;
}

/** Every state in which a batch is in the machine at rest, with a batch that comes by it. */
const RUNNING: readonly (readonly [string, readonly Deck[]])[] = [
  ['reading', [a, b]],
  ['jammed', [a, b]],
  ['awaitingCompiler', [cobol, b]],
  ['loading', [a, b]],
  ['compiling', [a, b]],
  ['executing', [a, b]],
  ['unloading', [a, b]],
  ['printing', [a, b]],
];

describe('a job', () => {
  test('is read, loaded, compiled, executed, unloaded and printed, and the batch handed back', () => {
    const alone = processorWith();
    expect(alone.state).toBe('idle');
    expect(alone.tell(submit(a))).toEqual([]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'reading' }, { readingCards: 24_000 }]);
    expect(alone.fire('readingCards')).toEqual([['memory', { type: 'job.load', job: 'a', words: 5_000 }]]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'loading' }, {}]);
    expect(alone.tell(LOADED)).toEqual([]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'compiling' }, { compiling: 10_000 }]);
    expect(alone.fire('compiling')).toEqual([]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'executing' }, { executing: 90_000 }]);
    expect(alone.fire('executing')).toEqual([['memory', { type: 'job.unload' }]]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'unloading' }, {}]);
    expect(alone.tell(UNLOADED)).toEqual([]);
    expect([alone.state, alone.timers]).toEqual([{ running: 'printing' }, { printing: 20_000 }]);
    expect(alone.fire('printing')).toEqual([['operator', { type: 'batch.done', listings: [listingOf('a')] }]]);
    expect([alone.state, alone.timers]).toEqual(['idle', {}]);
  });

  test('is read and printed in no time where no speed is given', () => {
    const alone = processorWith({ cardsPerMinute: null, linesPerMinute: null });
    alone.tell(submit(a));
    expect(alone.timers).toEqual({ readingCards: 0 });
    expect(runTo(alone, 'printing').timers).toEqual({ printing: 0 });
  });

  test.each([
    ['finished', deckOf('j'), 100],
    ['compile error', deckOf('j', { demand: { ends: 'compile error' } }), 10],
    ['abnormal end', deckOf('j', { demand: { ends: 'abnormally' } }), 100],
    ['time limit exceeded', deckOf('j', { limitS: 40 }), 40],
    ['time limit exceeded', deckOf('j', { limitS: 4 }), 4],
  ] as const)('that ends with %s says so in its listing, with its seconds and lines', (outcome, job, processorS) => {
    const alone = runningAt('printing', job);
    expect(alone.fire('printing')).toEqual([['operator', { type: 'batch.done', listings: [listingOf('j', { outcome, processorS })] }]]);
  });

  test.each([
    ['compile error', deckOf('j', { demand: { ends: 'compile error' } }), { compiling: 10_000 }],
    ['a limit below the time to compile', deckOf('j', { limitS: 4 }), { compiling: 4_000 }],
  ])('is not executed after a %s', (_, job, timers) => {
    const alone = runningAt('compiling', job);
    expect(alone.timers).toEqual(timers);
    expect(alone.fire('compiling')).toEqual([['memory', { type: 'job.unload' }]]);
  });

  test('is stopped by the limit in the middle of executing', () => {
    expect(runningAt('executing', deckOf('j', { limitS: 40 })).timers).toEqual({ executing: 30_000 });
  });

  test('that memory refuses is neither run nor unloaded; its listing says so, and that it cost nothing', () => {
    const alone = runningAt('loading', deckOf('big', { owner: 'user-bob', demand: { words: 40_000 } }), b);
    expect(alone.tell(REJECTED)).toEqual([]);
    expect(running(alone)).toBe('printing');
    alone.fire('printing');
    expect(alone.context.listings).toEqual([listingOf('big', { owner: 'user-bob', outcome: 'memory exceeded', processorS: 0 })]);
    expect([running(alone), alone.context.jobs, alone.context.outcome]).toEqual(['reading', [b], null]);
  });
});

describe('a batch', () => {
  test('is run job after job with no hand on it, and handed back once, with its listings in order', () => {
    const alone = runningAt('printing', a, deckOf('bad', { demand: { ends: 'compile error' } }), b);
    expect(alone.fire('printing')).toEqual([]);
    expect([running(alone), alone.context.jobs.map(({ id }) => id)]).toEqual(['reading', ['bad', 'b']]);
    expect(runTo(alone, 'printing').fire('printing')).toEqual([]);
    const listings = [listingOf('a'), listingOf('bad', { outcome: 'compile error', processorS: 10 }), listingOf('b')];
    expect(runTo(alone, 'printing').fire('printing')).toEqual([['operator', { type: 'batch.done', listings }]]);
    expect([alone.state, alone.context]).toEqual([
      'idle',
      { cardsPerMinute: 250, linesPerMinute: 150, jobs: [], listings: [], mounted: null, outcome: null },
    ]);
  });

  test.each(RUNNING)('is refused by a message while another is %s, which goes on undisturbed', (state, jobs) => {
    const alone = runningAt(state, ...jobs);
    const before = [alone.state, alone.timers, alone.context];
    const second = batchOf(deckOf('late'));
    expect(alone.tell({ type: 'batch.submitted', batch: second })).toEqual([
      ['operator', { type: 'batch.refused', batch: second, reason: 'a batch is running' }],
    ]);
    expect([alone.state, alone.timers, alone.context]).toEqual(before);
  });

  test('is refused by a message while there is no power', () => {
    const alone = processorWith();
    alone.tell(POWER);
    const batch = batchOf(a);
    expect(alone.tell({ type: 'batch.submitted', batch })).toEqual([['operator', { type: 'batch.refused', batch, reason: 'no power' }]]);
    expect(alone.state).toEqual({ dark: 'clearing' });
  });
});

describe('a job that needs another compiler', () => {
  test('asks the operator for it, and waits until it is mounted', () => {
    const alone = runningAt('reading', cobol, a);
    expect(alone.fire('readingCards')).toEqual([['operator', { type: 'mount.requested', compiler: 'COBOL' }]]);
    expect([running(alone), alone.timers]).toEqual(['awaitingCompiler', {}]);
    expect(alone.tell({ type: 'compiler.mounted', compiler: 'COBOL' })).toEqual([['memory', { type: 'job.load', job: 'x', words: 5_000 }]]);
    expect([running(alone), alone.context.mounted]).toEqual(['loading', 'COBOL']);
  });

  test('leaves it mounted: the next job asks if it needs the first one again, and not if it needs the same', () => {
    const alone = runningAt('awaitingCompiler', cobol, deckOf('y', { compiler: 'COBOL' }), a);
    runTo(alone, 'printing').fire('printing');
    expect(alone.fire('readingCards')).toMatchObject([['memory', { type: 'job.load', job: 'y' }]]);
    runTo(alone, 'printing').fire('printing');
    expect(alone.fire('readingCards')).toEqual([['operator', { type: 'mount.requested', compiler: 'FORTRAN' }]]);
  });
});

describe('a card jam', () => {
  test('stops the reader and tells the operator; the deck is then read from its first card', () => {
    const alone = runningAt('reading', a);
    expect(alone.tell(JAM)).toEqual([['operator', { type: 'reader.jammed' }]]);
    expect([running(alone), alone.timers]).toEqual(['jammed', {}]);
    expect(alone.tell({ type: 'reader.cleared' })).toEqual([]);
    expect([running(alone), alone.timers, alone.context.jobs]).toEqual(['reading', { readingCards: 24_000 }, [a]]);
  });

  test.each(RUNNING.filter(([state]) => state !== 'reading'))('does not happen while %s: no card moves', (state, jobs) => {
    const alone = runningAt(state, ...jobs);
    const before = [alone.state, alone.timers, alone.context];
    expect(alone.tell(JAM)).toEqual([]);
    expect([alone.state, alone.timers, alone.context]).toEqual(before);
  });

  test('does not happen to a reader that is empty, or without power', () => {
    const alone = processorWith();
    expect([alone.tell(JAM), alone.state]).toEqual([[], 'idle']);
    alone.tell(POWER);
    expect([alone.tell(JAM), alone.state]).toEqual([[], { dark: 'clearing' }]);
  });
});

describe('a power failure', () => {
  function stopped(listings: readonly string[], rest: readonly Deck[]): unknown {
    return [
      ['operator', { type: 'machine.stopped', listings: listings.map((job) => listingOf(job)), rest }],
      ['memory', { type: 'power.lost' }],
    ];
  }

  test.each(RUNNING)('while %s gives up the job, stops every timer, and forgets the batch once the operator has it', (state, jobs) => {
    const alone = runningAt(state, ...jobs);
    expect(alone.tell(POWER)).toEqual(stopped([], jobs));
    expect([alone.state, alone.timers]).toEqual([{ dark: 'clearing' }, {}]);
    expect(alone.context).toMatchObject({ jobs: [], listings: [], mounted: null, outcome: null });
  });

  test('keeps what was printed: only jobs without a listing are left', () => {
    const alone = runningAt('printing', a, b, cobol);
    alone.fire('printing');
    expect(runTo(alone, 'printing').tell(POWER)).toEqual(stopped(['a'], [b, cobol]));
  });

  test('of an idle machine is told to the operator, with nothing lost', () => {
    const alone = processorWith();
    expect(alone.tell(POWER)).toEqual(stopped([], []));
  });

  test('in the dark changes nothing', () => {
    const alone = processorWith();
    alone.tell(POWER);
    expect([alone.tell(POWER), alone.state]).toEqual([[], { dark: 'clearing' }]);
  });

  test.each([
    ['the memory first', [CLEARED, RESTART], 'out'],
    ['the operator first', [RESTART, CLEARED], 'restarting'],
  ] as const)(
    'is over when memory is clear and the operator has started the machine, %s; it is ready only then',
    (_, [first, second], between) => {
      const alone = runningAt('executing', a, b);
      alone.tell(POWER);
      expect([alone.tell(first), alone.state]).toEqual([[], { dark: between }]);
      expect(alone.tell(second)).toEqual([['operator', { type: 'machine.ready' }]]);
      expect([alone.state, alone.context.jobs]).toEqual(['idle', []]);
      alone.tell(submit(b));
      expect(running(alone)).toBe('reading');
    },
  );

  test.each([
    ['clearing', []],
    ['out', [CLEARED]],
    ['restarting', [RESTART]],
  ] as const)('makes every answer from before it vain, %s', (state, before) => {
    const alone = runningAt('loading', a);
    alone.tell(POWER, ...before);
    expect(alone.state).toEqual({ dark: state });
    for (const stale of [
      LOADED,
      REJECTED,
      UNLOADED,
      { type: 'reader.cleared' },
      { type: 'compiler.mounted', compiler: 'COBOL' },
    ] as const) {
      expect(alone.tell(stale)).toEqual([]);
      expect([alone.state, alone.timers, alone.context.mounted]).toEqual([{ dark: state }, {}, null]);
    }
  });

  test('leaves no answer of memory to be heard once it is over: such an answer would be a fault of the shop', () => {
    const alone = processorWith();
    alone.tell(POWER, CLEARED, RESTART);
    expect([LOADED, REJECTED, UNLOADED, CLEARED, RESTART].map((message) => alone.hears(message))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('answers that nobody asked for', () => {
  test.each(RUNNING)('are not heard while %s', (state, jobs) => {
    const alone = runningAt(state, ...jobs);
    const expected: Readonly<Record<string, readonly string[]>> = {
      jammed: ['reader.cleared'],
      awaitingCompiler: ['compiler.mounted'],
      loading: ['job.loaded', 'job.rejected'],
      unloading: ['job.unloaded'],
    };
    const answers = [
      LOADED,
      REJECTED,
      UNLOADED,
      CLEARED,
      RESTART,
      { type: 'reader.cleared' },
      { type: 'compiler.mounted', compiler: 'COBOL' },
    ];
    expect(answers.filter((answer) => alone.hears(answer)).map(({ type }) => type)).toEqual(expected[state] ?? []);
  });
});
