/** A network of machines for tests: what its users do, a run of it with all that they saw, and how to see that run again. */
import fc from 'fast-check';
import type { FilesContext } from '../../src/machines/distributed/files.ts';
import type { Command, FileVersion, ProcessMessage, TerminalId, Work, Writing } from '../../src/machines/distributed/protocol.ts';
import type { Shown, TerminalContext } from '../../src/machines/distributed/terminal.ts';
import type { Machine } from '../../src/actors/behavior.ts';
import type { ActorView } from '../../src/actors/system.ts';
import type { StepEvent } from '../../src/actors/trace.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import type { DistributedWork } from '../../src/scenarios/distributed/work.ts';
import type { Settings } from '../../src/scenarios/parameters.ts';
import type { SessionLine } from '../../src/scenarios/workloads/sessions.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import type { SimulationResult } from '../../src/simulator/simulation.ts';

/** What happens on a network, as a session script would tell it. */
export interface Sessions {
  /** Machines by owner: every owner of a file, and every user. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly files: readonly Writing[];
  /** What is typed by whom, each user's in order of time. */
  readonly users: Readonly<Record<string, readonly Typing[]>>;
}

export interface Typing {
  readonly atS: number;
  readonly types: { readonly type: 'login'; readonly machine: string } | { readonly type: 'logout' } | Typed;
}

export interface Typed {
  readonly type: 'command';
  readonly does: Work;
  readonly isBackground: boolean;
}

/** One network and what is done on it: all that a run is made from. */
export interface Network {
  readonly seed: number;
  /** By path. */
  readonly settings: Settings;
  readonly items: readonly DistributedWork[];
}

/** One thing that a user saw about a command. */
export interface Seen extends Shown {
  readonly command: string;
  readonly user: string;
  readonly terminal: string;
}

/** A run, and what was seen in it. */
export interface Played {
  readonly result: SimulationResult;
  /** In order of time. */
  readonly seen: readonly Seen[];
  /** Versions that a process was told of as written. */
  readonly acknowledged: readonly FileVersion[];
  /** Everybody who lives at the end. */
  readonly actors: readonly ActorView[];
}

export interface PlayOptions {
  /** Machines that stand for those of the scenario. */
  readonly kinds?: Readonly<Record<string, Machine>>;
  readonly checked?: boolean;
  /** The run goes on until then, even if all is done. */
  readonly quietUntilS?: number;
}

/** No run here comes near it, but for one that never rests. */
const EVENTS_MAX = 200_000;

export function play({ seed, settings, items }: Network, { kinds = {}, checked = false, quietUntilS = 0 }: PlayOptions = {}): Played {
  const scenario = { ...distributed, kinds: { ...distributed.kinds, ...kinds } };
  const simulation = simulate(scenario, { seed, settings, items, checked, eventsMax: EVENTS_MAX });
  const { system } = simulation;
  const seen: Seen[] = [];
  const acknowledged: FileVersion[] = [];
  const screens = new Map<string, TerminalContext['screen']>();
  system.events.subscribe((event) => {
    if (event.type !== 'step') return;
    if (event.kind === 'terminal') seen.push(...seenIn(event, screens));
    else if (event.kind === 'process' && event.cause.type === 'message') {
      const message = event.cause.message as unknown as ProcessMessage; // What the protocol lets others tell a process.
      if (message.type === 'file.written') acknowledged.push(message.file);
    }
  });
  while (simulation.advance(EVENTS_MAX) === undefined);
  while ((system.clock.nextMs ?? Number.POSITIVE_INFINITY) <= quietUntilS * 1000 && system.eventCount < EVENTS_MAX && system.tick());
  return { result: simulation.result(), seen, acknowledged, actors: [...system.actors()] };
}

function seenIn({ actor, snapshot }: StepEvent, screens: Map<string, TerminalContext['screen']>): readonly Seen[] {
  const { screen, user } = snapshot.context as unknown as TerminalContext; // The terminal's own context.
  if (screens.get(actor) === screen) return [];
  screens.set(actor, screen);
  return screen.flatMap(({ command, ...shown }) => (command === null ? [] : [{ ...shown, command, user, terminal: actor }]));
}

/** Actors of a kind, with the context that its machine declares. */
export function contextsOf<C>({ actors }: Played, kind: string): readonly C[] {
  return actors.filter((it) => it.kind === kind).map(({ snapshot }) => snapshot.context as unknown as C); // As that kind's machine declares it.
}

/** Every version of every file that some command wrote, and the newest of the others; sorted by path and version. */
export function versionsOf(played: Played): readonly FileVersion[] {
  return contextsOf<FilesContext>(played, 'files')
    .flatMap(({ disk }) => disk.flatMap(({ files }) => files))
    .flatMap(({ newest, written }) => (newest.by === null ? [newest, ...written] : written))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.version - b.version));
}

export function commandsOf(items: readonly DistributedWork[]): readonly Command[] {
  return items.flatMap((item) => (item.type === 'line' && item.line.typed.type === 'command' ? [item.line.typed.command] : []));
}

