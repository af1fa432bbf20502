import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { UnsoundMachine } from '../../src/actors/behavior.ts';
import type { Arrival } from '../../src/actors/system.ts';
import type { Measure, Row } from '../../src/scenarios/scenario.ts';
import { always } from '../../src/properties/property.ts';
import { PropertyViolated, Simulation, type SimulationOptions } from '../../src/simulator/simulation.ts';
import { stateOf } from '../../src/simulator/system-state.ts';
import { runs } from '../runs.ts';
import { PARAMS, runToy, toy } from './toy.ts';

function toySimulation(options: Partial<SimulationOptions> = {}): Simulation {
  return new Simulation({ scenario: toy, params: PARAMS, seed: 1, ...options });
}

/** Messages to nobody: the cheapest events there are. */
function* toNobody(times: Iterable<number>): Generator<Arrival> {
  for (const atMs of times) yield { atMs, to: 'nobody', message: { type: 'x' } };
}

function* endlessly(timeMs: number): Generator<number> {
  for (;;) yield timeMs;
}

describe('a run', { timeout: 60_000 }, () => {
  test('in pieces of any size equals the run at once', () => {
    const whole = runToy().result;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.constantFrom({}, { untilS: 3 }, { eventsMax: 17 }, { checked: false }),
        (sizes, options) => {
          const simulation = toySimulation(options);
          for (let piece = 0; simulation.advance(sizes[piece % sizes.length] ?? 1) === undefined; piece += 1);
          expect(simulation.result()).toEqual(runToy(options).result);
        },
      ),
      runs(60),
    );
    expect(whole).toMatchObject({ end: 'done', events: 23, deadLetters: 0 });
  });

  test('of the same seed is the same, line for line, and of another seed another', () => {
    expect(runToy({ seed: 4 })).toEqual(runToy({ seed: 4 }));
    expect(runToy({ seed: 4 }).result.hash).not.toBe(runToy({ seed: 5 }).result.hash);
  });

  test('has the hash of its lines', () => {
    const { lines, result } = runToy();
    expect(lines).toHaveLength(result.events);
    expect(result.hash).toBe(
      createHash('sha256')
        .update(lines.map((line) => `${line}\n`).join(''))
        .digest('hex')
        .slice(0, 16),
    );
  });

  test('takes work that it is given instead of its own, and counts what was not understood', () => {
    const items = [
      { atS: 0.001, to: 'ticker-1' },
      { atS: 0.002, to: 'ticker-1' },
      { atS: 0.003, to: 'counter' },
    ];
    const { result } = runToy({ items });
    expect(result.deadLetters).toBe(1);
    expect(result.unhandled).toEqual({ 'counter stop': 1 });
    const chatty = runToy({ params: { tickers: 2, rounds: 40 } });
    const tocks = chatty.lines.filter((line) => line.includes('"unhandled":true') && line.includes('"type":"tock"')).length;
    expect(tocks).toBeGreaterThan(5);
    expect(chatty.result.unhandled).toEqual({ 'counter tock': tocks });
  });

  test('checked, goes as it goes unchecked', () => {
    const scenario = { ...toy, properties: [] };
    expect(runToy({ scenario, checked: true })).toEqual(runToy({ scenario }));
  });
});

describe('a run ends', () => {
  test('when nothing is left to happen', () => {
    const { lines, result } = runToy();
    expect(result.end).toBe('done');
    expect(result.atMs).toBe(JSON.parse(lines.at(-1) ?? '').at);
  });

  test('when all work is done, whatever would still happen', () => {
    let events = 0;
    const measure = { see: () => events++, metrics: () => ({ events }), progress: () => Math.min(1, events / 5) };
    const { result } = runToy({ scenario: { ...toy, measure: () => measure } });
    expect(result).toMatchObject({ end: 'done', events: 5, metrics: { events: 5 } });
  });

  test('at the time that was asked for, with nothing after it', () => {
    const { lines, result } = runToy({ untilS: 2 });
    expect(result).toMatchObject({ end: 'until', atMs: 2000 });
    expect(lines).toEqual(runToy().lines.slice(0, lines.length));
    expect(JSON.parse(lines.at(-1) ?? '').at).toBeLessThanOrEqual(2000);
    expect(JSON.parse(runToy().lines[lines.length] ?? '').at).toBeGreaterThan(2000);
  });

  test('at the time that was asked for, with what happens at that very time', () => {
    const scenario = { ...toy, arrivals: () => toNobody([1000, 2000, 2000, 2001]), actors: () => [] };
    expect(runToy({ scenario, untilS: 2 }).result).toMatchObject({ end: 'until', events: 3, deadLetters: 3 });
    expect(runToy({ scenario, untilS: 9 }).result).toMatchObject({ end: 'done', events: 4, atMs: 2001 });
  });

  test('at a bound on its events', () => {
    expect(runToy({ eventsMax: 12 }).result).toMatchObject({ end: 'bound', events: 12 });
  });

  test('when time stands still', () => {
    const scenario = { ...toy, arrivals: () => toNobody(endlessly(5)), actors: () => [] };
    const { result } = runToyQuietly({ scenario });
    expect(result).toMatchObject({ end: 'stalled', atMs: 5 });
    expect(result.events).toBeGreaterThan(2_000_000);
  }, 60_000);

  test('when it is interrupted, and then stays as it is', () => {
    const simulation = toySimulation();
    expect(simulation.advance(4)).toBeUndefined();
    simulation.stop('interrupted');
    expect(simulation.advance(1000)).toBe('interrupted');
    expect(simulation.result()).toMatchObject({ end: 'interrupted', events: 7 });
    expect(simulation.result().hash).toBe(runToy({ eventsMax: 7 }).result.hash);
  });

  test('once: an interrupt after the end changes nothing', () => {
    const simulation = toySimulation();
    simulation.advance(10_000);
    simulation.stop('interrupted');
    expect(simulation.result().end).toBe('done');
  });
});

