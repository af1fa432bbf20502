import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Path } from '../../src/checker/path.ts';
import { scheduleOf } from '../../src/checker/schedule-of.ts';
import { timesOf, type TimesOptions } from '../../src/checker/times.ts';
import { readTraceHead, type ScheduleHeader } from '../../src/simulator/trace-file.ts';
import { scheduleTrace } from '../../src/simulator/schedule-trace.ts';
import { version } from '../../src/version.ts';
import { ACTORS, comes, KINDS, NEVER_OVERDRAWN, office, rings, told } from '../checker/office.ts';
import { Walk } from '../checker/walk.ts';
import { commandLine, type Ran } from '../cli/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'chartwright-schedule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const walk = (): Walk => new Walk(KINDS, ACTORS);

interface Shown {
  readonly property?: string;
  readonly type?: ScheduleHeader['type'];
  readonly loopsTo?: number;
  readonly times?: TimesOptions;
}

/** The lines of a path's trace, as `check` would write them. */
function traceOf(
  path: Pick<Walk, 'path'>,
  { property = NEVER_OVERDRAWN, type = 'always', loopsTo, times = {} }: Shown = {},
): readonly string[] {
  const whole = path.path(loopsTo);
  const { events, failing, ...schedule } = scheduleOf(whole, timesOf(whole, { delaysS: office.delaysS?.({}) ?? {}, ...times }), {
    fails: type === 'failure',
  });
  return scheduleTrace({
    reference: 'office',
    simulation: { scenario: office, params: {}, seed: 1 },
    writer: { version, input: undefined },
    schedule: { property, type, network: { order: 'unordered', lossy: true }, ...schedule },
    events,
    ...(failing ? { failing } : {}),
  });
}

function replay(lines: readonly string[], ...flags: readonly string[]): Promise<Ran> {
  const file = join(folder, 'a.jsonl');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return commandLine([office], ['replay', file, ...flags]);
}

/** A report whose lines are as long as they like. */
function unwrapped(text: string): string {
  return text.replaceAll(/\n {10}/g, ' ');
}

const ARRIVALS = [
  { atMs: 1000, to: 'person-a', message: { type: 'pay' } },
  { atMs: 1000, to: 'person-b', message: { type: 'draw' } },
];

/** What is paid in is sent first, on wires that take no time; and yet it comes last. */
const overdrawn = traceOf(
  walk()
    .step(told('person-a', 'pay'))
    .step(told('person-b', 'draw'))
    .step(comes('person-b', 'account', 'debit')),
  { times: { arrivals: ARRIVALS } },
);

/** A path with everything in it that may befall messages, timers and actors. */
const eventful = traceOf(
  walk()
    .step(told('person-a', 'toss'), 'tails')
    .step({ type: 'split', groups: [['person-a'], ['person-b']] })
    .step(told('person-a', 'ring'))
    .step({ type: 'heal' })
    .step({ type: 'fault', name: 'pressed', to: 'person-b', message: { type: 'nap' } })
    .step(comes('person-a', 'person-c', 'hello', 'duplicate'))
    .step(told('person-a', 'pay'))
    .step(comes('person-a', 'account', 'credit', 'loss'))
    .step(told('person-a', 'dismiss'))
    .step(comes('person-a', 'person-c', 'hello'))
    .step(rings('person-b', 'nap'))
    .step(told('person-nobody', 'hello')),
  { type: 'sometimes', property: 'the account is empty' },
);

