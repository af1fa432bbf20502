/**
 * The one place that steps an XState machine.
 *
 * A behaviour is a pure function from (snapshot, event) to (snapshot, effects): XState's own
 * interpreter, given an actor scope that collects the actions instead of executing them. Choices are
 * resolved here, inside the step, so that no runner ever sees one open.
 */
import type { AnyActorScope, AnyEventObject, AnyMachineSnapshot, AnyStateMachine, EventFromLogic } from 'xstate';
import { drawn, type Effect, type Message, type Option, type Send, type Spawn, type Stop } from '../machines/effects.ts';
import { findUnsoundness, type StateNodeShape } from './soundness.ts';

/** A machine as a scenario gives it. */
export type Machine = AnyStateMachine;

/** The machine, if it accepts every message that the protocol lets others send to it. */
export type Fits<M, Accepted> = M extends AnyStateMachine
  ? [Accepted] extends [EventFromLogic<M>]
    ? M
    : { readonly 'this machine does not accept': Exclude<Accepted, EventFromLogic<M>> }
  : never;

/** What a state value looks like: the name of a state, or one for each region. */
export type StateValue = string | { readonly [region: string]: StateValue };

/** Where an actor stands. Opaque but for what is listed here. */
export interface Snapshot {
  readonly status: 'active' | 'done';
  readonly value: StateValue;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A timer to start. One with the same id, if it runs, is replaced. */
export interface StartTimer {
  readonly type: 'timer.start';
  readonly id: string;
  /** Milliseconds, or the name of a delay that the scenario draws. */
  readonly delay: number | string;
  readonly event: Message;
}

export interface CancelTimer {
  readonly type: 'timer.cancel';
  readonly id: string;
}

export type StepEffect = Send | Spawn | Stop | StartTimer | CancelTimer;

export interface Outcome {
  readonly snapshot: Snapshot;
  readonly effects: readonly StepEffect[];
  /** Values chosen, in order, when the machine left something open. */
  readonly choices: readonly unknown[];
  /** False when the machine has no transition for the event, as it stands. */
  readonly handled: boolean;
}

/** Decides a choice: the index of one of the options. */
export type Chooser = (options: readonly Option[]) => number;

export interface Behavior {
  readonly kind: string;
  readonly machine: Machine;
  /** Names of the delays that the scenario must draw. */
  readonly drawnDelays: readonly string[];
  /** @throws StepError */
  start(input: unknown, choose: Chooser): Outcome;
  /** @throws StepError */
  step(snapshot: Snapshot, event: Message, choose: Chooser): Outcome;
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

/** A machine did at a step what no machine may do, or threw. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

export interface BehaviorOptions {
  /**
   * Freeze every context and take every step twice, to find mutated contexts and hidden randomness.
   * Three times slower.
   */
  readonly checked?: boolean;
}

/** Bound on the choices within one step, against a machine that never stops choosing. */
const CHOICES_PER_STEP_MAX = 1000;

/** Bound on the microsteps within one step, against always-transitions that go in a circle. */
const MICROSTEPS_MAX = 10_000;

/** @throws UnsoundMachine if the machine has anything that would not be simulated faithfully */
export function behaviorOf(kind: string, machine: Machine, { checked = false }: BehaviorOptions = {}): Behavior {
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
  const scope = collectingScope(collected);

  function take(what: string, move: () => AnyMachineSnapshot): { snapshot: AnyMachineSnapshot; actions: CollectedAction[] } {
    collected.length = 0;
    try {
      const snapshot = move();
      if (snapshot.status === 'error') throw snapshot.error;
      if (Object.keys(snapshot.children).length > 0) refuseChild();
      return { snapshot: inOrder(snapshot), actions: collected.slice() };
    } catch (cause) {
      throw new StepError(`machine '${machine.id}' failed ${what}: ${messageOf(cause)}`, { cause });
    } finally {
      collected.length = 0;
    }
  }

  function resolve(what: string, first: { snapshot: AnyMachineSnapshot; actions: CollectedAction[] }, choose: Chooser, handled: boolean): Outcome {
    const effects: StepEffect[] = [];
    const choices: unknown[] = [];
    let { snapshot, actions } = first;
    for (;;) {
      const open = sortEffects(actions, effects, (fault) => new StepError(`machine '${machine.id}' ${what}: ${fault}`), markers);
      if (!open) break;
      if (choices.length >= CHOICES_PER_STEP_MAX) throw new StepError(`machine '${machine.id}' ${what}: more than ${CHOICES_PER_STEP_MAX} choices in one step`);
      const option = open.options[choose(open.options)];
      if (!option) throw new StepError(`machine '${machine.id}' ${what}: it chose among ${open.options.length} options, none of which was taken`);
      const chosen: AnyEventObject = { type: 'chosen', value: option.value };
      const before = snapshot;
      const next = take(what, () => provided.transition(before, chosen, scope));
      if (next.snapshot === before && next.actions.length === 0 && provided.getTransitionData(before, chosen).length === 0) {
        throw new StepError(`machine '${machine.id}' ${what}: it chose, but no state awaits 'chosen'; add on: { chosen: … } to the state that it is in (${JSON.stringify(snapshot.value)})`);
      }
      choices.push(option.value);
      ({ snapshot, actions } = next);
    }
    if (checked) freezeDeep(snapshot.context);
    return { snapshot: asSnapshot(snapshot), effects, choices, handled };
  }

  function start(input: unknown, choose: Chooser): Outcome {
    const what = 'as it started';
    return resolve(what, take(what, () => provided.getInitialSnapshot(scope, input)), choose, true);
  }

  function step(snapshot: Snapshot, event: Message, choose: Chooser): Outcome {
    const what = `on '${event.type}' in state ${JSON.stringify(snapshot.value)}`;
    const before = asMachineSnapshot(snapshot);
    const first = take(what, () => provided.transition(before, event, scope));
    // XState gives back the same snapshot when nothing matched, and also when a transition only emits.
    const handled = first.snapshot !== before || first.actions.length > 0 || provided.getTransitionData(before, event).length > 0;
    return resolve(what, first, choose, handled);
  }

  if (!checked) return { kind, machine, drawnDelays, start, step };
  return {
    kind,
    machine,
    drawnDelays,
    start: (input, choose) => twice(kind, 'as it started', (chooser) => start(input, chooser), choose),
    step: (snapshot, event, choose) => {
      freezeDeep(event);
      return twice(kind, `on '${event.type}'`, (chooser) => step(snapshot, event, chooser), choose);
    },
  };
}

/**
 * Every outcome of a step, one for each way its choices can go: options of weight 0 left out.
 *
 * @param take the step, given a way to choose
 */
export function outcomesOf(take: (choose: Chooser) => Outcome): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const pending: (readonly number[])[] = [[]];
  for (let path = pending.pop(); path; path = pending.pop()) {
    const made: number[] = [];
    const prefix = path;
    outcomes.push(
      take((options) => {
        const possible = options.flatMap(({ weight }, index) => (weight > 0 ? [index] : []));
        const [first, ...others] = possible;
        if (first === undefined) throw new StepError('none of the options has a weight above 0');
        const decided = prefix[made.length];
        if (decided === undefined) for (const other of others.reverse()) pending.push([...made, other]);
        made.push(decided ?? first);
        return decided ?? first;
      }),
    );
  }
  return outcomes;
}

