/** Machines crash, the network splits, messages get lost, come twice or late: and still every command ends once, and nothing is left over. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, enqueueActions } from 'xstate';
import { write } from '../../src/machines/distributed/disk.ts';
import { files } from '../../src/machines/distributed/files.ts';
import { process } from '../../src/machines/distributed/process.ts';
import type { DistributedProtocol } from '../../src/machines/distributed/protocol.ts';
import { shadow } from '../../src/machines/distributed/shadow.ts';
import { terminal } from '../../src/machines/distributed/terminal.ts';
import { effects } from '../../src/machines/effects.ts';
import type { DistributedMetrics } from '../../src/scenarios/distributed/metrics.ts';
import type { DistributedWork } from '../../src/scenarios/distributed/work.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { sessionsOf } from '../../src/scenarios/workloads/sessions.ts';
import { commandLine } from '../cli/in-process.ts';
import { runs, timeout } from '../runs.ts';
import { TemporaryFolder } from '../scenarios/temporary-folder.ts';
import {
  argumentsOf,
  commandsOf,
  itemsOf,
  machineNames,
  play,
  replayOf,
  scriptOf,
  type Network,
  type PlayOptions,
  type Typing,
} from './network.ts';
import { broken } from './rest.ts';
import { INITIAL, QUIET_S, storms } from './storms.ts';

const { send } = effects<DistributedProtocol>();

const PROGRAM = { type: 'run', program: 'prog', memoryBytes: 0, reads: [], writes: [{ path: 'ann/out', sizeBytes: 1_000 }] } as const;

/** @throws Error with all that is wrong, and how to see it */
function survive(network: Network, options: PlayOptions = {}): void {
  const problems = problemsOf(network, options);
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n\n${replayOf(network, QUIET_S)}`);
}

function problemsOf(network: Network, options: PlayOptions): readonly string[] {
  try {
    return broken(network, play(network, { ...options, quietUntilS: QUIET_S }));
  } catch (cause) {
    // A machine that threw, or a property that did not hold.
    return [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)];
  }
}

describe('whatever goes wrong', () => {
  test('every command ends once on the screen of its user, and nothing is left over', { timeout: timeout(300_000) }, () => {
    fc.assert(
      fc.property(storms, (network) => survive(network)),
      runs(1_900),
    );
  });

  test('so it is in every state on the way, and no machine changes what it should not', { timeout: timeout(120_000) }, () => {
    fc.assert(
      fc.property(storms, (network) => survive(network, { checked: true })),
      runs(100),
    );
  });
});

describe('a machine that goes down at the very moment at which a command ends', () => {
  // What happens at one moment does so one by one, and each crash comes one event later than the one before it.
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('with %i machines going down, itself as the last, leaves nothing over', (machines) => {
    const [home = '', ...others] = machineNames(8);
    const typings: readonly Typing[] = [
      { atS: 2, types: { type: 'login', machine: home } },
      { atS: 2, types: { type: 'command', isBackground: true, does: { ...PROGRAM, cpuS: 1 } } },
      { atS: 45, types: { type: 'login', machine: home } },
    ];
    survive({
      seed: 1,
      items: itemsOf({
        volumes: { ann: home, shared: home },
        files: INITIAL.map((path) => ({ path, sizeBytes: 1 })),
        users: { ann: typings },
      }),
      settings: {
        machines: 8,
        'network.latencyS': 0,
        'placement.policy': 'local',
        'gossip.periodS': null,
        'faults.schedule': [...others.slice(0, machines - 1), home].map((machine) => ({ type: 'crash', machine, atS: 3, forS: 1 })),
      },
    });
  });
});

describe('the storms', () => {
  test('let most commands be done, and others fail, be placed again, wait for their user, or never run', () => {
    const networks = fc.sample(storms, { numRuns: 150, seed: 1 });
    const played = networks.map((network) => play(network, { quietUntilS: QUIET_S }));
    const seen = played.flatMap((it) => it.seen);
    const metrics = played.map(({ result }) => result.metrics as DistributedMetrics); // The scenario measures these.
    const sumOf = (of: (it: DistributedMetrics) => number): number => metrics.reduce((sum, it) => sum + of(it), 0);
    expect(sumOf(({ done }) => done)).toBeGreaterThan(seen.length / 2);
    for (const of of [
      (it: DistributedMetrics) => it.failed,
      (it: DistributedMetrics) => it.notRun,
      (it: DistributedMetrics) => it.placedAgain,
      (it: DistributedMetrics) => it.ranElsewhere,
    ])
      expect(sumOf(of)).toBeGreaterThan(seen.length / 50);
    const elsewhere = networks.flatMap(({ items }, at) =>
      commandsOf(items).filter(({ id, terminal: typedAt }) => played[at]?.seen.some((it) => it.command === id && it.terminal !== typedAt)),
    );
    expect(elsewhere.length).toBeGreaterThan(seen.length / 50);
  });

  test('are told as scripts and flags that make the same run', async () => {
    const folder = new TemporaryFolder();
    try {
      for (const network of fc.sample(storms, { numRuns: 20, seed: 2 })) {
        const names = machineNames(Number(network.settings['machines']));
        const { volumes, files, lines, problems } = sessionsOf(
          [{ file: 'trial.session', content: scriptOf(network.items).split('\n') }],
          names,
        );
        expect(problems).toEqual([]);
        const items: readonly DistributedWork[] = [
          ...Object.entries(volumes).map(([owner, machine]): DistributedWork => ({ type: 'volume', owner, machine })),
          ...files.map((file): DistributedWork => ({ type: 'file', file })),
          ...lines.map((line): DistributedWork => ({ type: 'line', line })),
        ];
        expect(items).toEqual(network.items);
        const file = folder.write('trial.session', scriptOf(network.items));
        const { out, code } = await commandLine(scenarios, [...argumentsOf(network, file, QUIET_S), '--json']);
        expect(code).toBe(0);
        expect(JSON.parse(out)).toMatchObject({ hash: play(network).result.hash });
      }
    } finally {
      folder.remove();
    }
  });
});

describe('the promise is broken, and it shows, by', () => {
  const mutants: readonly { readonly name: string; readonly kinds: PlayOptions['kinds']; readonly problem: RegExp }[] = [
    {
      name: 'a file service that takes a write as often as it comes',
      kinds: {
        files: files.provide({
          actions: {
            store: enqueueActions(({ context, enqueue }, { file, by }) => {
              const unaware = context.disk.map(({ owner, files: all }) => ({
                owner,
                files: all.map(({ newest, written }) => ({ newest, written: written.filter((it) => it.by !== file.by) })),
              }));
              const { disk, file: made } = write(unaware, file);
              enqueue.assign({ disk });
              enqueue.emit(send(by, { type: 'file.written', file: made }));
            }),
          },
        }),
      },
      problem: /has the versions/,
    },
    {
      name: 'a terminal that does not know what it has shown',
      kinds: { terminal: terminal.provide({ guards: { isNew: () => true } }) },
      problem: /was shown 2 times/,
    },
    {
      name: 'a process that never gives its memory back',
      kinds: { process: process.provide({ actions: { leave: enqueueActions(() => undefined) } }) },
      problem: /has given \d+ bytes to nobody/,
    },
    {
      name: 'a process that never gives up',
      kinds: { process: process.provide({ guards: { mayTryAgain: () => true } }) },
      problem: /still alive/,
    },
    {
      name: 'a shadow that takes any answer for a yes',
      kinds: { shadow: shadow.provide({ guards: { wasShown: () => true } }) },
      problem: /was shown 0 times/,
    },
    {
      name: 'a disk that is lost in a crash',
      kinds: { files: files.provide({ actions: { forget: assign({ disk: [], cache: [], announced: [], fetches: [] }) } }) },
      problem: /is gone/,
    },
  ];

  test.each(mutants)('$name', ({ kinds = {}, problem }) => {
    const { failed, errorInstance } = fc.check(
      fc.property(storms, (network) => survive(network, { kinds })),
      { numRuns: 1_900, seed: 1, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(problem);
  });
});
