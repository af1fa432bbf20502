/** Bugs in what actions do, and when what they did is seen. */
import type { Mutant } from '../mutated.ts';

export const ofActions: readonly Mutant[] = [
  {
    name: 'what is assigned is seen too late',
    file: 'statechart/running.ts',
    was: 'this.#args.context !== context || this.#args.event !== event',
    is: 'this.#args.event !== event',
  },
  {
    name: 'what is assigned by one key is seen by the next',
    file: 'statechart/built-in.ts',
    was: 'for (let i = 0; i < keys.length; i++) {',
    is: 'run.context = context; for (let i = 0; i < keys.length; i++) {',
  },
  {
    name: 'timers of `after` are not cancelled',
    file: 'statechart/built-in.ts',
    was: '(run) => run.sink.cancelled(idOf(run, params?.(run))),',
    is: "(run) => { const id = idOf(run, params?.(run)); if (!String(id).startsWith('xstate.after.')) run.sink.cancelled(id); },",
  },
  {
    name: 'the name of a delay is taken for its length',
    file: 'statechart/built-in.ts',
    was: "typeof delay === 'string' ? delays[delay] : delay",
    is: 'delay',
  },
  {
    name: 'what was raised last is taken first',
    file: 'statechart/running.ts',
    was: 'const event = this.#queue[this.#next] as Event;',
    is: 'const event = this.#queue[this.#end - 1] as Event; this.#queue[this.#end - 1] = this.#queue[this.#next];',
  },
  {
    name: 'nothing is raised where nothing is given',
    file: 'statechart/microsteps.ts',
    was: 'const event = run.raised();',
    is: 'const event = run.raised(); if (event === undefined) return;',
  },
  {
    name: 'what parameters are worked out of has more than it should',
    file: 'statechart/parts.ts',
    was: 'it(run.asking())',
    is: 'it(run.args())',
  },
  {
    name: 'what is enqueued is done at once',
    file: 'statechart/enqueueing.ts',
    was: 'enqueued.push(act);',
    is: 'act(at);',
  },
];
