/**
 * One repetition of a work of ours, in a process of its own. The argument is JSON, `{ program, options }`; the last line on
 * standard output is a JSON `Figures`.
 */
import { actors, shortLived, type ActorsOptions } from './actors.ts';
import { timed, type Program } from './program.ts';
import { queue } from './queue.ts';
import { ring, type RingOptions } from './ring.ts';
import { step, type StepOptions } from './step.ts';
import { timers, type TimersOptions } from './timers.ts';

export type Order =
  | { readonly program: 'queue'; readonly options: Parameters<typeof queue>[0] }
  | { readonly program: 'ring'; readonly options: RingOptions }
  | { readonly program: 'step'; readonly options: StepOptions }
  | { readonly program: 'actors'; readonly options: ActorsOptions }
  | { readonly program: 'short-lived'; readonly options: Omit<ActorsOptions, 'looks'> }
  | { readonly program: 'timers'; readonly options: TimersOptions };

function programOf(order: Order): Program {
  switch (order.program) {
    case 'queue':
      return queue(order.options);
    case 'ring':
      return ring(order.options);
    case 'step':
      return step(order.options);
    case 'actors':
      return actors(order.options);
    case 'short-lived':
      return shortLived(order.options);
    case 'timers':
      return timers(order.options);
  }
}

// The benchmark wrote it, in the process that started this one.
const order = JSON.parse(process.argv[2] ?? '') as Order;
console.log(JSON.stringify(timed(programOf(order))));
