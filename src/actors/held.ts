/**
 * A system that is led: messages wait on the wire and timers run, but which of them happens next is another's to say, and what
 * is chosen too. The steps themselves are those of every system; only the clock and the wires have no say.
 */
import type { Option } from '../machines/effects.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Envelope } from './wire.ts';

/** What a led system asks of whoever leads it. */
export interface Lead {
  /** A message was put on the wire: it is held until it is delivered, or missed. */
  sent(envelope: Envelope): void;
  /** The index of one of the options. */
  choose(options: readonly Option[]): number;
  /** Milliseconds that a timer will run whose length the scenario draws, so that the trace can tell it. */
  lengthMs(timer: string): number;
}

/** Who keeps the timers of a system. */
export type Timers = Pick<VirtualClock, 'put' | 'cancel'>;

/** Timers that are on no clock: they run until they are made to go off. */
export const heldTimers: Timers = {
  put: () => {},
  cancel: (task) => {
    task.settled = true;
  },
};

/** By what a message on its way is told from others. */
export type Letter = Pick<Envelope, 'from' | 'to' | 'message'> & {
  /** Number of the step that sent it; below 0: of whichever. */
  readonly sent: number;
};

interface Waiting {
  readonly envelope: Envelope;
  readonly text: string;
  wasDelivered: boolean;
}

/**
 * The messages of a led system that are on their way. One that was delivered can be taken again: a wire may double it, and whether
 * it did shows only when it comes a second time.
 */
export class HeldMessages {
  readonly #waiting = new Map<string, Waiting[]>();

  put(envelope: Envelope): void {
    const key = keyOf(envelope.from, envelope.to, envelope.step);
    const there = this.#waiting.get(key) ?? [];
    there.push({ envelope, text: JSON.stringify(envelope.message), wasDelivered: false });
    this.#waiting.set(key, there);
  }

  /** Of equal messages the first that was not delivered yet; undefined if no such message was sent, or it was lost. */
  deliver(letter: Letter): Envelope | undefined {
    const found = this.#find(letter);
    if (found) found.wasDelivered = true;
    return found?.envelope;
  }

  /** The same, for a message that will not come any more. */
  lose(letter: Letter): Envelope | undefined {
    const found = this.#find(letter);
    if (!found) return undefined;
    const there = this.#waiting.get(keyOf(letter.from, letter.to, found.envelope.step));
    there?.splice(there.indexOf(found), 1);
    return found.envelope;
  }

  #find({ from, to, sent, message }: Letter): Waiting | undefined {
    const text = JSON.stringify(message);
    const there = sent >= 0 ? (this.#waiting.get(keyOf(from, to, sent)) ?? []) : [...this.#waiting.values()].flat();
    const equal = there.filter((it) => it.text === text && it.envelope.from === from && it.envelope.to === to);
    return equal.find(({ wasDelivered }) => !wasDelivered) ?? equal[0];
  }
}

function keyOf(from: string, to: string, step: number): string {
  return `${step} ${from}>${to}`;
}
