/** One machine of the distributed system by itself: told things by hand, with its draws decided by hand; and things to tell it of. */
import { behaviorOf, type Behavior, type Machine } from '../../../src/actors/behavior.ts';
import type { Outcome, StartTimer, StateValue, StepEffect } from '../../../src/actors/step.ts';
import type { ProcessInput } from '../../../src/machines/distributed/process.ts';
import type {
  Command,
  DistributedProtocol,
  FileVersion,
  Installation,
  Known,
  Order,
  Patience,
  Work,
  Writing,
} from '../../../src/machines/distributed/protocol.ts';
import type { ShadowInput } from '../../../src/machines/distributed/errand.ts';
import { effects, type Message } from '../../../src/machines/effects.ts';

/** Steps a machine through the same behaviour as a run does, in its checked form. `C` is its context. */
export class Lone<M extends Message, C> {
  readonly #behavior: Behavior;
  readonly #timers = new Map<string, StartTimer>();
  readonly #ranks: readonly number[];
  readonly #among: number[] = [];
  #outcome: Outcome;

  /** @param ranks - What it draws, in order: each the place of an option. */
  constructor(kind: string, machine: Machine, input: unknown, ranks: readonly number[] = []) {
    this.#behavior = behaviorOf(kind, machine, { checked: true });
    this.#ranks = ranks;
    this.#outcome = this.#behavior.start(input, this.#choose);
    this.#keepTimers();
  }

  get state(): StateValue {
    return this.#outcome.snapshot.value;
  }

  get context(): C {
    return this.#outcome.snapshot.context as unknown as C; // The context of the machine that it was made with.
  }

  get isGone(): boolean {
    return this.#outcome.snapshot.status === 'done';
  }

  /** What its last step did, in order, timers aside. */
  get did(): readonly StepEffect[] {
    return this.#outcome.effects.filter(({ type }) => type !== 'timer.start' && type !== 'timer.cancel');
  }

  /** Timers that run, by name: milliseconds, or the name of a delay that the scenario draws. */
  get timers(): Readonly<Record<string, number | string>> {
    return Object.fromEntries([...this.#timers].map(([id, { delay }]) => [shortName(id), delay]));
  }

  /** Among how many it drew, so far. */
  get among(): readonly number[] {
    return [...this.#among];
  }

  /** Tells it one thing after another; what it did at the last one. @throws if it has no transition for one of them */
  tell(...messages: readonly M[]): readonly StepEffect[] {
    for (const message of messages) this.#step(message);
    return this.did;
  }

  /** Lets a timer fire; what it did then. @throws if no timer of that name runs */
  fire(name: string): readonly StepEffect[] {
    const timer = [...this.#timers.values()].find(({ id }) => shortName(id) === name);
    if (!timer) throw new Error(`no timer '${name}' runs; there are ${JSON.stringify(this.timers)}`);
    this.#timers.delete(timer.id);
    this.#step(timer.event);
    return this.did;
  }

  #step(event: Message): void {
    const before = this.state;
    this.#outcome = this.#behavior.step(this.#outcome.snapshot, event, this.#choose);
    if (!this.#outcome.handled) throw new Error(`'${event.type}' is not heard in ${JSON.stringify(before)}`);
    this.#keepTimers();
  }

  readonly #choose = (options: readonly unknown[]): number => {
    const rank = this.#ranks[this.#among.length];
    if (rank === undefined) throw new Error(`it draws among ${options.length}, which no test foresaw`);
    this.#among.push(options.length);
    return rank;
  };

  #keepTimers(): void {
    for (const effect of this.#outcome.effects) {
      if (effect.type === 'timer.start') this.#timers.set(effect.id, effect);
      else if (effect.type === 'timer.cancel') this.#timers.delete(effect.id);
    }
  }
}

/** `answer` for `xstate.after.answer.shadow.locating`. */
function shortName(id: string): string {
  return /^xstate\.after\.([^.]+)\./.exec(id)?.[1] ?? id;
}

export const { send, spawn } = effects<DistributedProtocol, { readonly shadow: ShadowInput; readonly process: ProcessInput }>();

export const CRASH = { type: 'fault.crash' } as const;
export const RESTART = { type: 'fault.restart' } as const;

const PATIENCE: Patience = { answerS: 2, triesMax: 3, placesMax: 3, watchS: 10, keepS: 60, doublingsMax: 6, slowestBytesPerS: 1000 };

const INSTALLATION: Installation = {
  machines: ['pc1', 'pc2', 'pc3', 'pc4'],
  volumes: { ada: 'pc1', bob: 'pc2' },
  placement: { policy: 'local', threshold: 2, probes: 2 },
  gossip: { periodS: 5, window: 3, knownMax: 3, ageMax: 4 },
  programBytes: 500,
  patience: PATIENCE,
};

/** Four machines, patient for 2 s, of which nothing is remarkable but what is said. */
export function installationOf({
  patience,
  ...changes
}: Partial<Omit<Installation, 'patience'>> & { readonly patience?: Partial<Patience> } = {}): Installation {
  return { ...INSTALLATION, ...changes, patience: { ...PATIENCE, ...patience } };
}

/** A command of ada's, typed at pc1. */
export function commandOf(does: Work = runOf(), changes: Partial<Command> = {}): Command {
  return { id: 'ada.1', user: 'ada', line: does.type, terminal: 'terminal-pc1.ada.1', isBackground: false, does, ...changes };
}

/** A program that needs 10 s, 100 bytes and no file. */
export function runOf(changes: Partial<Omit<Extract<Work, { type: 'run' }>, 'type'>> = {}): Work {
  return { type: 'run', program: 'solve', cpuS: 10, memoryBytes: 100, reads: [], writes: [], ...changes };
}

export function writingOf(path: string, sizeBytes = 2000): Writing {
  return { path, sizeBytes };
}

export function fileOf(path: string, version = 1, changes: Partial<FileVersion> = {}): FileVersion {
  return { path, version, sizeBytes: 2000, by: null, made: 'typed in', ...changes };
}

/** A machine with nothing to do. */
export function knownOf(machine: string, changes: Partial<Known> = {}): Known {
  return { machine, load: 0, freeBytes: 1000, cached: [], age: 0, ...changes };
}

/** An order of a program that needs so much memory. */
export function orderOf(name: string, memoryBytes: number): Order {
  return {
    process: `process-pc1.${name}.1`,
    shadow: `shadow-pc2.${name}`,
    command: commandOf(runOf({ memoryBytes }), { id: name, user: 'bob', terminal: 'terminal-pc2.bob.1' }),
  };
}
