/** Steps a machine by XState's own interpreter, and keeps all that it says of each step. */
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition } from 'xstate';
import type { Event } from './toolbox.ts';

/** An action in XState's words. */
export interface Action {
  readonly type: string;
  readonly params?: unknown;
  readonly info?: unknown;
}

/** What XState tells its inspectors. */
export interface Microstep {
  readonly event: Event;
  /** The snapshot after it. */
  readonly snapshot: AnyMachineSnapshot;
  /** Those that were selected; of those that an event selects, some may be outdone by others. */
  readonly transitions: readonly AnyTransitionDefinition[];
}

export interface Taken {
  /** None if it threw. */
  readonly snapshot: AnyMachineSnapshot | undefined;
  readonly threw: string | undefined;
  readonly actions: readonly Action[];
  readonly microsteps: readonly Microstep[];
}

export function start(machine: AnyStateMachine, input: unknown): Taken {
  return watched((scope) => machine.getInitialSnapshot(scope, input));
}

export function step(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: Event): Taken {
  return watched((scope) => machine.transition(snapshot, event, scope));
}

function watched(take: (scope: AnyActorScope) => AnyMachineSnapshot): Taken {
  const actions: Action[] = [];
  const microsteps: Microstep[] = [];
  const nothing = (): void => {};
  const system = {
    _sendInspectionEvent: ({
      event,
      snapshot,
      _transitions: transitions,
    }: Microstep & { readonly _transitions: Microstep['transitions'] }) => void microsteps.push({ event, snapshot, transitions }),
    scheduler: { schedule: nothing, cancel: nothing },
    get: nothing,
  };
  const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };
  const actionExecutor = (action: Action): void => void actions.push(action);
  // XState's type asks for a whole actor and system; a machine without actors touches only what stands here.
  const scope = { self, system, actionExecutor, defer: nothing, emit: nothing, stopChild: nothing } as unknown as AnyActorScope;
  try {
    return { snapshot: take(scope), threw: undefined, actions, microsteps };
  } catch (cause) {
    return { snapshot: undefined, threw: messageOf(cause), actions, microsteps };
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
