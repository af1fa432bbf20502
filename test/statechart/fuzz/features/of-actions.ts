/** Features of actions: what is assigned, raised, started and cancelled, and where. */
import type { AnyStateMachine } from 'xstate';
import type { Action } from '../interpreter.ts';
import { inMicrostep, inStep, type Feature, type SeenMicrostep, type SeenStep } from './feature.ts';

type Where = 'entry' | 'exit' | 'transition';

/** What XState's creators of actions leave on the function that they return. */
interface Made {
  readonly type?: string;
  readonly delay?: unknown;
  readonly id?: unknown;
  readonly event?: unknown;
  readonly assignment?: unknown;
  readonly params?: unknown;
  readonly sendId?: unknown;
}

/** Whether such an action was taken on the way; of states that were left and entered again in one microstep nothing is known. */
function ran(name: string, least: number, has: (made: Made, where: Where, reference: Made) => boolean): Feature {
  return inMicrostep(name, least, (microstep) => actionsIn(microstep).some(({ made, where, reference }) => has(made, where, reference)));
}

interface Ran {
  readonly made: Made;
  readonly where: Where;
  /** As it stands in the chart. */
  readonly reference: Made;
}

const known = new WeakMap<SeenMicrostep, readonly Ran[]>();

function actionsIn(microstep: SeenMicrostep): readonly Ran[] {
  const { before, kept, entered, left } = microstep;
  const done = known.get(microstep);
  if (done) return done;
  const as = (where: Where, actions: readonly unknown[]): readonly Ran[] =>
    actions.map((action) => ({ where, made: madeOf(before.machine, action), reference: action as Made })); // Its type is erased.
  const all = [
    ...left.flatMap(({ exit }) => as('exit', exit)),
    ...kept.flatMap(({ actions }) => as('transition', actions)),
    ...entered.flatMap(({ entry }) => as('entry', entry)),
  ];
  known.set(microstep, all);
  return all;
}

/** What an action comes to that may be a name. */
function madeOf(machine: AnyStateMachine, action: unknown): Made {
  if (typeof action === 'function') return action as Made; // Only its members are read.
  const name = typeof action === 'string' ? action : (action as Made).type; // An object that has a name.
  const actions: Readonly<Record<string, unknown>> = machine.implementations.actions;
  return (actions[name ?? ''] ?? {}) as Made; // As above.
}

interface Params {
  readonly id?: unknown;
  readonly sendId?: unknown;
  readonly delay?: unknown;
}

function acted(name: string, least: number, has: (params: Params, action: Action, step: SeenStep) => boolean): Feature {
  // XState's erased parameters.
  return inStep(name, least, (step) => step.taken.actions.some((action) => has((action.params ?? {}) as Params, action, step)));
}

function isTimer({ type }: Action, { delay }: Params): boolean {
  return type === 'xstate.raise' && typeof delay === 'number';
}

export const ofActions: readonly Feature[] = [
  ran('a value was assigned by key', 320, ({ type, assignment }) => type === 'xstate.assign' && typeof assignment === 'object'),
  ran('a value was assigned by a function', 160, ({ type, assignment }) => type === 'xstate.assign' && typeof assignment === 'function'),
  ran('an action took parameters', 320, (_, __, { params }) => typeof params === 'object'),
  ran('an action took parameters that a function works out', 160, (_, __, { params }) => typeof params === 'function'),
  ran('an event was raised on entry', 40, ({ type, delay }, where) => type === 'xstate.raise' && delay === undefined && where === 'entry'),
  ran('an event was raised on exit', 25, ({ type, delay }, where) => type === 'xstate.raise' && delay === undefined && where === 'exit'),
  ran(
    'an event was raised on a transition',
    40,
    ({ type, delay }, where) => type === 'xstate.raise' && delay === undefined && where === 'transition',
  ),
  ran('an event that is worked out was raised', 120, ({ type, event }) => type === 'xstate.raise' && typeof event === 'function'),
  ran('actions were enqueued', 220, ({ type }) => type === 'xstate.enqueueActions'),
  ran('a timer with a name for its delay was started', 180, ({ type, delay }) => type === 'xstate.raise' && typeof delay === 'string'),
  ran('a timer whose delay is worked out was started', 95, ({ type, delay }) => type === 'xstate.raise' && typeof delay === 'function'),
  ran('a timer that is worked out was cancelled', 100, ({ type, sendId }) => type === 'xstate.cancel' && typeof sendId === 'function'),
  inMicrostep('a raised event took a transition', 160, ({ event, isOutside, kept }) => {
    return !isOutside && kept.length > 0 && !event.type.startsWith('xstate.') && kept.some(({ eventType }) => eventType !== '');
  }),
  acted('an event was emitted', 360, (_, { type }) => type === 'xstate.emit'),
  acted('what was enqueued was emitted', 75, (_, action) => JSON.stringify(action.params ?? '').includes('enqueued')),
  acted('a check among enqueued actions said no', 180, (_, { params }) => JSON.stringify(params ?? '').includes('"even"')),
  acted('a check among enqueued actions said yes', 200, ({ id }, { type }) => type === 'xstate.raise' && id === 'several'),
  acted('a timer was started by its id', 360, (params, action) => isTimer(action, params) && params.id !== undefined),
  acted('a timer without an id was started', 80, (params, action) => isTimer(action, params) && params.id === undefined),
  acted(
    'a delay that nobody has was taken for none',
    80,
    ({ id }, { type }) => type === 'xstate.raise' && (id === 'lost' || String(id).includes('nowhere')),
  ),
  acted('a timer that was running was cancelled', 140, ({ sendId }, { type }, { played }) => {
    return (
      type === 'xstate.cancel' &&
      sendId !== undefined &&
      !String(sendId).startsWith('xstate.') &&
      Boolean(played?.pendingIds.includes(sendId))
    );
  }),
  acted('a timer of `after` that was running was cancelled', 160, ({ sendId }, { type }, { played }) => {
    return type === 'xstate.cancel' && String(sendId).startsWith('xstate.after.') && Boolean(played?.pendingIds.includes(sendId));
  }),
  acted('a function of the machine was called', 160, (_, { type }) => type === 'plain' || type === 'plainWith'),
  acted('an action that nobody has was called', 45, (_, { type }) => type === 'missing'),
  acted('something was logged', 160, (_, { type }) => type === 'xstate.log'),
  inMicrostep('a timer of `after` took a transition', 75, ({ event, isOutside, kept }) => {
    return isOutside && event.type.startsWith('xstate.after.') && kept.some(({ eventType }) => eventType === event.type);
  }),
];
