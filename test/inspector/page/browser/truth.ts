/** What a run really is: acted out from the source, event by event, and held against the trace that the command line writes of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Random } from '../../../../src/actors/random.ts';
import type { TraceEvent } from '../../../../src/actors/trace.ts';
import { timerText } from '../../../../src/report/happening-text.ts';
import { scenarios } from '../../../../src/scenarios/index.ts';
import { loadScenario } from '../../../../src/scenarios/load.ts';
import { resolveParameters } from '../../../../src/scenarios/parameters.ts';
import { Simulation, type SimulationOptions, type SimulationResult } from '../../../../src/simulator/simulation.ts';
import { chartwright, inFolder } from '../../../command-line.ts';

export interface Told {
  readonly reference: string;
  readonly seed: number;
  /** A folder or a file of decks. */
  readonly decks?: string;
  readonly untilS?: number;
}

export interface Stand {
  readonly state: unknown;
  readonly context: unknown;
}

export interface Truth {
  readonly options: SimulationOptions;
  readonly result: SimulationResult;
  /** As the trace of the command line has them. */
  readonly lines: readonly string[];
  readonly events: readonly TraceEvent[];
  /** Where an actor stands after an event; undefined: it is not there. */
  stand(actor: string, n: number): Stand | undefined;
}

/** The arguments by which the command line is told of the same run. */
export function argumentsOf({ reference, seed, decks, untilS }: Told): readonly string[] {
  const work = decks === undefined ? [] : ['--decks', decks];
  return [reference, '--seed', String(seed), ...work, ...(untilS === undefined ? [] : ['--until', String(untilS)])];
}

export async function truthOf(told: Told): Promise<Truth> {
  const options = await optionsOf(told);
  const simulation = new Simulation(options);
  const events: TraceEvent[] = [];
  const lines: string[] = [];
  simulation.system.events.subscribe((event) => events.push(event));
  simulation.onLine((line) => lines.push(line));
  const result = simulation.run();
  await inFolder((folder) => {
    const trace = join(folder, 'run.jsonl');
    expect(chartwright(['run', ...argumentsOf(told), '--quiet', '--trace', trace])).toMatchObject({ code: 0 });
    const written = readFileSync(trace, 'utf8').split('\n');
    expect(written.filter((line) => line.startsWith('{"n":'))).toEqual(lines);
  });
  return { options, result, lines, events, stand: (actor, n) => standIn(events, actor, n) };
}

async function optionsOf({ reference, seed, decks, untilS }: Told): Promise<SimulationOptions> {
  const { scenario } = await loadScenario(reference, scenarios);
  const resolved = resolveParameters(scenario, undefined, []);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  const { params } = resolved;
  const items = decks === undefined ? undefined : scenario.inputs?.['decks']?.read(decks, { params, random: new Random(seed) }).items;
  return { scenario, params, seed, ...(items ? { items } : {}), ...(untilS === undefined ? {} : { untilS }) };
}

function standIn(events: readonly TraceEvent[], actor: string, n: number): Stand | undefined {
  const last = events.slice(0, n + 1).findLast((event) => isAbout(event, actor));
  if (last?.type !== 'step' || last.actor !== actor || last.final) return undefined;
  // As the page is told of it.
  return JSON.parse(JSON.stringify({ state: last.state, context: last.snapshot.context })) as Stand;
}

/** Its own step, or that of another which ends it. */
function isAbout(event: TraceEvent, actor: string): boolean {
  return event.type === 'step' && (event.actor === actor || event.stops.includes(actor));
}

/** Who took the step, or would have got the message. */
export function whoOf(event: TraceEvent | undefined): string {
  if (!event) throw new Error('there is no such event');
  return event.type === 'step' ? event.actor : event.to;
}

/** How the page says an event. */
export function sentenceOf(event: TraceEvent, events: readonly TraceEvent[]): string {
  if (event.type !== 'step') return `${event.from} told ${event.to}: ${event.message.type}, and `;
  const { actor, cause } = event;
  switch (cause.type) {
    case 'start':
      return `${actor} started`;
    case 'spawned': {
      const by = events[cause.by];
      return `${by?.type === 'step' ? by.actor : '?'} created ${actor}`;
    }
    case 'message':
      return `${cause.from} told ${actor}: ${cause.message.type}`;
    case 'arrival':
      return `From outside to ${actor}: ${cause.message.type}`;
    case 'fault':
      return `A fault befell ${actor}: ${cause.message.type}`;
    case 'timer':
      return `A timer of ${actor} went off: ${timerText(cause.timer)}`;
  }
}
