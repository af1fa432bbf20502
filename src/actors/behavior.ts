/**
 * The one place that steps an XState machine.
 *
 * A behaviour is a pure function from (snapshot, event) to (snapshot, effects): XState's own
 * interpreter, given an actor scope that collects the actions instead of executing them. Choices are
 * resolved here, inside the step, so that no runner ever sees one open.
 */
import type { AnyActorScope, AnyEventObject, AnyMachineSnapshot, AnyStateMachine, EventFromLogic } from 'xstate';
import { drawn, type Message } from '../machines/effects.ts';
import { canonical } from './canonical.ts';
import { sortEffects, type CollectedAction } from './collected.ts';
import { freezeDeep, twice } from './purity.ts';
import { findUnsoundness, type MachineShape } from './soundness.ts';
import { StepError, type Chooser, type Outcome, type Snapshot, type StepEffect } from './step.ts';

/** A machine as a scenario gives it. */
export type Machine = AnyStateMachine;

/** The machine, if it accepts every message that the protocol lets others send to it. */
export type Fits<M, Accepted> = M extends AnyStateMachine
  ? [Accepted] extends [EventFromLogic<M>]
    ? M
    : { readonly 'this machine does not accept': Exclude<Accepted, EventFromLogic<M>> }
  : never;

export interface Behavior {
  readonly kind: string;
  readonly machine: Machine;
  /** Names of the delays that the scenario must draw. */
  readonly drawnDelays: readonly string[];
  /** @throws StepError */
  start(input: unknown, choose: Chooser): Outcome;
  /** @throws StepError */
  step(snapshot: Snapshot, event: Message, choose: Chooser): Outcome;
  /** The same for two snapshots exactly if nothing that is done with them can differ. @throws TypeError if a context is not plain data */
  keyOf(snapshot: Snapshot): string;
}

/** A machine that may not take part in a scenario; names the machine, the state and the remedy. */
export class UnsoundMachine extends Error {
  override readonly name = 'UnsoundMachine';
  /** The state's key as it stands in the source, for finding the place. */
  readonly stateKey: string;

  constructor(message: string, stateKey: string) {
    super(message);
    this.stateKey = stateKey;
  }
}

export interface BehaviorOptions {
  /**
   * Freeze every context and take every step twice, to find mutated contexts and hidden randomness.
   * Three times slower.
   */
  readonly checked?: boolean;
  /** Told of every transition that is taken, those that follow of themselves included; when steps are taken twice, twice. */
  readonly onTransition?: (transition: ChartTransition) => void;
}

/** A transition as it stands in a machine's chart. */
export type ChartTransition = NonNullable<Machine['root']['always']>[number];

/** Where XState got to, and the actions that it would execute. */
interface Taken {
  readonly snapshot: AnyMachineSnapshot;
  readonly actions: readonly CollectedAction[];
}

/** Bound on the choices within one step, against a machine that never stops choosing. */
const CHOICES_PER_STEP_MAX = 1000;

/** Bound on the microsteps within one step, against always-transitions that go in a circle. */
const MICROSTEPS_MAX = 10_000;

