/** When a run of the distributed system is over, and what it waits for. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/actors/random.ts';
import { distributed } from '../../../src/scenarios/distributed.ts';
import { distributedFaults } from '../../../src/scenarios/distributed/faults.ts';
import type { DistributedMetrics } from '../../../src/scenarios/distributed/metrics.ts';
import type { DistributedParameters } from '../../../src/scenarios/distributed/parameters.ts';
import type { DistributedWork } from '../../../src/scenarios/distributed/work.ts';
import { paramsOf, type Settings } from '../../../src/scenarios/parameters.ts';
import { anyScenario } from '../../../src/scenarios/scenario.ts';
import { sessionsOf } from '../../../src/scenarios/workloads/sessions.ts';
import { simulate, type SimulateOptions } from '../../../src/simulator/simulate.ts';
import type { SimulationResult } from '../../../src/simulator/simulation.ts';

/** No run here comes near it, but for one that never ends by itself. */
const EVENTS_MAX = 500_000;

interface Ended {
  readonly end: SimulationResult['end'];
  readonly atS: number;
  readonly metrics: DistributedMetrics;
}

function endOf(options: SimulateOptions): Ended {
  const { end, atMs, metrics } = simulate(distributed, { eventsMax: EVENTS_MAX, ...options }).run();
  return { end, atS: atMs / 1000, metrics: metrics as DistributedMetrics }; // The scenario's own metrics.
}

/** What ada does, line by line. */
function itemsOf(machines: readonly string[], ...typed: readonly string[]): readonly DistributedWork[] {
  const content = ['user ada', ...typed.map((line) => `  ${line}`)];
  const { volumes, files, lines, problems } = sessionsOf([{ file: 'trial.session', content }], machines);
  expect(problems).toEqual([]);
  return [
    ...Object.entries(volumes).map(([owner, machine]): DistributedWork => ({ type: 'volume', owner, machine })),
    ...files.map((file): DistributedWork => ({ type: 'file', file })),
    ...lines.map((line): DistributedWork => ({ type: 'line', line })),
  ];
}

function crash(machine: string, atS: number, forS: number): object {
  return { type: 'crash', machine, atS, forS };
}

const HOUR_S = 3600;

describe('a run', () => {
  test('whose last line is a log-in shows the kept result before it ends', () => {
    const items = itemsOf(['pc1', 'pc2'], '9:00 login pc1', '9:01 run sim cpu 100s &', '9:02 logout', '10:00 login pc2');
    const { end, atS, metrics } = endOf({ settings: { machines: 2 }, items });
    expect([end, metrics.endedBy]).toEqual(['done', 'jobs']);
    expect(metrics).toMatchObject({ commands: 1, shown: 1, done: 1, kept: 0, unfinished: 0 });
    expect(metrics.screens.at(-1)).toMatchObject({ user: 'ada', machine: 'pc2', text: expect.stringContaining('[ada.1] ') as string });
    expect(atS).toBeGreaterThanOrEqual(10 * HOUR_S);
    expect(atS).toBeLessThan(10 * HOUR_S + 60);
  });

  test('whose user never comes back ends with the result kept', () => {
    const items = itemsOf(['pc1', 'pc2'], '9:00 login pc1', '9:01 run sim cpu 100s &', '9:02 logout');
    const { end, metrics } = endOf({ settings: { machines: 2 }, items });
    expect([end, metrics.endedBy]).toEqual(['done', 'jobs']);
    expect(metrics).toMatchObject({ commands: 1, shown: 0, kept: 1, unfinished: 0 });
  });

  test('with a machine that is down for ever, while others gossip, ends by itself, with the command under way', () => {
    const items = itemsOf(['pc1', 'pc2', 'pc3'], '0s login pc1', '1s run sim cpu 100s &');
    const settings = { machines: 3, 'faults.schedule': [crash('pc1', 10, 1e9)] };
    const { end, atS, metrics } = endOf({ settings, items });
    expect([end, metrics.endedBy]).toEqual(['done', 'standstill']);
    expect(metrics).toMatchObject({ commands: 1, shown: 0, kept: 0, unfinished: 1 });
    expect(atS).toBeLessThan(3 * HOUR_S);
  });

  test('awaits the restart that is due where all machines are down, and every command ends', () => {
    const items = itemsOf(['pc1'], '0s login pc1', '1s run sim cpu 100s &', '1100s login pc1');
    const settings = { machines: 1, 'faults.schedule': [crash('pc1', 10, 1000)] };
    const { end, atS, metrics } = endOf({ settings, items });
    expect([end, metrics.endedBy, metrics.faults]).toEqual(['done', 'jobs', { crash: 1, restart: 1 }]);
    expect(metrics).toMatchObject({ commands: 1, shown: 1, done: 1, kept: 0, unfinished: 0 });
    expect(atS).toBeGreaterThan(1100);
  });

  test('awaits it where nothing else is left to be typed either, and keeps the result', () => {
    const items = itemsOf(['pc1'], '0s login pc1', '1s run sim cpu 100s &');
    const { end, atS, metrics } = endOf({ settings: { machines: 1, 'faults.schedule': [crash('pc1', 10, 1000)] }, items });
    expect([end, metrics.endedBy, metrics.faults]).toEqual(['done', 'jobs', { crash: 1, restart: 1 }]);
    expect(metrics).toMatchObject({ commands: 1, kept: 1, unfinished: 0 });
    expect(atS).toBeGreaterThan(1010);
  });

  test.each([1, 8, 33, 53])('in bad weather on one machine leaves nothing unfinished (seed %i)', (seed) => {
    const { end, metrics } = endOf({ preset: 'stormy', settings: { machines: 1 }, seed });
    expect([end, metrics.unfinished]).toEqual(['done', 0]);
    expect(metrics.commands).toBeGreaterThan(0);
  });
});

