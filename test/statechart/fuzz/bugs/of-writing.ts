/** Bugs in steps that are written as functions: what is taken, what it sees, and how the step goes on. */
import type { Mutant } from '../mutated.ts';

export const ofWriting: readonly Mutant[] = [
  {
    name: 'a written step sees what was assigned too late',
    file: 'statechart/lines.ts',
    was: 'this.#learn({ areArgsTrue: false, isAskingTrue: false });',
    is: 'this.#learn({ isAskingTrue: false });',
  },
  {
    name: 'guards of a written step see what was assigned too late',
    file: 'statechart/lines.ts',
    was: 'this.#learn({ areArgsTrue: false, isAskingTrue: false });',
    is: 'this.#learn({ areArgsTrue: false });',
  },
  {
    name: 'guards of a written step are called with what actions are called with',
    file: 'statechart/writing.ts',
    was: 'js` = new ${Asking}(context, event)`',
    is: 'js` = { context, event, self: {} }`',
  },
  {
    name: 'a written step forgets an assignment, where the state stays the same',
    file: 'statechart/writing.ts',
    was: 'if (context === snapshot.context) return snapshot;',
    is: 'return snapshot;',
  },
  {
    name: 'a written step makes another snapshot, where nothing changed',
    file: 'statechart/writing.ts',
    was: 'if (!isChange) rest.add(',
    is: 'if (false) rest.add(',
  },
  {
    name: 'a written step takes the second transition that may be taken',
    file: 'statechart/writing.ts',
    was: 'js`(asked = ${at}, ${this.#test(test, this.#start)}) ? ${at} : `',
    is: 'js`(asked = ${at}, ${this.#test(test, this.#start)}) ? ${slots[at + 1]?.test === undefined && at + 1 < slots.length ? at + 1 : at} : `',
  },
  {
    name: 'a written step takes what is denied',
    file: 'statechart/guards.ts',
    was: 'js`!(${test.code})`',
    is: 'test.code',
  },
  {
    name: 'a written step takes one guard of several for all of them',
    file: 'statechart/guards.ts',
    was: "allOf(tests, ' && ')",
    is: "allOf(tests, ' || ')",
  },
  {
    name: 'a written step takes all guards of several for one of them',
    file: 'statechart/guards.ts',
    was: "allOf(tests, ' || ')",
    is: "allOf(tests, ' && ')",
  },
  {
    name: 'a written step ends before what follows of itself in several regions',
    file: 'statechart/writing.ts',
    was: "if (${joined(held, ' || ')}) ${this.#goingOn(at)}",
    is: '',
  },
  {
    name: 'a written step ends after the first transition that follows of itself',
    file: 'statechart/writing.ts',
    was: 'const chains = this.#unwritten.eventlessOf(control);',
    is: 'const chains = depth > 0 ? [] : this.#unwritten.eventlessOf(control);',
  },
  {
    name: 'a written step takes again what follows of itself and changes nothing',
    file: 'statechart/writing.ts',
    was: 'if (!plan.isChange || plan.next.status',
    is: 'if (plan.next.status',
  },
  {
    name: 'a written step counts anew what follows of itself',
    file: 'statechart/writing.ts',
    was: 'iterations: ${depth} }',
    is: 'iterations: 0 }',
  },
  {
    name: 'a written step forgets what was raised',
    file: 'statechart/writing.ts',
    was: 'if (lines.mayRaise) rest.add(',
    is: 'if (false) rest.add(',
  },
  {
    name: 'a written step raises what has a delay',
    file: 'statechart/built-in.ts',
    was: "js`if (typeof length !== 'number') ${lines.raise(js`it`)}`",
    is: 'lines.raise(js`it`)',
  },
  {
    name: 'a written step does not raise what has no delay',
    file: 'statechart/built-in.ts',
    was: "if (typeof length !== 'number') lines.add(",
    is: 'if (isCallable(length)) lines.add(',
  },
  {
    name: 'a written step loses what an act that it does not know has raised',
    file: 'statechart/lines.ts',
    was: 'raised = run.handOver(raised);',
    is: 'run.handOver(raised);',
  },
  {
    name: 'a written step loses what an act that it does not know has assigned',
    file: 'statechart/lines.ts',
    was: 'this.assign(js`run.context`);',
    is: '',
  },
  {
    name: 'a written step gives no parameters',
    file: 'statechart/parts.ts',
    was: 'if (!params) return js`undefined`;',
    is: 'if (params) return js`undefined`;\n  if (!params) return js`undefined`;',
  },
  {
    name: 'a written step assigns by one key what the next one sees',
    file: 'statechart/built-in.ts',
    was: 'js`next[${key}] = ${part};`',
    is: 'js`next[${key}] = ${part}; args = { ...args, context: next };`',
  },
  {
    name: 'a written step tells nobody which transitions it took',
    file: 'statechart/writing.ts',
    was: 'if (sink.took !== undefined)',
    is: 'if (false)',
  },
  {
    name: 'a written step ends a machine as if it went on',
    file: 'statechart/writing.ts',
    was: "if (plan.next.status !== 'active') return",
    is: 'if (false) return',
  },
  {
    name: 'a written step is taken for other events',
    file: 'statechart/engine.ts',
    was: 'control.latestType === event.type && control.latestStep',
    is: 'control.latestStep',
  },
];
