import { describe, expect, test } from 'vitest';
import { operator, type OperatorContext, type OperatorInput } from '../../../src/machines/batch/operator.ts';
import type { Batch, Deck, OperatorMessage } from '../../../src/machines/batch/protocol.ts';
import { Alone, deckOf, listingOf, type Said } from './alone.ts';

type AloneOperator = Alone<OperatorMessage, OperatorContext>;

const POLICY: OperatorInput = {
  groupBy: 'compiler',
  sizeClassesS: [60, 600],
  largestBatch: 2,
  patienceS: 600,
  nextTray: 'oldest',
  service: 'gated',
  setUpEmptyTrays: false,
  trays: [],
};

function operatorWith(changes: Partial<OperatorInput> = {}): AloneOperator {
  return new Alone('operator', operator, { ...POLICY, ...changes });
}

/** Takes decks in at the window, each looked through before the next one comes. What was sent at the last one. */
function takeIn(alone: AloneOperator, ...decks: readonly Deck[]): readonly Said[] {
  for (const deck of decks) {
    alone.tell({ type: 'deck.handedIn', deck });
    alone.fire('examining');
  }
  return alone.said;
}

const [a, b, c, d] = [deckOf('a'), deckOf('b'), deckOf('c'), deckOf('d')];
const [x, y] = [deckOf('x', { compiler: 'COBOL' }), deckOf('y', { compiler: 'COBOL', owner: 'user-bob' })];

/** In the machine room. */
function room({ state }: AloneOperator): unknown {
  return typeof state === 'object' ? state['machineRoom'] : state;
}

/** Ids of the decks on the shelf, with their trays. */
function shelf({ context }: AloneOperator): readonly string[] {
  return context.shelf.map(({ deck, tray }) => `${deck.id} in ${tray}`);
}

/** What the processor was given, by the ids of the jobs. */
function submitted(said: readonly Said[]): readonly (readonly string[])[] {
  return said.flatMap(([to, message]) => (to === 'processor' ? [[message.type, ...batchIn(message).jobs.map(({ id }) => id)]] : []));
}

function batchIn(message: object): Batch {
  return (message as { readonly batch: Batch }).batch; // Asked only of what should be batch.submitted.
}

function done(...jobs: readonly string[]): OperatorMessage {
  return { type: 'batch.done', listings: jobs.map((job) => listingOf(job)) };
}

/** An operator who watches a batch of the FORTRAN decks a and b. */
function watching(changes: Partial<OperatorInput> = {}): AloneOperator {
  const alone = operatorWith(changes);
  takeIn(alone, a, b);
  alone.fire('setUp');
  expect(room(alone)).toEqual({ supervising: 'watching' });
  return alone;
}

