/** What became of each message of a run: how many copies of it came, and whether it was lost, known from its end. */
import { canonical } from '../actors/canonical.ts';
import type { MissedEvent, TraceEvent } from '../actors/trace.ts';
import type { Message } from '../machines/effects.ts';

export interface Sent {
  readonly from: string;
  readonly to: string;
  readonly message: Message;
  /** Number of the step that sent it. */
  readonly sent: number;
}

export class Copies {
  /** How often each message still comes. */
  readonly #left = new Map<string, number>();
  /** Messages that never come, in the order in which the run told of it. */
  readonly #lost: { readonly n: number; readonly it: Sent }[] = [];

  constructor(events: readonly TraceEvent[]) {
    for (const event of events) {
      if (event.type === 'step') {
        if (event.cause.type === 'message') this.#count({ ...event.cause, to: event.actor });
      } else if (event.type === 'dead letter') this.#count(event);
      else this.#lost.push({ n: event.n, it: sentOf(event) });
    }
  }

  /** Takes a copy: the last one, or one of which there will be another. */
  take(it: Sent): 'delivery' | 'duplicate' {
    const key = keyOf(it);
    const left = (this.#left.get(key) ?? 1) - 1;
    this.#left.set(key, left);
    return left > 0 ? 'duplicate' : 'delivery';
  }

  /** The next message that a run has told to be lost before an event. */
  nextLost(before: number): Omit<Sent, 'sent'> | undefined {
    const [first] = this.#lost;
    if (!first || first.n >= before) return undefined;
    this.#lost.shift();
    const { from, to, message } = first.it;
    return { from, to, message };
  }

  #count(it: Sent): void {
    this.#left.set(keyOf(it), (this.#left.get(keyOf(it)) ?? 0) + 1);
  }
}

function sentOf({ from, to, message, sent }: MissedEvent): Sent {
  return { from, to, message, sent };
}

function keyOf({ from, to, message, sent }: Sent): string {
  return canonical([from, to, message, sent]);
}
