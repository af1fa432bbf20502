/** Bugs in what happens of itself, and in what is done. */
import type { Mutant } from '../mutated.ts';

export const ofEnds: readonly Mutant[] = [
  {
    name: 'a chain of transitions that follow of themselves ends after one',
    file: 'statechart/microsteps.ts',
    was: 'mayHappen = this.microstep(run, plan);',
    is: 'this.microstep(run, plan); mayHappen = false;',
  },
  {
    name: 'what changed nothing is tried again',
    file: 'statechart/microsteps.ts',
    was: 'mayHappen = this.microstep(run, plan);',
    is: 'this.microstep(run, plan); mayHappen = true;',
  },
  {
    name: 'a loop is found one round too early',
    file: 'statechart/microsteps.ts',
    was: 'iterations > this.iterationsMax',
    is: 'iterations >= this.iterationsMax',
  },
  {
    name: 'a loop is found one round too late',
    file: 'statechart/microsteps.ts',
    was: 'iterations > this.iterationsMax',
    is: 'iterations > this.iterationsMax + 1',
  },
  {
    name: 'a state is done before it is entered',
    file: 'statechart/plan.ts',
    was: "if (parent?.type === 'compound') acts.push(",
    is: "if (parent?.type === 'compound') acts.unshift(",
  },
  {
    name: 'a parallel state is done when one of its regions is',
    file: 'statechart/chart.ts',
    was: 'return childrenOf(node).every((child) => isInFinal(nodes, child));',
    is: 'return childrenOf(node).some((child) => isInFinal(nodes, child));',
  },
  {
    name: 'a done state has no output',
    file: 'statechart/plan.ts',
    was: 'completing(parent.id, node.output)',
    is: 'completing(parent.id, undefined)',
  },
  {
    name: 'a machine that is done goes on by itself',
    file: 'statechart/microsteps.ts',
    was: "while (run.control.status === 'active')",
    is: "while (run.control.status !== 'error')",
  },
];