describe('at the window', () => {
  test('looks one deck through at a time, in order of arrival', () => {
    const alone = operatorWith();
    alone.tell({ type: 'deck.handedIn', deck: a }, { type: 'deck.handedIn', deck: x });
    expect([alone.context.line.map(({ id }) => id), alone.timers]).toEqual([['a', 'x'], { examining: 'examining' }]);
    alone.fire('examining');
    expect([shelf(alone), alone.context.line.map(({ id }) => id)]).toEqual([['a in FORTRAN'], ['x']]);
    alone.fire('examining');
    expect([shelf(alone), alone.context.line]).toEqual([['a in FORTRAN', 'x in COBOL'], []]);
    expect(alone.state).toEqual({ window: 'free', machineRoom: 'lookingAtTrays' });
  });

  test('gives an unreadable deck back to its owner with the reason, and goes on with the next', () => {
    const alone = operatorWith();
    const bad = deckOf('bad', { owner: 'user-bob', unreadable: 'card 7, column 1: found "$RNU"' });
    expect(takeIn(alone, bad)).toEqual([['user-bob', { type: 'deck.refused', deck: 'bad', reason: 'card 7, column 1: found "$RNU"' }]]);
    expect([alone.context.shelf, alone.context.line]).toEqual([[], []]);
    expect(takeIn(alone, a)).toEqual([]);
    expect(shelf(alone)).toEqual(['a in FORTRAN']);
  });

  test('gives the next deck that is dropped back with the reason, and only that one', () => {
    const alone = operatorWith();
    alone.tell({ type: 'fault.drop' });
    expect(takeIn(alone, y)).toEqual([
      ['user-bob', { type: 'deck.refused', deck: 'y', reason: 'dropped at the window: its cards are out of order' }],
    ]);
    expect(takeIn(alone, x)).toEqual([]);
    expect(shelf(alone)).toEqual(['x in COBOL']);
  });

  test('drops the deck in hand if the fault comes while it is looked through', () => {
    const alone = operatorWith();
    alone.tell({ type: 'deck.handedIn', deck: a }, { type: 'fault.drop' });
    expect(alone.fire('examining')).toMatchObject([['user-ada', { type: 'deck.refused', deck: 'a' }]]);
  });

  test('puts the next deck into the wrong tray where there is another one, and only that one', () => {
    const alone = operatorWith({ largestBatch: null });
    takeIn(alone, a, x);
    alone.tell({ type: 'fault.missort' });
    takeIn(alone, b, c);
    expect(shelf(alone)).toEqual(['a in FORTRAN', 'x in COBOL', 'b in COBOL', 'c in FORTRAN']);
  });

  test('cannot put a deck into a wrong tray where there is no other', () => {
    const alone = operatorWith({ largestBatch: null });
    alone.tell({ type: 'fault.missort' });
    takeIn(alone, a, b);
    expect(shelf(alone)).toEqual(['a in FORTRAN', 'b in FORTRAN']);
  });

  test('saves the carelessness for a deck that is sorted, if the next one is unreadable', () => {
    const alone = operatorWith({ largestBatch: null });
    takeIn(alone, a);
    alone.tell({ type: 'fault.missort' });
    takeIn(alone, deckOf('bad', { unreadable: 'torn' }), x);
    expect(shelf(alone)).toEqual(['a in FORTRAN', 'x in FORTRAN']);
  });

  test.each([
    ['compiler', 'COBOL'],
    ['user', 'user-bob'],
    ['size', 'up to 60 s'],
    ['nothing', 'all'],
  ] as const)('sorts by %s', (groupBy, tray) => {
    const alone = operatorWith({ groupBy });
    takeIn(alone, deckOf('z', { compiler: 'COBOL', owner: 'user-bob', estimateS: 30 }));
    expect(shelf(alone)).toEqual([`z in ${tray}`]);
  });

  test('takes decks in while a batch is in the machine', () => {
    const alone = watching();
    takeIn(alone, c);
    expect([shelf(alone), room(alone)]).toEqual([['c in FORTRAN'], { supervising: 'watching' }]);
  });
});

describe('when a batch is worth running', () => {
  test('waits while no tray is full and no deck has lost patience', () => {
    const alone = operatorWith();
    takeIn(alone, a, x);
    expect(room(alone)).toBe('lookingAtTrays');
    expect(alone.timers).toEqual({ 'ripe.a': 600_000, 'ripe.x': 600_000 });
  });

  test('runs a tray as soon as it is full', () => {
    const alone = operatorWith();
    takeIn(alone, a, x, b);
    expect([room(alone), alone.context.tray]).toEqual(['mounting', 'FORTRAN']);
    expect(alone.timers).toMatchObject({ setUp: 'setUp' });
  });

  test('runs a tray when the patience of its oldest deck ends, with the decks that it has', () => {
    const alone = operatorWith({ largestBatch: 5 });
    takeIn(alone, a, x, b);
    alone.fire('ripe.a');
    expect([room(alone), alone.context.tray]).toEqual(['mounting', 'FORTRAN']);
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a', 'b']]);
  });

  test('waits for no deck where there is no patience', () => {
    const alone = operatorWith({ patienceS: 0 });
    takeIn(alone, a);
    expect([room(alone), Object.keys(alone.timers)]).toEqual(['mounting', ['setUp']]);
  });

  test('forgets the patience of the decks that a batch takes, and of no others', () => {
    const alone = operatorWith({ largestBatch: 2 });
    takeIn(alone, a, x, b, c);
    expect(Object.keys(alone.timers).toSorted()).toEqual(['ripe.a', 'ripe.b', 'ripe.c', 'ripe.x', 'setUp']);
    alone.fire('ripe.a');
    alone.fire('setUp');
    expect(alone.timers).toEqual({ 'ripe.c': 600_000, 'ripe.x': 600_000 });
  });
});

