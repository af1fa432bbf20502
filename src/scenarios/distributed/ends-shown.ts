/** Which commands have had their end on a screen, and whether one had two: what a property remembers of a run, in few words. */
import type { TerminalMessage } from '../../machines/distributed/protocol.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import type { Seen } from '../../properties/property.ts';

export interface EndsShown {
  /** By user. */
  readonly users: Readonly<Record<string, Numbers>>;
  /** The first command that ended twice. */
  readonly twice: string | null;
}

/** A set of the numbers of commands: they are counted from 1, and end nearly in order, so that it takes no room to speak of. */
interface Numbers {
  /** All up to this one. */
  readonly upTo: number;
  /** And these beyond it; sorted. */
  readonly beyond: readonly number[];
}

export const noneEnded: EndsShown = { users: {}, twice: null };

/** With what has just appeared on a screen: results, failures, and lines that were not run. */
export function withEnds(remembered: EndsShown, { kind, message, before, after }: Seen): EndsShown {
  if (kind !== 'terminal') return remembered;
  const { screen, guests } = after.context as unknown as TerminalContext; // The terminal's own context.
  const isNew = !isSame(screen, before?.context['screen']);
  const all = isNew ? screen.reduce((it, { command }) => (command === null ? it : withEnd(it, command)), remembered) : remembered;
  // A screen that says the same once more cannot be told from one that was left alone; but a guest would be counted twice.
  if (message?.type !== 'result.offered') return all;
  const { command } = (message as unknown as Extract<TerminalMessage, { type: 'result.offered' }>).result; // As the protocol has it.
  return guests.indexOf(command) === guests.lastIndexOf(command) ? all : { ...all, twice: all.twice ?? command };
}

/** By what they say: which of equal lists it is depends on who looks. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function withEnd({ users, twice }: EndsShown, command: string): EndsShown {
  const dot = command.lastIndexOf('.');
  const user = command.slice(0, dot);
  const number = Number(command.slice(dot + 1));
  const ended = users[user] ?? { upTo: 0, beyond: [] };
  if (number <= ended.upTo || ended.beyond.includes(number)) return { users, twice: twice ?? command };
  return { users: { ...users, [user]: withNumber(ended, number) }, twice };
}

function withNumber({ upTo, beyond }: Numbers, number: number): Numbers {
  const all = [...beyond, number].sort((a, b) => a - b);
  const gap = all.findIndex((it, at) => it !== upTo + 1 + at);
  const closed = gap < 0 ? all.length : gap;
  return { upTo: upTo + closed, beyond: all.slice(closed) };
}
