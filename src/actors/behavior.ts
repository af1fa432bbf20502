/**
 * The one place where machines are stepped.
 *
 * A behaviour is a pure function from (snapshot, event) to (snapshot, effects): tables that the machine was compiled into, or
 * XState's own interpreter. Choices are resolved here, inside the step, so that no runner ever sees one open.
 */
import type { AnyStateMachine, EventFromLogic } from 'xstate';
import { drawn, type Choose, type Message } from '../machines/effects.ts';
import { checkMachine } from '../statechart/of-xstate.ts';
import { Uncompilable } from '../statechart/uncompilable.ts';
import { compiled } from './compiled.ts';
import { EffectSink } from './effect-sink.ts';
import { interpreted } from './interpreted.ts';
import { freezeDeep, twice } from './purity.ts';
import { findUnsoundness, type MachineShape } from './soundness.ts';
import { StepError, type Chooser, type Outcome, type Snapshot } from './step.ts';
import type { EngineName, Stepper } from './stepper.ts';

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
  /** What steps the machine: 'compiled', unless given. Both come to the same. */
  readonly engine?: EngineName;
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

/** Bound on the choices within one step, against a machine that never stops choosing. */
const CHOICES_PER_STEP_MAX = 1000;

const NONE: readonly unknown[] = [];

/** Bound on the microsteps within one step, against always-transitions that go in a circle. */
const MICROSTEPS_MAX = 10_000;

/**
 * A behaviour for each kind of actor.
 *
 * @throws UnsoundMachine
 */
export function behaviorsOf(kinds: Readonly<Record<string, Machine>>, options: BehaviorOptions = {}): ReadonlyMap<string, Behavior> {
  return new Map(Object.entries(kinds).map(([kind, machine]) => [kind, behaviorOf(kind, machine, options)]));
}

/** @throws UnsoundMachine if the machine has anything that would not be simulated faithfully */
export function behaviorOf(kind: string, machine: Machine, options: BehaviorOptions = {}): Behavior {
  const { checked = false, onTransition, engine = 'compiled' } = options;
  refuseOtherVersions(machine);
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

  const sink = new EffectSink(markers, onTransition);
  const stepper = engine === 'xstate' ? interpreted(provided, sink) : compiledOf(kind, provided, sink);
  const { keyOf } = stepper;

  function failed(where: string, cause: unknown): StepError {
    return new StepError(`machine '${machine.id}' failed ${where}: ${messageOf(cause)}`, { cause });
  }

  function start(input: unknown, choose: Chooser): Outcome {
    let snapshot: Snapshot;
    sink.begin();
    try {
      snapshot = stepper.start(input);
    } catch (cause) {
      throw failed('as it started', cause);
    }
    return outcome(snapshot, choose, undefined, undefined);
  }

  function step(before: Snapshot, event: Message, choose: Chooser): Outcome {
    let snapshot: Snapshot;
    sink.begin();
    try {
      snapshot = stepper.step(before, event);
    } catch (cause) {
      throw failed(onEvent(before, event), cause);
    }
    return outcome(snapshot, choose, before, event);
  }

  /** What a step comes to, once its choices are made. */
  function outcome(first: Snapshot, choose: Chooser, before: Snapshot | undefined, event: Message | undefined): Outcome {
    const { handled } = sink;
    let snapshot = first;
    let choices = NONE;
    if (sink.fault !== undefined || sink.open !== undefined) {
      const where = (): string => (before && event ? onEvent(before, event) : 'as it started');
      ({ snapshot, choices } = resolve(where, first, choose));
    }
    const { effects } = sink;
    if (checked) {
      freezeDeep(snapshot.context);
      for (const effect of effects) if (effect.type === 'send') freezeDeep(effect.message, `message '${effect.message.type}'`);
    }
    return { snapshot, effects, choices, handled };
  }

  /** @param where the step, for who fails in it: nobody else should have to put that into words */
  function resolve(where: () => string, first: Snapshot, choose: Chooser): Pick<Outcome, 'snapshot' | 'choices'> {
    const fault = (text: string): StepError => new StepError(`machine '${machine.id}' ${where()}: ${text}`);
    const choices: unknown[] = [];
    let snapshot = first;
    for (;;) {
      if (sink.fault !== undefined) throw fault(sink.fault);
      const { open } = sink;
      if (!open) return { snapshot, choices };
      if (choices.length >= CHOICES_PER_STEP_MAX) throw fault(`more than ${CHOICES_PER_STEP_MAX} choices in one step`);
      const before = snapshot;
      const value = chosenOf(open, choose, fault);
      const chosen: Message & { readonly value: unknown } = { type: 'chosen', value };
      sink.goOn();
      try {
        snapshot = stepper.step(before, chosen);
      } catch (cause) {
        throw failed(where(), cause);
      }
      if (!sink.handled) {
        throw fault(
          `it chose, but no state awaits 'chosen'; add on: { chosen: … } to the state that it is in (${JSON.stringify(snapshot.value)})`,
        );
      }
      choices.push(value);
    }
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

/** Whether all weights are numbers from 0, and one is above it. Looked at with each choice: a loop takes a fraction of what `every` does. */
function isChoice(options: Choose['options']): boolean {
  let most = 0;
  for (let at = 0; at < options.length; at += 1) {
    const weight = options[at]?.weight ?? Number.NaN;
    if (!(weight >= 0 && weight < Infinity)) return false;
    if (weight > most) most = weight;
  }
  return most > 0;
}

function chosenOf({ options }: Choose, choose: Chooser, fault: (text: string) => StepError): unknown {
  if (!isChoice(options))
    throw fault(`it chose among weights ${options.map(({ weight }) => weight).join(', ')}; give numbers from 0, one of them above it`);
  const option = options[choose(options)];
  if (!option) throw fault(`it chose among ${options.length} options, none of which was taken`);
  return option.value;
}

/** @throws UnsoundMachine if another version of XState has made it */
function refuseOtherVersions(machine: Machine): void {
  try {
    checkMachine(machine);
  } catch (cause) {
    throw new UnsoundMachine(messageOf(cause), machine.id);
  }
}

/** @throws UnsoundMachine */
function compiledOf(kind: string, machine: Machine, sink: EffectSink): Stepper {
  try {
    return compiled(machine, sink);
  } catch (cause) {
    if (!(cause instanceof Uncompilable)) throw cause;
    const text = `machine '${machine.id}' (kind '${kind}') cannot be compiled: ${cause.message} Or run it by XState's interpreter: --engine xstate, or the option engine: 'xstate'.`;
    throw new UnsoundMachine(text, cause.obstacles[0]?.path.at(-1) ?? machine.id);
  }
}

function onEvent({ value }: Snapshot, { type }: Message): string {
  return `on '${type}' in state ${JSON.stringify(value)}`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function shapeOf(machine: AnyStateMachine): MachineShape {
  return machine as unknown as MachineShape; // XState's erased type says `any`; soundness.ts reads a part of its machine.
}
