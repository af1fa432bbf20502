import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SimulationOptions } from '../../src/simulator/simulation.ts';
import { readTraceHead, traceEnd, traceHead } from '../../src/simulator/trace-file.ts';
import { Verifier, type Divergence } from '../../src/simulator/verify.ts';
import { runs } from '../runs.ts';
import { PARAMS, runToy } from './toy.ts';

const items = [
  { atS: 4, to: 'ticker-2' },
  { atS: 1000, to: 'ticker-1' },
];
const { result, lines: events } = runToy({ items });
const head = traceHead('toy', { seed: 1, params: PARAMS, items }, { version: '0', input: 'two items' });
const end = traceEnd(result, head.hash);
const trace: readonly string[] = [...head.lines, ...events, end];
const HEAD = head.lines.length;

/** Reads a trace as the command line does, and runs it again. */
function verify(lines: readonly string[]): Divergence | undefined {
  const all = lines[Symbol.iterator]();
  const read = readTraceHead(all, 'day.jsonl');
  if ('problem' in read) throw new Error('no head');
  const verifier = new Verifier(all, read.hash);
  const { header } = read;
  const options: Partial<SimulationOptions> = {
    seed: header.seed,
    params: header.params,
    ...(read.items ? { items: read.items } : {}),
    ...(header.eventsMax === undefined ? {} : { eventsMax: header.eventsMax }),
  };
  const again = runToy(options);
  for (const line of again.lines) verifier.see(line);
  return verifier.end(again.result);
}

/** The place of an event, from 0. */
const place = fc.nat(events.length - 1);

describe('a trace', { timeout: 60_000 }, () => {
  test('that was left alone is the run, byte for byte', () => {
    expect(verify(trace)).toBeUndefined();
  });

  test('in which an event was changed is told to differ there', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.constantFrom('0', '7', 'x', ' ', ''), (n, at, by) => {
        const line = events[n] ?? '';
        const index = at % line.length;
        const changed = line.slice(0, index) + by + line.slice(index + 1);
        fc.pre(changed !== line);
        expect(verify(trace.toSpliced(HEAD + n, 1, changed))).toEqual({ n, run: line, trace: changed });
      }),
      runs(200),
    );
  });

  test('from which events were taken is told to differ at the first one', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 5 }), (n, count) => {
        const divergence = verify(trace.toSpliced(HEAD + n, Math.min(count, events.length - n)));
        const after = events[n + count];
        expect(divergence).toEqual({ n, run: events[n], trace: after ?? 'nothing: it ends here' });
      }),
      runs(60),
    );
  });

  test('in which two events changed places is told to differ at the earlier one', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(a < b);
        const swapped = trace.with(HEAD + a, events[b] ?? '').with(HEAD + b, events[a] ?? '');
        expect(verify(swapped)).toEqual({ n: a, run: events[a], trace: events[b] });
      }),
      runs(60),
    );
  });

  test('into which an event was put is told to differ there, or where the run ends', () => {
    fc.assert(
      fc.property(fc.nat(events.length), place, (n, copied) => {
        fc.pre(n !== copied && n !== copied + 1);
        const extra = events[copied] ?? '';
        expect(verify(trace.toSpliced(HEAD + n, 0, extra))).toEqual({ n, run: events[n] ?? 'nothing: it ends here', trace: extra });
      }),
      runs(60),
    );
  });

  test('in which an event stands twice is told to differ at the second one', () => {
    expect(verify(trace.toSpliced(HEAD + 3, 0, events[3] ?? ''))).toMatchObject({ n: 4, trace: events[3] });
  });

  test('that was cut off anywhere after its head is told to end there', () => {
    fc.assert(
      fc.property(fc.nat(events.length), (n) => {
        const divergence = verify(trace.slice(0, HEAD + n));
        expect(divergence?.n).toBe(n);
        expect(divergence?.trace).toMatch(/^nothing: /);
      }),
      runs(40),
    );
  });

  test.each<[string, readonly string[], number]>([
    ['whose seed was changed', trace.with(0, (trace[0] ?? '').replace('"seed":1', '"seed":2')), 1],
    ['whose work was changed so that the run differs', trace.with(1, (trace[1] ?? '').replace('4', '3.999')), -1],
    ['whose work was changed so that no event does', trace.with(2, (trace[2] ?? '').replace('ticker-1', 'ticker-1 ')), -1],
    ['whose version was changed', trace.with(0, (trace[0] ?? '').replace('"version":"0"', '"version":"1"')), events.length],
    ['whose description of the work was changed', trace.with(0, (trace[0] ?? '').replace('two items', 'two other items')), events.length],
    ['whose end says another hash', trace.with(-1, end.replace(result.hash, '0'.repeat(16))), events.length],
    ['whose end says another number of events', trace.with(-1, end.replace(`"events":${result.events}`, '"events":3')), events.length],
    ['whose end says another time', trace.with(-1, end.replace(`"at":${result.atMs}`, '"at":3')), events.length],
    ['whose end says another reason', trace.with(-1, end.replace('"done"', '"until"')), events.length],
    ['whose end says that it was interrupted', trace.with(-1, end.replace('"done"', '"interrupted"')), events.length],
    ['whose end says another header', trace.with(-1, end.replace(head.hash, '0'.repeat(16))), events.length],
    ['whose end is no end', trace.with(-1, '{"end":"soon"}'), events.length],
    ['whose end stands twice', [...trace, end], events.length],
    ['that goes on after its end', [...trace, events[0] ?? ''], events.length],
  ])('%s is caught', (_, lines, n) => {
    expect(lines).not.toEqual(trace);
    const divergence = verify(lines);
    expect(divergence).toBeDefined();
    if (n >= 0) expect(divergence?.n).toBe(n);
  });

  test('of a run that was interrupted is verified up to where it was', () => {
    const short = { seed: 1, params: PARAMS, items, eventsMax: 9 };
    const cut = runToy(short);
    const { lines, hash } = traceHead('toy', short, { version: '0', input: undefined });
    expect(cut.result.end).toBe('bound');
    expect(verify([...lines, ...cut.lines, traceEnd({ ...cut.result, end: 'interrupted' }, hash)])).toBeUndefined();
  });
});

test('a verifier tells of the first difference as soon as it is there, and of no later one', () => {
  const verifier = new Verifier(['a', 'b', 'x', 'y'][Symbol.iterator](), 'hash');
  for (const line of ['a', 'b']) verifier.see(line);
  expect(verifier.divergence).toBeUndefined();
  for (const line of ['c', 'd']) verifier.see(line);
  expect(verifier.divergence).toEqual({ n: 2, run: 'c', trace: 'x' });
  expect(verifier.end(result)).toBe(verifier.divergence);
});
