/** Steps an XState machine without its interpreter: a crossing with a button, from its tables. */
import { compile } from 'chartwright/statechart';
import { assign, emit, setup } from 'xstate';

const crossing = setup({
  types: { context: {} as { crossed: number }, events: {} as { readonly type: string }, emitted: {} as { type: 'beep' } },
  actions: { count: assign({ crossed: ({ context }) => context.crossed + 1 }), beep: emit({ type: 'beep' }) },
  delays: { patience: 5000, walk: 8000 },
}).createMachine({
  id: 'crossing',
  context: () => ({ crossed: 0 }),
  initial: 'working',
  states: {
    working: {
      initial: 'cars',
      on: { fault: 'blinking' },
      states: {
        last: { type: 'history' },
        cars: { on: { button: 'waiting' } },
        waiting: { after: { patience: 'people' } },
        people: { entry: ['beep', 'count'], after: { walk: 'cars' } },
      },
    },
    blinking: { on: { repaired: 'working.last' } },
  },
});

const compiled = compile(crossing);
let { snapshot, actions } = compiled.initial();
// Who steps a machine keeps its timers too: here, the one of 'waiting' goes off.
for (const type of ['button', 'fault', 'repaired', 'xstate.after.patience.crossing.working.waiting', 'button']) {
  ({ snapshot, actions } = compiled.step(snapshot, { type }));
  console.log(type, '→', JSON.stringify(snapshot.value), snapshot.context, actions.map((action) => action.type).join(', '));
}
console.log('XState agrees:', compiled.toXState(snapshot).matches({ working: 'people' }), compiled.can(snapshot, { type: 'button' }));
