/** Prints a drawn configuration as code that can stand in a test: `machineOf({ … })`. */
import { and, or } from 'xstate';
import type { Move } from './enqueued.ts';
import type { Config } from './toolbox.ts';

export function printed(config: Config): string {
  return `machineOf(${print(config, 0)})`;
}

/** The widest that stands on one line. */
const WIDTH = 100;

function print(it: unknown, depth: number): string {
  if (typeof it === 'function') return printFunction(it, depth);
  if (Array.isArray(it))
    return wrapped(
      it.map((part: unknown) => print(part, depth + 1)),
      ['[', ']'],
      depth,
    );
  if (typeof it === 'object' && it !== null) {
    const members = Object.entries(it).map(([key, value]) => `${keyOf(key)}: ${print(value, depth + 1)}`);
    return wrapped(members, ['{ ', ' }'], depth);
  }
  return typeof it === 'string' ? quoted(it) : String(it);
}

function wrapped(parts: readonly string[], [open, close]: readonly [string, string], depth: number): string {
  if (parts.length === 0) return `${open.trim()}${close.trim()}`;
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + 2 * depth <= WIDTH && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth);
  return `${open.trim()}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close.trim()}`;
}

function keyOf(key: string): string {
  return /^[a-z]\w*$/i.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** What XState's creators of actions and guards leave on the functions that they return. */
interface Made {
  readonly type?: string;
  readonly resolve?: unknown;
  readonly check?: unknown;
  readonly [member: string]: unknown;
}

/** How XState marks its guards. */
const CHECKS = new Map([and, or].map((combine) => [(combine([]) as unknown as Made).check, combine.name])); // Its type is erased.

function printFunction(it: object, depth: number): string {
  const made = it as Made; // A function, of which only members are read.
  const { type, guards, stateValue } = made;
  const call = (name: string, ...args: readonly unknown[]): string => `${name}(${args.map((arg) => print(arg, depth)).join(', ')})`;
  if ('check' in made) {
    if ('stateValue' in made) return call('stateIn', stateValue);
    const combine = CHECKS.get(made.check);
    return combine === undefined ? call('not', Array.isArray(guards) ? guards[0] : guards) : call(combine, guards);
  }
  if (!('resolve' in made)) return String(it).replaceAll(/\s+/g, ' ');
  const { id, delay } = made;
  const options = Object.fromEntries(Object.entries({ id, delay }).filter(([, value]) => value !== undefined));
  switch (type) {
    case 'xstate.assign':
      return call('assign', made['assignment']);
    case 'xstate.emit':
      return call('emit', made['event']);
    case 'xstate.raise':
      return Object.keys(options).length > 0 ? call('raise', made['event'], options) : call('raise', made['event']);
    case 'xstate.cancel':
      return call('cancel', made['sendId']);
    case 'xstate.log':
      return call('log', made['value']);
    default:
      return `enqueueActions(({ enqueue, check }) => ${printMoves((made['collect'] as { readonly moves: readonly Move[] }).moves, depth)})`;
  }
}

function printMoves(moves: readonly Move[], depth: number): string {
  const indent = '  '.repeat(depth);
  return `{\n${moves.map((move) => `${indent}  ${printMove(move, depth + 1)}\n`).join('')}${indent}}`;
}

function printMove(move: Move, depth: number): string {
  const args = (...them: readonly unknown[]): string =>
    them
      .filter((it) => it !== undefined)
      .map((it) => print(it, depth))
      .join(', ');
  switch (move.do) {
    case 'action':
      return `enqueue(${args(move.action)});`;
    case 'assign':
      return `enqueue.assign(${args(move.assignment)});`;
    case 'emit':
    case 'raise':
      return `enqueue.${move.do}(${args(move.event, move.options)});`;
    case 'cancel':
      return `enqueue.cancel(${args(move.id)});`;
    case 'if':
      return `if (check(${args(move.guard)})) ${printMoves(move.moves, depth)}`;
  }
}
