/**
 * Who says what to whom in the distributed operating system, and the things that they talk of.
 *
 * Every id says where its actor is: the token begins with the machine, as in `process-pc5.alice.3.1`,
 * the first attempt at the third command of alice, on pc5. Between the actors of one machine nothing
 * is lost and nothing takes time; between machines anything may be lost, come twice, or come late.
 */
import type { Address } from '../effects.ts';
import type { Placement } from './placement/policy.ts';

export type TerminalId = Address<'terminal'>;
export type InstanceId = Address<'instance'>;
export type ShadowId = Address<'shadow'>;
export type ProcessId = Address<'process'>;
export type FilesId = Address<'files'>;
export type FetchId = Address<'fetch'>;
export type CpuId = Address<'cpu'>;

/** What every instance was told when the system was installed. The same value everywhere. */
export interface Installation {
  /** Names of all machines, sorted. */
  readonly machines: readonly string[];
  /**
   * The machine on which the files of an owner lie: his or her volume. The same machine keeps note of
   * where the owner is logged in.
   */
  readonly volumes: Readonly<Record<string, string>>;
  readonly placement: Placement;
  readonly gossip: Gossip;
  /** Bytes of a program, as it is shipped to another machine. */
  readonly programBytes: number;
  readonly patience: Patience;
}

/** How instances spread what they know. */
export interface Gossip {
  /** Seconds from one message to the next; null: they tell each other nothing. */
  readonly periodS: number | null;
  /** Entries in a message. */
  readonly window: number;
  /** Entries that an instance keeps; beyond that, the oldest are forgotten. */
  readonly knownMax: number;
  /** Age in periods at which an entry is too old to count on: its machine is suspected to be dead. */
  readonly ageMax: number;
}

/** When to ask again, and when to give up. */
export interface Patience {
  /** Seconds to wait for an answer from another machine, beside the time that the bytes asked for need. */
  readonly answerS: number;
  /** How often something is asked before its machine is taken to be dead. */
  readonly triesMax: number;
  /** How often a command is placed before it fails. */
  readonly placesMax: number;
  /** Seconds between two looks at whether the host of a command still runs it; null: never. */
  readonly watchS: number | null;
  /** Seconds after which a result that is kept for a user who is away is tried again. */
  readonly keepS: number;
  /** What is asked for ever is asked ever more seldom: so many times, the pause becomes twice as long. */
  readonly doublingsMax: number;
  /** Bytes a second of the slowest link: how long bytes may take before they are late; null: no time. */
  readonly slowestBytesPerS: number | null;
}

/** A line that a user typed. */
export interface Command {
  /** Unique: the user and the number of the line, `alice.3`. */
  readonly id: string;
  readonly user: string;
  /** As it was typed. */
  readonly line: string;
  /** Where it was typed: its home is the machine of this terminal. */
  readonly terminal: TerminalId;
  /** The prompt comes back at once. */
  readonly isBackground: boolean;
  readonly does: Work;
}

/** What is to be done: a program, or one of the few things that the system does itself, at home. */
export type Work =
  | {
      readonly type: 'run';
      readonly program: string;
      /** Seconds on a processor of speed 1. */
      readonly cpuS: number;
      readonly memoryBytes: number;
      /** Paths, each once. */
      readonly reads: readonly string[];
      readonly writes: readonly Writing[];
    }
  | { readonly type: 'put'; readonly write: Writing }
  | { readonly type: 'cat'; readonly path: string }
  | { readonly type: 'ls'; readonly owner: string }
  /** These two tell on purpose what the system hides. */
  | { readonly type: 'ps' | 'where' };

/** A file to write: `owner/name`, and its size. */
export interface Writing {
  readonly path: string;
  readonly sizeBytes: number;
}

