/**
 * The figures of the batch shop: a fold over the trace, by job id. What is kept of a job is dropped
 * when its listing is back, so that memory does not grow with the length of a run.
 */
import type { StepEvent, TraceEvent } from '../../actors/trace.ts';
import type { Deck, Outcome } from '../../machines/batch/protocol.ts';
import type { ProcessorContext } from '../../machines/batch/processor.ts';
import { Mean } from '../measures/mean.ts';
import { Sample } from '../measures/sample.ts';
import type { Measure, Row } from '../scenario.ts';

/** Times in seconds; all of them simulated. */
export interface BatchMetrics {
  /** Decks handed in at the window. */
  readonly jobs: number;
  /** Jobs that ended normally, of those whose listing is back. */
  readonly finished: number;
  /** Jobs that did not, of those whose listing is back. */
  readonly failed: number;
  /** Decks that came back with a listing. */
  readonly returned: number;
  /** Decks that the operator gave back unread. */
  readonly refused: number;
  /** Decks still in the shop when the run ended. */
  readonly unfinished: number;
  /** When the last job's service ended, from 0. */
  readonly makespanS: number;
  /** From handing in at the window to the moment the processor takes up the job. */
  readonly meanWaitS: number;
  readonly maxWaitS: number;
  /** From handing in to the listing. */
  readonly meanTurnaroundS: number;
  readonly medianTurnaroundS: number;
  readonly p95TurnaroundS: number;
  /** Set-ups begun: for batches, in the middle of them, and for empty trays. */
  readonly setups: number;
  readonly setupS: number;
  /** Batches handed to the processor, those that a power failure cut short counted again. */
  readonly batches: number;
  readonly meanBatchJobs: number;
  /** Compiling and executing. */
  readonly busyS: number;
  /** Reading cards, waiting for compilers and memory, printing. */
  readonly overheadS: number;
  /** No batch in the machine. */
  readonly idleS: number;
  readonly withoutPowerS: number;
  /** What shares refer to: the makespan of a day that is over, else all the time until the run ended. */
  readonly observedS: number;
  /** Share of it in which the processor compiled or executed. */
  readonly utilisation: number;
  /** Jobs whose listing came back, for an hour of it. */
  readonly throughputPerHour: number;
  /** How often the compiler changes from one deck to the next, in the order in which they were handed in. */
  readonly compilerChanges: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Faults that befell the shop, by name, whether or not they found anything to spoil. */
  readonly faults: Readonly<Record<string, number>>;
  readonly byCompiler: Readonly<Record<string, CompilerMetrics>>;
}

export interface CompilerMetrics {
  readonly jobs: number;
  readonly failed: number;
  readonly meanWaitS: number;
  readonly meanTurnaroundS: number;
}

interface JobRecord {
  readonly deck: Deck;
  readonly handedInMs: number;
  takenUpMs: number | undefined;
  doneMs: number | undefined;
}

interface CompilerRecord {
  jobs: number;
  failed: number;
  readonly waitS: Mean;
  readonly turnaroundS: Mean;
}

/** How the id of a timer begins that runs while the operator mounts a compiler. */
const SET_UP = 'xstate.after.setUp.';

type Activity = 'busyS' | 'overheadS' | 'idleS' | 'withoutPowerS';

export interface BatchMeasureOptions {
  readonly progress: (counts: Counts) => number;
  /** Hears of every deck that came back. */
  readonly onRow: (row: Row) => void;
}

/** What the progress of a shop's day is told by. */
export interface Counts {
  readonly returned: number;
  readonly refused: number;
  /** Users with nothing left to do. */
  readonly usersGone: number;
}

