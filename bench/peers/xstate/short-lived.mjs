/** XState actors with a timer each, of which one lives at a time: their parent starts the next as it stops one. Argument: `{ actors }`. */
import { assign, createActor, setup, stopChild } from 'xstate';
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

const clock = new HeapClock();

const child = setup({}).createMachine({
  initial: 'asleep',
  states: { asleep: { after: { 10: 'awake' } }, awake: {} },
});

const nursery = setup({
  actors: { child },
  actions: {
    stop: stopChild(({ context }) => context.child),
    countStopped: assign({ stopped: ({ context }) => context.stopped + 1 }),
    make: assign({
      made: ({ context }) => context.made + 1,
      child: ({ context, spawn }) => spawn('child', { id: `child-${context.made}` }),
    }),
  },
  guards: { isFirst: ({ context }) => context.made === 0, moreCome: ({ context }) => context.made < asked.actors },
}).createMachine({
  context: { made: 0, stopped: 0, child: undefined },
  initial: 'minding',
  states: {
    minding: {
      after: {
        1: [
          { guard: 'isFirst', target: 'minding', reenter: true, actions: 'make' },
          { guard: 'moreCome', target: 'minding', reenter: true, actions: ['stop', 'countStopped', 'make'] },
          { target: 'done', actions: ['stop', 'countStopped'] },
        ],
      },
    },
    done: {},
  },
});

let actor;
report(
  () => {
    actor = createActor(nursery, { clock }).start();
    clock.run();
  },
  () => {
    const { made, stopped } = actor.getSnapshot().context;
    return [made, stopped, clock.now];
  },
);
