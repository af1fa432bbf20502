/** Nobody who sits at a terminal can tell how many machines there are, nor where anything runs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fetch } from '../../src/machines/distributed/fetch.ts';
import { ownerOf } from '../../src/machines/distributed/place.ts';
import type { FileVersion, Work } from '../../src/machines/distributed/protocol.ts';
import type { DistributedMetrics } from '../../src/scenarios/distributed/metrics.ts';
import type { Settings } from '../../src/scenarios/parameters.ts';
import { runs, timeout } from '../runs.ts';
import {
  commandsOf,
  versionsOf,
  itemsOf,
  machineNames,
  placements,
  play,
  replayOf,
  type Given,
  type Network,
  type Played,
  type PlayOptions,
  type Sessions,
  type Typing,
} from './network.ts';

const MACHINES = 8;
/**
 * From one phase of a day to the next. What is done in a phase is over long before the next one begins, on one machine
 * too, so that what was written in one may be read by anybody in those after it.
 */
const PHASE_MS = 400_000;
/** Of a phase: when those get up who stay until everything is done. */
const LATE_MS = 300_000;

const USERS = ['ann', 'ben', 'cas'];
const WRITABLE = ['ann/out', 'ben/out', 'shared/board'];
const INITIAL = ['shared/data', 'ann/out', 'shared/board'];
const READABLE = ['shared/data', 'shared/none'];

const machine = fc.integer({ min: 0, max: MACHINES - 1 });
const number = fc.integer({ min: 0, max: 100 });
/** What a user types in a phase, before it is known which files nobody else touches: they are numbers into those. */
const deed = fc.record({
  type: fc.constantFrom('run', 'run', 'run', 'put', 'cat', 'ls'),
  isBackground: fc.boolean(),
  waitMs: fc.constantFrom(0, 0, 500, 2_713, 20_000),
  cpuS: fc.constantFrom(0.01, 3, 8),
  // The last is more than any machine has.
  memoryBytes: fc.constantFrom(0, 1_000_000, 3_000_000, 3_000_000, 6_000_000, 9_000_000),
  sizeBytes: fc.constantFrom(0, 700, 130_000, 900_000),
  reads: fc.array(number, { maxLength: 3, size: 'max' }),
  writes: fc.array(number, { maxLength: 2, size: 'max' }),
});
/** A user in a phase; `at` is where he or she logs in, null if nowhere. Who never logged out goes on where that was. */
const visit = fc.record({
  at: fc.option(machine, { freq: 2 }),
  deeds: fc.array(deed, { maxLength: 4, size: 'max' }),
  leaves: fc.constantFrom('at once', 'late', 'not yet', 'not yet'),
});
const phase = fc.record({
  visits: fc.array(visit, { minLength: USERS.length, maxLength: USERS.length }),
  /** For each file that may be written, the user who alone may touch it in this phase; those beyond are nobody, and all may read it. */
  writers: fc.array(fc.integer({ min: 0, max: USERS.length + 1 }), { minLength: WRITABLE.length, maxLength: WRITABLE.length }),
});
const days = fc.record({
  phases: fc.array(phase, { minLength: 2, maxLength: 4, size: 'max' }),
  last: fc.array(machine, { minLength: USERS.length, maxLength: USERS.length }),
  volumes: fc.array(machine, { minLength: USERS.length + 1, maxLength: USERS.length + 1 }),
});
type Day = Given<typeof days>;

const environments: fc.Arbitrary<Settings> = fc
  .record({
    placement: placements,
    cores: fc.integer({ min: 1, max: 2 }),
    cacheBytes: fc.constantFrom(0, 1_000_000, 100_000_000),
    'cpu.quantumS': fc.constantFrom(null, 0.5),
    'network.latencyS': fc.constantFrom<unknown>(0, 0.001, 0.3, { type: 'uniform', min: 0, max: 0.5 }),
    'network.bandwidthBytesPerS': fc.constantFrom(null, 10_000_000, 100_000),
    'gossip.periodS': fc.constantFrom(null, 20, 100),
  })
  .map(({ placement, ...it }) => ({ ...it, ...placement, memoryBytes: 8_000_000, 'job.programBytes': 20_000 }));