describe('what is in a batch', () => {
  test('is what lies in the tray when the set-up ends: decks of the set-up are in it, those after it are not', () => {
    const alone = operatorWith({ largestBatch: null });
    takeIn(alone, a, x);
    alone.fire('ripe.a');
    expect(room(alone)).toBe('mounting');
    takeIn(alone, b, y);
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a', 'b']]);
    takeIn(alone, c);
    expect(shelf(alone)).toEqual(['x in COBOL', 'y in COBOL', 'c in FORTRAN']);
  });

  test('is not more than the largest batch, the oldest decks first', () => {
    const alone = operatorWith();
    takeIn(alone, a, b, c);
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a', 'b']]);
    expect(shelf(alone)).toEqual(['c in FORTRAN']);
  });

  test('names the tray and the compiler that is mounted', () => {
    const alone = operatorWith();
    takeIn(alone, a, b);
    alone.fire('setUp');
    expect(alone.said).toEqual([['processor', { type: 'batch.submitted', batch: { tray: 'FORTRAN', mounted: 'FORTRAN', jobs: [a, b] } }]]);
  });
});

describe('set-ups', () => {
  test('are not paid while the compiler stays the same, and are when it changes', () => {
    const alone = watching();
    takeIn(alone, c, d, x, y);
    alone.tell(done('a', 'b'));
    expect([room(alone), submitted(alone.said)]).toEqual([{ supervising: 'watching' }, [['batch.submitted', 'c', 'd']]]);
    alone.tell(done('c', 'd'));
    expect([room(alone), alone.context.mounted]).toEqual(['mounting', 'FORTRAN']);
    alone.fire('setUp');
    expect(alone.context.mounted).toBe('COBOL');
  });

  test('follow the compiler of the first deck where trays are of another kind', () => {
    const alone = operatorWith({ groupBy: 'nothing' });
    takeIn(alone, x, a);
    alone.fire('setUp');
    expect([alone.context.mounted, submitted(alone.said)]).toEqual(['COBOL', [['batch.submitted', 'x', 'a']]]);
  });

  test('happen in the middle of a batch when a job of it needs another compiler, which stays mounted', () => {
    const alone = watching();
    expect(alone.tell({ type: 'mount.requested', compiler: 'COBOL' })).toEqual([]);
    expect([room(alone), alone.timers]).toEqual([{ supervising: 'remounting' }, { setUp: 'setUp' }]);
    expect(alone.fire('setUp')).toEqual([['processor', { type: 'compiler.mounted', compiler: 'COBOL' }]]);
    expect([room(alone), alone.context.mounted, alone.context.wanted]).toEqual([{ supervising: 'watching' }, 'COBOL', null]);
    takeIn(alone, x, y);
    alone.tell(done('a', 'b'));
    expect(room(alone)).toEqual({ supervising: 'watching' });
    expect(submitted(alone.said)).toEqual([['batch.submitted', 'x', 'y']]);
  });
});

describe('while a batch is in the machine', () => {
  test('no other is submitted, however many trays are full', () => {
    const alone = watching();
    expect(takeIn(alone, c, d, x, y)).toEqual([]);
    alone.fire('ripe.c');
    expect([alone.said, room(alone)]).toEqual([[], { supervising: 'watching' }]);
  });

  test('nobody gets a listing; when it is done, each owner gets each of theirs, in order of the jobs', () => {
    const alone = watching();
    const listings = [listingOf('a'), listingOf('b', { owner: 'user-bob', outcome: 'abnormal end' })];
    expect(alone.tell({ type: 'batch.done', listings })).toEqual([
      ['user-ada', { type: 'listing.returned', listing: listings[0] }],
      ['user-bob', { type: 'listing.returned', listing: listings[1] }],
    ]);
    expect([room(alone), alone.context.kept]).toEqual(['lookingAtTrays', []]);
  });

  test('a card jam is cleared in the time that the scenario says, and the processor is told', () => {
    const alone = watching();
    expect(alone.tell({ type: 'reader.jammed' })).toEqual([]);
    expect([room(alone), alone.timers]).toEqual([{ supervising: 'clearingJam' }, { clearingJam: 'clearingJam' }]);
    expect(alone.fire('clearingJam')).toEqual([['processor', { type: 'reader.cleared' }]]);
    expect(room(alone)).toEqual({ supervising: 'watching' });
  });
});

