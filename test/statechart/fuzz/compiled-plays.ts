/** Plays what XState was played through a compiled machine, and finds the first step after which the two differ. */
import type { AnyTransitionDefinition } from 'xstate';
import type { compile as Compile, CompiledMachine, CompiledSnapshot } from '../../../src/statechart/index.ts';
import { Collector, type Sink } from '../../../src/statechart/sink.ts';
import { messageOf, step as interpret } from './interpreter.ts';
import type { Play, PlayedStep } from './plays.ts';
import { answer, nameOfAction, nameOfTransition, seen, standOf, TAGS, textOf, type Stand } from './stands.ts';

export interface Difference {
  /** From 1; 0 is the start. */
  readonly step: number;
  readonly what: string;
  readonly xstate: unknown;
  readonly compiled: unknown;
}

/** All steps by functions that are written for them; and none. */
const WRITING = [0, Infinity];

/** @param compile the compiler, or one with a bug in it */
export function difference(plays: readonly Play[], compile: typeof Compile): Difference | undefined {
  const [first] = plays;
  if (!first) return undefined;
  for (const writeAfter of WRITING) {
    const compiled = compile(first.of.machine, { writeAfter });
    for (const play of plays) {
      const found = alongside(play, compiled);
      if (found) return found;
    }
  }
  return undefined;
}

function alongside({ of, begun, steps }: Play, compiled: CompiledMachine): Difference | undefined {
  const { input, samples } = of;
  const stand = (took: Took): Stand => ownStand(compiled, took, samples);
  const first = taken((sink) => compiled.engine.start(input, sink));
  const atStart = compared('at the start', 0, standOf(begun, samples), stand(first));
  if (atStart || !first.snapshot) return atStart;
  let ours = first.snapshot;
  for (const [at, step] of steps.entries()) {
    const { event, before } = step;
    const expected = standOf(step, samples);
    const from = goingOn(compiled, ours, step, at);
    const took = taken((sink) => compiled.engine.step(from, event, sink));
    const found = compared(`on '${event.type}'`, at + 1, expected, stand(took));
    if (found) return found;
    if (at % 4 === 2) {
      const back = interpret(of.machine, compiled.toXState(ours), event);
      const other = compared(
        `as XState goes on from a snapshot that it was given, on '${event.type}'`,
        at + 1,
        expected,
        standOf(back, samples),
      );
      if (other) return other;
    }
    const changed = (took.snapshot === from) !== (step.snapshot === before);
    if (changed && step.snapshot)
      return { step: at + 1, what: `whether '${event.type}' made another snapshot`, xstate: step, compiled: took };
    ours = took.snapshot ?? ours;
  }
  return undefined;
}

/** A snapshot that went to XState and back, and XState's own, go on in the same way as the one that was here. */
function goingOn(compiled: CompiledMachine, ours: CompiledSnapshot, { before }: PlayedStep, at: number): CompiledSnapshot {
  if (at % 4 === 1) return compiled.fromXState(compiled.toXState(ours));
  return at % 4 === 3 ? compiled.fromXState(before) : ours;
}

interface Took {
  readonly snapshot: CompiledSnapshot | undefined;
  readonly threw: string | undefined;
  readonly sink: Collector;
  readonly transitions: readonly AnyTransitionDefinition[];
}

function taken(take: (sink: Sink) => CompiledSnapshot): Took {
  const transitions: AnyTransitionDefinition[] = [];
  const sink = new Collector((transition) => void transitions.push(transition));
  try {
    return { snapshot: take(sink), threw: undefined, sink, transitions };
  } catch (cause) {
    return { snapshot: undefined, threw: messageOf(cause), sink, transitions };
  }
}

function ownStand(compiled: CompiledMachine, { snapshot, threw, sink, transitions }: Took, samples: Play['of']['samples']): Stand {
  return {
    threw,
    snapshot: snapshot && seen(compiled.toXState(snapshot)),
    actions: sink.actions.map(nameOfAction),
    took: transitions.map(nameOfTransition),
    can: snapshot ? samples.map((event) => answer(() => compiled.can(snapshot, event))) : [],
    tagged: snapshot ? TAGS.map((tag) => compiled.hasTag(snapshot, tag)) : [],
  };
}

function compared(what: string, step: number, xstate: Stand, compiled: Stand): Difference | undefined {
  return textOf(xstate) === textOf(compiled) ? undefined : { what, step, xstate, compiled };
}
