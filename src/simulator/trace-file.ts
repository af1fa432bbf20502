/**
 * Trace files: JSON Lines that hold everything a replay needs.
 *
 *     {"chartwright":"trace","format":1,"version":"0.1.0","scenario":…,"seed":1,"params":…,"items":2,…}
 *     {"item":…}            one line for each item of work that came from a file
 *     {"n":0,"at":0,…}      one line for each event
 *     {"end":{"reason":"done","events":688,"at":51000570.745,"hash":"…","header":"…"}}
 *
 * The header of a schedule, such as a counterexample of the checker, has a member more, which says what it shows. A replay takes
 * its events for what is to happen, where that of a run finds them anew.
 */
import { z } from 'zod';
import { TraceHash } from '../actors/trace.ts';
import type { Envelope } from '../actors/wire.ts';
import type { Problem } from '../scenarios/problem.ts';
import type { End, SimulationOptions, SimulationResult } from './simulation.ts';

/** Changes when a reader of the old format would misread the new one. */
export const TRACE_FORMAT = 1;

/** Told as it stands: a schema that goes into it would put its members into another order. */
export const messageSchema = z.custom<Envelope['message']>(isMessage, 'expected a message, with a type');

/** Why an actor takes a step, as an event's line has it. */
export const causeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start') }),
  z.strictObject({ type: z.literal('spawned'), by: z.int() }),
  z.strictObject({ type: z.literal('message'), from: z.string(), sent: z.int(), message: messageSchema }),
  z.strictObject({ type: z.enum(['arrival', 'fault']), message: messageSchema }),
  z.strictObject({ type: z.literal('timer'), timer: z.string(), set: z.int() }),
]);

const scheduleSchema = z.strictObject({
  /** The name of the property that it violates, or that it shows to be possible. */
  property: z.string(),
  /** What sort of property that is; `failure`: a machine fails, and the run with it. */
  type: z.enum(['always', 'throughout', 'sometimes', 'eventually', 'leadsTo', 'deadlock', 'unhandled', 'failure']),
  network: z.strictObject({
    order: z.enum(['ordered', 'unordered', 'set']),
    lossy: z.boolean().optional(),
    duplicating: z.boolean().optional(),
  }),
  /** Steps of the model after its initial state. One of them may be several events, or none. */
  steps: z.int().nonnegative(),
  /** Whether the times of its events are possible. If not, they count the steps, as milliseconds. */
  timed: z.boolean(),
  /** Why they are not possible. */
  why: z.string().optional(),
  /** Of a path without end: after so many steps, and events, it is where its last step leads back to. */
  loopsTo: z.strictObject({ steps: z.int().nonnegative(), events: z.int().nonnegative() }).optional(),
  /** What comes after the last event, if a machine does not survive it. */
  failing: z
    .strictObject({ atMs: z.number().nonnegative(), to: z.union([z.string(), z.strictObject({ place: z.string() })]), cause: causeSchema })
    .optional(),
});

const headerSchema = z.strictObject({
  chartwright: z.literal('trace'),
  format: z.literal(TRACE_FORMAT),
  /** Of the package that wrote it. */
  version: z.string(),
  /** The name of a built-in scenario, or the path of a module, from the folder it was run in. */
  scenario: z.string(),
  seed: z.int().nonnegative(),
  params: z.unknown(),
  untilS: z.number().nonnegative().optional(),
  eventsMax: z.int().positive().optional(),
  /** Where the work came from, in words; without it, the scenario made up its own. */
  input: z.string().optional(),
  /** Number of item lines; without it, the scenario made up its own work. */
  items: z.int().nonnegative().optional(),
  /** Where the events are a schedule to be led through, and not a run of its own. */
  schedule: scheduleSchema.optional(),
});

const endSchema = z.strictObject({
  end: z.strictObject({
    reason: z.enum(['done', 'until', 'bound', 'stalled', 'interrupted', 'violated', 'failed'] satisfies readonly End[]),
    events: z.int().nonnegative(),
    at: z.number(),
    hash: z.string(),
    header: z.string(),
  }),
});

const itemSchema = z.strictObject({ item: z.unknown() });

