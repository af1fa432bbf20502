import { describe, expect, test } from 'vitest';
import type { StepEffect } from '../../../src/actors/step.ts';
import type { Command, InstanceMessage, Session, ShadowId, TerminalId } from '../../../src/machines/distributed/protocol.ts';
import { BY, instanceWith, MEMORY_BYTES } from './instances.ts';
import { commandOf, CRASH, installationOf, knownOf, RESTART, runOf, send, spawn } from './lone.ts';

function session(user: string, terminal: TerminalId): Session {
  return { user, terminal };
}

describe('a log-in', () => {
  const bobs = session('bob', 'terminal-pc1.bob.1');
  const adas = session('ada', 'terminal-pc1.ada.1');
  const login = (it: Session): InstanceMessage => ({ type: 'login.asked', ...it });
  const logout = (it: Session): InstanceMessage => ({ type: 'logout.told', ...it });
  const noted = (it: Session, isOpen = true): InstanceMessage => ({ type: 'session.noted', session: it, isOpen });
  const letsIn = ({ terminal }: Session): StepEffect => send(terminal, { type: 'login.accepted' });
  const opened = (it: Session): StepEffect =>
    send(it === bobs ? 'instance-pc2' : 'instance-pc1', { type: 'session.opened', session: it, by: 'instance-pc1' });
  const closed = (it: Session): StepEffect =>
    send(it === bobs ? 'instance-pc2' : 'instance-pc1', { type: 'session.closed', session: it, by: 'instance-pc1' });

  test('is accepted, and announced to the machine of the user’s volume until that has noted it, ever more seldom', () => {
    const lone = instanceWith();
    expect(lone.tell(login(bobs))).toEqual([letsIn(bobs), opened(bobs)]);
    const pauses = Array.from({ length: 8 }, () => {
      const { timers } = lone;
      expect(lone.fire('backoff')).toEqual([opened(bobs)]);
      return timers['backoff'];
    });
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 128_000]);
    expect(lone.tell(noted(bobs))).toEqual([]);
    expect([lone.context.announcements, lone.timers]).toEqual([[], { quiet: 30_000 }]);
    expect(lone.tell(noted(bobs))).toEqual([]);
  });

  test('and the log-out are announced together, in order, with new patience, until each was noted', () => {
    const lone = instanceWith();
    lone.tell(login(bobs), login(adas));
    lone.fire('backoff');
    expect(lone.tell(logout(bobs))).toEqual([opened(bobs), opened(adas), closed(bobs)]);
    expect(lone.timers).toMatchObject({ backoff: 2000 });
    expect(lone.tell(noted(bobs))).toEqual([]);
    expect(lone.fire('backoff')).toEqual([opened(adas), closed(bobs)]);
    lone.tell(noted(adas));
    expect(lone.fire('backoff')).toEqual([closed(bobs)]);
    lone.tell(noted(bobs, false));
    expect(lone.timers).toEqual({ quiet: 30_000 });
  });
});