function parametersOf(settings: Settings): DistributedParameters {
  return paramsOf(anyScenario(distributed), undefined, settings) as DistributedParameters; // As the scenario's schema makes them.
}

describe('faults', () => {
  test('at random do not cut a scheduled outage short, nor bring down who is down', () => {
    const [downS, upS] = [1000, 3000];
    const settings = { machines: 2, 'faults.schedule': [crash('pc1', downS, upS - downS)], 'faults.crashEveryS': 50, 'faults.downS': 20 };
    for (let seed = 1; seed <= 50; seed += 1) {
      const isDown = new Map<string, boolean>();
      const others: string[] = [];
      let lastMs = 0;
      for (const { atMs, to, message } of distributedFaults(parametersOf({ ...settings, 'faults.untilS': 2 * upS }), new Random(seed))) {
        if (typeof to === 'string') throw new Error(`a fault of the one actor ${to}`);
        expect(atMs).toBeGreaterThanOrEqual(lastMs);
        lastMs = atMs;
        const isCrash = message.type === 'fault.crash';
        expect(isDown.get(to.place) ?? false).toBe(!isCrash);
        isDown.set(to.place, isCrash);
        if (atMs <= downS * 1000 || atMs >= upS * 1000) continue;
        if (to.place === 'pc1') throw new Error(`${message.type} of pc1 at ${atMs} ms, while it is down by schedule`);
        others.push(message.type);
      }
      expect([...isDown.values()]).toEqual([false, false]);
      expect(others.length).toBeGreaterThan(0);
    }
  });

  test.each<readonly [string, Settings, RegExp]>([
    [
      'a split with a machine on two sides',
      { 'faults.schedule': [{ type: 'split', groups: [['pc1', 'pc2'], ['pc2']], atS: 1, forS: 1 }] },
      /each machine on one side of a split, but pc2 is on two/,
    ],
    ['crashes at random that nobody watches for', { 'patience.watchS': null, 'faults.crashEveryS': 100 }, /patience\.watchS above 0/],
    [
      'scheduled crashes that nobody watches for',
      { 'patience.watchS': null, 'faults.schedule': [crash('pc1', 1, 1)] },
      /patience\.watchS above 0/,
    ],
    ['lost messages that nobody watches for', { 'patience.watchS': null, 'faults.loss': 0.1 }, /patience\.watchS above 0/],
  ])('are refused: %s', (_, settings, why) => {
    expect(() => simulate(distributed, { settings })).toThrow(why);
  });

  test('are not asked for by who does without watching', () => {
    expect(() => simulate(distributed, { settings: { 'patience.watchS': null } })).not.toThrow();
  });
});
