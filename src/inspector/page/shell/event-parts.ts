/** Parts of an event, as a line of a trace has it; what is not there, or is not what it should be, is left out. */
import { timerText } from '../../../report/happening-text.ts';

type Event = Readonly<Record<string, unknown>>;

/** What the message says beside its type. */
export function messageIn({ cause, message }: Event): Event | null {
  const told = isRecord(message) ? message : isRecord(cause) && isRecord(cause['message']) ? cause['message'] : null;
  if (!told) return null;
  return Object.fromEntries(Object.entries(told).filter(([key]) => key !== 'type'));
}

export function timersIn({ timers }: Event): readonly { readonly name: string; readonly delayMs: number }[] {
  if (!Array.isArray(timers)) return [];
  return timers.filter(isRecord).map(({ id, delayMs }) => ({ name: timerText(String(id)), delayMs: Number(delayMs) }));
}

function isRecord(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