describe('the register', () => {
  const [early, late] = [session('ada', 'terminal-pc3.ada.1'), session('ada', 'terminal-pc4.ada.2')];
  const opened = (it: Session): InstanceMessage => ({ type: 'session.opened', session: it, by: 'instance-pc3' });
  const closed = (it: Session): InstanceMessage => ({ type: 'session.closed', session: it, by: 'instance-pc3' });
  const notes = (it: Session, isOpen: boolean): StepEffect => send('instance-pc3', { type: 'session.noted', session: it, isOpen });
  const found = (by: ShadowId, ...all: readonly Session[]): StepEffect =>
    send(by, { type: 'user.found', terminals: all.map((it) => it.terminal) });
  const sought = (left: readonly Session[] = [], by = BY): InstanceMessage => ({
    type: 'user.sought',
    user: 'ada',
    left: left.map(({ terminal }) => terminal),
    by,
  });

  test('notes where a user is, the newest log-in first, as often as it is told', () => {
    const lone = instanceWith();
    expect([lone.tell(opened(early)), lone.tell(opened(late)), lone.tell(opened(late)), lone.tell(opened(early))]).toEqual([
      [notes(early, true)],
      [notes(late, true)],
      [notes(late, true)],
      [notes(early, true)],
    ]);
    expect(lone.tell(sought())).toEqual([found(BY, late, early)]);
    expect([lone.tell(closed(late)), lone.tell(closed(late))]).toEqual([[notes(late, false)], [notes(late, false)]]);
    expect(lone.tell(sought())).toEqual([found(BY, early)]);
  });

  test('strikes out where a shadow has seen that the user is gone', () => {
    const lone = instanceWith();
    lone.tell(opened(early), opened(late));
    expect(lone.tell(sought([late]))).toEqual([found(BY, early)]);
    expect(lone.context.whereabouts).toEqual([early]);
  });

  test('tells whoever sought in vain, once and in order, of the next log-in of that user, and no other', () => {
    const lone = instanceWith();
    const other: ShadowId = 'shadow-pc2.ada.3';
    lone.tell(sought(), sought([], other));
    expect(lone.tell(sought())).toEqual([found(BY)]);
    expect(lone.tell(opened(session('eve', 'terminal-pc4.eve.1')))).toHaveLength(1);
    expect(lone.tell(opened(late))).toEqual([notes(late, true), found(other, late), found(BY, late)]);
    expect(lone.tell(opened(early))).toEqual([notes(early, true)]);
  });

  test('lies on the disk; who sought in vain does not, and has to seek again', () => {
    const lone = instanceWith();
    lone.tell(opened(early), { type: 'user.sought', user: 'eve', left: [], by: BY }, CRASH, RESTART);
    expect([lone.context.whereabouts, lone.context.seekers]).toEqual([[early], []]);
    expect(lone.tell(sought())).toEqual([found(BY, early)]);
  });
});

describe('the home of commands', () => {
  const [one, two] = [commandOf(), commandOf(runOf(), { id: 'ada.2' })];
  const submitted = (command: Command): InstanceMessage => ({ type: 'command.submitted', command });
  const accepted = ({ id, terminal }: Command): StepEffect => send(terminal, { type: 'command.accepted', command: id });

  test('gives each a shadow, which is told what is known now, and the journal an entry, once', () => {
    const lone = instanceWith();
    lone.tell({ type: 'gossip', news: [knownOf('pc2', { load: 3 })] });
    const view = { home: knownOf('pc1', { freeBytes: MEMORY_BYTES }), others: [knownOf('pc2', { load: 3 })] };
    const id: ShadowId = 'shadow-pc1.ada.1';
    const installation = installationOf();
    expect(lone.tell(submitted(one))).toEqual([accepted(one), spawn(id, 'shadow', { id, command: one, installation, view })]);
    expect(lone.tell(submitted(one))).toEqual([accepted(one)]);
    expect(lone.tell({ type: 'view.asked', by: id })).toEqual([send(id, { type: 'view.told', view })]);
    expect(lone.context.commands).toEqual([{ id: 'ada.1', user: 'ada' }]);
    lone.tell({ type: 'command.settled', command: 'ada.1' });
    expect(lone.context.commands).toEqual([]);
  });

  test('lets all other shadows of a user report to the one that asks', () => {
    const lone = instanceWith();
    const [ps, bobs] = [commandOf({ type: 'ps' }, { id: 'ada.3' }), commandOf(runOf(), { id: 'bob.1', user: 'bob' })];
    lone.tell(...[one, bobs, two, ps].map(submitted));
    const by: ShadowId = 'shadow-pc1.ada.3';
    expect(lone.tell({ type: 'commands.asked', user: 'ada', by })).toEqual([
      send(by, { type: 'commands.told', count: 2 }),
      send('shadow-pc1.ada.1', { type: 'status.asked', by }),
      send('shadow-pc1.ada.2', { type: 'status.asked', by }),
    ]);
  });

  test('keeps the journal through a crash: no command gets a second shadow', () => {
    const lone = instanceWith();
    lone.tell(submitted(one), CRASH, submitted(two), RESTART);
    expect(lone.tell(submitted(one))).toEqual([accepted(one)]);
    expect(lone.context.commands).toEqual([{ id: 'ada.1', user: 'ada' }]);
  });
});