describe('a schedule', () => {
  test('is a trace, whose header says what it shows', () => {
    expect(readTraceHead(overdrawn[Symbol.iterator](), 'a.jsonl')).toMatchObject({
      header: {
        scenario: 'office',
        schedule: { property: NEVER_OVERDRAWN, type: 'always', network: { order: 'unordered', lossy: true }, steps: 3, timed: true },
      },
    });
    expect(overdrawn.slice(-2)).toEqual([
      '{"n":5,"at":1000,"actor":"account","cause":{"type":"message","from":"person-b","sent":4,"message":{"type":"debit"}},"state":{}}',
      expect.stringMatching(/^\{"end":\{"reason":"violated","events":6,"at":1000,/),
    ]);
  });

  test('replays an order of messages that the clock would not give', async () => {
    const { code, out, err } = await replay(overdrawn);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(unwrapped(out).replace(/[0-9a-f]{16}/, '…')).toBe(
      `violated  ${NEVER_OVERDRAWN}\n` +
        'schedule  3 steps, 6 events; messages in any order, lost at times\n' +
        'times     possible: the last event is at 1 s\n' +
        'replay    every event and state as recorded, to a state where the property does not hold (hash …)\n',
    );
    const file = join(folder, 'own.jsonl');
    expect((await commandLine([office], ['run', 'office', '--trace', file, '--quiet', '--checked'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain(overdrawn[6]);
  });

  test('replays what was chosen, lost, doubled, cut off and stopped, byte for byte', async () => {
    expect(await replay(eventful, '--verify')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('same: all 16 events') });
    const missed = eventful.flatMap(
      (line) => /"type":"(dead letter|lost|partitioned)","from":"([\w-]+)","to":"([\w-]+)"/.exec(line)?.slice(1).join(' ') ?? [],
    );
    expect(missed).toEqual([
      'partitioned person-a person-b',
      'partitioned person-a person-b',
      'lost person-a account',
      'dead letter person-a person-c',
      'dead letter arrival person-nobody',
    ]);
    expect(eventful.join()).toContain('"timers":[{"id":"nap","delayMs":1000}]');
    expect((await replay(eventful)).out).toMatch(/^possible {2}the account is empty\n[^]*to a state where the property holds/);
  });

  test('without possible times counts its steps, and says what stands against them', async () => {
    const imprecise = traceOf(walk().step(told('person-a', 'both')).step(rings('person-a', 'long')).step(rings('person-a', 'short')));
    expect(imprecise.slice(1, -1).map((line) => (JSON.parse(line) as { readonly at: number }).at)).toEqual([0, 0, 0, 1, 2, 3]);
    const { code, out } = await replay(imprecise);
    expect(code).toBe(0);
    expect(unwrapped(out)).toContain(
      "times     possible only if timers are imprecise: timer 'long' of person-a goes off at step 2, 10 s after step 1, which sets it; " +
        "timer 'short' of person-a goes off at step 3, 2 s after step 1, which sets it; but step 2 comes before step 3\n",
    );
    expect((await replay(imprecise, '--verify')).code).toBe(0);
  });

  test('without end says where it goes round', async () => {
    const round = traceOf(walk().step(told('person-a', 'short')).step(rings('person-a', 'short')), { loopsTo: 1, type: 'eventually' });
    expect(round[0]).toContain('"loopsTo":{"steps":1,"events":4}');
    expect(unwrapped((await replay(round)).out)).toContain(
      'for ever  the last step leads back to where it was after step 1 (4 events), and so on\n',
    );
  });

  test('of a machine that fails leads to its failure', async () => {
    const property = 'no machine fails';
    const path = walk().step(told('person-a', 'pay')).path();
    const fatal: Path = { ...path, steps: [...path.steps, { happening: told('person-b', 'explode'), events: [] }] };
    const lines = traceOf({ path: () => fatal }, { type: 'failure', property });
    expect(lines[0]).toContain('"failing":{"atMs":0,"to":"person-b","cause":{"type":"arrival","message":{"type":"explode"}}}');
    expect(lines.at(-1)).toContain('"reason":"failed","events":4');
    expect(await replay(lines, '--verify')).toMatchObject({ code: 0 });
    expect(unwrapped((await replay(lines)).out)).toMatch(
      /failure {3}machine 'person' failed on 'explode' in state "there": that was too much\n/,
    );
    expect(JSON.parse((await replay(lines, '--json')).out)).toMatchObject({
      verdict: 'same',
      end: 'failed',
      failure: expect.stringContaining('too much'),
    });
  });

  test('leaves the files of a run, its own trace among them', async () => {
    const files = ['trace', 'csv', 'mermaid', 'chrome-trace'].map((flag) => [`--${flag}`, join(folder, flag)] as const);
    expect((await replay(eventful, '--json', ...files.flat())).code).toBe(0);
    const [trace = '', csv = '', mermaid = '', chrome = ''] = files.map(([, file]) => readFileSync(file, 'utf8'));
    expect(trace.trimEnd().split('\n')).toEqual(eventful);
    expect(csv).toBe('');
    expect(mermaid).toContain('credit (lost)');
    expect(JSON.parse(chrome)).toHaveProperty('traceEvents');
  });

  test('is refused where the model and the system differ', () => {
    const path = walk().step(told('person-a', 'pay')).path();
    const [step] = path.steps;
    const [event] = step?.events ?? [];
    if (!step || event?.event.type !== 'step') throw new Error('no step');
    const other: Path = { ...path, steps: [{ ...step, events: [{ ...event, event: { ...event.event, state: 'elsewhere' } }] }] };
    expect(() => traceOf({ path: () => other })).toThrow(/^the model and the system differ: .*"elsewhere".*, but .*"there"/);
    const more: Path = { ...path, steps: [{ ...step, events: [] }, step, { ...step, events: [event, event] }] };
    expect(() => traceOf({ path: () => more })).toThrow('the model and the system differ');
  });
});

describe('a schedule that was changed', () => {
  const changed = async (lines: readonly string[], at: number, from: string, to: string, ...flags: readonly string[]): Promise<Ran> => {
    const before = lines[at] ?? '';
    expect(before).toContain(from);
    return replay(lines.with(at, before.replace(from, to)), ...flags);
  };

  test.each<[string, readonly string[], number, string, string, string]>([
    [
      'by what was not sent',
      overdrawn,
      6,
      '"sent":4',
      '"sent":3',
      "7:36: found 'debit' from person-b to account, which event 3 did not send or which was lost; expected a message that is on its way.",
    ],
    ['by another message', overdrawn, 6, '"type":"debit"', '"type":"credit"', "7:36: found 'credit' from person-b to account"],
    ['by another addressee', overdrawn, 6, '"actor":"account"', '"actor":"person-a"', "7:37: found 'debit' from person-b to person-a"],
    [
      'by a timer that does not run',
      eventful,
      15,
      '"timer":"nap"',
      '"timer":"pan"',
      "16:38: found the timer 'pan' of person-b; expected one that runs.",
    ],
    [
      'by a choice that there is not',
      eventful,
      4,
      '["tails"]',
      '["edge"]',
      '5:103: found the choice "edge" of person-a; expected one of "heads", "tails".',
    ],
    [
      'by a choice too few',
      eventful,
      4,
      '"choices":["tails"]',
      '"state":1',
      '5:1: found person-a with nothing chosen; expected one of "heads", "tails".',
    ],
    [
      'by an actor that nobody created',
      eventful,
      7,
      '"actor":"person-c"',
      '"actor":"person-d"',
      '8:15: found a step of person-d; expected a step of person-c (spawned), which is what happens there.',
    ],
    [
      'by a step of nobody',
      overdrawn,
      5,
      '"actor":"person-b"',
      '"actor":"person-d"',
      '6:18: found a step of person-d (arrival draw); expected one of an actor that is there.',
    ],
    [
      'by a loss that was none',
      eventful,
      8,
      '"sent":4',
      '"sent":3',
      "9:1: found 'bye' to person-b, cut off; expected only what the event before it leads to.",
    ],
    ['by a time that is over', overdrawn, 5, '"at":1000', '"at":999', '6:8: found an event at 999 ms; expected one not before 1000 ms.'],
    ['into what is no event', overdrawn, 5, '"type":"arrival"', '"type":"revival"', '6:1: found cause.type that does not fit'],
    ['into what is no JSON', overdrawn, 5, '{', '', '6:1: found a line that is not JSON'],
    [
      'into what is no message',
      eventful,
      9,
      '"type":"nap"',
      '"kind":"nap"',
      '10:1: found cause.message that does not fit (expected a message, with a type)',
    ],
    ['in its header', overdrawn, 0, '"order":"unordered"', '"order":"any"', '1:1: found schedule.network.order that does not fit'],
  ])('%s is told with its place, and cannot be used', async (_, lines, at, from, to, problem) => {
    const { code, err } = await changed(lines, at, from, to);
    expect(err).toContain(`a.jsonl:${problem}`);
    expect(code).toBe(65);
  });

  test('in what follows by itself, or in its end, is told to differ there', async () => {
    const { code, err } = await changed(overdrawn, 5, '"state":"there"', '"state":"gone"');
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('first differ at event 4.') });
    for (const [at, from, to, n] of [
      [5, '"state":"there"', '"state":"gone"', 4],
      [7, '"reason":"violated"', '"reason":"done"', 6],
      [7, '"events":6', '"events":5', 6],
      [0, 'is never', 'is ever', 6],
    ] as const) {
      const it = await changed(overdrawn, at, from, to, '--verify');
      expect(it).toMatchObject({ code: 1, err: expect.stringContaining(`first differ at event ${n}.`) });
    }
    const json = await changed(overdrawn, 5, '"state":"there"', '"state":"gone"', '--verify', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ verdict: 'diverged', divergence: { n: 4 } });
  });

  test('by its last steps, or into one that goes on, is told to differ at its end', async () => {
    expect((await replay(overdrawn.slice(0, -1), '--verify')).err).toContain('its last line is missing');
    expect((await replay(overdrawn.toSpliced(6, 1), '--verify')).err).toContain('first differ at event 5.');
    expect((await replay([...overdrawn, overdrawn[6] ?? ''], '--verify')).err).toContain('first differ at event 6.');
  });
});
