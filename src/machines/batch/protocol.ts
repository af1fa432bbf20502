/**
 * Who says what to whom in the batch shop, and the things that change hands.
 *
 * Two absences are the point of the system: there is no message between a user and the processor,
 * and none from the processor about a single job. A user learns how a job went from its listing,
 * after the whole batch is done.
 */
import type { Address } from '../effects.ts';

export type UserId = Address<'user'>;

/** What a job asks of the simulated machine, and how it ends if nothing stops it first. */
export interface Demand {
  /** Seconds to compile. */
  readonly compileS: number;
  /** Seconds that it computes before it ends by itself. */
  readonly runS: number;
  /** Words of memory that it occupies while it is loaded. */
  readonly words: number;
  /** Lines that it prints. */
  readonly lines: number;
  readonly ends: 'normally' | 'compile error' | 'abnormally';
}

/** Cards in a box, as one user handed them in, once. */
export interface Deck {
  /** Unique: the program's name and the attempt, `payroll.1`. It is also the job's id. */
  readonly id: string;
  readonly owner: UserId;
  readonly programmer: string;
  readonly account: string;
  /** What must be mounted to run it: a compiler, or a trace's executable. */
  readonly compiler: string;
  readonly cards: number;
  /** Seconds that its user says it will take; null where none are named. */
  readonly estimateS: number | null;
  /** Seconds on the processor after which the monitor ends it; null: no limit. */
  readonly limitS: number | null;
  /** Why the operator cannot take it, if so: the first bad card. */
  readonly unreadable: string | null;
  readonly demand: Demand;
}

/** A piece of work as its user sees it: the deck as first punched, and again after each correction. */
export interface Program {
  readonly id: string;
  /** One for each attempt. The last one stands: it is what the user hands in from then on. */
  readonly versions: readonly Omit<Deck, 'id' | 'owner'>[];
}

export type Outcome = 'finished' | 'compile error' | 'memory exceeded' | 'time limit exceeded' | 'abnormal end';

/** The paper that comes back. */
export interface Listing {
  readonly job: string;
  readonly owner: UserId;
  readonly outcome: Outcome;
  /** Seconds on the processor, compiling and executing. */
  readonly processorS: number;
  readonly lines: number;
}

/** Decks that run as one, and the compiler that is mounted when they start. */
export interface Batch {
  readonly tray: string;
  readonly jobs: readonly Deck[];
  readonly mounted: string;
}

export type BatchProtocol = {
  readonly user: UserMessage;
  readonly operator: OperatorMessage;
  readonly processor: ProcessorMessage;
  readonly memory: MemoryMessage;
};

export type UserMessage =
  /** From the world outside: there is something to compute (open workloads only). */
  | { readonly type: 'program.arises'; readonly deck: Deck }
  | { readonly type: 'deck.refused'; readonly deck: string; readonly reason: string }
  | { readonly type: 'listing.returned'; readonly listing: Listing };

export type OperatorMessage =
  | { readonly type: 'deck.handedIn'; readonly deck: Deck }
  | { readonly type: 'batch.done'; readonly listings: readonly Listing[] }
  | { readonly type: 'batch.refused'; readonly batch: Batch; readonly reason: string }
  /** A job of the batch needs another compiler than the one that is mounted. */
  | { readonly type: 'mount.requested'; readonly compiler: string }
  | { readonly type: 'reader.jammed' }
  /** The lights went out: what is printed already, and the decks that were not done. */
  | { readonly type: 'machine.stopped'; readonly listings: readonly Listing[]; readonly rest: readonly Deck[] }
  | { readonly type: 'machine.ready' }
  /** Faults: the next deck that changes hands is dropped, or put into the wrong tray. */
  | { readonly type: 'fault.drop' }
  | { readonly type: 'fault.missort' };

export type ProcessorMessage =
  | { readonly type: 'batch.submitted'; readonly batch: Batch }
  | { readonly type: 'compiler.mounted'; readonly compiler: string }
  | { readonly type: 'reader.cleared' }
  /** The operator starts the machine by hand. Nothing said to it before is still on its way. */
  | { readonly type: 'machine.restart' }
  | { readonly type: 'job.loaded' }
  | { readonly type: 'job.rejected'; readonly reason: string }
  | { readonly type: 'job.unloaded' }
  /** The answer to `power.lost`: nothing said before it is still on its way. */
  | { readonly type: 'memory.cleared' }
  | { readonly type: 'fault.jam' }
  | { readonly type: 'fault.power' };

export type MemoryMessage =
  | { readonly type: 'job.load'; readonly job: string; readonly words: number }
  | { readonly type: 'job.unload' }
  | { readonly type: 'power.lost' };
