import { describe, expect, test } from 'vitest';
import type { StepEvent } from '../../../src/actors/trace.ts';
import { STRETCH_EVENTS, standingsAfter } from '../../../src/inspector/protocol/details.ts';
import { EVENT_TYPES } from '../../../src/inspector/protocol/columns.ts';
import { LiveRun } from '../../../src/inspector/recording/live-run.ts';
import { scenarios } from '../../../src/scenarios/index.ts';
import { loadScenario } from '../../../src/scenarios/load.ts';
import { resolveParameters } from '../../../src/scenarios/parameters.ts';
import { Simulation, type SimulationOptions } from '../../../src/simulator/simulation.ts';

async function optionsOf(reference: string, more: Partial<SimulationOptions> = {}): Promise<SimulationOptions> {
  const { scenario } = await loadScenario(reference, scenarios);
  const resolved = resolveParameters(scenario, undefined, []);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return { scenario, params: resolved.params, seed: 3, ...more };
}

async function liveRun(reference: string, more?: Partial<SimulationOptions>, eventsMax?: number): Promise<LiveRun> {
  return new LiveRun(await optionsOf(reference, more), { reference, ...(eventsMax === undefined ? {} : { eventsMax }) });
}

describe('a live run', () => {
  test.each(['batch', 'distributed', 'examples/couriers.ts'])('of %s tells where every actor stood after each event', async (reference) => {
    const run = await liveRun(reference, { eventsMax: 2500 });
    while (run.advance(64));
    // The same run again, watched by its snapshots.
    const again = new Simulation(await optionsOf(reference, { eventsMax: 2500 }));
    const events: StepEvent[] = [];
    again.system.events.subscribe((event) => {
      if (event.type === 'step') events.push(event);
    });
    again.run();
    const { events: count } = run.status();
    expect(count).toBe(again.system.eventCount);
    const stands = new Map<string, { readonly state: unknown; readonly context: unknown }>();
    let next = 0;
    for (let n = 0; n < count; n += 1) {
      for (; (events[next]?.n ?? Infinity) <= n; next += 1) {
        const { actor, snapshot, stops, final } = events[next] as StepEvent;
        stands.set(actor, { state: snapshot.value, context: snapshot.context });
        for (const id of stops) stands.delete(id);
        if (final) stands.delete(actor);
      }
      // All of them at some events; the one who took the step at each would take a minute.
      if (n % 97 !== 0 && n !== count - 1) continue;
      const stretch = await run.stretch(Math.floor(n / STRETCH_EVENTS));
      const told = standingsAfter(JSON.parse(JSON.stringify(stretch)) as typeof stretch, (n % STRETCH_EVENTS) + 1);
      expect(Object.fromEntries([...told].map(([id, { state, context }]) => [id, { state, context }]))).toEqual(
        JSON.parse(JSON.stringify(Object.fromEntries(stands))),
      );
    }
  });

  test('gives a stretch the same whether it is asked for in order, backwards or alone', async () => {
    const run = await liveRun('distributed', { eventsMax: 5000 });
    while (run.advance(64));
    // As a page gets it: in JSON, a zero has no sign.
    const stretch = async (index: number): Promise<string> => JSON.stringify(await run.stretch(index));
    const inOrder = [await stretch(1), await stretch(2), await stretch(3)];
    const backwards = [await stretch(3), await stretch(2), await stretch(1)].toReversed();
    expect(backwards).toEqual(inOrder);
  });

  test('names the transitions that fired', async () => {
    const run = await liveRun('batch');
    while (run.advance(64));
    const { events } = await run.stretch(0);
    const fired = events.flatMap(({ event, fired: numbers = [] }) => {
      const chart = run.charts()[String(event['actor']).split('-')[0] ?? ''];
      return numbers.map((number) => chart?.transitions[number]?.text);
    });
    expect(fired).toContain('deck.handedIn');
    expect(fired.every((text) => text !== undefined)).toBe(true);
  });

  test('stands where its actors start until it is played, and goes on by single events', async () => {
    const run = await liveRun('batch');
    const { events, atMs, playing } = run.status();
    expect({ atMs, playing }).toEqual({ atMs: 0, playing: false });
    expect(events).toBeGreaterThan(0);
    expect(run.command({ type: 'step', events: 1 })).toBeUndefined();
    expect(run.status().events).toBeGreaterThan(events);
  });

  test('plays to its end as fast as it goes, and says that it has ended', async () => {
    const run = await liveRun('batch');
    const ended = new Promise<void>((resolve) => {
      run.onChange(() => {
        if (run.status().end !== null) resolve();
      });
    });
    expect(run.command({ type: 'play', speed: null })).toBeUndefined();
    await ended;
    expect(run.status()).toMatchObject({ end: 'done', playing: false });
    expect(run.command({ type: 'play', speed: null })).toContain('has ended');
  });

  test('keeps to its speed, and pauses when it is told to', async () => {
    const run = await liveRun('examples/coffee-bar.ts');
    run.command({ type: 'play', speed: 3600 });
    await new Promise((resolve) => setTimeout(resolve, 250));
    run.command({ type: 'pause' });
    const { atMs, playing, events } = run.status();
    expect(playing).toBe(false);
    expect(events).toBeGreaterThan(10);
    // A quarter of a second is a quarter of an hour then; a slow machine takes longer for it, but not a day.
    expect(atMs).toBeLessThan(86_400_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.status().events).toBe(events);
  });

  test('tells an actor what one sends it by hand', async () => {
    const run = await liveRun('examples/coffee-bar.ts');
    const before = run.status().events;
    expect(run.command({ type: 'send', actor: 'barista', event: { type: 'order', from: 'customer-1' } })).toBeUndefined();
    const columns = run.columns(before, 1);
    expect(columns && EVENT_TYPES[columns.type[0] ?? -1]).toBe('arrival');
    expect(run.command({ type: 'send', actor: 'nobody', event: { type: 'order' } })).toContain("no actor 'nobody'");
  });

  test('ends where a machine cannot bear what one sends it, and says why', async () => {
    const run = await liveRun('examples/coffee-bar.ts');
    run.command({ type: 'send', actor: 'barista', event: { type: 'order' } });
    run.command({ type: 'step', events: 100 });
    expect(run.status()).toMatchObject({ end: 'failed', problem: expect.stringContaining('it emitted a send for undefined') });
    expect(run.command({ type: 'send', actor: 'barista', event: { type: 'order', from: 'customer-ada' } })).toContain('has ended');
  });

  test('is at rest, not over, when nothing is left to happen: what one sends then is heard', async () => {
    const run = await liveRun('batch');
    while (run.advance(1000));
    const { events, end } = run.status();
    expect(end).toBe('done');
    const user = run.columns(0, 100)?.actors.find(({ kind }) => kind === 'operator')?.id ?? '';
    expect(run.command({ type: 'send', actor: user, event: { type: 'bell' } })).toBeUndefined();
    expect(run.status().events).toBeGreaterThan(events);
  });

  test('pauses, and says so, when its recording is full', async () => {
    const run = await liveRun('batch', {}, 200);
    run.command({ type: 'play', speed: null });
    await new Promise<void>((resolve) => {
      run.onChange(() => {
        if (!run.status().playing) resolve();
      });
    });
    const { events, problem, end } = run.status();
    expect(events).toBeGreaterThanOrEqual(200);
    expect(end).toBeNull();
    expect(problem).toContain('recording is full (200 events)');
    expect(run.command({ type: 'step', events: 1 })).toContain('recording is full');
  });

  test('finds events by what their messages say, whatever its case', async () => {
    const run = await liveRun('batch');
    while (run.advance(1000));
    const { events, complete } = await run.find('FORTRAN');
    expect(complete).toBe(true);
    expect(events.length).toBeGreaterThan(10);
    const lines = [...run.recording.allLines()];
    expect(events).toEqual(lines.flatMap((line, n) => (line.toLowerCase().includes('fortran') ? [n] : [])));
  });

  test('keeps within its bound, however many events one asks for, and takes nothing by hand when it is full', async () => {
    const run = await liveRun('batch', {}, 60);
    run.command({ type: 'step', events: 5000 });
    await settled(run);
    // One event leads to others at once, which belong to it.
    expect(run.status().events).toBeLessThan(70);
    expect(run.command({ type: 'send', actor: 'operator', event: { type: 'bell' } })).toContain('recording is full');
  });

  test('takes many steps in turns: whoever pauses meanwhile is heard', async () => {
    const run = await liveRun('examples/coffee-bar.ts');
    run.command({ type: 'step', events: 100_000 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    run.command({ type: 'pause' });
    const { events } = run.status();
    expect(events).toBeLessThan(100_000);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(run.status().events).toBe(events);
  });

  test('goes on where a figure of its scenario cannot be made, and says from where on', async () => {
    const options = await optionsOf('examples/coffee-bar.ts', { eventsMax: 500 });
    const broken = {
      title: 'Broken',
      unit: 'count',
      series: [{ label: 'x', sample: ({ atMs }: { atMs: number }) => (atMs > 1000 ? explode() : 1) }],
    } as const;
    const run = new LiveRun({ ...options, scenario: { ...options.scenario, plots: () => [broken] } }, { reference: 'x' });
    while (run.advance(64));
    expect(run.status()).toMatchObject({ end: 'bound', problem: expect.stringContaining('The figures end at') });
  });

  test('whose scenario throws has failed, says why, and can still be looked at', async () => {
    const options = await optionsOf('examples/coffee-bar.ts');
    const measure = { see: explode, metrics: () => ({}) };
    const run = new LiveRun({ ...options, scenario: { ...options.scenario, measure: () => measure } }, { reference: 'x' });
    expect(run.status()).toMatchObject({ end: 'failed', problem: 'it broke', playing: false });
    expect(run.command({ type: 'play', speed: null })).toContain('has ended');
  });
});

function explode(): never {
  throw new Error('it broke');
}

/** When it goes on no more. */
async function settled(run: LiveRun): Promise<void> {
  for (let last = -1; run.status().events !== last;) {
    last = run.status().events;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
