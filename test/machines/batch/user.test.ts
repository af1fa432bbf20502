import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/machines/effects.ts';
import type { Outcome, Program, UserMessage } from '../../../src/machines/batch/protocol.ts';
import { nextDeck, user, type UserInput } from '../../../src/machines/batch/user.ts';
import { Alone, deckOf, listingOf, versionOf } from './alone.ts';

type AloneUser = Alone<UserMessage, UserInput & { readonly attempts: number }>;

/** A program whose versions have so many cards, by which they can be told apart. */
function programOf(id: string, ...cards: readonly number[]): Program {
  return { id, versions: cards.map((count) => versionOf({ cards: count })) };
}

function userWith(changes: Partial<UserInput> = {}): AloneUser {
  const input: UserInput = {
    id: 'user-ada',
    mode: 'closed',
    programs: [programOf('payroll', 60, 61), programOf('tides', 120)],
    attemptsMax: 4,
    punchedCardsPerMinute: 6,
    ...changes,
  };
  return new Alone('user', user, input);
}

/** Writes and punches; what was handed in then, by its id and number of cards. */
function handIn(alone: AloneUser): unknown {
  if (alone.state === 'preparing') alone.fire('preparing');
  if (alone.state === 'correcting') alone.fire('correcting');
  return alone.fire('punching').map(([to, message]) => [to, message.type, deckIn(message)]);
}

function deckIn(message: Message): unknown {
  const { deck } = message as Message & { readonly deck: ReturnType<typeof deckOf> }; // A user says deck.handedIn only.
  return [deck.id, deck.owner, deck.cards];
}

/** Gets an answer, and reads it. */
function read(alone: AloneUser, answer: UserMessage): void {
  alone.tell(answer);
  alone.fire('reading');
}

function returned(job: string, outcome: Outcome): UserMessage {
  return { type: 'listing.returned', listing: listingOf(job, { outcome }) };
}

describe('a user who works through programs', () => {
  test('writes one for as long as the scenario says, and then punches it, a line a card', () => {
    const alone = userWith();
    expect([alone.state, alone.timers]).toEqual(['preparing', { preparing: 'preparing' }]);
    expect(alone.fire('preparing')).toEqual([]);
    expect([alone.state, alone.timers]).toEqual(['punching', { punching: 600_000 }]);
  });

  test('punches in no time where no speed is given', () => {
    const alone = userWith({ punchedCardsPerMinute: null });
    alone.fire('preparing');
    expect(alone.timers).toEqual({ punching: 0 });
  });

  test('hands the deck to the operator under the name of the program and the attempt', () => {
    const alone = userWith();
    expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', ['payroll.1', 'user-ada', 60]]]);
  });

  test('waits with no way to interact: no timer runs, nothing is said, and only what the operator gives back is heard', () => {
    const alone = userWith();
    handIn(alone);
    expect([alone.state, alone.timers]).toEqual(['waiting', {}]);
    const messages: readonly UserMessage[] = [
      { type: 'program.arises', deck: deckOf('x.1') },
      { type: 'deck.refused', deck: 'payroll.1', reason: 'dropped' },
      returned('payroll.1', 'finished'),
    ];
    expect(messages.map((message) => alone.hears(message))).toEqual([false, true, true]);
    for (const type of ['batch.done', 'job.loaded', 'machine.ready', 'chosen']) expect(alone.hears({ type })).toBe(false);
  });

  test('goes on to the next program after a good listing, and is gone after the last one', () => {
    const alone = userWith();
    handIn(alone);
    alone.tell(returned('payroll.1', 'finished'));
    expect([alone.state, alone.timers]).toEqual(['reading', { reading: 'reading' }]);
    alone.fire('reading');
    expect([alone.state, alone.isGone]).toEqual(['preparing', false]);
    expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', ['tides.1', 'user-ada', 120]]]);
    read(alone, returned('tides.1', 'finished'));
    expect([alone.state, alone.isGone, alone.timers]).toEqual(['satisfied', true, {}]);
  });

  const bad: readonly UserMessage[] = [
    ...(['compile error', 'memory exceeded', 'time limit exceeded', 'abnormal end'] as const).map((it) => returned('payroll.1', it)),
    { type: 'deck.refused', deck: 'payroll.1', reason: 'card 3 is bent' },
  ];
  test.each(bad.map((answer) => [answer.type === 'listing.returned' ? answer.listing.outcome : answer.type, answer] as const))(
    'corrects the deck at the desk after %s, punches it again, and comes with the next version',
    (_, answer) => {
      const alone = userWith();
      handIn(alone);
      read(alone, answer);
      expect([alone.state, alone.timers]).toEqual(['correcting', { correcting: 'correcting' }]);
      alone.fire('correcting');
      expect(alone.timers).toEqual({ punching: 610_000 });
      expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', ['payroll.2', 'user-ada', 61]]]);
    },
  );

  test('hands the last version in again where there is no later one, as another attempt', () => {
    const alone = userWith();
    handIn(alone);
    read(alone, returned('payroll.1', 'compile error'));
    handIn(alone);
    read(alone, returned('payroll.2', 'abnormal end'));
    expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', ['payroll.3', 'user-ada', 61]]]);
  });

  test.each([1, 2, 3])(
    'gives up after attempt %i if there may be no more, and begins the next program from its first version',
    (attemptsMax) => {
      const alone = userWith({ attemptsMax });
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', [`payroll.${attempt}`, 'user-ada', attempt === 1 ? 60 : 61]]]);
        read(alone, returned(`payroll.${attempt}`, 'compile error'));
      }
      expect(alone.state).toBe('preparing');
      expect(handIn(alone)).toEqual([['operator', 'deck.handedIn', ['tides.1', 'user-ada', 120]]]);
    },
  );

  test('is satisfied with a good listing of the last attempt', () => {
    const alone = userWith({ attemptsMax: 1, programs: [programOf('payroll', 60)] });
    handIn(alone);
    read(alone, returned('payroll.1', 'finished'));
    expect(alone.isGone).toBe(true);
  });

  test('leaves at once if there is nothing to do', () => {
    expect(userWith({ programs: [] }).isGone).toBe(true);
  });
});