describe('the next tray', () => {
  /** Serves what there is, each batch done at once; the trays in order of service, set-ups included. */
  function serve(alone: AloneOperator, batches: number): readonly string[] {
    const served: string[] = [];
    for (let batch = 0; batch < batches; batch += 1) {
      if (room(alone) === 'mounting') {
        served.push('set-up');
        alone.fire('setUp');
      }
      if (room(alone) === 'lookingAtTrays') break;
      if (typeof room(alone) === 'object') {
        served.push(alone.context.tray ?? 'none');
        alone.tell(done());
      }
    }
    return served;
  }

  const mixed = [x, a, deckOf('s', { compiler: 'ASSEMBLER' }), b, y, c];

  test('is that of the oldest deck', () => {
    const alone = operatorWith({ patienceS: 0, largestBatch: 1 });
    takeIn(alone, ...mixed);
    expect(serve(alone, 10)).toEqual([
      'set-up',
      'COBOL',
      'set-up',
      'FORTRAN',
      'set-up',
      'ASSEMBLER',
      'set-up',
      'FORTRAN',
      'set-up',
      'COBOL',
      'set-up',
      'FORTRAN',
    ]);
  });

  test('is the fullest', () => {
    const alone = operatorWith({ patienceS: 0, largestBatch: null, nextTray: 'fullest' });
    takeIn(alone, ...mixed);
    expect(serve(alone, 10)).toEqual(['set-up', 'COBOL', 'set-up', 'FORTRAN', 'set-up', 'ASSEMBLER']);
  });

  test('is the next one by name, round and round', () => {
    const alone = operatorWith({ patienceS: 0, largestBatch: 1, nextTray: 'cyclic' });
    takeIn(alone, ...mixed);
    expect(serve(alone, 10)).toEqual([
      'set-up',
      'COBOL',
      'set-up',
      'FORTRAN',
      'set-up',
      'ASSEMBLER',
      'set-up',
      'COBOL',
      'set-up',
      'FORTRAN',
      'FORTRAN',
    ]);
  });

  test('is the same one until it is empty, for an exhaustive operator; another one for a gated one', () => {
    for (const [service, second] of [
      ['exhaustive', 'FORTRAN'],
      ['gated', 'COBOL'],
    ] as const) {
      const alone = operatorWith({ patienceS: 0, largestBatch: null, nextTray: 'cyclic', service });
      takeIn(alone, a, x);
      alone.fire('setUp');
      takeIn(alone, b);
      alone.tell(done('a'));
      expect([service, alone.context.tray]).toEqual([service, second]);
    }
  });

  test('may be an empty one, with a set-up at each, for an operator who visits them all', () => {
    const alone = operatorWith({
      patienceS: 0,
      largestBatch: null,
      nextTray: 'cyclic',
      setUpEmptyTrays: true,
      trays: ['COBOL', 'FORTRAN', 'SNOBOL'],
    });
    const visited: (string | null)[] = [];
    for (let visit = 0; visit < 4; visit += 1) {
      expect(room(alone)).toBe('mounting');
      visited.push(alone.context.tray);
      expect(alone.fire('setUp')).toEqual([]);
    }
    expect(visited).toEqual(['COBOL', 'FORTRAN', 'SNOBOL', 'COBOL']);
    expect([alone.context.tray, alone.context.mounted]).toEqual(['FORTRAN', 'COBOL']);
    takeIn(alone, a);
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a']]);
    alone.tell(done('a'));
    expect([room(alone), alone.context.tray]).toEqual(['mounting', 'SNOBOL']);
  });

  test.each(['gated', 'exhaustive'] as const)(
    'a %s operator sets up again at a new visit of the only tray, but not while one visit goes on',
    (service) => {
      const alone = operatorWith({
        patienceS: 0,
        largestBatch: null,
        nextTray: 'cyclic',
        service,
        setUpEmptyTrays: true,
        trays: ['FORTRAN'],
      });
      takeIn(alone, a);
      alone.fire('setUp');
      takeIn(alone, b);
      alone.tell(done('a'));
      expect(room(alone)).toEqual(service === 'gated' ? 'mounting' : { supervising: 'watching' });
      if (service === 'gated') alone.fire('setUp');
      alone.tell(done('b'));
      expect(room(alone)).toBe('mounting');
    },
  );
});