/** As a script is read: a line is typed at the user's newest terminal that is still open; without one it is none. */
export function itemsOf({ volumes, files, users }: Sessions): readonly DistributedWork[] {
  const lines = Object.keys(users)
    .toSorted()
    .flatMap((user) => linesOf(user, users[user] ?? []));
  return [
    ...Object.keys(volumes)
      .toSorted()
      .map((owner): DistributedWork => ({ type: 'volume', owner, machine: volumes[owner] ?? '' })),
    ...files.map((file): DistributedWork => ({ type: 'file', file })),
    ...lines.toSorted((a, b) => a.atS - b.atS).map((line): DistributedWork => ({ type: 'line', line })),
  ];
}

function linesOf(user: string, typings: readonly Typing[]): readonly SessionLine[] {
  const seats: TerminalId[] = [];
  const lines: SessionLine[] = [];
  let logins = 0;
  let commands = 0;
  for (const { atS, types } of typings) {
    if (types.type === 'login') seats.push(`terminal-${types.machine}.${user}.${++logins}`);
    const terminal = seats.at(-1);
    if (terminal === undefined) continue;
    if (types.type === 'login') lines.push({ atS, user, terminal, typed: { type: 'login' } });
    else if (types.type === 'logout') {
      lines.push({ atS, user, terminal, typed: { type: 'logout' } });
      seats.pop();
    } else {
      const { does, isBackground } = types;
      const line = lineOf(types);
      const command: Command = { id: `${user}.${++commands}`, user, line, terminal, isBackground, does };
      lines.push({ atS, user, terminal, typed: { type: 'command', command } });
    }
  }
  return lines;
}

/** A command, as a user types it. */
function lineOf({ does, isBackground }: Typed): string {
  return `${wordsOf(does)}${isBackground ? ' &' : ''}`;
}

function wordsOf(does: Work): string {
  switch (does.type) {
    case 'run': {
      const { program, cpuS, memoryBytes, reads, writes } = does;
      const from = reads.length === 0 ? '' : ` reads ${reads.join(', ')}`;
      const to = writes.length === 0 ? '' : ` writes ${writes.map(sized).join(', ')}`;
      return `run ${program} cpu ${cpuS}s memory ${memoryBytes}B${from}${to}`;
    }
    case 'put':
      return `put ${sized(does.write)}`;
    case 'cat':
      return `cat ${does.path}`;
    case 'ls':
      return `ls ${does.owner}`;
    case 'ps':
    case 'where':
      return does.type;
  }
}

function sized({ path, sizeBytes }: Writing): string {
  return `${path} ${sizeBytes}B`;
}

/** The session script of these items. */
export function scriptOf(items: readonly DistributedWork[]): string {
  const lines = items.flatMap((item) => (item.type === 'line' ? [item.line] : []));
  const users = [...new Set(lines.map(({ user }) => user))].toSorted();
  const text = [
    ...items.flatMap((item) => (item.type === 'volume' ? [`volume ${item.owner} on ${item.machine}`] : [])),
    ...items.flatMap((item) => (item.type === 'file' ? [`file ${sized(item.file)}`] : [])),
    ...users.flatMap((user) => [`user ${user}`, ...lines.filter((it) => it.user === user).map(scriptLine)]),
  ];
  return `${text.join('\n')}\n`;
}

function scriptLine({ atS, terminal, typed }: SessionLine): string {
  const at = `  ${atS}s `;
  if (typed.type === 'login') return `${at}login ${terminal.slice('terminal-'.length, terminal.indexOf('.'))}`;
  return `${at}${typed.type === 'logout' ? 'logout' : typed.command.line}`;
}

/** How to see a run again on the command line. */
export function replayOf(network: Network, untilS: number): string {
  const words = argumentsOf(network, 'trial.session', untilS).map((it) => (/^[\w.=-]+$/.test(it) ? it : `'${it}'`));
  return `Replay it with these lines as trial.session:\n\n${scriptOf(network.items)}\nnpx chartwright ${words.join(' ')}`;
}

/** What the command line must be told to make the same run, with the script in a file. */
export function argumentsOf({ seed, settings }: Network, file: string, untilS: number): readonly string[] {
  const sets = Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${JSON.stringify(value)}`]);
  return ['run', 'distributed', '--sessions', file, '--seed', `${seed}`, '--until', `${untilS}s`, ...sets];
}

/** The names of so many machines. */
export function machineNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `pc${index + 1}`);
}

export const POLICIES = ['local', 'random', 'random-threshold', 'threshold', 'power-of-d', 'least-loaded', 'nearest-files'] as const;

/** Settings of placement, any policy with any of its numbers. */
export const placements: fc.Arbitrary<Settings> = fc
  .record({ policy: fc.constantFrom(...POLICIES), threshold: fc.constantFrom(0, 1, 2), probes: fc.integer({ min: 1, max: 3 }) })
  .map(({ policy, threshold, probes }) => ({
    'placement.policy': policy,
    'placement.threshold': threshold,
    'placement.probes': probes,
  }));

/** What an arbitrary makes. */
export type Given<A> = A extends fc.Arbitrary<infer T> ? T : never;
