/** Features of what happens of itself and how it ends: done states, outputs, loops, errors, and what is asked of snapshots. */
import type { PlayedStep } from '../plays.ts';
import { inMicrostep, inStep, inTransition, isEventless, type Feature, type SeenMicrostep } from './feature.ts';

const DONE = 'xstate.done.state.';

/** The most microsteps in a row that followed of themselves. */
function longestChain(microsteps: readonly SeenMicrostep[]): number {
  let longest = 0;
  let chain = 0;
  for (const { kept } of microsteps) {
    chain = kept.some(isEventless) ? chain + 1 : 0;
    longest = Math.max(longest, chain);
  }
  return longest;
}

function failed(name: string, least: number, text: string): Feature {
  return inStep(name, least, ({ played }) => Boolean(played?.threw?.includes(text)));
}

function asked(name: string, least: number, has: (step: PlayedStep) => boolean): Feature {
  return inStep(name, least, ({ played }) => played !== undefined && has(played));
}

export const ofEnds: readonly Feature[] = [
  inTransition(
    'onDone of a compound state was taken',
    25,
    ({ eventType, source }) => eventType.startsWith(DONE) && source.type === 'compound',
  ),
  inTransition(
    'onDone of a parallel state was taken',
    4,
    ({ eventType, source }) => eventType.startsWith(DONE) && source.type === 'parallel',
  ),
  inTransition('onDone was taken with an output', 20, ({ eventType }, { event }) => {
    return eventType.startsWith(DONE) && 'output' in event && event.output !== undefined;
  }),
  inMicrostep('a region was done and its parallel state was not', 20, ({ event, before }) => {
    const node = event.type.startsWith(DONE) ? before._nodes.find(({ id }) => id === event.type.slice(DONE.length)) : undefined;
    const regions = Object.values(node?.parent?.type === 'parallel' ? node.parent.states : {});
    return regions.some(({ type, states }) => {
      return type === 'compound' && !before._nodes.some((it) => it.type === 'final' && Object.values(states).includes(it));
    });
  }),
  inStep('a state within a state within was done', 6, ({ microsteps }) => {
    const done = microsteps.filter(({ event }) => event.type.startsWith(DONE)).map(({ event }) => event.type);
    return done.some((type) => done.some((other) => other.startsWith(`${type}.`)));
  }),
  asked('the machine came to its end', 30, ({ before, snapshot }) => before.status === 'active' && snapshot?.status === 'done'),
  asked('the machine came to its end with an output', 25, ({ before, snapshot }) => {
    return before.status === 'active' && snapshot?.status === 'done' && snapshot.output !== undefined;
  }),
  asked('a machine at its end took a transition', 45, ({ before, snapshot }) => before.status === 'done' && snapshot !== before),
  inStep('the machine was at its end from the start', 20, ({ played, taken }) => !played && taken.snapshot?.status === 'done'),
  inTransition('a transition followed of itself', 90, isEventless),
  inTransition('a transition without a target followed of itself', 15, (it) => isEventless(it) && it.target === undefined),
  inTransition('a transition without a guard followed of itself', 10, (it) => isEventless(it) && it.guard === undefined),
  inStep(
    'three transitions followed of themselves',
    20,
    ({ microsteps, taken }) => taken.threw === undefined && longestChain(microsteps) >= 3,
  ),
  inStep('six transitions followed of themselves, and then it stopped', 15, ({ microsteps, taken }) => {
    return taken.threw === undefined && longestChain(microsteps) >= 6;
  }),
  failed('a loop without end was found', 45, 'Infinite loop'),
  failed('a guard failed', 3, 'it cannot be asked'),
  failed('a guard that nobody has was asked', 10, 'is not implemented'),
  failed('what was raised was no event', 45, "reading 'type'"),
  failed('an assignment failed', 20, 'it cannot be assigned'),
  failed('an event was called by the wildcard', 20, 'wildcard type'),
  inStep('a machine failed as it started', 70, ({ played, taken }) => !played && taken.snapshot?.status === 'error'),
  inStep('a machine had no context', 8, ({ played, taken }) => !played && String(taken.snapshot?.error).includes('it has no context')),
  inStep(
    'the input was taken',
    200,
    ({ played, play }) => !played && play.of.input.n > 0 && typeof play.of.machine.config.context === 'function',
  ),
  asked('a machine was stopped', 15, ({ snapshot }) => snapshot?.status === 'stopped'),
  asked(
    'an event of an actor that is not there ended the machine',
    10,
    ({ snapshot, before }) => snapshot?.status === 'error' && before.status !== 'error',
  ),
  asked('a snapshot had a tag', 360, ({ snapshot }) => Boolean(snapshot?.tags.size)),
  asked(
    'nothing happened, and the snapshot stayed the same',
    260,
    ({ before, snapshot, actions }) => before === snapshot && actions.length === 0,
  ),
  asked(
    'only an action happened, and the snapshot stayed the same',
    85,
    ({ before, snapshot, actions }) => before === snapshot && actions.length > 0,
  ),
];
