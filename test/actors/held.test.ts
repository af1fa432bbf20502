import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { HeldMessages } from '../../src/actors/held.ts';
import { ActorSystem, type Held } from '../../src/actors/system.ts';
import type { TraceEvent } from '../../src/actors/trace.ts';
import type { Envelope } from '../../src/actors/wire.ts';
import { KINDS } from '../checker/office.ts';

interface HeldSystem {
  readonly system: ActorSystem;
  readonly held: Held;
  readonly sent: Envelope[];
  readonly events: TraceEvent[];
}

/** A held system of two people, with what it asked and told. */
function heldSystem(choice = 1): HeldSystem {
  const behaviors = new Map(Object.entries(KINDS).map(([kind, machine]) => [kind, behaviorOf(kind, machine)]));
  const system = new ActorSystem({ behaviors, seed: 1, wires: { rules: [{ latencyS: 3, loss: 1 }] } });
  const sent: Envelope[] = [];
  const events: TraceEvent[] = [];
  system.events.subscribe((event) => events.push(event));
  const held = system.hold({ sent: (envelope) => sent.push(envelope), choose: () => choice, lengthMs: () => 1234 });
  for (const id of ['person-a', 'person-b', 'account']) system.start({ id });
  return { system, held, sent, events };
}

const heardBy = ({ system }: HeldSystem, id: string): unknown =>
  [...system.actors()].find((actor) => actor.id === id)?.snapshot.context['heard'];

describe('a system that is held', () => {
  test('delivers nothing by itself, whatever its wires say, and then in whichever order it is told to', () => {
    const it = heldSystem();
    it.held.tell({ to: 'person-a', message: { type: 'ring' } }, 'arrival');
    expect(it.system.tick()).toBe(false);
    expect(it.sent.map(({ to, message }) => `${message.type} to ${to}`)).toEqual([
      'hello to person-b',
      'hello to person-c',
      'bye to person-b',
    ]);
    for (const envelope of it.sent.toReversed()) it.held.deliver(envelope);
    expect(heardBy(it, 'person-b')).toEqual(['bye', 'hello']);
    expect(it.events.at(-1)).toMatchObject({
      type: 'step',
      actor: 'person-b',
      cause: { type: 'message', from: 'person-a', sent: 3 },
      atMs: 0,
    });
  });

  test('creates and stops actors as ever, and what comes to one that is gone is a dead letter', () => {
    const it = heldSystem();
    for (const type of ['ring', 'dismiss']) it.held.tell({ to: 'person-a', message: { type } }, 'arrival');
    for (const envelope of it.sent) it.held.deliver(envelope);
    expect(it.events.filter(({ type }) => type === 'dead letter')).toMatchObject([{ to: 'person-c', sent: 3, message: { type: 'hello' } }]);
  });

  test('lets a timer go off when it is told to, once, and not if it was cancelled, replaced or never set', () => {
    const it = heldSystem();
    const tell = (type: string): void => it.held.tell({ to: 'person-a', message: { type } }, 'arrival');
    expect(it.held.fire('person-a', 'long')).toBe(false);
    tell('both');
    expect(it.system.tick()).toBe(false);
    expect(it.held.fire('person-a', 'long')).toBe(true);
    // Its own event sets it again.
    expect(it.held.fire('person-a', 'long')).toBe(true);
    tell('relax');
    expect(it.held.fire('person-a', 'short')).toBe(false);
    expect(it.held.fire('person-b', 'long')).toBe(false);
    expect(it.held.fire('nobody', 'long')).toBe(false);
    tell('leave');
    expect(it.held.fire('person-a', 'long')).toBe(false);
    expect(it.events.map((event) => (event.type === 'step' ? event.cause.type : event.type)).slice(3)).toEqual([
      'arrival',
      'timer',
      'timer',
      'arrival',
      'arrival',
    ]);
  });

  test('chooses, and draws lengths of timers, as it is told to', () => {
    const it = heldSystem(1);
    for (const type of ['toss', 'nap']) it.held.tell({ to: 'person-a', message: { type } }, 'fault');
    expect(it.events.slice(3)).toMatchObject([
      { choices: ['tails'] },
      { timers: [{ id: 'nap', delayMs: 1234 }], cause: { type: 'fault' } },
    ]);
  });

  test('moves on in time by what stands on its clock', () => {
    const it = heldSystem();
    it.system.clock.at(7, () => it.held.tell({ to: 'person-a', message: { type: 'pay' } }, 'arrival'));
    expect(it.system.tick()).toBe(true);
    expect(it.events.at(-1)).toMatchObject({ atMs: 7, sends: [{ to: 'account', type: 'credit' }] });
  });

  test('tells of a message that is missed', () => {
    const it = heldSystem();
    it.held.tell({ to: 'person-a', message: { type: 'pay' } }, 'arrival');
    for (const envelope of it.sent) it.held.miss(envelope, 'lost');
    expect(it.events.at(-1)).toMatchObject({ type: 'lost', from: 'person-a', to: 'account', sent: 3 });
  });

  test('is held from its beginning, or not at all', () => {
    const { system } = heldSystem();
    expect(() => system.hold({ sent: () => undefined, choose: () => 0, lengthMs: () => 0 })).toThrow('from its beginning');
  });
});

describe('messages that are held', () => {
  const envelope = (step: number, type: string): Envelope => ({ from: 'a', to: 'b', message: { type }, sentMs: 0, step });
  const letter = (sent: number, type: string) => ({ from: 'a', to: 'b', sent, message: { type } });

  test('are found by who sent them to whom, at which step, and by what they say', () => {
    const messages = new HeldMessages();
    const [first, second] = [envelope(1, 'x'), envelope(2, 'x')];
    messages.put(first);
    messages.put(second);
    expect(messages.deliver(letter(2, 'x'))).toBe(second);
    for (const other of [letter(3, 'x'), letter(1, 'y'), { ...letter(1, 'x'), from: 'c' }, { ...letter(1, 'x'), to: 'c' }])
      expect(messages.deliver(other)).toBeUndefined();
    expect(messages.deliver(letter(-1, 'x'))).toBe(first);
  });

  test('come again if a wire doubled them, and no more once they are lost', () => {
    const messages = new HeldMessages();
    const twins = [envelope(1, 'x'), envelope(1, 'x')];
    for (const it of twins) messages.put(it);
    expect([1, 2, 3].map(() => messages.deliver(letter(1, 'x')))).toEqual([twins[0], twins[1], twins[0]]);
    expect(messages.lose(letter(1, 'x'))).toBe(twins[0]);
    expect(messages.lose(letter(-1, 'x'))).toBe(twins[1]);
    expect(messages.deliver(letter(1, 'x'))).toBeUndefined();
    expect(messages.lose(letter(1, 'x'))).toBeUndefined();
  });
});
