/** What one step of a path begins with, as a sentence. */
import type { Happening, PathEvent } from '../checker/path.ts';
import { dataText } from './changes.ts';

/** A sentence without its end. */
export function happeningText(it: Happening): string {
  switch (it.type) {
    case 'delivery':
      return `${it.from} → ${it.to}: ${messageText(it.message)}`;
    case 'duplicate':
      return `${it.from} → ${it.to}: ${messageText(it.message)}, and it will come again`;
    case 'loss':
      return `lost on its way from ${it.from} to ${it.to}: ${messageText(it.message)}`;
    case 'timer':
      return `a timer of ${it.actor} goes off: ${timerText(it.timer)}`;
    case 'arrival':
      return `from outside → ${whom(it.to)}: ${messageText(it.message)}`;
    case 'fault':
      return `fault (${it.name}) → ${whom(it.to)}: ${messageText(it.message)}`;
    case 'split':
      return `the network splits: ${it.groups.map((group) => group.join(', ')).join(' | ')}`;
    case 'heal':
      return 'the network is whole again';
    case 'passing':
      return `${it.ms / 1000} s pass`;
  }
}

type Message = PathEvent['sends'][number]['message'];

const PAYLOAD_MAX = 60;

/** The type of a message, and what it says beside, shortened: `seat.asked (by clerk-ada)`. */
export function messageText(message: Message): string {
  const payload = Object.entries(message).filter(([key]) => key !== 'type');
  if (payload.length === 0) return message.type;
  const text = payload.map(([key, value]) => `${key} ${dataText(value)}`).join(', ');
  return `${message.type} (${text.length > PAYLOAD_MAX ? `${text.slice(0, PAYLOAD_MAX)}…` : text})`;
}

function whom(to: string | { readonly place: string }): string {
  return typeof to === 'string' ? to : `everybody at ${to.place}`;
}

/** What XState calls a machine without an id. */
const UNNAMED = /^\(machine\)\./;

/** XState's own names of `after` timers tell the delay and the state. */
export function timerText(timer: string): string {
  const [, delay, state] = /^xstate\.after\.(.+?)\.([^.]+(?:\..+)?)$/.exec(timer) ?? [];
  return delay === undefined ? timer : `${delay} (in ${state?.replace(UNNAMED, '')})`;
}
