/**
 * When a run is over. Instances gossip for ever, and a result is kept for as long as its user stays away, so that it
 * has to be told from what is still to come.
 */
import type { StepEvent } from '../../actors/trace.ts';
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import type { DistributedParameters } from './parameters.ts';

export interface Amount {
  /** Lines that will be typed, log-ins and log-outs among them. */
  readonly lines: number;
  readonly commands: number;
}

/** Shortest time, in simulated seconds, in which nothing happens but that the same questions are asked again. */
const STANDSTILL_S_MIN = 3600;

/** Longest time, in simulated seconds, that a machine's coming up again is waited for while others only gossip. */
const AWAITED_S_MAX = 86_400;

export class Ending {
  readonly #amount: Amount;
  readonly #standstillMs: number;
  readonly #lastRepairMs: number;
  readonly #loggingIn = new Set<string>();
  /** Open terminals of each user. */
  readonly #openOf = new Map<string, Set<string>>();
  /** The user of each command whose result is kept. */
  readonly #kept = new Map<string, string>();
  readonly #computing = new Set<string>();
  #typed = 0;
  #nowMs = 0;
  #progressMs = 0;

  constructor(amount: Amount, { patience, faults }: DistributedParameters) {
    this.#amount = amount;
    const { keepS, watchS, answerS } = patience;
    this.#standstillMs = 1000 * Math.max(STANDSTILL_S_MIN, 3 * keepS, 3 * (watchS ?? 0), 200 * answerS);
    this.#lastRepairMs = 1000 * Math.max(0, ...faults.schedule.map(({ atS, forS }) => atS + forS));
  }

  /** Results that are kept for users who are away. */
  get kept(): number {
    return this.#kept.size;
  }

  see(event: StepEvent): void {
    const { kind, cause, atMs, actor, state } = event;
    this.#nowMs = atMs;
    switch (kind) {
      case 'terminal': {
        if (cause.type === 'arrival') this.#typed += 1;
        const { user } = event.snapshot.context as unknown as TerminalContext; // The terminal's own context.
        toggle(this.#loggingIn, actor, state === 'loggingIn');
        const open = this.#openOf.get(user) ?? new Set();
        toggle(open, actor, typeof state === 'object');
        this.#openOf.set(user, open);
        this.#progressMs = atMs;
        return;
      }
      case 'cpu':
        toggle(this.#computing, actor, (event.snapshot.context as unknown as CpuContext).running.length > 0); // The processors' own context.
        this.#progressMs = atMs;
        return;
      case 'process':
      case 'fetch':
      case 'files':
        this.#progressMs = atMs;
        return;
      default:
        if (cause.type === 'fault' || cause.type === 'spawned') this.#progressMs = atMs;
    }
  }

  keep(command: string, user: string): void {
    this.#kept.set(command, user);
  }

  /** @returns whether the result had been kept */
  show(command: string): boolean {
    return this.#kept.delete(command);
  }

  /** Whether all that was typed has come to its end: a result on a screen, or one that is kept for who is away. */
  isDone(shown: number): boolean {
    const { lines, commands } = this.#amount;
    if (this.#typed < lines || shown + this.#kept.size < commands || this.#loggingIn.size > 0) return false;
    for (const user of this.#kept.values()) if ((this.#openOf.get(user)?.size ?? 0) > 0) return false;
    return true;
  }

  /** Whether nothing will ever happen again but the same questions, as where the machine that they are put to stays down. */
  isStandstill(): boolean {
    // Who is down for longer than that is down for ever.
    const isRepaired = this.#lastRepairMs - this.#progressMs <= AWAITED_S_MAX * 1000;
    const sinceMs = isRepaired ? Math.max(this.#progressMs, this.#lastRepairMs) : this.#progressMs;
    return this.#typed >= this.#amount.lines && this.#computing.size === 0 && this.#nowMs - sinceMs > this.#standstillMs;
  }

  /** Share of the work that is done, below 1. */
  share(shown: number): number {
    const { lines, commands } = this.#amount;
    return Math.min(0.999_999, commands === 0 ? this.#typed / Math.max(1, lines) : (shown + this.#kept.size) / commands);
  }
}

function toggle(set: Set<string>, member: string, isIn: boolean): void {
  if (isIn) set.add(member);
  else set.delete(member);
}
