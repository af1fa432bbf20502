/**
 * The figures of the distributed operating system: a fold over the trace, by command. What is kept of a
 * command is dropped when its result is on a screen, so that memory does not grow with the length of a run.
 */
import type { StepEvent, TraceEvent } from '../../actors/trace.ts';
import { machineOf } from '../../machines/distributed/place.ts';
import type { Command, InstanceMessage } from '../../machines/distributed/protocol.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import { Mean } from '../measures/mean.ts';
import { Sample } from '../measures/sample.ts';
import { SteadyState } from '../measures/steady-state.ts';
import type { Measure, Row } from '../scenario.ts';
import { Ending, type Amount } from './ending.ts';
import { FileTraffic, type FileMetrics } from './file-traffic.ts';
import { GossipError, type GossipMetrics } from './gossip-error.ts';
import type { DistributedParameters } from './parameters.ts';
import { Utilisation, type UtilisationMetrics } from './utilisation.ts';

/** Times in seconds; all of them simulated. */
export interface DistributedMetrics {
  /** Commands typed. */
  readonly commands: number;
  /** Commands whose result is on a screen. */
  readonly shown: number;
  /** Of these, the ones that did what they should. */
  readonly done: number;
  readonly failed: number;
  /** Lines that never became commands: typed when nobody was logged in, or the machine was down. */
  readonly notRun: number;
  /** Results that are kept for a user who has logged out. */
  readonly kept: number;
  /** Commands under way when the run ended. */
  readonly unfinished: number;
  /** From typing a command to its result on the screen; without results that were kept for a user who was away. */
  readonly meanResponseS: number;
  readonly medianResponseS: number;
  readonly p95ResponseS: number;
  readonly maxResponseS: number;
  /** The same in units of the mean service, in the steady state: the warm-up is left out. */
  readonly meanResponse: number;
  /** Its 95% interval, by batch means; null where the run is too short for one, or the work is no open workload. */
  readonly meanResponseLow: number | null;
  readonly meanResponseHigh: number | null;
  /**
   * What ended the run: the precision that was asked for, all commands being done, or that nothing would ever have
   * happened again. Null: it was ended from outside.
   */
  readonly endedBy: 'precision' | 'jobs' | 'standstill' | null;
  /** Response over time on a core of speed 1, or over 10 s for what is shorter (Feitelson's bounded slowdown); programs only. */
  readonly meanBoundedSlowdown: number;
  /** Programs that ran at their home machine, and elsewhere. */
  readonly ranAtHome: number;
  readonly ranElsewhere: number;
  /** Programs that were placed again, and how often. */
  readonly placedAgain: number;
  /** Questions and answers about load, for a command that was typed. */
  readonly placementMessagesPerCommand: number;
  /** Messages of gossip sent, for a command that was typed. */
  readonly gossipMessagesPerCommand: number;
  readonly files: FileMetrics;
  readonly gossip: GossipMetrics;
  readonly utilisation: UtilisationMetrics;
  /** What befell the machines and the messages, by name. */
  readonly faults: Readonly<Record<string, number>>;
  /** Seconds from the first line that was typed to the end. */
  readonly observedS: number;
  /** Lines on all screens. */
  readonly screenLines: number;
  /** The first things that users read, with what the screens do not tell: where it ran. */
  readonly screens: readonly ScreenLine[];
}

export interface ScreenLine {
  readonly atS: number;
  readonly user: string;
  readonly machine: string;
  readonly text: string;
  /** The machine that ran the program; null: nothing was run. */
  readonly ranOn: string | null;
}

interface CommandRecord {
  readonly command: Command;
  readonly typedMs: number;
  /** Seconds since the command before, of whomever. */
  readonly gapS: number;
  /** Where it ran last. */
  host: string | null;
  places: number;
  isTaken: boolean;
}

const SCREEN_LINES_MAX = 40;
const SLOWDOWN_BOUND_S = 10;
/** Results between two looks at the precision. */
const LOOK_EVERY = 1_000;

/** Means that a made-up workload has by its parameters. */
export interface Nominal {
  /** Seconds of work of a command. */
  readonly serviceS: number;
  /** Seconds from one command to the next, at all machines together; undefined: they do not arrive at random. */
  readonly gapS: number | undefined;
}