/** A day on a network of so many machines: the machine of each number is the one of that number modulo how many there are. */
function sessionsOf({ phases, last, volumes }: Day, machines: number): Sessions {
  const names = machineNames(machines);
  const name = (index: number): string => names[index % machines] ?? '';
  const login = (ms: number, at: number): Typing => ({ atS: ms / 1000, types: { type: 'login', machine: name(at) } });
  const typingsOf = (user: number): readonly Typing[] => [
    ...phases.flatMap(({ visits, writers }, at) => {
      const it = visits[user];
      const files = WRITABLE.filter((_, file) => writers[file] === user);
      const common = [...READABLE, ...WRITABLE.filter((_, file) => (writers[file] ?? 0) >= USERS.length)];
      if (!it) return [];
      const startMs = at * PHASE_MS;
      const loginAt = at === 0 ? (it.at ?? 0) : it.at;
      return [...(loginAt === null ? [] : [login(startMs, loginAt)]), ...visitOf(it, { startMs, files, common })];
    }),
    login(phases.length * PHASE_MS, last[user] ?? 0),
  ];
  return {
    volumes: Object.fromEntries([...USERS, 'shared'].map((owner, at) => [owner, name(volumes[at] ?? 0)])),
    files: INITIAL.map((path, at) => ({ path, sizeBytes: 1_000 + 300_000 * at })),
    users: Object.fromEntries(USERS.map((user, index) => [user, typingsOf(index)])),
  };
}

interface Reach {
  readonly startMs: number;
  /** Files that this user alone touches in this phase. */
  readonly files: readonly string[];
  /** Files that nobody writes in this phase. */
  readonly common: readonly string[];
}

/**
 * What a user types in a phase, without races: a command in the background takes the files that it writes for itself;
 * what is left is for the foreground, where one command waits for the other.
 */
function visitOf({ deeds, leaves }: Day['phases'][number]['visits'][number], { startMs, files, common }: Reach): readonly Typing[] {
  const taken = new Map<object, readonly string[]>();
  let left = files;
  for (const it of deeds) {
    if (!it.isBackground) continue;
    const own = chosen(it.writes, left);
    taken.set(it, own);
    left = left.filter((path) => !own.includes(path));
  }
  let nowMs = startMs;
  const typings = deeds.map((it): Typing => {
    nowMs += it.waitMs;
    const does = workOf(it, { own: taken.get(it) ?? left, common });
    return { atS: nowMs / 1000, types: { type: 'command', does, isBackground: it.isBackground } };
  });
  if (leaves === 'not yet') return typings;
  return [...typings, { atS: (leaves === 'late' ? startMs + LATE_MS : nowMs) / 1000, types: { type: 'logout' } }];
}

function workOf(it: Given<typeof deed>, { own, common }: { readonly own: readonly string[]; readonly common: readonly string[] }): Work {
  const { cpuS, memoryBytes, sizeBytes } = it;
  const readable = [...own, ...common];
  const reads = chosen(it.reads, readable);
  const [path] = chosen(it.writes, own);
  const run: Work = {
    type: 'run',
    program: 'prog',
    cpuS,
    memoryBytes,
    reads,
    writes: chosen(it.writes, own).map((file) => ({ path: file, sizeBytes })),
  };
  switch (it.type) {
    case 'put':
      return path === undefined ? run : { type: 'put', write: { path, sizeBytes } };
    case 'cat':
      return { type: 'cat', path: reads[0] ?? 'shared/data' };
    case 'ls': {
      // Only a directory in which nobody else writes meanwhile.
      const owners = [...USERS, 'shared'].filter((owner) => WRITABLE.every((file) => ownerOf(file) !== owner || readable.includes(file)));
      const [owner] = chosen(it.reads, owners);
      return owner === undefined ? run : { type: 'ls', owner };
    }
    case 'run':
      return run;
  }
}

function chosen(numbers: readonly number[], among: readonly string[]): readonly string[] {
  return [...new Set(numbers.flatMap((it) => among[it % among.length] ?? []))];
}

