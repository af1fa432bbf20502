import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/scenarios/problem.ts';
import { parseTraceEnd, readTraceHead, traceEnd, traceHead } from '../../src/simulator/trace-file.ts';
import { runs } from '../runs.ts';
import { runToy } from './toy.ts';

const writer = { version: '1.2.3', input: undefined };

/** What is said of a file of these lines; undefined if it is a trace. */
function problemOf(...lines: readonly string[]): string | undefined {
  const head = readTraceHead(lines[Symbol.iterator](), 'day.jsonl');
  return 'problem' in head ? describeProblem(head.problem) : undefined;
}

const plain = traceHead('toy', { seed: 1, params: {} }, writer);
const withItems = traceHead('toy', { seed: 1, params: {}, items: [{ a: 1 }, { b: 2 }] }, { version: '1.2.3', input: 'two items' });

describe('the head of a trace', () => {
  test('is read back as it was written, and leaves the lines at the first event', () => {
    const options = fc.record(
      {
        seed: fc.nat(),
        params: fc.jsonValue(),
        untilS: fc.double({ min: 0, max: 1e9, noNaN: true }).map(Math.abs),
        eventsMax: fc.integer({ min: 1 }),
        items: fc.array(fc.jsonValue(), { maxLength: 4 }),
      },
      { requiredKeys: ['seed', 'params'] },
    );
    fc.assert(
      fc.property(options, fc.option(fc.string(), { nil: undefined }), (given, input) => {
        const { lines, hash } = traceHead('toy', given, { version: '1.2.3', input });
        const all = [...lines, 'first event'][Symbol.iterator]();
        const head = readTraceHead(all, 'day.jsonl');
        if ('problem' in head) throw new Error(describeProblem(head.problem));
        const { items, ...rest } = given;
        const asJson = JSON.parse(JSON.stringify({ ...rest, input, items: items?.length }));
        expect(head.header).toEqual({ chartwright: 'trace', format: 1, version: '1.2.3', scenario: 'toy', ...asJson });
        expect(head.items).toEqual(items && JSON.parse(JSON.stringify(items)));
        expect(head.hash).toBe(hash);
        expect(all.next().value).toBe('first event');
      }),
      runs(100),
    );
  });

  test('has a hash that any change of its lines changes', () => {
    const [header = '', first = '', second = ''] = withItems.lines;
    const hashOf = (...lines: readonly string[]): unknown => {
      const head = readTraceHead(lines[Symbol.iterator](), 'day.jsonl');
      return 'problem' in head ? head.problem : head.hash;
    };
    expect(hashOf(header, first, second)).toBe(withItems.hash);
    const changed = [
      hashOf(header.replace('"seed":1', '"seed":2'), first, second),
      hashOf(header, second, first),
      hashOf(header, first.replace('1', '3'), second),
      plain.hash,
    ];
    expect(new Set([withItems.hash, ...changed]).size).toBe(5);
  });

  test.each<[string, readonly string[], string]>([
    ['an empty file', [], 'day.jsonl:1:1: found an empty file; expected a trace, as run --trace writes it.'],
    [
      'text',
      ['Dear diary,'],
      'day.jsonl:1:1: found a line that is not JSON: Dear diary,; expected the header of a trace. Is it a file that run --trace has written?',
    ],
    [
      'other JSON',
      ['{"a":1}'],
      'day.jsonl:1:1: found chartwright that does not fit (Invalid input: expected "trace"); expected the header of a trace. Is it a file that run --trace has written?',
    ],
    [
      'another format',
      [(plain.lines[0] ?? '').replace('"format":1', '"format":2')],
      'day.jsonl:1:1: found format that does not fit (Invalid input: expected 1); expected the header of a trace. It was written by another version; run that version to replay it.',
    ],
    [
      'a header that was cut off',
      [(plain.lines[0] ?? '').slice(0, 60)],
      'day.jsonl:1:1: found a line that is not JSON: {"chartwright":"trace","format":1,"versi…; expected the header of a trace. Is it a file that run --trace has written?',
    ],
    [
      'a seed that is none',
      [(plain.lines[0] ?? '').replace('"seed":1', '"seed":-1')],
      'day.jsonl:1:1: found seed that does not fit (Too small: expected number to be >=0); expected the header of a trace. Is it a file that run --trace has written?',
    ],
    [
      'work that was cut off',
      withItems.lines.slice(0, 2),
      'day.jsonl:3:1: found the end of the file; expected item 2 of 2. The file was cut short.',
    ],
    [
      'work that is none',
      [...withItems.lines.slice(0, 2), '{"item":1,"n":0}'],
      'day.jsonl:3:1: found a line that does not fit (Unrecognized key: "n"); expected item 2 of 2.',
    ],
    ['work that is no JSON', [withItems.lines[0] ?? '', 'x'], 'day.jsonl:2:1: found a line that is not JSON: x; expected item 1 of 2.'],
  ])('that is %s is told with its place, what was expected, and what to do', (_, lines, problem) => {
    expect(problemOf(...lines)).toBe(problem);
  });
});

describe('the end of a trace', () => {
  test('is read back as it was written', () => {
    const { result } = runToy();
    expect(parseTraceEnd(traceEnd(result, plain.hash))).toEqual({
      reason: 'done',
      events: result.events,
      at: result.atMs,
      hash: result.hash,
      header: plain.hash,
    });
  });

  test('is nothing that an event or a piece of work could be', () => {
    const { lines } = runToy();
    for (const line of [
      ...lines,
      ...withItems.lines,
      '',
      'end',
      '{"end":1}',
      '{"end":{"reason":"tired","events":1,"at":1,"hash":"","header":""}}',
    ])
      expect(parseTraceEnd(line)).toBeUndefined();
  });
});