/** @throws UnsoundMachine if the machine has anything that would not be simulated faithfully */
export function behaviorOf(kind: string, machine: Machine, { checked = false, onTransition }: BehaviorOptions = {}): Behavior {
  const declared: Readonly<Record<string, unknown>> = machine.implementations.delays;
  const drawnDelays = Object.keys(declared).filter((name) => declared[name] === drawn);
  // A drawn delay resolves to a number that stands for its name, of a size that no computed delay has.
  const markers = new Map(drawnDelays.map((name, index) => [-(1 + index) * Number.MIN_VALUE, name]));
  const provided = machine.provide({
    delays: Object.fromEntries([...markers].map(([marker, name]) => [name, () => marker])),
  });
  const microstepsMax = Math.min(provided.options.maxIterations ?? MICROSTEPS_MAX, MICROSTEPS_MAX);
  provided.options = { ...provided.options, maxIterations: microstepsMax };
  const unsound = findUnsoundness(shapeOf(provided));
  if (unsound) {
    const where = unsound.path.length === 0 ? 'at its root' : `in state '${unsound.path.join('.')}'`;
    const text = `machine '${machine.id}' (kind '${kind}') ${where}: ${unsound.found}. ${unsound.remedy}`;
    throw new UnsoundMachine(text, unsound.path.at(-1) ?? machine.id);
  }

  const collected: CollectedAction[] = [];
  const scope = collectingScope(collected, onTransition);

  function take(where: () => string, move: () => AnyMachineSnapshot): Taken {
    collected.length = 0;
    try {
      const snapshot = move();
      if (snapshot.status === 'error') throw snapshot.error;
      if (Object.keys(snapshot.children).length > 0) refuseChild();
      return { snapshot: inOrder(snapshot), actions: collected.slice() };
    } catch (cause) {
      throw new StepError(`machine '${machine.id}' failed ${where()}: ${messageOf(cause)}`, { cause });
    } finally {
      collected.length = 0;
    }
  }

  function resolve(where: () => string, first: Taken, choose: Chooser, handled: boolean): Outcome {
    const fault = (text: string): StepError => new StepError(`machine '${machine.id}' ${where()}: ${text}`);
    const effects: StepEffect[] = [];
    const choices: unknown[] = [];
    let { snapshot, actions } = first;
    for (;;) {
      const open = sortEffects(actions, effects, fault, markers);
      if (!open) break;
      if (choices.length >= CHOICES_PER_STEP_MAX) throw fault(`more than ${CHOICES_PER_STEP_MAX} choices in one step`);
      if (!open.options.every(({ weight }) => weight >= 0 && weight < Infinity) || !open.options.some(({ weight }) => weight > 0)) {
        throw fault(
          `it chose among weights ${open.options.map(({ weight }) => weight).join(', ')}; give numbers from 0, one of them above it`,
        );
      }
      const option = open.options[choose(open.options)];
      if (!option) throw fault(`it chose among ${open.options.length} options, none of which was taken`);
      const chosen: AnyEventObject = { type: 'chosen', value: option.value };
      const before = snapshot;
      const next = take(where, () => provided.transition(before, chosen, scope));
      if (next.snapshot === before && next.actions.length === 0 && provided.getTransitionData(before, chosen).length === 0) {
        throw fault(
          `it chose, but no state awaits 'chosen'; add on: { chosen: … } to the state that it is in (${JSON.stringify(snapshot.value)})`,
        );
      }
      choices.push(option.value);
      ({ snapshot, actions } = next);
    }
    if (checked) {
      freezeDeep(snapshot.context);
      for (const effect of effects) if (effect.type === 'send') freezeDeep(effect.message, `message '${effect.message.type}'`);
    }
    return { snapshot: asSnapshot(snapshot), effects, choices, handled };
  }

  function start(input: unknown, choose: Chooser): Outcome {
    const where = (): string => 'as it started';
    const first = take(where, () => provided.getInitialSnapshot(scope, input));
    return resolve(where, first, choose, true);
  }

  function step(snapshot: Snapshot, event: Message, choose: Chooser): Outcome {
    const where = (): string => `on '${event.type}' in state ${JSON.stringify(snapshot.value)}`;
    const before = asMachineSnapshot(snapshot);
    const first = take(where, () => provided.transition(before, event, scope));
    // XState gives back the same snapshot when nothing matched, and also when a transition only emits.
    const handled = first.snapshot !== before || first.actions.length > 0 || provided.getTransitionData(before, event).length > 0;
    return resolve(where, first, choose, handled);
  }

  if (!checked) return { kind, machine, drawnDelays, start, step, keyOf };
  return {
    kind,
    machine,
    drawnDelays,
    keyOf,
    start: (input, choose) => twice(kind, 'as it started', (chooser) => start(input, chooser), choose),
    step: (snapshot, event, choose) => {
      freezeDeep(event, `message '${event.type}'`);
      return twice(kind, `on '${event.type}'`, (chooser) => step(snapshot, event, chooser), choose);
    },
  };
}

/**
 * The nodes of a snapshot in document order. XState leaves them in an order that depends on the
 * history, and always-transitions are tried in that order: two equal snapshots could behave differently.
 */
function inOrder(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  const nodes = snapshot._nodes;
  let last = -1;
  for (const node of nodes) {
    if (node.order < last) {
      nodes.sort((a, b) => a.order - b.order);
      break;
    }
    last = node.order;
  }
  return snapshot;
}

/** The children that XState would keep are refused at each step; what is left besides is its status, its data and its history. */
function keyOf(snapshot: Snapshot): string {
  const { status, value, context, historyValue } = asMachineSnapshot(snapshot);
  const history = Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id).sort()] as const);
  return canonical([status, value, context, Object.fromEntries(history)]);
}

/** An actor scope that does nothing but collect. XState wants the other members to be there. */
function collectingScope(collected: CollectedAction[], onTransition: BehaviorOptions['onTransition']): AnyActorScope {
  const nothing = (): void => {};
  // What XState tells its inspectors: each microstep, with the transitions that made it.
  const inspect = ({ _transitions = [] }: { readonly _transitions?: readonly ChartTransition[] }): void => {
    for (const transition of _transitions) onTransition?.(transition);
  };
  const scheduler = { schedule: nothing, cancel: nothing };
  const system = { _sendInspectionEvent: onTransition ? inspect : nothing, _bookId: refuseChild, scheduler, get: nothing };
  const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };
  const scope = {
    self,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    system,
    actionExecutor: (action: CollectedAction) => {
      collected.push(action);
    },
  };
  // XState's type asks for a whole actor and system; transition() touches only what stands here.
  return scope as unknown as AnyActorScope;
}

function refuseChild(): never {
  throw new Error('it spawned a child of XState; emit spawn(id, kind, input) instead');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

// The three casts below are the boundary to XState, whose erased types say `any`.
function asSnapshot(snapshot: AnyMachineSnapshot): Snapshot {
  return snapshot as unknown as Snapshot;
}

function asMachineSnapshot(snapshot: Snapshot): AnyMachineSnapshot {
  return snapshot as unknown as AnyMachineSnapshot;
}

function shapeOf(machine: AnyStateMachine): MachineShape {
  return machine as unknown as MachineShape; // As above: soundness.ts reads a part of XState's machine.
}
