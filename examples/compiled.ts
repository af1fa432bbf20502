/** Steps an XState machine without its interpreter: a crossing with a button, from its tables. */
import { compile, type Sink } from 'chartwright/statechart';
import { assign, emit, setup } from 'xstate';

type Heard = { readonly type: 'button' } | { readonly type: 'fault' } | { readonly type: 'repaired' };

const crossing = setup({
  types: { context: {} as { crossed: number }, events: {} as Heard, emitted: {} as { type: 'beep' } },
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
let { snapshot } = compiled.initial();
// Who steps a machine keeps its timers too: each has an event, of which the machine is told when it goes off.
const timers = new Map<string, Heard>();

function step(event: Heard): void {
  const stepped = compiled.step(snapshot, event);
  snapshot = stepped.snapshot;
  for (const action of stepped.actions) {
    if (action.info) action.exec?.(action.info, action.params);
    else if (action.type === 'xstate.raise' && action.params.delay !== undefined) timers.set(action.params.id ?? '', action.params.event);
    else if (action.type === 'xstate.cancel') timers.delete(action.params.sendId);
  }
  console.log(event.type, '→', JSON.stringify(snapshot.value), snapshot.context, stepped.actions.map(({ type }) => type).join(', '));
}

for (const type of ['button', 'fault', 'repaired'] as const) step({ type });
const [patience] = timers.values();
if (patience) step(patience);
console.log('XState agrees:', compiled.toXState(snapshot).matches({ working: 'people' }), compiled.can(snapshot, { type: 'button' }));

/** Counts beeps and keeps one timer: in bulk, nobody needs lists of actions. */
class Beeps implements Sink {
  count = 0;
  due: Heard | undefined;
  handled = false;
  readonly took: Sink['took'] = undefined;
  emitted(): void {
    this.count += 1;
  }
  raised(event: unknown, _id: unknown, delay: unknown): void {
    if (typeof delay === 'number') this.due = event as Heard; // What a machine raises is what it hears.
  }
  cancelled(): void {
    this.due = undefined;
  }
  called(): void {}
  refused(name: string): void {
    throw new Error(`there are no actors for ${name} here`);
  }
}

const beeps = new Beeps();
let at = compiled.engine.start(undefined, beeps);
for (let person = 0; person < 1000; person += 1) {
  at = compiled.engine.step(at, { type: 'button' }, beeps);
  // Patience is over, and then the time to walk.
  while (beeps.due) at = compiled.engine.step(at, beeps.due, beeps);
}
console.log(beeps.count, 'beeps,', at.context.crossed, 'crossed');