describe('when the power fails', () => {
  const dark: OperatorMessage = { type: 'machine.stopped', listings: [], rest: [] };

  test('keeps the listings that are printed, remounts, submits the rest, and returns all of them when that is done', () => {
    const alone = watching();
    expect(alone.tell({ type: 'machine.stopped', listings: [listingOf('a')], rest: [b] })).toEqual([]);
    expect([room(alone), alone.timers, alone.context.mounted]).toEqual([{ withoutPower: 'waiting' }, { outage: 'outage' }, null]);
    expect(alone.fire('outage')).toEqual([['processor', { type: 'machine.restart' }]]);
    expect(room(alone)).toEqual({ withoutPower: 'restarting' });
    expect(alone.tell({ type: 'machine.ready' })).toEqual([]);
    expect(room(alone)).toBe('mounting');
    expect(alone.fire('setUp')).toEqual([
      ['processor', { type: 'batch.submitted', batch: { tray: 'FORTRAN', mounted: 'FORTRAN', jobs: [b] } }],
    ]);
    expect(alone.context.rest).toEqual([]);
    alone.tell(done('b'));
    expect(alone.said.map(([to, message]) => [to, message])).toEqual([
      ['user-ada', { type: 'listing.returned', listing: listingOf('a') }],
      ['user-ada', { type: 'listing.returned', listing: listingOf('b') }],
    ]);
  });

  test.each([
    ['watching', [], {}],
    ['remounting', [{ type: 'mount.requested', compiler: 'COBOL' }], { setUp: 'setUp' }],
    ['clearingJam', [{ type: 'reader.jammed' }], { clearingJam: 'clearingJam' }],
  ] as const)('gives up %s, and resubmits both jobs of the batch', (state, before, timers) => {
    const alone = watching();
    alone.tell(...before);
    expect([room(alone), alone.timers]).toEqual([{ supervising: state }, timers]);
    expect(alone.tell({ type: 'machine.stopped', listings: [], rest: [a, b] })).toEqual([]);
    expect([room(alone), alone.timers, alone.context.wanted]).toEqual([{ withoutPower: 'waiting' }, { outage: 'outage' }, null]);
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' });
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a', 'b']]);
  });

  test('gives up a set-up, and begins it anew with the decks that are there then', () => {
    const alone = operatorWith({ largestBatch: null });
    takeIn(alone, a);
    alone.fire('ripe.a');
    expect(room(alone)).toBe('mounting');
    alone.tell(dark);
    expect([room(alone), alone.timers, alone.context.mounted]).toEqual([{ withoutPower: 'waiting' }, { outage: 'outage' }, null]);
    takeIn(alone, b);
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' });
    expect(room(alone)).toBe('mounting');
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'a', 'b']]);
  });

  test('keeps the rest of a batch through a second failure during the set-up for it', () => {
    const alone = watching();
    alone.tell({ type: 'machine.stopped', listings: [listingOf('a')], rest: [b] });
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' }, dark);
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' });
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'b']]);
    expect(alone.context.kept).toEqual([listingOf('a')]);
  });

  test('has only to remount when no batch was in the machine', () => {
    const alone = watching();
    alone.tell(done('a', 'b'), dark);
    expect([room(alone), alone.context.mounted]).toEqual([{ withoutPower: 'waiting' }, null]);
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' });
    expect(room(alone)).toBe('lookingAtTrays');
    takeIn(alone, c, d);
    expect(room(alone)).toBe('mounting');
  });

  test.each(['waiting', 'restarting'])(
    'submits a batch again that reached the machine after the lights went out, heard of while %s',
    (state) => {
      const alone = watching();
      alone.tell(dark);
      if (state === 'restarting') alone.fire('outage');
      expect(room(alone)).toEqual({ withoutPower: state });
      alone.tell({ type: 'batch.refused', batch: { tray: 'FORTRAN', mounted: 'FORTRAN', jobs: [a, b] }, reason: 'no power' });
      if (state === 'waiting') alone.fire('outage');
      alone.tell({ type: 'machine.ready' });
      expect([room(alone), submitted(alone.fire('setUp'))]).toEqual(['mounting', [['batch.submitted', 'a', 'b']]]);
    },
  );

  test('goes on taking decks in, and lets them ripen, but submits nothing', () => {
    const alone = watching();
    alone.tell({ type: 'machine.stopped', listings: [], rest: [a, b] });
    takeIn(alone, c, d, x);
    alone.fire('ripe.x');
    expect([alone.said, room(alone), shelf(alone)]).toEqual([
      [],
      { withoutPower: 'waiting' },
      ['c in FORTRAN', 'd in FORTRAN', 'x in COBOL'],
    ]);
  });

  test('submits the rest alone, before decks that came since', () => {
    const alone = watching({ largestBatch: null, patienceS: 0 });
    alone.tell({ type: 'machine.stopped', listings: [], rest: [b] });
    takeIn(alone, c);
    alone.fire('outage');
    alone.tell({ type: 'machine.ready' });
    expect(submitted(alone.fire('setUp'))).toEqual([['batch.submitted', 'b']]);
    expect(shelf(alone)).toEqual(['c in FORTRAN']);
  });
});