export type ScheduleHeader = z.output<typeof scheduleSchema>;
export type TraceHeader = z.output<typeof headerSchema>;
export type TraceEnd = z.output<typeof endSchema>['end'];

export interface TraceWriter {
  /** Of the package. */
  readonly version: string;
  /** Where the work came from, in words. */
  readonly input: string | undefined;
  readonly schedule?: ScheduleHeader;
}

/** The lines before the events, and the hash that the last line names them by. */
export function traceHead(
  scenario: string,
  options: Pick<SimulationOptions, 'seed' | 'params' | 'untilS' | 'eventsMax' | 'items'>,
  { version, input, schedule }: TraceWriter,
): { readonly lines: readonly string[]; readonly hash: string } {
  const { seed, params, untilS, eventsMax, items } = options;
  const header = {
    chartwright: 'trace',
    format: TRACE_FORMAT,
    version,
    scenario,
    seed,
    params,
    untilS,
    eventsMax,
    input,
    items: items?.length,
    // Its members in one order, whoever made it.
    schedule: schedule && scheduleSchema.parse(schedule),
  };
  const lines = [JSON.stringify(header), ...(items ?? []).map((item) => JSON.stringify({ item }))];
  const hash = new TraceHash();
  for (const line of lines) hash.add(line);
  return { lines, hash: hash.digest() };
}

/** The last line of a trace. */
export function traceEnd({ end, events, atMs, hash }: SimulationResult, header: string): string {
  return JSON.stringify({ end: { reason: end, events, at: atMs, hash, header } });
}

/** What stands before the events of a trace file. */
export interface TraceHead {
  readonly header: TraceHeader;
  readonly items: readonly unknown[] | undefined;
  /** The head's lines as they stand, for their hash. */
  readonly hash: string;
}

/** Reads the head from the lines of a trace; the next line of the iterator is then the first event. */
export function readTraceHead(lines: Iterator<string>, file: string): TraceHead | { readonly problem: Problem } {
  const hash = new TraceHash();
  const first = lines.next();
  if (first.done) return { problem: at(file, 1, 'an empty file', 'a trace, as run --trace writes it') };
  const header = parseLine(headerSchema, first.value);
  if ('wrong' in header) {
    const hint = header.wrong.startsWith('format ')
      ? 'It was written by another version; run that version to replay it.'
      : 'Is it a file that run --trace has written?';
    return { problem: at(file, 1, header.wrong, 'the header of a trace', hint) };
  }
  hash.add(first.value);
  const { items: count } = header.value;
  if (count === undefined) return { header: header.value, items: undefined, hash: hash.digest() };
  const items: unknown[] = [];
  for (let line = 2; items.length < count; line += 1) {
    const next = lines.next();
    if (next.done)
      return { problem: at(file, line, 'the end of the file', `item ${items.length + 1} of ${count}`, 'The file was cut short.') };
    const item = parseLine(itemSchema, next.value);
    if ('wrong' in item) return { problem: at(file, line, item.wrong, `item ${items.length + 1} of ${count}`) };
    hash.add(next.value);
    items.push(item.value.item);
  }
  return { header: header.value, items, hash: hash.digest() };
}

/** The last line of a trace, if that is what a line is. */
export function parseTraceEnd(line: string): TraceEnd | undefined {
  const end = parseLine(endSchema, line);
  return 'wrong' in end ? undefined : end.value.end;
}

/** A line by its schema, or what is wrong with it in words. */
export function parseLine<S extends z.ZodType>(schema: S, line: string): { readonly value: z.output<S> } | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { wrong: `a line that is not JSON: ${line.slice(0, 40)}${line.length > 40 ? '…' : ''}` };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { wrong: `${issue?.path.join('.') || 'a line'} that does not fit (${issue?.message ?? 'unknown'})` };
}

function at(file: string, line: number, found: string, expected: string, hint?: string): Problem {
  return { file, line, column: 1, found, expected, ...(hint === undefined ? {} : { hint }) };
}

function isMessage(it: unknown): boolean {
  return typeof it === 'object' && it !== null && 'type' in it && typeof it.type === 'string';
}
