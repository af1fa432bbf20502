/**
 * A plain XState application, without a line of Chartwright: people cross a street at a light. It shows itself to whoever listens at
 * an address, through @statelyai/inspect. `npx chartwright inspect --application` listens, and prints the address to give:
 *
 *     npx jiti examples/plain-xstate-app.ts 'ws://127.0.0.1:PORT/application?token=TOKEN'
 *
 * Without an address it runs as well, and tells in the terminal what happens.
 */
import { createWebSocketInspector } from '@statelyai/inspect';
import { assign, createActor, enqueueActions, sendParent, sendTo, setup, stopChild, type ActorRef, type Snapshot } from 'xstate';

const light = setup({
  types: { events: {} as { readonly type: 'button pressed' } },
  actions: { letPeopleWalk: sendParent({ type: 'walk' }), stopPeople: sendParent({ type: 'wait' }) },
  delays: { forTheCars: 3000, whileCarsStop: 1500, whilePeopleWalk: 4000 },
}).createMachine({
  id: 'light',
  description: 'A traffic light with a button for those who want to cross.',
  initial: 'green',
  states: {
    green: {
      description: 'Cars have the right of way.',
      initial: 'kept',
      states: {
        kept: {
          description: 'As long as it must be, so that the cars get on.',
          on: { 'button pressed': 'asked' },
          after: { forTheCars: 'free' },
        },
        asked: { description: 'Somebody waits already.', after: { forTheCars: '#light.yellow' } },
        free: { description: 'Until somebody presses the button.', on: { 'button pressed': '#light.yellow' } },
      },
    },
    yellow: { description: 'Cars stop.', after: { whileCarsStop: 'red' } },
    red: { description: 'People walk.', entry: 'letPeopleWalk', exit: 'stopPeople', after: { whilePeopleWalk: 'green' } },
  },
});

type Button = ActorRef<Snapshot<unknown>, { readonly type: 'button pressed' }>;

const pedestrian = setup({
  types: {
    context: {} as { readonly button: Button; readonly name: string },
    input: {} as { readonly button: Button; readonly name: string },
    events: {} as { readonly type: 'walk' },
  },
  actions: { pressButton: sendTo(({ context }) => context.button, { type: 'button pressed' }) },
  delays: { forAWalkAcross: 2000, untilImpatient: 2200 },
}).createMachine({
  id: 'pedestrian',
  description: 'Somebody who wants to cross the street.',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: {
      description: 'At the kerb. The button is pressed again every now and then.',
      entry: 'pressButton',
      on: { walk: 'crossing' },
      after: { untilImpatient: { target: 'waiting', reenter: true } },
    },
    crossing: { description: 'On the street.', after: { forAWalkAcross: 'across' } },
    across: { description: 'On the other side.', type: 'final' },
  },
});

const NAMES = ['ada', 'alan', 'barbara', 'edsger', 'grace', 'john', 'kathleen', 'tony'];

const street = setup({
  types: {
    context: {} as { readonly arrived: number; readonly across: number },
    events: {} as { readonly type: 'walk' } | { readonly type: 'wait' } | { readonly type: `xstate.done.actor.${string}` },
  },
  actors: { light, pedestrian },
  actions: {
    pedestrianArrives: enqueueActions(({ context, enqueue, self }) => {
      const name = NAMES[context.arrived] ?? 'nobody';
      // The light is a child of the street as long as there is a street.
      const button = self.getSnapshot().children['light'] as Button;
      enqueue.spawnChild('pedestrian', { id: name, input: { button, name } });
      enqueue.assign({ arrived: context.arrived + 1 });
    }),
    tellWhoWaits: enqueueActions(({ enqueue, self }) => {
      for (const [id, child] of Object.entries(self.getSnapshot().children)) if (id !== 'light' && child) enqueue.sendTo(child, { type: 'walk' });
    }),
    countAcross: assign({ across: ({ context }) => context.across + 1 }),
    endTheLight: stopChild('light'),
  },
  guards: {
    everybodyIsHere: ({ context }) => context.arrived === NAMES.length,
    everybodyIsAcross: ({ context }) => context.across === NAMES.length,
  },
  delays: { untilTheNextComes: 2500 },
}).createMachine({
  id: 'street',
  description: 'Those who want to cross it, and the light.',
  context: { arrived: 0, across: 0 },
  invoke: { src: 'light', id: 'light' },
  type: 'parallel',
  on: { 'xstate.done.actor.*': { actions: 'countAcross' } },
  states: {
    kerb: {
      description: 'Where people come to.',
      initial: 'open',
      states: {
        open: {
          description: 'Every now and then somebody comes.',
          after: { untilTheNextComes: { target: 'open', reenter: true, actions: 'pedestrianArrives' } },
          always: { guard: 'everybodyIsHere', target: 'empty' },
        },
        empty: { description: 'Nobody comes any more.', type: 'final' },
      },
    },
    crossing: {
      description: 'What people see of the light.',
      initial: 'closed',
      states: {
        closed: {
          description: 'People wait.',
          on: { walk: { target: 'clear', actions: 'tellWhoWaits' } },
          always: { guard: 'everybodyIsAcross', target: 'over', actions: 'endTheLight' },
        },
        clear: { description: 'People walk.', on: { wait: 'closed' } },
        over: { description: 'Everybody is on the other side.', type: 'final' },
      },
    },
  },
});

const [address] = process.argv.slice(2);
// Definitions are nested more deeply than the ten levels that are sent unless told otherwise.
const inspector = address === undefined ? undefined : createWebSocketInspector({ url: address, serializationDepthLimit: 50 });
if (!inspector) console.log('To see it in a page, give it the address that `npx chartwright inspect --application` prints.\n');

const actor = createActor(street, inspector ? { id: 'street', inspect: inspector.inspect } : { id: 'street' });
actor.subscribe({
  next: ({ value, context }) => console.log(`${JSON.stringify(value)}  ${context.across} of ${context.arrived} across`),
  // What is still on its way to the page is sent before the connection is closed.
  complete: () => setTimeout(() => inspector?.stop(), 500),
});
actor.start();
