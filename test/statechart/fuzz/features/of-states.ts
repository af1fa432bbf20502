/** Features of states: where transitions lead, what history remembers, in which order regions act. */
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { isDescendant } from '../../../../src/statechart/chart.ts';
import { domainOf } from '../../../../src/statechart/targets.ts';
import { inMicrostep, inTransition, type Feature, type SeenMicrostep } from './feature.ts';

/** Whether one of the history states that a transition leads to is such. */
function toHistory(
  has: (history: AnyStateNode, record: readonly AnyStateNode[] | undefined, transition: AnyTransitionDefinition) => boolean,
): (transition: AnyTransitionDefinition, microstep: SeenMicrostep) => boolean {
  return (transition, { before }) =>
    (transition.target ?? []).some((node) => node.type === 'history' && has(node, before.historyValue[node.id], transition));
}

/** Whether what is remembered is not where its parent would begin anyway. */
function isElsewhere(node: AnyStateNode): boolean {
  const { parent } = node;
  return parent?.type === 'compound' && !parent.initial.target.includes(node);
}

function isWithin(node: AnyStateNode, around: AnyStateNode | undefined): boolean {
  return around !== undefined && (node === around || isDescendant(node, around));
}

export const ofStates: readonly Feature[] = [
  inMicrostep('a state four levels down was entered', 50, ({ entered }) => entered.some(({ path }) => path.length >= 4)),
  inMicrostep('a parallel state was entered', 120, ({ entered }) => entered.some(({ type }) => type === 'parallel')),
  inMicrostep('a parallel state within a parallel state was entered', 30, ({ entered }) =>
    entered.some((node) => node.type === 'parallel' && node.parent?.type === 'parallel'),
  ),
  inMicrostep('a parallel state of one region was entered', 40, ({ entered }) =>
    entered.some((node) => node.type === 'parallel' && Object.keys(node.states).length === 1),
  ),
  inMicrostep('a state whose key is a number was entered', 80, ({ entered }) => entered.some(({ key }) => /^\d+$/.test(key))),
  inMicrostep('two regions took transitions of their own at once', 95, ({ kept }) => kept.length >= 2),
  inMicrostep('a transition was outdone by that of another region', 100, ({ kept, selected }) => kept.length < selected.length),
  inMicrostep('regions acted in another order than that of the chart', 2, ({ kept }) =>
    kept.some(({ source }, at) => source.order < (kept[at - 1]?.source.order ?? 0)),
  ),
  inTransition('a transition had several targets', 75, ({ target }) => (target ?? []).length >= 2),
  inTransition('a transition went to a state within its source, which stayed', 220, (transition, { before }) => {
    const { target, source, reenter } = transition;
    return !reenter && Boolean(target?.some((it) => it !== source)) && domainOf(transition, before.historyValue) === source;
  }),
  inTransition(
    'a transition went to its own source, which stayed',
    100,
    ({ target, source, reenter }) => !reenter && target?.[0] === source,
  ),
  inTransition(
    'a state was entered again',
    15,
    ({ target, source, reenter }) => reenter && target?.[0] === source && Boolean(source.parent),
  ),
  inTransition('a state was entered again with one within it as the target', 40, ({ target, source, reenter }) =>
    Boolean(reenter && target?.some((it) => it !== source && isWithin(it, source))),
  ),
  inTransition('a state around the source was the target', 120, ({ target, source }) =>
    Boolean(target?.some((it) => it !== source && isWithin(source, it))),
  ),
  inTransition('a state around the source was entered again', 15, ({ target, source, reenter }) =>
    Boolean(reenter && target?.some((it) => it !== source && isWithin(source, it))),
  ),
  inTransition('the root was entered again', 30, ({ target, source, reenter }) => Boolean(reenter && !source.parent && target?.length)),
  inTransition(
    'shallow history brought back a state that is not the first',
    10,
    toHistory(({ history }, record) => history !== 'deep' && Boolean(record?.some(isElsewhere))),
  ),
  inTransition(
    'deep history brought back a state deep down that is not the first',
    9,
    toHistory((node, record) => node.history === 'deep' && Boolean(record?.some((it) => it.parent !== node.parent && isElsewhere(it)))),
  ),
  inTransition(
    'shallow history forgot what deep history would have kept',
    15,
    toHistory(({ history }, record) => history !== 'deep' && Boolean(record?.some(({ states }) => Object.values(states).length > 1))),
  ),
  inTransition(
    'history of a parallel state brought back its regions',
    45,
    toHistory(({ parent }, record) => parent?.type === 'parallel' && record !== undefined),
  ),
  inTransition(
    'history that remembers nothing led to its default',
    180,
    toHistory(({ config }, record) => record === undefined && config.target !== undefined),
  ),
  inTransition(
    'history that remembers nothing and has no default led to where its parent begins',
    85,
    toHistory(({ config }, record) => record === undefined && config.target === undefined),
  ),
  inTransition(
    'history was gone to from within its own parent',
    240,
    toHistory(({ parent }, _, { source }) => isWithin(source, parent)),
  ),
  inTransition(
    'a region went to the history of its own parallel state before there was any',
    75,
    toHistory(({ parent }, record, { source }) => parent?.type === 'parallel' && record === undefined && isWithin(source, parent)),
  ),
  inMicrostep('a state began in a history state', 8, ({ entered }) =>
    entered.some((node) => node.type === 'compound' && node.initial.target.some(({ type }) => type === 'history')),
  ),
  inMicrostep('the actions of an initial transition were taken', 40, ({ entered }) =>
    entered.some(
      (node) => node.initial.actions.length > 0 && !entered.some((it) => it.parent === node && !node.initial.target.includes(it)),
    ),
  ),
];
