import { describe, expect, test } from 'vitest';
import type { StepEffect } from '../../../src/actors/step.ts';
import type { ShadowId, ShadowMessage, TerminalId } from '../../../src/machines/distributed/protocol.ts';
import { commandOf, CRASH, fileOf, installationOf, RESTART, runOf, send } from './lone.ts';
import {
  accepted,
  answered,
  asksLoad,
  asksVersions,
  ASKS_VIEW,
  attempt,
  ended,
  found,
  HERE,
  notes,
  offers,
  offersFailure,
  orders,
  refused,
  RESULT,
  seeks,
  SETTLES,
  SHADOW,
  shadowWith,
  versionTold,
  VIEW,
  type LoneShadow,
} from './shadows.ts';

const [LATER, LATEST]: readonly [TerminalId, TerminalId] = ['terminal-pc2.ada.2', 'terminal-pc3.ada.3'];
const ONE = attempt('pc1', 1);

/** A shadow that has just offered its result where the command was typed, and was told such things since. */
function offering(...messages: readonly ShadowMessage[]): LoneShadow {
  const lone = shadowWith(commandOf());
  lone.tell(ended(ONE), ...messages);
  return lone;
}

describe('returning', () => {
  test('offers the result where the command was typed, and settles when it was shown', () => {
    const lone = shadowWith(commandOf());
    expect(lone.tell(ended(ONE))).toEqual([...notes(ONE), ...offers(HERE)]);
    expect(lone.tell(answered(HERE, true))).toEqual(SETTLES);
    expect([lone.state, lone.isGone]).toEqual(['settled', true]);
  });

  test('offers it to that one terminal until it answers, ever more seldom, and never gives up', () => {
    const lone = offering();
    const pauses = Array.from({ length: 9 }, () => {
      const { timers } = lone;
      expect(lone.fire('backoff')).toEqual(offers(HERE));
      return timers['backoff'];
    });
    expect(lone.context.tries).toBe(6);
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 128_000, 128_000]);
  });

  test('seeks the user when the terminal says that nobody is there, and offers to the newest log-in', () => {
    const lone = offering();
    lone.fire('backoff');
    expect(lone.tell(answered(HERE, false))).toEqual(seeks(HERE));
    expect([lone.state, lone.timers]).toEqual([{ returning: 'seeking' }, { answer: 2000 }]);
    expect(lone.tell(found(LATEST, LATER))).toEqual(offers(LATEST));
    expect(lone.timers).toEqual({ backoff: 2000 });
    expect(lone.tell(answered(LATEST, true))).toEqual(SETTLES);
  });

  test('passes over to the next log-in, and seeks again after the last, where none of them is meant any more', () => {
    const lone = offering(answered(HERE, false), found(LATEST, LATER));
    expect(lone.tell(answered(LATEST, false))).toEqual(offers(LATER));
    expect(lone.tell(answered(LATEST, false), answered(HERE, false))).toEqual([]);
    expect(lone.tell(answered(LATER, false))).toEqual(seeks(HERE, LATER, LATEST));
    expect(lone.tell(found(HERE, LATER))).toEqual([]);
    expect(lone.state).toEqual({ returning: 'keeping' });
    expect(lone.tell(found(LATEST), found())).toEqual([]);
    expect(lone.tell(found(LATER, 'terminal-pc4.ada.4'))).toEqual(offers('terminal-pc4.ada.4'));
  });

  test('settles if a terminal it had passed to says that it has shown the result', () => {
    const lone = offering(answered(HERE, false), found(LATEST));
    expect(lone.tell(answered(HERE, true))).toEqual(SETTLES);
  });

  test('is not misled by word of log-ins while one terminal has been offered the result', () => {
    const lone = offering(found(LATEST));
    expect([lone.did, lone.fire('backoff')]).toEqual([[], offers(HERE)]);
  });

  test('keeps the result for a user who is away, and polls now and then', () => {
    const lone = offering(answered(HERE, false), found());
    expect([lone.state, lone.timers]).toEqual([{ returning: 'keeping' }, { keep: 60_000 }]);
    expect(lone.fire('keep')).toEqual(seeks(HERE));
    expect(lone.tell(found(LATER))).toEqual(offers(LATER));
  });

  test('asks for the user as often as it may, keeps the result, and asks as often at the next poll', () => {
    const lone = offering(answered(HERE, false));
    for (let poll = 0; poll < 2; poll += 1) {
      expect([lone.fire('answer'), lone.fire('answer'), lone.fire('answer')]).toEqual([seeks(HERE), seeks(HERE), []]);
      expect(lone.state).toEqual({ returning: 'keeping' });
      expect(lone.fire('keep')).toEqual(seeks(HERE));
    }
  });
});

