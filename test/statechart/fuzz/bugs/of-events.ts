/** Bugs in what events select. */
import type { Mutant } from '../mutated.ts';

export const ofEvents: readonly Mutant[] = [
  {
    name: 'a shorter wildcard goes before a longer one',
    file: 'statechart/events.ts',
    was: 'b.length - a.length',
    is: 'a.length - b.length',
  },
  { name: 'wildcards go before names', file: 'statechart/events.ts', was: '[type, ...wild]', is: '[...wild, type]' },
  {
    name: '`a.*` does not match `a` itself',
    file: 'statechart/events.ts',
    was: "const words = eventType.split('.');",
    is: "const words = eventType.split('.');\nif (words.length < descriptor.split('.').length) return false;",
  },
  {
    name: 'outer transitions go before inner ones',
    file: 'statechart/selection.ts',
    was: 'reachable([...only.slots, ...own])',
    is: 'reachable([...own, ...only.slots])',
  },
  {
    name: 'outer transitions that follow of themselves go before inner ones',
    file: 'statechart/selection.ts',
    was: '[node, ...ancestorsOf(node, undefined)]',
    is: '[node, ...ancestorsOf(node, undefined)].reverse()',
  },
  {
    name: 'the last region goes first',
    file: 'statechart/selecting.ts',
    was: 'const branch = branches[i];',
    is: 'const branch = branches[branches.length - 1 - i];',
  },
  {
    name: 'the last region goes first where it follows of itself',
    file: 'statechart/microsteps.ts',
    was: 'const slots = chains[i];',
    is: 'const slots = chains[chains.length - 1 - i];',
  },
  {
    name: 'of two transitions that get in each other’s way, the first goes, though the other is further in',
    file: 'statechart/targets.ts',
    was: 'if (isDescendant(way.source, other.source)) outdone.add(other);',
    is: 'if (false) outdone.add(other);',
  },
  {
    name: 'a candidate is not tried after one that refused',
    file: 'statechart/selecting.ts',
    was: 'if (slot.test(run)) return slot;',
    is: 'return slot.test(run) ? slot : undefined;',
  },
  {
    name: 'a guard that is false or empty is asked',
    file: 'statechart/chart-acts.ts',
    was: 'transition.guard ?',
    is: 'transition.guard !== undefined ?',
  },
  {
    name: 'guards are called with what actions are called with',
    file: 'statechart/guards.ts',
    was: 'Boolean(found(run.asking()))',
    is: 'Boolean(found(run.args()))',
  },
  {
    name: '`not` is ignored',
    file: 'statechart/guards.ts',
    was: '(run) => !test?.(run),',
    is: '(run) => Boolean(test?.(run)),',
  },
  { name: '`and` asks for one of several', file: 'statechart/guards.ts', was: 'return every(tests());', is: 'return some(tests());' },
  {
    name: 'a forbidden event counts as one that can be taken',
    file: 'statechart/compile.ts',
    was: 'target !== undefined || actions.length > 0',
    is: 'true',
  },
  {
    name: 'functions are called with the event from outside, when it is a raised one',
    file: 'statechart/microsteps.ts',
    was: 'run.event = event;',
    is: '',
  },
];
