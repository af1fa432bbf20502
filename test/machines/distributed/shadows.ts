/** A shadow by itself, and what is said to it and by it. */
import type { StepEffect } from '../../../src/actors/step.ts';
import type { ShadowContext, ShadowInput } from '../../../src/machines/distributed/errand.ts';
import { shadow } from '../../../src/machines/distributed/shadow.ts';
import type {
  Command,
  FileVersion,
  Installation,
  Known,
  ProcessEnd,
  ProcessId,
  Result,
  ShadowId,
  ShadowMessage,
  TerminalId,
  View,
} from '../../../src/machines/distributed/protocol.ts';
import { commandOf, installationOf, knownOf, Lone, send } from './lone.ts';

export type LoneShadow = Lone<ShadowMessage, ShadowContext>;

export const SHADOW: ShadowId = 'shadow-pc1.ada.1';
/** Where its command was typed. */
export const HERE: TerminalId = 'terminal-pc1.ada.1';

/** The shadow, on pc1, of a command; `ranks` is what it draws. */
export function shadowWith(
  command: Command,
  {
    ranks = [],
    view = viewOf(),
    installation = installationOf(),
  }: { readonly ranks?: readonly number[]; readonly view?: View; readonly installation?: Installation } = {},
): LoneShadow {
  const input: ShadowInput = { id: SHADOW, command, installation, view };
  return new Lone('shadow', shadow, input, ranks);
}

export function viewOf(home: Partial<Known> = {}, ...others: readonly Known[]): View {
  return { home: knownOf('pc1', home), others };
}

/** Word of four machines with nothing to do. */
export const VIEW: ShadowMessage = { type: 'view.told', view: viewOf() };

/** The process of one attempt. */
export function attempt(host: string, places: number): ProcessId {
  return `process-${host}.ada.1.${places}`;
}

export function versionTold(path: string, file: FileVersion | null): ShadowMessage {
  return { type: 'version.told', path, file };
}

export function accepted(process: ProcessId): ShadowMessage {
  return { type: 'process.accepted', process };
}

export function refused(process: ProcessId): ShadowMessage {
  return { type: 'process.refused', process, reason: 'it needs more memory than the machines have that were asked' };
}

export function told(process: ProcessId, isKnown: boolean): ShadowMessage {
  return { type: 'process.told', process, isKnown };
}

export const RESULT: Result = { command: 'ada.1', outcome: 'done', lines: ['solve: done'] };

export function ended(process: ProcessId, end: ProcessEnd = { type: 'result', result: RESULT }): ShadowMessage {
  return { type: 'process.ended', process, end };
}

export function failure(process: ProcessId): ShadowMessage {
  return ended(process, { type: 'failure', reason: 'the machine that keeps bob/a does not answer' });
}

export function answered(terminal: TerminalId, isShown: boolean): ShadowMessage {
  return { type: 'result.answered', terminal, isShown };
}

export function found(...terminals: readonly TerminalId[]): ShadowMessage {
  return { type: 'user.found', terminals };
}

export function asksVersions(...paths: readonly (readonly [store: string, path: string])[]): readonly StepEffect[] {
  return paths.map(([store, path]) => send(`files-${store}`, { type: 'version.asked', path, by: SHADOW }));
}

export function asksLoad(...machines: readonly string[]): readonly StepEffect[] {
  return machines.map((machine) => send(`instance-${machine}`, { type: 'load.asked', by: SHADOW }));
}

export function suspects(...machines: readonly string[]): readonly StepEffect[] {
  return machines.map((machine) => send('instance-pc1', { type: 'machine.silent', machine }));
}

export const ASKS_VIEW: readonly StepEffect[] = [send('instance-pc1', { type: 'view.asked', by: SHADOW })];

/** Orders an attempt: a program of 500 bytes, or a command of the system, which are none. */
export function orders(host: string, places: number, command: Command = commandOf()): readonly StepEffect[] {
  const order = { process: attempt(host, places), shadow: SHADOW, command };
  return [send(`instance-${host}`, { type: 'process.ordered', order, sizeBytes: command.does.type === 'run' ? 500 : 0 })];
}

export function asksProcess(host: string, places: number): readonly StepEffect[] {
  return [send(`instance-${host}`, { type: 'process.asked', process: attempt(host, places), by: SHADOW })];
}

export function notes(process: ProcessId): readonly StepEffect[] {
  return [send(process, { type: 'end.noted' })];
}

export function offers(terminal: TerminalId, result: Result = RESULT): readonly StepEffect[] {
  return [send(terminal, { type: 'result.offered', result, typedAt: HERE, by: SHADOW })];
}

/** Offers, where the command was typed, a message that it failed. */
export function offersFailure(line: string): readonly StepEffect[] {
  return offers(HERE, { command: 'ada.1', outcome: 'failed', lines: [line] });
}

export function seeks(...left: readonly TerminalId[]): readonly StepEffect[] {
  return [send('instance-pc1', { type: 'user.sought', user: 'ada', left, by: SHADOW })];
}

export const SETTLES: readonly StepEffect[] = [send('instance-pc1', { type: 'command.settled', command: 'ada.1' })];