interface Place {
  readonly seed: number;
  readonly machines: number;
  readonly environment: Settings;
}

function networkOf(day: Day, { seed, machines, environment }: Place): Network {
  return { seed, items: itemsOf(sessionsOf(day, machines)), settings: { ...environment, machines } };
}

/** All that a user could compare. */
function told({ items }: Network, played: Played): unknown {
  const commands = commandsOf(items);
  const { seen, result } = played;
  return {
    end: result.end,
    unhandled: result.unhandled,
    commands: commands.map(({ id, line }) => ({
      id,
      line,
      shown: seen.filter(({ command }) => command === id).map(({ user, outcome, lines }) => ({ user, outcome, lines })),
    })),
    // Of every session, what was shown at the prompt that waited for it; the terminals differ by their machine only.
    foreground: USERS.map((user) => {
      const ids = commands.filter((it) => it.user === user && !it.isBackground).map(({ id }) => id);
      return seen
        .filter(({ command }) => ids.includes(command))
        .map(({ command, terminal }) => [terminal.slice(terminal.indexOf('.')), command]);
    }),
    files: versionsOf(played).map(({ path, version, by, made, sizeBytes }: FileVersion) => [path, version, by, made, sizeBytes]),
  };
}

/** @throws Error where somebody could tell, with how to see it */
function compare(day: Day, environment: Settings, seed: number, options: PlayOptions = {}): void {
  const [one, many] = [networkOf(day, { seed, machines: 1, environment }), networkOf(day, { seed, machines: MACHINES, environment })];
  const untilS = (day.phases.length + 1) * (PHASE_MS / 1000);
  const quiet = { ...options, quietUntilS: untilS };
  const [ofMany, ofOne] = [told(many, play(many, quiet)), told(one, play(one, quiet))];
  try {
    expect(ofMany).toEqual(ofOne);
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${replayOf(many, untilS)}`, { cause });
  }
}

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('eight machines', () => {
  test('show every user the same as one machine does, and leave the same files', { timeout: timeout(120_000) }, () => {
    fc.assert(
      fc.property(days, environments, seeds, (day, environment, seed) => compare(day, environment, seed)),
      runs(120),
    );
  });

  test('run much of it elsewhere, use copies of files and the newest versions of others, and find users who have moved', () => {
    const samples = fc.sample(fc.tuple(days, environments), { numRuns: 60, seed: 1 });
    const networks = samples.map(([day, environment]) => networkOf(day, { seed: 1, machines: MACHINES, environment }));
    const played = networks.map((network) => play(network, { quietUntilS: 2_000 }));
    const seen = played.flatMap((it) => it.seen);
    const metrics = played.map(({ result }) => result.metrics as DistributedMetrics); // The scenario measures these.
    const sumOf = (of: (it: DistributedMetrics) => number): number => metrics.reduce((sum, it) => sum + of(it), 0);
    expect(seen.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThan(seen.length / 2);
    expect(sumOf(({ ranElsewhere }) => ranElsewhere)).toBeGreaterThan(seen.length / 20);
    expect(sumOf(({ files }) => files.openings)).toBeGreaterThan(seen.length / 10);
    expect(sumOf(({ files }) => files.cacheHits)).toBeGreaterThan(seen.length / 100);
    expect(played.flatMap(versionsOf).filter(({ version }) => version > 1).length).toBeGreaterThan(seen.length / 20);
    const moved = networks.flatMap(({ items }, at) =>
      commandsOf(items).filter(({ id, terminal }) => played[at]?.seen.some((it) => it.command === id && it.terminal !== terminal)),
    );
    expect(moved.length).toBeGreaterThan(seen.length / 100);
  });
});

describe('the comparison', () => {
  test('notices a machine that opens old copies of files', () => {
    const stale = fetch.provide({ guards: { isCached: ({ context }) => context.cached !== null } });
    const { failed, errorInstance } = fc.check(
      fc.property(days, environments, seeds, (day, environment, seed) => compare(day, environment, seed, { kinds: { fetch: stale } })),
      { numRuns: 120, seed: 1, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toContain('npx chartwright run distributed --sessions trial.session');
  });
});
