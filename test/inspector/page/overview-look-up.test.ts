/** What the overview finds in contexts by declared paths. */
import { describe, expect, test } from 'vitest';
import { gaugeOf, itemsOf, textOf, valueAt, valuesAt, type Around } from '../../../src/inspector/page/overview/look-up.ts';

const NOTHING_AROUND: Around = { ofKind: () => [], contextOf: () => undefined };

describe('a path', () => {
  const context = {
    shelf: [{ deck: { id: 'a' } }, { deck: { id: 'b' } }],
    job: null,
    volumes: { ann: { files: ['x', 'y'] }, bob: { files: [] } },
    pages: [[1, 2], [3]],
  };

  test.each([
    ['', [context]],
    ['shelf.length', [2]],
    ['shelf.1.deck.id', ['b']],
    ['shelf.*.deck.id', ['a', 'b']],
    ['volumes.*.files.*', ['x', 'y']],
    ['job', [null]],
    ['job.id', []],
    ['nowhere.at.all', []],
    ['toString', []],
    ['shelf.9', []],
  ])('%j', (path, values) => {
    expect(valuesAt(context, path).map(({ value }) => value)).toEqual(values);
  });

  test('keeps the key of what a star stands for', () => {
    expect(valuesAt(context, 'volumes.*').map(({ key }) => key)).toEqual(['ann', 'bob']);
  });

  test('finds nothing in what is inherited', () => {
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(valueAt({}, '__proto__.toString')).toBeUndefined();
  });
});

describe('items', () => {
  const options = { around: NOTHING_AROUND, itemsMax: 2 };

  test('stand in groups, the declared ones first, and are counted beyond those that are shown', () => {
    const shelf = ['b', 'a', 'b', 'b'].map((tray, at) => ({ id: `deck ${at}`, tray }));
    const show = { type: 'items', title: '', path: 'shelf', label: 'id', groupBy: 'tray', groups: ['c'] } as const;
    expect(itemsOf(show, { shelf }, options)).toEqual([
      { name: 'c', count: 0, items: [] },
      { name: 'a', count: 1, items: [{ label: 'deck 1', note: null }] },
      {
        name: 'b',
        count: 3,
        items: [
          { label: 'deck 0', note: null },
          { label: 'deck 2', note: null },
        ],
      },
    ]);
  });

  test('are one thing, or none', () => {
    const show = { type: 'items', title: '', path: 'job', label: ['id', 'size'], note: 'by' } as const;
    expect(itemsOf(show, { job: { id: 'j', size: 3, by: 'ann' } }, options)[0]?.items).toEqual([{ label: 'j 3', note: 'ann' }]);
    expect(itemsOf(show, { job: null }, options)[0]?.count).toBe(0);
  });

  test('of a record have their keys', () => {
    const show = { type: 'items', title: '', path: 'sizes.*', label: ['$key', ''] } as const;
    expect(itemsOf(show, { sizes: { a: 1 } }, options)[0]?.items[0]?.label).toBe('a 1');
  });

  test('of lists in lists are their members', () => {
    const show = { type: 'items', title: '', path: 'pages.*', label: '' } as const;
    expect(itemsOf(show, { pages: [[1, 2], [3]] }, options)[0]?.count).toBe(3);
  });

  test('have the members of what they name, and the name alone where that is gone', () => {
    const around: Around = {
      contextOf: (id) => (id === 'process-1' ? { line: 'sort', leftS: 99 } : undefined),
      ofKind: (kind) => (kind === 'processor' ? [{ jobs: [{ id: 'j1', compiler: 'COBOL' }] }] : []),
    };
    const running = {
      type: 'items',
      title: '',
      path: '',
      ref: { name: 'process', kind: 'process' },
      label: 'line',
      note: 'leftS',
    } as const;
    const task = (process: string): unknown => [{ process, leftS: 2 }];
    expect(itemsOf(running, task('process-1'), { ...options, around })[0]?.items).toEqual([{ label: 'sort', note: '2' }]);
    expect(itemsOf(running, task('process-2'), { ...options, around })[0]?.items[0]?.label).toBe('process-2');
    const job = {
      type: 'items',
      title: '',
      path: 'job',
      ref: { name: '', kind: 'processor', list: 'jobs', key: 'id' },
      label: 'compiler',
    } as const;
    expect(itemsOf(job, { job: 'j1' }, { ...options, around })[0]?.items[0]?.label).toBe('COBOL');
    expect(itemsOf(job, { job: 'j2' }, { ...options, around })[0]?.items[0]?.label).toBe('j2');
  });
});

describe('a gauge', () => {
  test('is a number, or the number of members', () => {
    expect(gaugeOf({ type: 'gauge', title: '', path: 'used', of: 10 }, { used: 4 }, NOTHING_AROUND)).toEqual({
      baseShare: 0,
      share: 0.4,
      text: '4 of 10',
    });
    expect(gaugeOf({ type: 'gauge', title: '', path: 'running', of: 'cores' }, { running: ['p'], cores: 2 }, NOTHING_AROUND).share).toBe(
      0.5,
    );
  });

  test('adds up what its members have, above what is taken up in any case', () => {
    const show = { type: 'gauge', title: '', path: 'cache', sum: 'bytes', base: 'own', of: 'size', unit: 'words' } as const;
    const context = { cache: [{ bytes: 10 }, { bytes: 20 }], own: 10, size: 100 };
    expect(gaugeOf(show, context, NOTHING_AROUND)).toEqual({ baseShare: 0.1, share: 0.4, text: '40 of 100 words' });
  });

  test('is empty or full, never beyond', () => {
    expect(gaugeOf({ type: 'gauge', title: '', path: 'nowhere', of: 0 }, {}, NOTHING_AROUND).share).toBe(0);
    expect(gaugeOf({ type: 'gauge', title: '', path: 'used', of: 1 }, { used: 4 }, NOTHING_AROUND).share).toBe(1);
  });
});

test('values are told in words', () => {
  expect([null, undefined, 'x', 1234, true, ['a', 2], { a: 1 }].map((it) => textOf(it))).toEqual([
    '–',
    '–',
    'x',
    '1,234',
    'yes',
    'a, 2',
    '{"a":1}',
  ]);
});