/** A file as it stands in one version. Who wrote it, and from what, stands for its contents. */
export interface FileVersion {
  readonly path: string;
  /** From 1. */
  readonly version: number;
  readonly sizeBytes: number;
  /** The command that wrote it; null: it was there from the beginning. */
  readonly by: string | null;
  /** What it was made of: `put`, or a program and the files that it read. */
  readonly made: string;
}

/** A version that a command wants to write, before its file's machine has taken it. */
export type NewVersion = Omit<FileVersion, 'version' | 'by'> & { readonly by: string };

/** What a user reads at the end of a command. */
export interface Result {
  readonly command: string;
  readonly outcome: 'done' | 'failed';
  readonly lines: readonly string[];
}

/** What one instance knows of a machine. */
export interface Known {
  readonly machine: string;
  /** Processes there that have not ended, over its cores and their speed. */
  readonly load: number;
  /** Memory that no process has asked for. */
  readonly freeBytes: number;
  /** Paths of files that lie in its cache, sorted; the newest few. */
  readonly cached: readonly string[];
  /** Periods of gossip since the machine said so itself; no more than the greatest age. */
  readonly age: number;
}

/** What an instance knows when a command is to be placed. */
export interface View {
  readonly home: Known;
  /** What others told it, sorted by machine. */
  readonly others: readonly Known[];
}

export type DistributedProtocol = {
  readonly terminal: TerminalMessage;
  readonly instance: InstanceMessage;
  readonly shadow: ShadowMessage;
  readonly process: ProcessMessage;
  readonly cpu: CpuMessage;
  readonly files: FilesMessage;
  readonly fetch: FetchMessage;
};

/** Befalls all actors of a machine at once. What is in memory is lost; what lies on the disk is not. */
export type Fault = { readonly type: 'fault.crash' } | { readonly type: 'fault.restart' };

export type TerminalMessage =
  /** From the world outside: a user sits down, types, gets up. */
  | { readonly type: 'login.typed' }
  | { readonly type: 'command.typed'; readonly command: Command }
  | { readonly type: 'logout.typed' }
  | { readonly type: 'login.accepted' }
  | { readonly type: 'command.accepted'; readonly command: string }
  /** Shown if the user is here; answered in any case, and shown only once however often it comes. */
  | { readonly type: 'result.offered'; readonly result: Result; readonly typedAt: TerminalId; readonly by: ShadowId }
  | Fault;

export type InstanceMessage =
  | { readonly type: 'login.asked'; readonly user: string; readonly terminal: TerminalId }
  | { readonly type: 'logout.told'; readonly user: string; readonly terminal: TerminalId }
  | { readonly type: 'command.submitted'; readonly command: Command }
  /** The shadow is gone: its result was shown. */
  | { readonly type: 'command.settled'; readonly command: string }
  /** For `ps` and `where`: the shadows of that user at this home are told to report to the one that asks. */
  | { readonly type: 'commands.asked'; readonly user: string; readonly by: ShadowId }
  /** A shadow had no answer from there. */
  | { readonly type: 'machine.silent'; readonly machine: string }
  /** How full is it? From a shadow of any home that looks for a host. */
  | { readonly type: 'load.asked'; readonly by: ShadowId }
  /** From a shadow of its own: what is known of all machines. */
  | { readonly type: 'view.asked'; readonly by: ShadowId }
  | { readonly type: 'process.ordered'; readonly order: Order; readonly sizeBytes: number }
  | { readonly type: 'process.asked'; readonly process: ProcessId; readonly by: ShadowId }
  /** Its memory is free again. */
  | { readonly type: 'process.gone'; readonly process: ProcessId }
  | { readonly type: 'cache.changed'; readonly cached: readonly string[] }
  /** The newest of what another instance knows, itself among it. */
  | { readonly type: 'gossip'; readonly news: readonly Known[] }
  /** Where a user is, told to the machine of the user's volume, which keeps note of it. */
  | { readonly type: 'session.opened'; readonly session: Session; readonly by: InstanceId }
  | { readonly type: 'session.closed'; readonly session: Session; readonly by: InstanceId }
  | { readonly type: 'session.noted'; readonly session: Session; readonly isOpen: boolean }
  /** Where is a user? Not at those terminals, which he or she has left for ever. */
  | { readonly type: 'user.sought'; readonly user: string; readonly left: readonly TerminalId[]; readonly by: ShadowId }
  | Fault;