export interface DistributedMeasureOptions {
  readonly params: DistributedParameters;
  /** What will be typed. */
  readonly amount: Amount;
  /** Seconds of the first line. */
  readonly firstS: number;
  /** What is known of the workload before it runs; undefined: nothing is. */
  readonly nominal: Nominal | undefined;
  /** Hears of every command whose result is on a screen. */
  readonly onRow: (row: Row) => void;
}

export function measureDistributed({ params, amount, firstS, nominal, onRow }: DistributedMeasureOptions): Measure<DistributedMetrics> {
  const records = new Map<string, CommandRecord>();
  const ending = new Ending(amount, params);
  const { precision } = params.measure;
  const screensOf = new Map<string, TerminalContext['screen']>();
  const responseS = new Sample();
  // Most of what makes one long run differ from another is how much work happened to come, which is known on average.
  const controls = nominal?.gapS === undefined ? [] : [nominal.serviceS, nominal.gapS];
  const steadyS = new SteadyState({ controls });
  const serviceS = new Mean();
  const slowdown = new Mean();
  const files = new FileTraffic();
  const gossip = new GossipError();
  const utilisation = new Utilisation(firstS * 1000);
  const faults = new Map<string, number>();
  const screens: ScreenLine[] = [];
  let screenLines = 0;
  let typed = 0;
  let shown = 0;
  let failed = 0;
  let notRun = 0;
  let ranAtHome = 0;
  let ranElsewhere = 0;
  let placedAgain = 0;
  let placementMessages = 0;
  let isPrecise = false;
  let typedBeforeMs = 0;

  function seeTerminal(event: StepEvent): void {
    const { cause, atMs, actor } = event;
    if (cause.type === 'arrival' && cause.message.type === 'command.typed') {
      const { command } = cause.message as unknown as { readonly command: Command }; // The protocol's message of that type.
      typed += 1;
      records.set(command.id, { command, typedMs: atMs, gapS: (atMs - typedBeforeMs) / 1000, host: null, places: 0, isTaken: false });
      typedBeforeMs = atMs;
    }
    const { screen, user } = event.snapshot.context as unknown as TerminalContext; // The terminal's own context.
    if (screen === screensOf.get(actor) || screen.length === 0) return;
    screensOf.set(actor, screen);
    for (const it of screen) {
      const record = it.command === null ? undefined : records.get(it.command);
      screenLines += it.lines.length;
      if (screens.length < SCREEN_LINES_MAX)
        for (const text of it.lines)
          screens.push({
            atS: atMs / 1000,
            user,
            machine: machineOf(actor),
            text: labelled(it.command, text),
            ranOn: record?.host ?? null,
          });
      if (record) end(record, it.outcome, event);
    }
  }

  function end(record: CommandRecord, outcome: 'done' | 'failed', { atMs, actor }: StepEvent): void {
    const { command, typedMs, host, isTaken, places } = record;
    records.delete(command.id);
    // How long a user was away says nothing about the system.
    const wasKept = ending.show(command.id);
    shown += 1;
    if (outcome === 'failed') failed += 1;
    const response = (atMs - typedMs) / 1000;
    const home = machineOf(command.terminal);
    if (!isTaken) notRun += 1;
    else {
      if (!wasKept) {
        responseS.add(response);
        if (controls.length === 0) steadyS.add(response);
        else steadyS.add(response, workS(command), record.gapS);
      }
      if (places > 1) placedAgain += 1;
      if (command.does.type === 'run') {
        serviceS.add(command.does.cpuS);
        if (outcome === 'done' && !wasKept) slowdown.add(Math.max(1, response / Math.max(command.does.cpuS, SLOWDOWN_BOUND_S)));
        if (host === home) ranAtHome += 1;
        else if (host !== null) ranElsewhere += 1;
      }
      if (precision !== null && shown % LOOK_EVERY === 0) {
        const { relativeHalfWidth, isTrusted } = steadyS.interval();
        isPrecise = isTrusted && relativeHalfWidth <= precision;
      }
    }
    onRow({
      command: command.id,
      user: command.user,
      line: command.line,
      home,
      host,
      shownOn: machineOf(actor),
      outcome: isTaken ? outcome : 'not run',
      typedS: typedMs / 1000,
      shownS: atMs / 1000,
      responseS: response,
      cpuS: workS(command),
      places,
    });
  }

  function seeShadow(event: StepEvent): void {
    const { cause, actor, state } = event;
    const command = commandIn(actor);
    if (cause.type === 'spawned') {
      const record = records.get(command);
      if (record) record.isTaken = true;
    }
    const returning = typeof state === 'object' ? state['returning'] : undefined;
    if (returning === 'keeping') ending.keep(command, records.get(command)?.command.user ?? '');
    for (const { type } of event.sends) if (type === 'load.asked') placementMessages += 1;
  }

  function seeProcess({ cause, actor }: StepEvent): void {
    if (cause.type !== 'spawned') return;
    const record = records.get(commandIn(actor).replace(/\.\d+$/, ''));
    if (!record) return;
    record.host = machineOf(actor);
    record.places += 1;
  }

  function seeInstance(event: StepEvent): void {
    const { cause } = event;
    if (cause.type === 'fault') count(faults, cause.message.type.replace('fault.', ''));
    for (const { type } of event.sends) if (type === 'load.told') placementMessages += 1;
    gossip.see(event);
    if (cause.type !== 'message') return;
    const message = cause.message as unknown as InstanceMessage; // What the protocol lets others tell an instance.
    if (message.type === 'process.ordered' && machineOf(cause.from) !== machineOf(event.actor)) files.addShipped(message.sizeBytes);
  }

  return {
    see(event: TraceEvent) {
      if (event.type !== 'step') {
        if (event.type !== 'dead letter') count(faults, event.type);
        return;
      }
      ending.see(event);
      switch (event.kind) {
        case 'terminal':
          return seeTerminal(event);
        case 'shadow':
          return seeShadow(event);
        case 'process':
          return seeProcess(event);
        case 'instance':
          return seeInstance(event);
        case 'cpu':
          return utilisation.see(event);
        case 'fetch':
        case 'files':
          return files.see(event);
        default:
          return undefined;
      }
    },
    metrics(nowMs) {
      const { mean, low, high } = steadyS.interval();
      // What people do by a script, or did by a trace, has no steady state.
      const isSteady = controls.length > 0;
      const unitS = nominal?.serviceS ?? serviceS.mean;
      const inUnits = (seconds: number): number => (unitS === 0 ? 0 : seconds / unitS);
      const perCommand = (count: number): number => (typed === 0 ? 0 : count / typed);
      return {
        commands: typed,
        shown,
        done: shown - failed,
        failed: failed - notRun,
        notRun,
        kept: ending.kept,
        unfinished: typed - shown - ending.kept,
        meanResponseS: responseS.mean,
        medianResponseS: responseS.quantile(0.5),
        p95ResponseS: responseS.quantile(0.95),
        maxResponseS: responseS.max,
        meanResponse: inUnits(mean),
        meanResponseLow: isSteady && Number.isFinite(low) ? Math.max(0, inUnits(low)) : null,
        meanResponseHigh: isSteady && Number.isFinite(high) ? inUnits(high) : null,
        endedBy: isPrecise ? 'precision' : ending.isDone(shown) ? 'jobs' : ending.isStandstill() ? 'standstill' : null,
        meanBoundedSlowdown: slowdown.mean,
        ranAtHome,
        ranElsewhere,
        placedAgain,
        placementMessagesPerCommand: perCommand(placementMessages),
        gossipMessagesPerCommand: perCommand(gossip.messages),
        files: files.metrics(),
        gossip: gossip.metrics(),
        utilisation: utilisation.metrics(nowMs),
        faults: Object.fromEntries([...faults].sort(([a], [b]) => (a < b ? -1 : 1))),
        observedS: Math.max(0, nowMs / 1000 - firstS),
        screenLines,
        screens,
      };
    },
    progress: () => (isPrecise || ending.isDone(shown) || ending.isStandstill() ? 1 : ending.share(shown)),
  };
}

/** Seconds on a core of speed 1. */
function workS({ does }: Command): number {
  return does.type === 'run' ? does.cpuS : 0;
}

/** The command that a shadow stands for, or that a process is an attempt at: all but the machine. */
function commandIn(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

function labelled(command: string | null, text: string): string {
  return command === null ? text : `[${command}] ${text}`;
}

function count<K>(counts: Map<K, number>, what: K): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
