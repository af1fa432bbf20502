/**
 * What a shadow has in mind about its command, and what follows from that: which files are still to be
 * found, what a placement policy is told, who is to be asked next. The pure part of the shadow.
 */
import { machineOf } from './place.ts';
import type { Move, Probed, Situation } from './placement/policy.ts';
import type { Command, FileVersion, Installation, ProcessId, Result, ShadowId, ShadowMessage, TerminalId, View } from './protocol.ts';
import { nameOf } from './results.ts';

export interface ShadowInput {
  readonly id: ShadowId;
  readonly command: Command;
  readonly installation: Installation;
  /** What its instance knew when the command was typed. */
  readonly view: View;
}

export interface ShadowContext {
  readonly id: ShadowId;
  readonly command: Command;
  readonly installation: Installation;
  /** Null: what it knew is too old. */
  readonly view: View | null;
  /** The files that the command reads, as far as they were told of. */
  readonly files: readonly Located[];
  /** Questions asked in vain, of the one thing that it waits for. */
  readonly tries: number;
  readonly drawn: readonly string[];
  readonly probed: readonly Probed[];
  /** What the policy said last. */
  readonly move: Move | null;
  /** Attempts so far, of which each has a process of its own name. In the journal. */
  readonly attempts: number;
  /** How often it was placed since it began. */
  readonly places: number;
  /** Where it was placed in vain, sorted. */
  readonly avoided: readonly string[];
  /** Why that was so, the last time. */
  readonly reason: string;
  readonly process: ProcessId | null;
  readonly result: Result | null;
  /** Where to offer the result; the first has been offered it, and nobody else will be before it answers. */
  readonly terminals: readonly TerminalId[];
  /** Terminals whose user has gone, for ever. */
  readonly left: readonly TerminalId[];
  /** For ps and where: how many shadows will tell their state, and what they told. */
  readonly expected: number | null;
  readonly told: readonly string[];
}

/** What the machine of its volume says of a file; null: there is none. */
export interface Located {
  readonly path: string;
  readonly file: FileVersion | null;
}

/** What is forgotten when the home machine crashes. */
export const VOLATILE = {
  view: null,
  files: [],
  tries: 0,
  drawn: [],
  probed: [],
  move: null,
  places: 0,
  avoided: [],
  reason: '',
  process: null,
  left: [],
  expected: null,
  told: [],
} satisfies Partial<ShadowContext>;

export function readsOf({ command: { does } }: ShadowContext): readonly string[] {
  return does.type === 'run' ? does.reads : [];
}

export function unlocated(context: ShadowContext): readonly string[] {
  return readsOf(context).filter((path) => !context.files.some((it) => it.path === path));
}

export function failed({ command }: ShadowContext, line: string): Result {
  return { command: command.id, outcome: 'failed', lines: [`${nameOf(command)}: ${line}`] };
}

export function situationOf(context: ShadowContext): Situation {
  const { installation, command, view, files, drawn, probed, avoided } = context;
  if (!view) throw new Error('a shadow looks for a host, but knows nothing of any machine');
  return {
    placement: installation.placement,
    machines: installation.machines,
    volumes: installation.volumes,
    ageMax: installation.gossip.ageMax,
    memoryBytes: command.does.type === 'run' ? command.does.memoryBytes : 0,
    view,
    files: files.flatMap(({ file }) => file ?? []),
    drawn,
    probed,
    avoided,
  };
}

/** The machines that a draw is among. */
export function amongOf({ move }: ShadowContext): readonly string[] {
  if (move?.type !== 'draw') throw new Error('a shadow draws a machine, but its policy did not ask for it');
  return move.among;
}

/** The machines that were asked for their load and have not answered. */
export function unanswered({ move, probed }: ShadowContext): readonly string[] {
  if (move?.type !== 'probe') throw new Error('a shadow probes machines, but its policy did not ask for it');
  return move.machines.filter((machine) => !probed.some((it) => it.machine === machine));
}

export function hostOf({ process }: ShadowContext): string {
  if (process === null) throw new Error('a shadow has a host, but no process there');
  return machineOf(process);
}

export function offeredTo({ terminals }: ShadowContext): TerminalId {
  const [terminal] = terminals;
  if (!terminal) throw new Error('a shadow offers its result, but to no terminal');
  return terminal;
}

/** Only `where` tells where. */
export function statusLine(
  asking: Command,
  { command, program, state, host }: Omit<Extract<ShadowMessage, { type: 'status.told' }>, 'type'>,
): string {
  const at = asking.does.type === 'where' && host !== null ? ` on ${host}` : '';
  return `${command} ${program}: ${state}${at}`;
}
