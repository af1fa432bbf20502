/** Bugs in how an actor steps by tables, whose states rest in the order of the chart. */
import type { Mutant } from '../mutated.ts';

export const ofOrder: readonly Mutant[] = [
  {
    name: 'states rest as XState leaves them',
    file: 'actors/compiled.ts',
    was: "compile(machine, { order: 'document' })",
    is: 'compile(machine)',
  },
  {
    name: 'what follows of itself does not count as handled',
    file: 'actors/compiled.ts',
    was: 'if (next !== before || sink.actionCount > 0) sink.handled = true;',
    is: '',
  },
  {
    name: 'what is remembered does not tell states apart',
    file: 'actors/compiled.ts',
    was: 'canonical(Object.fromEntries(ids))',
    is: 'canonical({})',
  },
];