/** One log-in of a user; the terminal is used for this one only. */
export interface Session {
  readonly user: string;
  readonly terminal: TerminalId;
}

/** A process to be run at a host. */
export interface Order {
  readonly process: ProcessId;
  readonly shadow: ShadowId;
  readonly command: Command;
}

export type ShadowMessage =
  | { readonly type: 'version.told'; readonly path: string; readonly file: FileVersion | null }
  | { readonly type: 'load.told'; readonly known: Known }
  | { readonly type: 'view.told'; readonly view: View }
  | { readonly type: 'process.accepted'; readonly process: ProcessId }
  /** There is less memory in that machine than it asks for. */
  | { readonly type: 'process.refused'; readonly process: ProcessId; readonly reason: string }
  | { readonly type: 'process.told'; readonly process: ProcessId; readonly isKnown: boolean }
  /** What became of a process. A failure is not the program's: another host may do better. */
  | { readonly type: 'process.ended'; readonly process: ProcessId; readonly end: ProcessEnd }
  | { readonly type: 'commands.told'; readonly count: number }
  | { readonly type: 'status.asked'; readonly by: ShadowId }
  | {
      readonly type: 'status.told';
      readonly command: string;
      readonly program: string;
      readonly state: string;
      readonly host: string | null;
    }
  /** Answers `result.offered`: shown, now or before; or not, and never there. */
  | { readonly type: 'result.answered'; readonly terminal: TerminalId; readonly isShown: boolean }
  /** The newest log-in comes first. */
  | { readonly type: 'user.found'; readonly terminals: readonly TerminalId[] }
  | Fault;

export type ProcessEnd = { readonly type: 'result'; readonly result: Result } | { readonly type: 'failure'; readonly reason: string };

export type ProcessMessage =
  | { readonly type: 'file.opened'; readonly path: string; readonly opened: Opened }
  | { readonly type: 'cpu.done' }
  | { readonly type: 'file.written'; readonly file: FileVersion }
  | { readonly type: 'directory.told'; readonly files: readonly FileVersion[] }
  /** The shadow knows how it ended. */
  | { readonly type: 'end.noted' }
  | Fault;

/** What became of opening a file. */
export type Opened =
  | { readonly type: 'found'; readonly file: FileVersion }
  | { readonly type: 'absent' }
  /** The machine of its volume does not answer. */
  | { readonly type: 'unreachable' };

export type CpuMessage = { readonly type: 'work.added'; readonly process: ProcessId; readonly workS: number } | Fault;

export type FilesMessage =
  /** From a process of this machine. */
  | { readonly type: 'file.wanted'; readonly path: string; readonly by: ProcessId }
  | { readonly type: 'fetch.ended'; readonly path: string; readonly opened: Opened }
  /** The rest is asked of the machine of the file's volume, from anywhere. */
  | { readonly type: 'version.asked'; readonly path: string; readonly by: FetchId | ShadowId }
  | { readonly type: 'file.asked'; readonly path: string; readonly by: FetchId }
  | { readonly type: 'file.writing'; readonly file: NewVersion; readonly by: ProcessId; readonly sizeBytes: number }
  | { readonly type: 'directory.asked'; readonly owner: string; readonly by: ProcessId }
  | Fault;

export type FetchMessage =
  /** Null: there is no such file. */
  | { readonly type: 'version.told'; readonly path: string; readonly file: FileVersion | null }
  | { readonly type: 'file.sent'; readonly file: FileVersion; readonly sizeBytes: number }
  | Fault;