const read = commandOf(runOf({ reads: ['bob/a'] }));
const ASKS = asksVersions(['pc2', 'bob/a']);
const LOCATED = versionTold('bob/a', fileOf('bob/a'));

describe('a crash of the home machine', () => {
  test.each<readonly [string, (lone: LoneShadow) => void]>([
    ['locating', (lone) => lone.fire('answer')],
    ['looking for a host', (lone) => lone.tell(LOCATED)],
    ['shipping', (lone) => lone.tell(LOCATED, VIEW)],
    ['running', (lone) => lone.tell(LOCATED, VIEW, accepted(attempt('pc3', 1)))],
    ['asking whether it runs', (lone) => (lone.tell(LOCATED, VIEW, accepted(attempt('pc3', 1))), lone.fire('watch'))],
    ['going elsewhere', (lone) => lone.tell(LOCATED, VIEW, refused(attempt('pc3', 1)))],
  ])('while it is %s makes it begin again, with all its patience, as if nothing had been', (_, bring) => {
    const placement = { policy: 'random', threshold: 2, probes: 2 } as const;
    const lone = shadowWith(read, { installation: installationOf({ placement }), ranks: [2, 0] });
    bring(lone);
    expect(lone.tell(CRASH)).toEqual([]);
    expect([lone.state, lone.timers]).toEqual(['down', {}]);
    // What comes while it is down is lost.
    expect(lone.tell(CRASH, versionTold('bob/a', null), ended(ONE))).toEqual([]);
    expect(lone.tell(RESTART)).toEqual(ASKS);
    expect([lone.fire('answer'), lone.fire('answer')]).toEqual([ASKS, ASKS]);
    expect(lone.fire('answer')).toEqual(offersFailure('solve: the machine that keeps bob/a does not answer'));
  });

  test('leaves the number of the attempt, so that no process has the name of an earlier one, but not the places that were in vain', () => {
    const placement = { policy: 'random', threshold: 2, probes: 2 } as const;
    const installation = installationOf({ placement, patience: { placesMax: 2 } });
    const lone = shadowWith(commandOf(), { installation, ranks: [0, 0, 0, 0] });
    lone.tell(refused(ONE), VIEW, CRASH, RESTART);
    expect([lone.context.attempts, lone.context.places]).toEqual([2, 0]);
    expect(lone.tell(VIEW)).toEqual(orders('pc1', 3));
    expect(lone.tell(refused(ONE), refused(attempt('pc2', 2)))).toEqual([]);
    expect(lone.tell(refused(attempt('pc1', 3)))).toEqual(ASKS_VIEW);
    expect(lone.tell(VIEW)).toEqual(orders('pc2', 4));
    expect(lone.tell(refused(attempt('pc2', 4)))).toEqual(
      offersFailure('solve: it needs more memory than the machines have that were asked'),
    );
  });

  test('while it waits for probes makes it forget what the instance knew, its draws and the answers', () => {
    const installation = installationOf({ placement: { policy: 'power-of-d', threshold: 2, probes: 2 } });
    const lone = shadowWith(commandOf(), { installation, ranks: [3, 1, 2, 1] });
    expect(lone.did).toEqual(asksLoad('pc4', 'pc2'));
    expect(lone.tell(CRASH, RESTART)).toEqual(ASKS_VIEW);
    expect(lone.tell(VIEW)).toEqual(asksLoad('pc3', 'pc2'));
  });

  test('leaves the result, and to whom it was offered: that terminal first, at once', () => {
    const lone = offering(answered(HERE, false), found(LATEST, LATER));
    lone.fire('backoff');
    expect(lone.tell(CRASH)).toEqual([]);
    expect(lone.tell(answered(LATEST, true), RESTART)).toEqual(offers(LATEST));
    expect([lone.context.result, lone.timers]).toEqual([RESULT, { backoff: 2000 }]);
    expect(lone.tell(answered(LATEST, true))).toEqual(SETTLES);
  });

  test.each<readonly [string, readonly ShadowMessage[]]>([
    ['seeks', []],
    ['keeps a result for', [found()]],
  ])('while it %s its user leaves the result, and makes it seek again, wherever that may have been in vain', (_, messages) => {
    const lone = offering(answered(HERE, false), ...messages);
    expect(lone.tell(CRASH)).toEqual([]);
    expect(lone.tell(RESTART)).toEqual(seeks());
    expect(lone.tell(found(HERE))).toEqual(offers(HERE));
    expect(lone.tell(answered(HERE, false))).toEqual(seeks(HERE));
  });

  test('leaves a message of failure that was not shown yet', () => {
    const lone = shadowWith(commandOf(), { installation: installationOf({ patience: { placesMax: 1 } }) });
    lone.tell(refused(ONE), CRASH);
    expect(lone.tell(RESTART)).toEqual(offersFailure('solve: it needs more memory than the machines have that were asked'));
  });

  test('is over with the restart, which alone means nothing', () => {
    const lone = shadowWith(commandOf());
    expect([lone.tell(RESTART), lone.state]).toEqual([[], 'shipping']);
  });
});

