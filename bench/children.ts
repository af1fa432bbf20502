/** The processes that this one has started and that have not ended: they are ended with it. */
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** Somebody stopped the benchmark. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** Of the command, as a shell has it. */
  readonly exitCode: number;

  constructor(readonly signal: Signal) {
    super(`it was interrupted (${signal})`);
    this.exitCode = SIGNALS_FROM + constants.signals[signal];
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Signal = (typeof SIGNALS)[number];

const SIGNALS_FROM = 128;

const running = new Set<ChildProcess>();

let interrupted: Interrupted | undefined;

/**
 * From now on, a signal ends the children rather than this process, which has what was measured to print; a second signal
 * ends it.
 */
export function endChildrenOnSignals(): void {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      interrupted = new Interrupted(signal);
      endChildren();
    });
  }
  process.once('exit', endChildren);
}

/** @throws Interrupted once somebody has stopped the benchmark */
export function demandUninterrupted(): void {
  if (interrupted) throw interrupted;
}

/** Ended with this process, unless it ends before. It must lead a group of processes of its own. */
export function adopt(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}

/** With all that it started. */
export function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function endChildren(): void {
  for (const child of running) end(child);
}
