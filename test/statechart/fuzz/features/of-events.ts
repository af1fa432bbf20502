/** Features of events: which transitions they select, and what guards say. */
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { ancestorsOf } from '../../../../src/statechart/chart.ts';
import { candidatesOf } from '../../../../src/statechart/events.ts';
import { guardKindsOf, type GuardKind } from './guard-kinds.ts';
import { inMicrostep, inTransition, isEventless, type Feature, type SeenMicrostep } from './feature.ts';

function isWild({ eventType }: AnyTransitionDefinition): boolean {
  return eventType.endsWith('*');
}

/** Whether a transition was one of several of its state that the event might have taken. */
function beside(
  has: (transition: AnyTransitionDefinition, others: readonly AnyTransitionDefinition[]) => boolean,
): (transition: AnyTransitionDefinition, microstep: SeenMicrostep) => boolean {
  return (transition, { event }) => {
    const candidates = isEventless(transition) ? (transition.source.always ?? []) : candidatesOf(transition.source, event.type);
    return has(
      transition,
      candidates.filter((it) => it !== transition),
    );
  };
}

function isForbidden({ target, actions }: AnyTransitionDefinition): boolean {
  return target === undefined && actions.length === 0;
}

function hasTransition(node: AnyStateNode, type: string): boolean {
  return candidatesOf(node, type).some((it) => !isForbidden(it));
}

function guarded([kind, least]: readonly [GuardKind, number]): Feature {
  return inTransition(`a transition was taken whose guard ${GUARDS[kind]}`, least, ({ guard }) => guardKindsOf(guard).has(kind));
}

const GUARDS: Readonly<Record<GuardKind, string>> = {
  name: 'is a name',
  params: 'has parameters',
  'worked params': 'has parameters that a function works out',
  inline: 'stands there itself',
  and: 'asks for all of several',
  or: 'asks for one of several',
  not: 'asks for what is not so',
  stateIn: 'asks for the state',
};

export const ofEvents: readonly Feature[] = [
  inTransition('the wildcard of all events was taken', 140, ({ eventType }) => eventType === '*'),
  inTransition('the wildcard of some events was taken', 160, ({ eventType }) => eventType.endsWith('.*')),
  inTransition(
    'an event was taken by its name beside a wildcard of the same state',
    140,
    beside((transition, others) => !isEventless(transition) && !isWild(transition) && others.some(isWild)),
  ),
  inTransition(
    'a longer wildcard was taken beside a shorter one of the same state',
    25,
    beside(
      (transition, others) => isWild(transition) && others.some((it) => isWild(it) && it.eventType.length < transition.eventType.length),
    ),
  ),
  inTransition(
    'a wildcard was taken after what names the event had refused',
    15,
    beside((transition, others) => isWild(transition) && others.some((it) => !isWild(it))),
  ),
  inTransition('a wildcard was taken before what names the event further out', 120, (transition, { event }) => {
    return isWild(transition) && ancestorsOf(transition.source, undefined).some((node) => node.transitions.has(event.type));
  }),
  inTransition('a transition was taken before another of the same name further out', 260, ({ eventType, source }) =>
    ancestorsOf(source, undefined).some((node) => node.transitions.has(eventType)),
  ),
  inTransition('a transition was taken further out, since what is further in had refused', 40, (transition, { before, event }) =>
    before._nodes.some(
      (node) => !isEventless(transition) && ancestorsOf(node, undefined).includes(transition.source) && hasTransition(node, event.type),
    ),
  ),
  inTransition(
    'a wildcard took the event of a state that was done, or of a timer',
    70,
    (transition, { event }) => isWild(transition) && event.type.startsWith('xstate.'),
  ),
  inTransition('an event was forbidden that something further out would have taken', 40, (transition, { event }) => {
    return isForbidden(transition) && ancestorsOf(transition.source, undefined).some((node) => hasTransition(node, event.type));
  }),
  inTransition('a transition without a target acted', 120, ({ target, actions }) => target === undefined && actions.length > 0),
  inTransition('a transition was taken whose guard is false or empty, which is none', 80, (transition) => {
    return !isEventless(transition) && transition.guard !== undefined && !transition.guard;
  }),
  inTransition('a second candidate was taken', 30, (transition) => {
    const { source, eventType } = transition;
    const siblings = isEventless(transition) ? source.always : source.transitions.get(eventType);
    return (siblings?.indexOf(transition) ?? 0) > 0;
  }),
  inMicrostep('nothing knew an event', 200, ({ selected, before, event, isOutside }) => {
    return isOutside && selected.length === 0 && !before._nodes.some((node) => hasTransition(node, event.type));
  }),
  inMicrostep('all that knew an event refused it', 85, ({ selected, before, event, isOutside }) => {
    return isOutside && selected.length === 0 && before._nodes.some((node) => hasTransition(node, event.type));
  }),
  ...(
    [
      ['name', 100],
      ['params', 55],
      ['worked params', 30],
      ['inline', 35],
      ['and', 50],
      ['or', 30],
      ['not', 65],
      ['stateIn', 45],
    ] as const
  ).map(guarded),
];
