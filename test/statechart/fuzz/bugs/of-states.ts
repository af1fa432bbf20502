/** Bugs in which states are left, entered and remembered, and in which order. */
import type { Mutant } from '../mutated.ts';

export const ofStates: readonly Mutant[] = [
  {
    name: 'states are left from the outside in',
    file: 'statechart/plan.ts',
    was: '[...exitSetOf(ways, nodes, history)].sort((a, b) => b.order - a.order)',
    is: '[...exitSetOf(ways, nodes, history)].sort((a, b) => a.order - b.order)',
  },
  {
    name: 'states are entered in the order in which they were found',
    file: 'statechart/plan.ts',
    was: '[...entry.nodes].sort((a, b) => a.order - b.order)',
    is: '[...entry.nodes]',
  },
  {
    name: 'at the end of the machine, states are left from the outside in',
    file: 'statechart/plan.ts',
    was: 'all.sort((a, b) => b.order - a.order)',
    is: 'all.sort((a, b) => a.order - b.order)',
  },
  {
    name: 'the actions of initial transitions are forgotten',
    file: 'statechart/plan.ts',
    was: 'if (entry.byDefault.has(node))',
    is: 'if (isBeginning)',
  },
  { name: 'deep history is taken for shallow', file: 'statechart/plan.ts', was: "child.history === 'deep' ?", is: 'false ?' },
  { name: 'shallow history is taken for deep', file: 'statechart/plan.ts', was: "child.history === 'deep' ?", is: 'true ?' },
  {
    name: 'history is remembered too early: what was left first stays',
    file: 'statechart/plan.ts',
    was: 'remembered[child.id] = nodes.filter(',
    is: 'remembered[child.id] ??= nodes.filter(',
  },
  {
    name: 'history is remembered too late to be entered in the same step',
    file: 'statechart/plan.ts',
    was: 'new EntrySet(ways, history)',
    is: 'new EntrySet(ways, control.history)',
  },
  {
    name: 'the default of a history state is not looked at',
    file: 'statechart/targets.ts',
    was: "if (target !== undefined && target !== '') {",
    is: 'if (false) {',
  },
  { name: 'reenter is ignored', file: 'statechart/targets.ts', was: 'if (!way.reenter && targets.every', is: 'if (targets.every' },
  {
    name: 'of several targets, the first is entered',
    file: 'statechart/entry-set.ts',
    was: 'of target ?? []) {',
    is: 'of (target ?? []).slice(0, 1)) {',
  },
  {
    name: 'the regions beside a target are not entered',
    file: 'statechart/entry-set.ts',
    was: "if (ancestor.type !== 'parallel') continue;",
    is: 'continue;',
  },
  {
    name: 'regions rest in the order of the chart, where XState has another',
    file: 'statechart/microsteps.ts',
    was: 'this.#isOrdered ?',
    is: 'true ?',
  },
];
