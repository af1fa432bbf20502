/** A small run, made by hand, as it stands within a page. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FileSource } from '../../../src/inspector/page/model/file-source.ts';
import { NOTHING_YET } from '../../../src/inspector/page/model/nothing-yet.ts';
import { createStore } from '../../../src/inspector/page/model/store.ts';
import { encodeColumns, NONE } from '../../../src/inspector/protocol/columns.ts';
import { STRETCH_EVENTS, type Detail, type Stretch } from '../../../src/inspector/protocol/details.ts';
import type { EmbeddedRun } from '../../../src/inspector/protocol/embedded.ts';

/** Enough for a second stretch. */
const EVENTS = STRETCH_EVENTS + 200;

const packed = (data: string | Uint8Array): string => gzipSync(data).toString('base64');

/** The counter starts, and goes on by one with each event. */
const detail = (n: number): Detail => ({
  event: {
    n,
    at: n,
    actor: 'counter',
    cause: n === 0 ? { type: 'start' } : { type: 'arrival', message: { type: 'one' } },
    state: 'counting',
  },
  ...(n === 0 ? { context: { count: 0 } } : { changes: [{ at: ['count'], value: n }] }),
});

function columns(from: number, to: number): string {
  const count = to - from;
  const isFirst = from === 0;
  return packed(
    encodeColumns({
      from,
      count,
      actors: isFirst ? [{ id: 'counter', kind: 'counter', place: null }] : [],
      words: isFirst ? ['one'] : [],
      states: isFirst ? ['"counting"'] : [],
      atMs: Float64Array.from({ length: count }, (_, at) => from + at),
      actor: new Uint32Array(count),
      sender: new Uint32Array(count).fill(NONE),
      word: new Uint32Array(count),
      state: new Uint32Array(count),
      cause: new Uint32Array(count).fill(NONE),
      type: new Uint8Array(count).fill(3),
      flags: new Uint8Array(count),
    }),
  );
}

function stretch(index: number): Stretch {
  const first = index * STRETCH_EVENTS;
  const before = first === 0 ? {} : { counter: { kind: 'counter', state: 'counting', context: { count: first - 1 } } };
  const events = Array.from({ length: Math.min(EVENTS - first, STRETCH_EVENTS) }, (_, at) => detail(first + at));
  return { index, before, events };
}

const embedded: EmbeddedRun = {
  about: {
    mode: 'trace',
    title: 'A counter',
    description: '',
    scenario: 'counter',
    version: '0',
    seed: 1,
    params: {},
    charts: {},
    overview: null,
    plots: [],
    counterexample: null,
  },
  status: { ...NOTHING_YET, events: EVENTS, end: 'done', progress: 1 },
  plots: { atS: [0], values: [] },
  columns: [columns(0, 700), columns(700, EVENTS)],
  stretches: [0, 1].map((index) => packed(JSON.stringify(stretch(index)))),
};

describe('a run within the page', () => {
  test('has the events and the states of the run', async () => {
    const source = new FileSource(JSON.stringify(embedded));
    await source.loaded;
    expect(source.connection.value).toEqual({ type: 'file' });
    expect(source.about.value).toEqual(embedded.about);
    expect(source.status.value).toEqual(embedded.status);
    expect(source.plots.value).toEqual(embedded.plots);
    expect(source.events.count.value).toBe(EVENTS);
    expect(await source.stretch(1)).toEqual(stretch(1));
  });

  test('shows the exact state at the cursor', async () => {
    const source = new FileSource(JSON.stringify(embedded));
    await source.loaded;
    const { goTo, moment } = createStore(source);
    for (const n of [1100, 5, STRETCH_EVENTS, 0]) {
      goTo(n);
      await expect.poll(() => moment.value?.n).toBe(n);
      expect(moment.value?.standings.get('counter')?.context).toEqual({ count: n });
      expect(moment.value?.before?.context).toEqual(n === 0 ? undefined : { count: n - 1 });
    }
  });

  test('is searched, whatever the case', async () => {
    const source = new FileSource(JSON.stringify(embedded));
    await source.loaded;
    expect(await source.find('"N":1100')).toEqual({ events: [1100], complete: true });
    expect((await source.find('counting')).events).toHaveLength(EVENTS);
  });

  test('cannot be led', () => {
    const source = new FileSource(JSON.stringify(embedded));
    source.command();
    expect(source.refusal.value).toMatch(/is over/);
  });

  test('says that contexts do not stand in it, where they do not', async () => {
    const source = new FileSource(JSON.stringify({ ...embedded, stretches: [] }));
    await source.loaded;
    await expect(source.stretch(0)).rejects.toThrow('Contexts do not stand in this file.');
    expect(source.events.count.value).toBe(EVENTS);
  });

  test.each([
    ['no JSON', JSON.stringify(embedded).slice(0, 2000)],
    ['no run', '{"about":1}'],
    ['columns that are cut off', JSON.stringify({ ...embedded, columns: embedded.columns.map((text) => text.slice(0, 400)) })],
    ['columns that are no base64', JSON.stringify({ ...embedded, columns: ['!'] })],
  ])('says that it is damaged when it finds %s', async (_, text) => {
    const source = new FileSource(text);
    await source.loaded;
    expect(source.connection.value).toMatchObject({ type: 'failed', why: expect.stringContaining('is damaged') });
  });
});
