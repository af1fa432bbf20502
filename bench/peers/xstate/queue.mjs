/**
 * A queue with one server as two XState actors on virtual time: a source that sends customers, and a server that keeps them in a
 * line. The line is an array that changes in place, as one who tunes would write it. Argument: `{ file }`.
 */
import { assign, createActor, enqueueActions, setup } from 'xstate';
import { HeapClock } from '../heap-clock.mjs';
import { asked, readCustomers, report, rounded } from '../report.mjs';

const times = readCustomers(asked.file);
const customers = times.length / 2;
const clock = new HeapClock();
let [waited, served] = [0, 0];
let server;

const serverMachine = setup({
  actions: {
    lineUp: ({ context, event }) => void context.line.push(event.customer),
    takeUp: assign({ serving: ({ event }) => event.customer }),
    takeNext: assign(({ context: { line, first } }) => {
      const serving = line[first];
      return first < 4096 ? { first: first + 1, serving } : { line: line.slice(first + 1), first: 0, serving };
    }),
    begin: ({ context }) => (waited += clock.now - times[2 * context.serving]),
    end: () => (served += 1),
  },
  guards: { someoneWaits: ({ context }) => context.line.length > context.first },
  delays: { service: ({ context }) => times[2 * context.serving + 1] },
}).createMachine({
  context: { line: [], first: 0, serving: -1 },
  on: { customer: { actions: 'lineUp' } },
  initial: 'idle',
  states: {
    idle: { on: { customer: { target: 'busy', actions: 'takeUp' } } },
    busy: {
      entry: 'begin',
      after: {
        service: [
          { guard: 'someoneWaits', target: 'busy', reenter: true, actions: ['end', 'takeNext'] },
          { target: 'idle', actions: 'end' },
        ],
      },
    },
  },
});

const sourceMachine = setup({
  actions: {
    sendCustomer: enqueueActions(({ context, enqueue }) => {
      enqueue.sendTo(server, { type: 'customer', customer: context.next });
      enqueue.assign({ next: context.next + 1 });
    }),
  },
  guards: { moreCome: ({ context }) => context.next < customers - 1 },
  delays: { gap: ({ context }) => Math.max(0, times[2 * context.next] - clock.now) },
}).createMachine({
  context: { next: 0 },
  initial: 'waiting',
  states: {
    waiting: {
      after: {
        gap: [
          { guard: 'moreCome', target: 'waiting', reenter: true, actions: 'sendCustomer' },
          { target: 'done', actions: 'sendCustomer' },
        ],
      },
    },
    done: {},
  },
});

report(
  () => {
    server = createActor(serverMachine, { clock }).start();
    createActor(sourceMachine, { clock }).start();
    clock.run();
  },
  () => [served, rounded(waited / customers, 4), rounded(clock.now, 2)],
);
