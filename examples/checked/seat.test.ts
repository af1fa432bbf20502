/** What is promised of the seat, whatever the order in which things happen. */
import { describe, expect, test } from 'vitest';
import { isIn, type SystemState } from 'chartwright';
import { machineAlone, system } from 'chartwright/vitest';
import hasty from './hasty.ts';
import careful, { hall } from './index.ts';

const seat = system(careful);
const lossy = system(careful, { network: { order: 'ordered', equalMax: 1, lossy: true } });

const asks = (state: SystemState, id: string): boolean => state.ofKind('clerk').some((it) => it.id === id && isIn(it, 'asking'));

describe('a seat that is kept for who asks first', () => {
  test('is sold once, and everybody gets an answer', () => {
    expect(seat).toHold();
  });

  test('is sold once even if messages are lost', () => {
    expect(lossy).toHold();
  });

  test('may be sold to either', () => {
    for (const id of ['clerk-ada', 'clerk-ben'])
      expect(seat).toReach(`${id} sells it`, (state) => state.ofKind('clerk').some((it) => it.id === id && isIn(it, 'sold')));
  });

  test('is denied only when it is kept', () => {
    expect(lossy).toAlways('nobody is sorry while it is free', (state) => {
      const isFree = state.ofKind('hall').every((it) => isIn(it, 'free'));
      return !(isFree && state.ofKind('clerk').some((it) => isIn(it, 'sorry')));
    });
  });

  test('leaves nobody waiting, unless a network loses every message there is', () => {
    const answered = { when: (state: SystemState) => asks(state, 'clerk-ada'), follows: (state: SystemState) => !asks(state, 'clerk-ada') };
    expect(lossy).toLeadTo('ada is answered', { ...answered, fairness: 'strong' });
    expect(lossy).not.toLeadTo('ada is answered', { ...answered, fairness: 'weak' });
  });

  test('has no transition in its charts that is never taken', () => {
    expect(lossy).toCoverEveryTransition();
    const asked = ['clerk-ada', 'clerk-ben'].map((by) => ({ type: 'seat.asked', by }));
    expect(machineAlone(hall, { events: asked })).toCoverEveryTransition();
  });
});

describe('a seat that is only looked at', () => {
  test('is sold twice', () => {
    expect(system(hasty)).not.toHold('the seat is sold once');
  });

  test('leaves a clerk waiting whose question is lost', () => {
    expect(system(hasty)).toHold('who asks is answered');
    expect(system(hasty, { faults: { loss: 1 } })).not.toHold('who asks is answered');
  });
});
