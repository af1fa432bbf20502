/** All that one machine can come to by itself, told anything at any time: to see whether all of its chart is of use. */
import { behaviorOf, type Machine } from '../actors/behavior.ts';
import type { EngineName } from '../actors/stepper.ts';
import { ActorColumn } from '../checker/actor-column.ts';
import type { Message } from '../machines/effects.ts';
import { Taken, type Coverage, type Explorable } from './coverage.ts';

export interface MachineAloneOptions {
  readonly input?: unknown;
  /** Each of them may come in every state, any number of times. */
  readonly events: readonly Message[];
  /** Of the machine with its timers; 10,000 unless given. */
  readonly statesMax?: number;
  /** What steps the machine: 'compiled', unless given. Both come to the same. */
  readonly engine?: EngineName;
}

const STATES_MAX = 10_000;

/**
 * A machine without a system. What it sends goes nowhere, actors that it creates are not there, and its timers go off at any
 * time, in any order.
 */
export function machineAlone(machine: Machine, options: MachineAloneOptions): Explorable {
  let known: Coverage | undefined;
  return { coverage: () => (known ??= explore(machine, options)) };
}

/** @throws StepError if the machine fails */
function explore(machine: Machine, { input, events, statesMax = STATES_MAX, engine = 'compiled' }: MachineAloneOptions): Coverage {
  const kind = machine.id;
  const taken = new Taken({ [kind]: machine });
  const behavior = behaviorOf(kind, machine, { checked: true, engine, onTransition: (it) => taken.see(kind, it) });
  const actor = new ActorColumn({ id: kind, behavior, place: null, column: 0 });
  const seen = new Set<number>();
  const frontier: number[] = [];
  const reach = (outcomes: ReturnType<ActorColumn['start']>): void => {
    for (const { next, isFinal } of outcomes) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (!isFinal) frontier.push(next);
    }
  };
  reach(actor.start(input));
  for (let local = frontier.shift(); local !== undefined; local = frontier.shift()) {
    if (seen.size >= statesMax) return taken.coverage({ states: seen.size, reason: `${statesMax.toLocaleString('en-US')} states` });
    for (const event of events) reach(actor.told(local, event));
    for (const timer of actor.state(local).timers) reach(actor.fired(local, timer));
  }
  return taken.coverage({ states: seen.size });
}