describe('ps and where', () => {
  const other = 'shadow-pc1.ada.9';

  function status(command: string, state: string, host: string | null): ShadowMessage {
    return { type: 'status.told', command, program: 'solve', state, host };
  }

  function reporting(type: 'ps' | 'where'): LoneShadow {
    return shadowWith(commandOf({ type }));
  }

  function offersReport(...lines: readonly string[]): readonly StepEffect[] {
    return offers(HERE, { command: 'ada.1', outcome: 'done', lines });
  }

  test.each([
    ['ps', 'ada.2 solve: running', 'ada.3 solve: looking for a host'],
    ['where', 'ada.2 solve: running on pc4', 'ada.3 solve: looking for a host'],
  ] as const)('%s: a line a command, in order; only where tells where', (type, ...lines) => {
    const lone = reporting(type);
    expect(lone.did).toEqual([send('instance-pc1', { type: 'commands.asked', user: 'ada', by: SHADOW })]);
    expect(lone.tell({ type: 'commands.told', count: 2 }, status('ada.3', 'looking for a host', null))).toEqual([]);
    expect(lone.tell(status('ada.2', 'running', 'pc4'))).toEqual(offersReport(...lines));
  });

  test('do not wait where nothing else runs, nor for ever for a command that has just ended', () => {
    expect(reporting('ps').tell({ type: 'commands.told', count: 0 })).toEqual(
      offersReport('nothing else that was typed at this machine runs'),
    );
    const lone = reporting('ps');
    lone.tell({ type: 'commands.told', count: 2 }, status('ada.2', 'ended', null));
    expect(lone.fire('answer')).toEqual(offersReport('ada.2 solve: ended'));
  });

  test('begin anew after a crash', () => {
    const lone = reporting('where');
    lone.tell({ type: 'commands.told', count: 2 }, status('ada.2', 'running', 'pc4'), CRASH, RESTART);
    expect([lone.state, lone.context.told, lone.context.expected]).toEqual(['reporting', [], null]);
  });

  test.each<readonly [string, string, string | null, () => LoneShadow]>([
    ['locating', 'locating its files', null, () => shadowWith(read)],
    ['placing', 'looking for a host', null, placing],
    ['shipping', 'being shipped', 'pc1', () => shadowWith(commandOf())],
    ['running', 'running', 'pc1', running],
    ['returning', 'ended', null, offering],
    ['reporting', 'running', null, () => reporting('ps')],
  ])('are told by a shadow that is %s: %s, on %s', (_, state, host, make) => {
    const lone = make();
    const before = lone.state;
    const by: ShadowId = other;
    const program = before === 'reporting' ? 'ps' : 'solve';
    expect(lone.tell({ type: 'status.asked', by })).toEqual([send(by, { type: 'status.told', command: 'ada.1', program, state, host })]);
    expect(lone.state).toEqual(before);
  });

  function placing(): LoneShadow {
    const lone = shadowWith(commandOf());
    lone.tell(refused(ONE));
    return lone;
  }

  function running(): LoneShadow {
    const lone = shadowWith(commandOf());
    lone.tell(accepted(ONE));
    return lone;
  }
});
