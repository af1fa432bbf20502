/** XState actors with a timer each, all of them started before the first goes off. Argument: `{ actors }`. */
import { createActor, setup } from 'xstate';
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

const clock = new HeapClock();
let done = 0;

const machine = setup({
  actions: { count: () => (done += 1) },
  delays: { sleep: ({ context }) => 1 + (context.number % 100) },
}).createMachine({
  context: ({ input }) => ({ number: input.number }),
  initial: 'asleep',
  states: { asleep: { after: { sleep: { target: 'done', actions: 'count' } } }, done: { type: 'final' } },
});

const actors = [];
report(
  () => {
    for (let number = 0; number < asked.actors; number += 1) actors.push(createActor(machine, { clock, input: { number } }).start());
    clock.run();
  },
  () => [done, clock.now],
);
