import { describe, expect, test } from 'vitest';
import { standingsAfter, STRETCH_EVENTS } from '../../../src/inspector/protocol/details.ts';
import { LiveRun } from '../../../src/inspector/recording/live-run.ts';
import { OpenedTrace } from '../../../src/inspector/recording/opened-trace.ts';
import { loadScenario } from '../../../src/scenarios/load.ts';
import { scenarios } from '../../../src/scenarios/index.ts';
import { resolveParameters } from '../../../src/scenarios/parameters.ts';
import { Simulation, type SimulationOptions } from '../../../src/simulator/simulation.ts';
import { traceEnd, traceHead, type TraceHeader } from '../../../src/simulator/trace-file.ts';

async function optionsOf(reference: string, eventsMax: number): Promise<SimulationOptions> {
  const { scenario } = await loadScenario(reference, scenarios);
  const resolved = resolveParameters(scenario, undefined, []);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return { scenario, params: resolved.params, seed: 5, eventsMax };
}

interface Written {
  readonly options: SimulationOptions;
  readonly header: TraceHeader;
  readonly lines: readonly string[];
}

/** A run's trace, from its first event to its last line. */
async function written(reference: string, eventsMax: number): Promise<Written> {
  const options = await optionsOf(reference, eventsMax);
  const head = traceHead(reference, options, { version: '0.0.0', input: undefined });
  const simulation = new Simulation(options);
  const lines: string[] = [];
  simulation.onLine((line) => lines.push(line));
  const result = simulation.run();
  return { options, header: JSON.parse(head.lines[0] ?? '') as TraceHeader, lines: [...lines, traceEnd(result, head.hash)] };
}

function opened({ options, header, lines }: Written): OpenedTrace {
  return new OpenedTrace({ header, options, lines: lines[Symbol.iterator](), file: 'day.jsonl', firstLine: 2 });
}

describe('a trace that is opened', () => {
  test.each(['batch', 'distributed'])('of %s shows the same as the run when it was live', async (reference) => {
    const trace = await written(reference, 3000);
    const shown = opened(trace);
    await shown.open();
    const live = new LiveRun(trace.options, { reference });
    while (live.advance(64));
    const { events } = live.status();
    expect(shown.status()).toMatchObject({ events, rebuilt: events, end: live.status().end, problem: null, atMs: live.status().atMs });
    expect(shown.columns(0, events)).toEqual(live.columns(0, events));
    for (let index = 0; index * STRETCH_EVENTS < events; index += 1)
      expect(JSON.stringify(await shown.stretch(index))).toEqual(JSON.stringify(await live.stretch(index)));
    expect(shown.plots().values).toEqual(live.plots().values);
    expect(shown.command()).toContain('trace is over');
  });

  test('gives states as soon as they are rebuilt, and not before', async () => {
    const trace = await written('batch', 3000);
    const shown = opened(trace);
    const asked = shown.stretch(0);
    await shown.open();
    expect(standingsAfter(await asked, 1).size).toBe(1);
  });

  test('that was cut short shows what is there, and says so', async () => {
    const trace = await written('batch', 3000);
    const shown = opened({ ...trace, lines: trace.lines.slice(0, 500) });
    await shown.open();
    expect(shown.status()).toMatchObject({ events: 500, rebuilt: 500, end: 'interrupted' });
    expect(shown.status().problem).toContain('day.jsonl has no last line');
  });

  test.each([
    ['is not JSON', '{"n":300,"at"', 'a line that is not JSON'],
    ['is another event', '{"n":7,"at":1,"actor":"a","cause":{"type":"start"},"state":"x"}', 'it is event 7, not 300'],
    ['is no event', '{"n":300,"at":1}', 'neither a step nor a message that was missed'],
    ['is before the one before it', '{"n":300,"at":0.5,"actor":"a","cause":{"type":"start"},"state":"x"}', 'after one at'],
    ['has no time', '{"n":300,"at":1e999,"actor":"a","cause":{"type":"start"},"state":"x"}', 'no time (at)'],
    [
      'is a step with wild parts',
      '{"n":300,"at":1e9,"actor":"a","cause":{"type":"start"},"state":"x","timers":[null]}',
      'not what they should be',
    ],
    ['is a step of nobody knows what', '{"n":300,"at":1,"actor":"a","cause":{"type":"whim"},"state":"x"}', 'a step without a cause'],
  ])('names the place of a line that %s, and shows what stands before it', async (_, line, why) => {
    const trace = await written('batch', 3000);
    const shown = opened({ ...trace, lines: trace.lines.with(300, line) });
    await shown.open();
    expect(shown.status()).toMatchObject({ events: 300, rebuilt: 300 });
    expect(shown.status().problem).toContain('day.jsonl:302:1: found');
    expect(shown.status().problem).toContain(why);
  });

  test('of other machines shows its events, and says from where on their states are not known', async () => {
    const trace = await written('batch', 3000);
    const at = trace.lines.findIndex((line, n) => n > 200 && line.includes('"deck.handedIn"'));
    const shown = opened({
      ...trace,
      lines: trace.lines.with(at, (trace.lines[at] ?? '').replace(/"actor":"[^"]*"/, '"actor":"operator-2"')),
    });
    await shown.open();
    const { events, problem } = shown.status();
    expect(events).toBe(trace.lines.length - 1);
    expect(problem).toContain(`States are known up to event ${at - 1} only`);
    const { events: details } = await shown.stretch(Math.floor(at / STRETCH_EVENTS));
    expect(details[at % STRETCH_EVENTS]?.problem).toContain("'operator-2' takes a step, but is not there");
    expect(details[(at % STRETCH_EVENTS) - 1]?.problem).toBeUndefined();
  });

  test('gives up its promises when it is closed', async () => {
    const shown = opened(await written('batch', 3000));
    const asked = shown.stretch(0);
    shown.stop();
    await expect(asked).rejects.toThrow('closing');
  });
});