describe('a user who feeds a trace', () => {
  const feeding = (): AloneUser => userWith({ mode: 'open', programs: [] });

  test('hands each deck in at once, as it is, with earlier listings outstanding', () => {
    const alone = feeding();
    for (const id of ['swf_1', 'swf_2', 'swf_3']) {
      const deck = deckOf(id);
      expect(alone.tell({ type: 'program.arises', deck })).toEqual([['operator', { type: 'deck.handedIn', deck }]]);
    }
    expect([alone.state, alone.timers]).toEqual(['feeding', {}]);
  });

  test('never comes again, whatever comes back', () => {
    const alone = feeding();
    alone.tell({ type: 'program.arises', deck: deckOf('swf_1') });
    const before = alone.context;
    for (const answer of [
      returned('swf_1', 'abnormal end'),
      returned('swf_1', 'finished'),
      { type: 'deck.refused', deck: 'swf_1', reason: 'dropped' } as const,
    ]) {
      expect(alone.tell(answer)).toEqual([]);
      expect([alone.state, alone.timers, alone.isGone]).toEqual(['feeding', {}, false]);
    }
    expect(alone.context).toEqual(before);
  });
});

describe('the next deck', () => {
  const programs = [programOf('payroll', 60, 61, 62)];
  test.each([
    [0, 'payroll.1', 60],
    [1, 'payroll.2', 61],
    [2, 'payroll.3', 62],
    [3, 'payroll.4', 62],
    [9, 'payroll.10', 62],
  ])('after %i attempts is %s', (attempts, id, cards) => {
    expect(nextDeck({ id: 'user-ada', programs, attempts })).toEqual({ ...deckOf(id), cards });
  });

  test('is none where there is no program, or one without a version', () => {
    expect(nextDeck({ id: 'user-ada', programs: [], attempts: 0 })).toBeNull();
    expect(nextDeck({ id: 'user-ada', programs: [programOf('empty')], attempts: 0 })).toBeNull();
  });
});
