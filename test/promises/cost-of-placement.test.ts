/** Nobody asks everybody: a command costs as much on a thousand machines as on ten, counted in events and messages. */
import { describe, expect, test } from 'vitest';
import type { StepEvent } from '../../src/actors/trace.ts';
import type { InstanceContext } from '../../src/machines/distributed/instance.ts';
import { machineOf } from '../../src/machines/distributed/place.ts';
import type { PolicyName } from '../../src/machines/distributed/placement/policy.ts';
import type { Known } from '../../src/machines/distributed/protocol.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { simulate } from '../../src/simulator/simulate.ts';

const SERVICE_S = 10;
const COMMANDS_PER_MACHINE = 0.3;

/** Commands on networks of one size, all together. */
const COMMANDS = 300;

interface Network {
  readonly machines: number;
  readonly load: number;
  readonly cores?: number;
  readonly set: Readonly<Record<string, unknown>>;
}

interface Cost {
  readonly events: number;
  readonly messages: number;
  /** Messages from one machine to another. */
  readonly between: number;
}

/** What a command costs: everything that happens once all users are logged in, until a certain time, over the commands. */
function costOf({ machines, load, cores = 1, set }: Network, networks: number): Cost {
  let [commands, events, messages, between] = [0, 0, 0, 0];
  for (let seed = 1; seed <= networks; seed += 1) {
    run({ machines, load, cores, set }, seed, (event) => {
      if (event.atMs < LOGGED_IN_MS) return;
      events += 1;
      messages += event.sends.length;
      between += event.sends.filter(({ to }) => machineOf(to) !== machineOf(event.actor)).length;
      if (event.cause.type === 'arrival') commands += 1;
    });
  }
  expect(commands).toBeGreaterThan(0.8 * networks * machines * COMMANDS_PER_MACHINE);
  return { events: events / commands, messages: messages / commands, between: between / commands };
}

const LOGGED_IN_MS = 100;

function run({ machines, load, cores = 1, set }: Network, seed: number, see: (event: StepEvent) => void): void {
  const simulation = simulate(distributed, {
    preset: 'campus',
    seed,
    settings: {
      machines,
      cores,
      load: load / cores,
      jobs: 1_000_000,
      'job.cpuS': { type: 'exponential', mean: SERVICE_S },
      'job.memoryBytes': 0,
      'cpu.quantumS': null,
      ...set,
    },
    untilS: (COMMANDS_PER_MACHINE * SERVICE_S) / load,
  });
  simulation.system.events.subscribe((event) => {
    if (event.type === 'step') see(event);
  });
  expect(simulation.run().end).toBe('until');
}

/** On networks of 10, 100 and 1,000 machines: as many commands, at as many a machine, for as long. */
function costs(network: Omit<Network, 'machines'>): readonly [Cost, Cost, Cost] {
  const [small, medium, large] = [10, 100, 1_000].map((machines) =>
    costOf({ ...network, machines }, Math.ceil(COMMANDS / (machines * COMMANDS_PER_MACHINE))),
  );
  if (!small || !medium || !large) throw new Error('there are three sizes');
  return [small, medium, large];
}

/** How far a cost is from another one, as a share of that. */
function apart(cost: number, from: number): number {
  return Math.abs(cost - from) / from;
}

const gossips = { 'gossip.periodS': SERVICE_S };
const POLICIES: readonly (Omit<Network, 'machines'> & { readonly policy: PolicyName })[] = [
  { policy: 'least-loaded', load: 0.5, set: gossips },
  { policy: 'threshold', load: 0.5, set: { 'placement.threshold': 1, 'gossip.periodS': null } },
  { policy: 'power-of-d', load: 0.5, set: { 'gossip.periodS': null } },
  // All shared files lie on one machine, which is the nearest for many: it has the cores for it.
  { policy: 'nearest-files', load: 0.5, cores: 1_000, set: gossips },
];

describe('a command costs as much on 1,000 machines as on 10', () => {
  test.each(POLICIES)('$policy', ({ policy, load, cores = 1, set }) => {
    const [small, medium, large] = costs({ load, cores, set: { ...set, 'placement.policy': policy } });
    expect(apart(large.events, medium.events)).toBeLessThan(0.03);
    expect(apart(large.messages, medium.messages)).toBeLessThan(0.03);
    // Of ten machines, home itself is the one that is drawn, or that has the file, one time in ten: nobody is asked then.
    expect(apart(large.events, small.events)).toBeLessThan(0.08);
    expect(apart(large.messages, small.messages)).toBeLessThan(0.08);
    // What stays at home on ten machines goes to another one on a thousand, and no more than that.
    expect(large.between / small.between).toBeLessThan(1.25);
  });

  test('and would not if all machines were asked', () => {
    const asksAll = (machines: number): Cost =>
      costOf(
        { machines, load: 0.5, set: { 'placement.policy': 'power-of-d', 'placement.probes': machines, 'gossip.periodS': null } },
        100 / machines,
      );
    expect(asksAll(100).messages).toBeGreaterThan(5 * asksAll(10).messages);
  });
});

describe('gossip', () => {
  /** The most that was seen of each. */
  interface Told {
    /** Entries of a message. */
    readonly entries: number;
    /** Entries that an instance knew. */
    readonly known: number;
    /** Files that an entry names. */
    readonly files: number;
    /** Characters of a message, but for the files. */
    readonly length: number;
  }

  function told(machines: number): Told {
    let [entries, known, files, length] = [0, 0, 0, 0];
    const set = { 'placement.policy': 'least-loaded', 'gossip.periodS': 0.5, 'gossip.window': 6, 'gossip.knownMax': 9 };
    run({ machines, load: 0.5, set }, 1, ({ kind, cause, snapshot }) => {
      if (kind !== 'instance') return;
      const context = snapshot.context as unknown as InstanceContext; // The instance's own context.
      known = Math.max(known, context.known.length);
      if (cause.type !== 'message' || cause.message.type !== 'gossip') return;
      const { news } = cause.message as unknown as { readonly news: readonly Known[] }; // The protocol's message of that type.
      entries = Math.max(entries, news.length);
      files = Math.max(files, ...news.map(({ cached }) => cached.length));
      length = Math.max(length, JSON.stringify(news.map((it) => ({ ...it, cached: [] }))).length);
    });
    return { entries, known, files, length };
  }

  test('fills its window, and what an instance may know, and goes no further, however many machines there are', () => {
    const [few, many] = [told(20), told(200)];
    for (const { entries, known, files } of [few, many]) {
      expect({ entries, known }).toEqual({ entries: 6, known: 9 });
      expect(files).toBeLessThanOrEqual(8);
    }
    // Names of machines have one more digit.
    expect(many.length).toBeLessThan(1.1 * few.length);
  });
});