export function measureBatch({ progress, onRow }: BatchMeasureOptions): Measure<BatchMetrics> {
  const jobs = new Map<string, JobRecord>();
  const compilers = new Map<string, CompilerRecord>();
  const failures = new Map<Outcome, number>();
  const waitS = new Mean();
  const turnaroundS = new Sample();
  const batchJobs = new Mean();
  const spentS: Record<Activity, number> = { busyS: 0, overheadS: 0, idleS: 0, withoutPowerS: 0 };
  let handedIn = 0;
  let returned = 0;
  let failed = 0;
  let refused = 0;
  let usersGone = 0;
  let makespanMs = 0;
  let setups = 0;
  let setupMs = 0;
  let mountingSinceMs: number | undefined;
  let currentId: string | undefined;
  let lastCompiler: string | undefined;
  let compilerChanges = 0;
  const faults = new Map<string, number>();
  let activity: Activity = 'idleS';
  let activitySinceMs = 0;

  function compilerRecord(name: string): CompilerRecord {
    let record = compilers.get(name);
    if (!record) {
      record = { jobs: 0, failed: 0, waitS: new Mean(), turnaroundS: new Mean() };
      compilers.set(name, record);
    }
    return record;
  }

  function seeOperator(event: StepEvent): void {
    const { cause, atMs, state } = event;
    if (cause.type === 'message' && cause.message.type === 'deck.handedIn') {
      const { deck } = cause.message as unknown as { readonly deck: Deck }; // The protocol's message of that type.
      handedIn += 1;
      if (lastCompiler !== deck.compiler && deck.unreadable === null) {
        compilerChanges += 1;
        lastCompiler = deck.compiler;
      }
      jobs.set(deck.id, { deck, handedInMs: atMs, takenUpMs: undefined, doneMs: undefined });
    }
    const room = typeof state === 'string' ? state : state['machineRoom'];
    const mounts = room === 'mounting' || (typeof room === 'object' && room['supervising'] === 'remounting');
    // Of set-ups that follow each other at once, as those for empty trays do, the state alone shows one.
    if (event.timers.some(({ id }) => id.startsWith(SET_UP))) setups += 1;
    if (mounts && mountingSinceMs === undefined) mountingSinceMs = atMs;
    else if (!mounts && mountingSinceMs !== undefined) {
      setupMs += atMs - mountingSinceMs;
      mountingSinceMs = undefined;
    }
  }

  function seeProcessor(event: StepEvent): void {
    const { atMs, cause, snapshot } = event;
    const context = snapshot.context as unknown as ProcessorContext; // The processor's own context.
    spend(atMs, activityOf(event));
    if (cause.type === 'message' && cause.message.type === 'batch.submitted' && event.sends.length === 0)
      batchJobs.add(context.jobs.length);
    const nextId = context.jobs[0]?.id;
    if (nextId === currentId) return;
    if (currentId !== undefined && !context.jobs.some(({ id }) => id === currentId)) serviceEnded(currentId, atMs);
    const record = nextId === undefined ? undefined : jobs.get(nextId);
    // A job that the power failure interrupted was taken up before.
    if (record && record.takenUpMs === undefined) record.takenUpMs = atMs;
    currentId = nextId;
  }

  /** Power failures take jobs away too: only a listing says that one is done. */
  function serviceEnded(id: string, atMs: number): void {
    if (activity === 'withoutPowerS') return;
    const record = jobs.get(id);
    if (record) record.doneMs = atMs;
    makespanMs = atMs;
  }

  function spend(atMs: number, next: Activity): void {
    spentS[activity] += (atMs - activitySinceMs) / 1000;
    activity = next;
    activitySinceMs = atMs;
  }

  function seeUser(event: StepEvent): void {
    if (event.final) usersGone += 1;
    if (event.cause.type !== 'message') return;
    const message = event.cause.message as unknown as
      // What the protocol lets an operator tell a user.
      | {
          readonly type: 'listing.returned';
          readonly listing: { readonly job: string; readonly outcome: Outcome; readonly processorS: number };
        }
      | { readonly type: 'deck.refused'; readonly deck: string; readonly reason: string };
    if (message.type === 'deck.refused') {
      refused += 1;
      comeBack(message.deck, event, 'refused', null);
      return;
    }
    const { job, outcome, processorS } = message.listing;
    returned += 1;
    if (outcome !== 'finished') {
      failed += 1;
      count(failures, outcome);
    }
    comeBack(job, event, outcome, processorS);
  }

  function comeBack(job: string, { atMs, actor }: StepEvent, outcome: Outcome | 'refused', processorS: number | null): void {
    const record = jobs.get(job);
    if (!record) return;
    jobs.delete(job);
    const { deck, handedInMs, takenUpMs, doneMs } = record;
    const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000);
    if (outcome !== 'refused' && takenUpMs !== undefined) {
      const compiler = compilerRecord(deck.compiler);
      compiler.jobs += 1;
      if (outcome !== 'finished') compiler.failed += 1;
      for (const sample of [waitS, compiler.waitS]) sample.add((takenUpMs - handedInMs) / 1000);
      for (const sample of [turnaroundS, compiler.turnaroundS]) sample.add((atMs - handedInMs) / 1000);
    }
    onRow({
      job,
      user: actor,
      programmer: deck.programmer,
      compiler: deck.compiler,
      outcome,
      handedInS: seconds(handedInMs),
      takenUpS: seconds(takenUpMs),
      serviceEndedS: seconds(doneMs),
      returnedS: seconds(atMs),
      waitS: takenUpMs === undefined ? null : (takenUpMs - handedInMs) / 1000,
      turnaroundS: (atMs - handedInMs) / 1000,
      processorS,
    });
  }

  return {
    see(event: TraceEvent) {
      if (event.type !== 'step') return;
      if (event.cause.type === 'fault') count(faults, event.cause.message.type.replace('fault.', ''));
      if (event.kind === 'operator') seeOperator(event);
      else if (event.kind === 'processor') seeProcessor(event);
      else if (event.kind === 'user') seeUser(event);
    },
    metrics(nowMs) {
      const makespanS = makespanMs / 1000;
      const openSetupMs = mountingSinceMs === undefined ? 0 : nowMs - mountingSinceMs;
      // The day ends with its last job, unless the machine had something to do, or lost its power, after that.
      const isOver = activity === 'idleS' && activitySinceMs <= makespanMs && handedIn === returned + refused;
      const endMs = isOver ? makespanMs : nowMs;
      const observedS = endMs / 1000;
      const spent = { ...spentS, [activity]: spentS[activity] + (endMs - activitySinceMs) / 1000 };
      const byName = [...compilers].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        jobs: handedIn,
        finished: returned - failed,
        failed,
        returned,
        refused,
        unfinished: handedIn - returned - refused,
        makespanS,
        meanWaitS: waitS.mean,
        maxWaitS: waitS.max,
        meanTurnaroundS: turnaroundS.mean,
        medianTurnaroundS: turnaroundS.quantile(0.5),
        p95TurnaroundS: turnaroundS.quantile(0.95),
        setups,
        setupS: (setupMs + openSetupMs) / 1000,
        batches: batchJobs.count,
        meanBatchJobs: batchJobs.mean,
        ...spent,
        observedS,
        utilisation: observedS === 0 ? 0 : spent.busyS / observedS,
        throughputPerHour: observedS === 0 ? 0 : (returned / observedS) * 3600,
        compilerChanges,
        failures: sorted(failures),
        faults: sorted(faults),
        byCompiler: Object.fromEntries(
          byName.map(([name, record]) => [
            name,
            { jobs: record.jobs, failed: record.failed, meanWaitS: record.waitS.mean, meanTurnaroundS: record.turnaroundS.mean },
          ]),
        ),
      };
    },
    progress: () => progress({ returned, refused, usersGone }),
  };
}

function count<K>(counts: Map<K, number>, what: K): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function activityOf({ state }: StepEvent): Activity {
  if (state === 'idle') return 'idleS';
  if (typeof state === 'string') return 'overheadS';
  if (state['dark'] !== undefined) return 'withoutPowerS';
  const running = state['running'];
  return running === 'compiling' || running === 'executing' ? 'busyS' : 'overheadS';
}
