/** What happens when a state is complete: its done event, and the output of the machine. */
import type { Node } from './chart.ts';
import { isCallable } from './erased.ts';
import { argsOf, type Context, type Event } from './args.ts';
import type { Act } from './running.ts';

/** Puts the done event of a state on the internal queue. */
export function completing(id: string, output: unknown): Act {
  const type = `xstate.done.state.${id}`;
  return (run) => {
    const event = { type, output: outputOf(output, run.context, run.event) };
    run.raise(event);
  };
}

/** Ends the machine, with its output. */
export function ending(root: Node, last: Node): Act {
  const type = `xstate.done.state.${last.id}`;
  return (run) => {
    if (root.output === undefined) {
      run.output = undefined;
      return;
    }
    const event = { type, output: last.parent ? outputOf(last.output, run.context, run.event) : undefined };
    run.output = outputOf(root.output, run.context, event);
  };
}

function outputOf(output: unknown, context: Context, event: Event): unknown {
  return isCallable(output) ? output(argsOf(context, event)) : output;
}
