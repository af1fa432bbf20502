/** What a feature of charts is here: something that is seen to take effect in a microstep, or in a whole step, of XState. */
import type { AnyMachineSnapshot, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { withoutConflicts } from '../../../../src/statechart/targets.ts';
import type { Taken } from '../interpreter.ts';
import type { Play, PlayedStep } from '../plays.ts';
import type { Event } from '../toolbox.ts';

export interface SeenMicrostep {
  readonly event: Event;
  readonly before: AnyMachineSnapshot;
  readonly after: AnyMachineSnapshot;
  readonly selected: readonly AnyTransitionDefinition[];
  /** Those that were not outdone by others. */
  readonly kept: readonly AnyTransitionDefinition[];
  /** Whether it is of the event that came from outside. */
  readonly isOutside: boolean;
  readonly entered: readonly AnyStateNode[];
  readonly left: readonly AnyStateNode[];
}

export interface SeenStep {
  /** None at the start. */
  readonly played: PlayedStep | undefined;
  readonly taken: Taken;
  readonly play: Play;
  readonly microsteps: readonly SeenMicrostep[];
}

export interface Feature {
  /** Reads as a sentence on what happened. */
  readonly name: string;
  /** In how many of a thousand machines it has to take effect. */
  readonly least: number;
  readonly isIn: (step: SeenStep) => boolean;
}

/** A feature that is seen in single microsteps. */
export function inMicrostep(name: string, least: number, has: (microstep: SeenMicrostep) => boolean): Feature {
  return inStep(name, least, ({ microsteps }) => microsteps.some(has));
}

/** A feature that is seen in single transitions that are taken. */
export function inTransition(
  name: string,
  least: number,
  has: (transition: AnyTransitionDefinition, microstep: SeenMicrostep) => boolean,
): Feature {
  return inMicrostep(name, least, (microstep) => microstep.kept.some((transition) => has(transition, microstep)));
}

export function inStep(name: string, least: number, has: (step: SeenStep) => boolean): Feature {
  return { name, least, isIn: has };
}

/** All steps of a play; the start is the first of them. */
export function seenIn(play: Play): readonly SeenStep[] {
  const start: SeenStep = { play, played: undefined, taken: play.begun, microsteps: microstepsOf(play.begun, undefined) };
  return [start, ...play.steps.map((step): SeenStep => ({ play, played: step, taken: step, microsteps: microstepsOf(step, step.before) }))];
}

function microstepsOf({ microsteps }: Taken, first: AnyMachineSnapshot | undefined): readonly SeenMicrostep[] {
  return microsteps.flatMap(({ event, snapshot: after, transitions: selected }, at): SeenMicrostep[] => {
    const before = at === 0 ? first : microsteps[at - 1]?.snapshot;
    // XState says nothing of what was before the first.
    if (!before) return [];
    const kept = selected.length > 1 ? withoutConflicts(selected, before._nodes, before.historyValue) : selected;
    const was = new Set(before._nodes);
    const is = new Set(after._nodes);
    return [
      {
        event,
        before,
        after,
        selected,
        kept,
        isOutside: first !== undefined && at === 0,
        entered: after._nodes.filter((node) => !was.has(node)),
        left: before._nodes.filter((node) => !is.has(node)),
      },
    ];
  });
}

export function isEventless({ eventType }: AnyTransitionDefinition): boolean {
  return eventType === '';
}
