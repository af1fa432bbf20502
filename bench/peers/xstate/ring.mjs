/**
 * A ring of XState actors that hand a token on, a unit of virtual time a hop. Argument: `{ actors, hops, by }`, where `by` is how
 * the token is sent: `sendTo`, XState's action, or `send`, a call of the next actor's method from a function.
 */
import { createActor, sendTo, setup } from 'xstate';
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

const clock = new HeapClock();
const actors = [];
let hops = 0;

const token = { type: 'token' };
const machine = setup({
  actions: {
    count: () => (hops += 1),
    sendTo: sendTo(({ context }) => actors[context.next], token),
    send: ({ context }) => actors[context.next].send(token),
  },
  guards: { goesOn: () => hops < asked.hops },
}).createMachine({
  context: ({ input }) => ({ next: input.next }),
  initial: 'idle',
  states: {
    idle: { on: { token: { guard: 'goesOn', target: 'holding' } } },
    holding: { after: { 1: { target: 'idle', actions: ['count', asked.by] } } },
  },
});

report(
  () => {
    for (let at = 0; at < asked.actors; at += 1)
      actors.push(createActor(machine, { clock, input: { next: (at + 1) % asked.actors } }).start());
    actors[0].send(token);
    clock.run();
  },
  () => [hops, clock.now],
);
