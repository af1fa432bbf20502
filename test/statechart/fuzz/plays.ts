/** Plays the moves of a case through XState: which events they come to, and where XState stands after each. */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { nodesOf } from '../../../src/statechart/chart.ts';
import { start, step, type Taken } from './interpreter.ts';
import type { Case } from './machines.ts';
import type { Move } from './moves.ts';
import { Timers } from './timers.ts';
import type { Event } from './toolbox.ts';

export interface PlayedStep extends Taken {
  readonly before: AnyMachineSnapshot;
  readonly event: Event;
  /** What was not started by a timer that was pending has none. */
  readonly pendingIds: readonly unknown[];
}

export interface Play {
  readonly of: Case;
  readonly begun: Taken;
  readonly steps: readonly PlayedStep[];
}

export function playsOf(of: Case): readonly Play[] {
  const begun = start(of.machine, of.input);
  return of.sequences.map((moves) => ({ of, begun, steps: stepsOf(of, begun, moves) }));
}

/** How many steps are taken from where there is nothing left to do. */
const AFTER_THE_END = 3;

function stepsOf({ machine }: Case, begun: Taken, moves: readonly Move[]): readonly PlayedStep[] {
  const timers = new Timers();
  for (const action of begun.actions) timers.heard(action);
  const types = typesOf(machine);
  const steps: PlayedStep[] = [];
  let before = begun.snapshot;
  for (const move of moves) {
    if (steps.filter((it) => it.before.status !== 'active').length >= AFTER_THE_END) break;
    const pendingIds = timers.pending.map(({ id }) => id);
    const event = before && eventOf(move, { timers, types, nodes: before._nodes });
    if (!event || !before) continue;
    const taken = step(machine, before, event);
    steps.push({ ...taken, before, event, pendingIds });
    // What threw did not happen: the machine goes on from where it stood.
    before = taken.snapshot ?? before;
    if (taken.snapshot) for (const action of taken.actions) timers.heard(action);
  }
  return steps;
}

/** All that the chart has transitions for, timers and done states too. */
export function typesOf(machine: AnyStateMachine): readonly string[] {
  return [...new Set(nodesOf(machine).flatMap((node) => [...node.transitions.keys()]))];
}

/** What a move is picked from. */
export interface Surroundings {
  readonly timers: Timers;
  /** All that the chart has transitions for. */
  readonly types: readonly string[];
  /** The active states. */
  readonly nodes: readonly AnyStateNode[];
}

/** The event that a move comes to; none of a timer that is not there. */
export function eventOf(move: Move, { timers, types, nodes }: Surroundings): Event | undefined {
  switch (move.move) {
    case 'event':
      return move.event;
    case 'heard': {
      const heard = nodes.flatMap((node) => [...node.transitions.keys()]).filter((type) => !type.startsWith('xstate.'));
      const type = heard[move.pick % heard.length];
      return type === undefined ? undefined : { type: type.replace('*', 'q'), ...(move.by === undefined ? {} : { by: move.by }) };
    }
    case 'due':
      return timers.due();
    case 'any timer':
      return timers.whichever(move.pick);
    case 'forged': {
      const type = types[move.pick % types.length];
      return type === undefined ? undefined : { type };
    }
  }
}
