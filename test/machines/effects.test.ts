import { describe, expect, test } from 'vitest';
import { drawn, effects } from '../../src/machines/effects.ts';

type Shop = {
  readonly clerk: { readonly type: 'bell' };
  readonly cook: { readonly type: 'cook'; readonly dish: string };
};

const { send, spawn, stop, choose } = effects<Shop, { readonly cook: { readonly stoves: number } }>();

describe('an effect', () => {
  test.each([
    ['send', send('cook-2', { type: 'cook', dish: 'soup' }), { type: 'send', to: 'cook-2', message: { type: 'cook', dish: 'soup' } }],
    ['spawn', spawn('cook-3', 'cook', { stoves: 2 }), { type: 'spawn', id: 'cook-3', kind: 'cook', input: { stoves: 2 } }],
    ['stop', stop('clerk'), { type: 'stop', id: 'clerk' }],
    ['choose', choose([{ value: 'soup', weight: 2 }]), { type: 'choose', options: [{ value: 'soup', weight: 2 }] }],
  ])('is plain data that says all that is to be done: %s', (_, effect, data) => {
    expect(effect).toEqual(data);
    expect(JSON.parse(JSON.stringify(effect))).toEqual(data);
  });

  test('does nothing by itself: equal calls give equal effects', () => {
    expect(send('clerk', { type: 'bell' })).toEqual(send('clerk', { type: 'bell' }));
  });
});

test('a drawn delay has no length until a scenario gives it one', () => {
  expect(drawn).toThrow('A drawn delay has no length of its own: run this machine in a scenario that gives it one.');
});