/** The same without keeping the lines, of which there may be millions. */
function runToyQuietly(options: Partial<SimulationOptions>): { readonly result: ReturnType<Simulation['result']> } {
  const simulation = toySimulation(options);
  while (simulation.advance(100_000) === undefined);
  return { result: simulation.result() };
}

describe('a property', () => {
  test('that does not hold ends a checked run, and is told by name, event and time', () => {
    const unchecked = runToy();
    const states = unchecked.lines.map((line): unknown => JSON.parse(line));
    const fourth = states.filter(isTick)[3];
    expect(fourth).toBeDefined();
    expect(() => runToy({ checked: true })).toThrow(PropertyViolated);
    expect(() => runToy({ checked: true })).toThrow(
      `"at most three ticks are counted" does not hold after event ${fourth?.n}, at ${(fourth?.at ?? 0) / 1000} s`,
    );
  });

  test('that does not hold at the very start is told, even if the first event puts it right', () => {
    const nobodyRests = always('nobody rests', (state) => state.ofKind('ticker').every(({ value }) => value !== 'resting'));
    expect(() => runToy({ scenario: { ...toy, properties: [nobodyRests] }, checked: true })).toThrow(
      '"nobody rests" does not hold after event 2, at 0 s',
    );
  });

  test('sees the actors of a kind in order of their ids, and none of a kind that there is not', () => {
    const simulation = toySimulation({ params: { tickers: 11, rounds: 1 } });
    simulation.advance(0);
    const state = stateOf([...simulation.system.actors()].reverse());
    const ids = state.ofKind('ticker').map(({ id }) => id);
    expect(ids).toHaveLength(11);
    expect(ids).toEqual([...ids].sort());
    expect(state.ofKind('counter')).toEqual([{ id: 'counter', value: {}, context: { ticks: 0 } }]);
    expect(state.ofKind('ghost')).toEqual([]);
  });
});

function isTick(line: unknown): line is { readonly n: number; readonly at: number } {
  return JSON.stringify(line).includes('"actor":"counter"') && JSON.stringify(line).includes('"type":"tick"');
}

describe('a scenario', () => {
  test('with a machine that may not take part is refused before the run', () => {
    const scenario = { ...toy, kinds: { ...toy.kinds, counter: createMachine({ id: 'counter', entry: 'nothing' }) } };
    expect(() => toySimulation({ scenario })).toThrow(UnsoundMachine);
  });

  test.each(['arrivals', 'faults'] as const)('whose %s go back in time ends the run', (member) => {
    const scenario = { ...toy, [member]: () => toNobody([1000, 999]) };
    expect(() => runToy({ scenario })).toThrow(`the ${member} of a scenario must be in order of time, but 999 ms comes after 1000 ms`);
  });

  test('makes up the same work as often as it is asked', () => {
    const seen: unknown[][] = [];
    const scenario = {
      ...toy,
      *generate(_: unknown, random: Parameters<NonNullable<typeof toy.generate>>[1]) {
        yield { atS: random.stream('work')(), to: 'ticker-1' };
      },
      measure: ({ work }: { readonly work: Iterable<unknown> }) => {
        seen.push([...work], [...work]);
        return { see: () => {}, metrics: () => ({}) };
      },
    };
    const { lines } = runToy({ scenario });
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toHaveLength(1);
    expect(lines.filter((line) => line.includes('"arrival"'))).toHaveLength(1);
  });

  test('gives its rows as they come, each once', () => {
    const measure = (_: unknown, onRow: (row: Row) => void): Measure<object> => ({ see: ({ n }) => onRow({ n }), metrics: () => ({}) });
    const simulation = toySimulation({ scenario: { ...toy, measure } });
    const rows: Row[] = [];
    simulation.onRow((row) => rows.push(row));
    // Three actors start, and then one event happens.
    simulation.advance(1);
    expect(rows).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    simulation.advance(1);
    expect(rows.at(-1)).toEqual({ n: 4 });
    expect(rows).toHaveLength(5);
  });
});