interface CollectedAction {
  readonly type: string;
  readonly params: unknown;
  readonly exec: unknown;
}

/** Sorts what XState collected into our effects; returns the choice that was left open, if any. */
function sortEffects(
  actions: readonly CollectedAction[],
  effects: StepEffect[],
  fault: (text: string) => StepError,
  markers: ReadonlyMap<number, string>,
): Extract<Effect, { type: 'choose' }> | undefined {
  let open: Extract<Effect, { type: 'choose' }> | undefined;
  for (const { type, params } of actions) {
    switch (type) {
      case 'xstate.emit': {
        // The types of XState's collected actions are erased; `emitted: {} as Effect` is what put it there.
        const { event } = params as { readonly event: Effect };
        switch (event?.type) {
          case 'send':
          case 'spawn':
          case 'stop':
            effects.push(event);
            break;
          case 'choose':
            if (open) throw fault('it made two choices at once; make the second one in a state of its own');
            open = event;
            break;
          default:
            throw fault(`it emitted ${JSON.stringify(event)}, which is none of send, spawn, stop and choose`);
        }
        break;
      }
      case 'xstate.raise': {
        const timer = params as { readonly event: Message; readonly id?: string; readonly delay?: number };
        if (timer.delay === undefined) {
          // XState takes an unknown name for no delay; only a timer has an id.
          if (timer.id !== undefined) throw fault(`its timer '${timer.id}' has no delay; define the delay that it names, or correct the name`);
          break;
        }
        if (timer.id === undefined) throw fault(`it raised '${timer.event.type}' with a delay and no id; give it { id, delay }`);
        const delay = markers.get(timer.delay) ?? timer.delay;
        if (typeof delay === 'number' && !(delay >= 0 && delay < Number.POSITIVE_INFINITY)) {
          throw fault(`its timer '${timer.id}' has a delay of ${delay} ms; a delay is a number from 0`);
        }
        effects.push({ type: 'timer.start', id: timer.id, delay, event: timer.event });
        break;
      }
      case 'xstate.cancel': {
        const { sendId } = params as { readonly sendId: string };
        effects.push({ type: 'timer.cancel', id: sendId });
        break;
      }
      default:
        throw fault(
          type.startsWith('xstate.')
            ? `it used ${type.slice('xstate.'.length)}, which acts on XState's own actors; emit send, spawn or stop instead`
            : `its action '${type}' is a plain function, which would never run; make it an assign or an emit`,
        );
    }
  }
  return open;
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
      snapshot.value = valueInOrder(snapshot.machine.root, snapshot.value);
      break;
    }
    last = node.order;
  }
  return snapshot;
}

function valueInOrder(node: StateNodeShape, value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  const entries = Object.keys(node.states).flatMap((key) => {
    const child = node.states[key];
    const part = value[key];
    return child && part !== undefined ? [[key, valueInOrder(child, part)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** An actor scope that does nothing but collect. XState wants the other members to be there. */
function collectingScope(collected: CollectedAction[]): AnyActorScope {
  const nothing = (): void => {};
  const system = { _sendInspectionEvent: nothing, _bookId: refuseChild, scheduler: { schedule: nothing, cancel: nothing }, get: nothing };
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

function twice(kind: string, what: string, take: (choose: Chooser) => Outcome, choose: Chooser): Outcome {
  const decisions: number[] = [];
  const first = take((options) => {
    const index = choose(options);
    decisions.push(index);
    return index;
  });
  let next = 0;
  const second = take(() => decisions[next++] ?? 0);
  if (JSON.stringify([first.snapshot.value, first.snapshot.context, first.effects]) !== JSON.stringify([second.snapshot.value, second.snapshot.context, second.effects])) {
    throw new StepError(`machine of kind '${kind}' ${what}: the same step twice gave two results; it reads a clock, draws random numbers or keeps state outside of its context`);
  }
  return first;
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep(part);
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

function shapeOf(machine: AnyStateMachine): { readonly root: StateNodeShape; readonly implementations: AnyStateMachine['implementations'] } {
  return machine as unknown as { readonly root: StateNodeShape; readonly implementations: AnyStateMachine['implementations'] };
}
