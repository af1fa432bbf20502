import { afterAll, describe, expect, test } from 'vitest';
import { batch } from '../../src/scenarios/batch.ts';
import { resolveParameters } from '../../src/scenarios/parameters.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';
import { TemporaryFolder } from './temporary-folder.ts';

// One scenario, so that a new one changes none of the messages.
const folder = new TemporaryFolder([anyScenario(batch)]);

afterAll(() => folder.remove());

function problems(...lines: readonly string[]): Promise<readonly string[]> {
  folder.write('shop.yaml', `${lines.join('\n')}\n`);
  return folder.problems('shop.yaml');
}

describe('a YAML scenario', () => {
  test('brings the scenario, its settings in their order, and everything that has a flag', async () => {
    folder.write('cards/one.deck', '$JOB\n');
    folder.write(
      'shop.yaml',
      [
        '# A day.',
        'scenario: batch',
        'preset: rough',
        'seed: 7',
        'until: 1.5h',
        'limit: 10',
        'timeScale: 0.5',
        'decks: cards',
        'set:',
        '  operator: { groupBy: user, patienceS: 60 }',
        '  memory.words: 65536',
        '  job:',
        '    runS: { type: exponential, mean: 30 }',
      ].join('\n'),
    );
    const { scenario, ...loaded } = await folder.load('shop.yaml');
    expect(scenario.name).toBe('batch');
    expect(loaded).toEqual({
      where: expect.any(Function),
      source: { type: 'built-in', name: 'batch' },
      preset: 'rough',
      seed: 7,
      untilS: 5400,
      limit: 10,
      timeScale: 0.5,
      inputs: { decks: `${folder.path}/cards` },
      settingFiles: {},
      settings: [
        { path: 'operator.groupBy', value: 'user' },
        { path: 'operator.patienceS', value: 60 },
        { path: 'memory.words', value: 65536 },
        { path: 'job.runS', value: { type: 'exponential', mean: 30 } },
      ],
    });
  });

  test('sets what --set sets', async () => {
    folder.write('shop.yaml', 'scenario: batch\nset: { operator: { groupBy: user } }\n');
    const { scenario, settings } = await folder.load('shop.yaml');
    expect(resolveParameters(scenario, undefined, settings)).toEqual(
      resolveParameters(scenario, undefined, [{ path: 'operator.groupBy', value: 'user' }]),
    );
  });

  test('says where it sets a parameter, and nothing of one that it does not set', async () => {
    folder.write(
      'shop.yaml',
      'scenario: batch\nset:\n  operator:\n    groupBy: user\n  job.runS: { type: exponential, mean: 3 }\n  faults: { schedule: [{ type: jam, atS: 1 },\n    { type: jam, atS: 2 }] }\n',
    );
    const { where } = await folder.load('shop.yaml');
    const at = (line: number, column: number): object => ({ file: `${folder.path}/shop.yaml`, line, column });
    expect(where('operator.groupBy')).toEqual(at(4, 5));
    expect(where('job.runS.mean')).toEqual(at(5, 34));
    expect(where('job.runS.stages')).toEqual(at(5, 3));
    expect(where('faults.schedule.1')).toEqual(at(7, 5));
    expect(where('faults.schedule.1.atS')).toEqual(at(7, 18));
    expect(where('operator.patienceS')).toBeUndefined();
    expect(where('preset')).toBeUndefined();
  });

  test('may name a module, by a path from the file on', async () => {
    folder.write('modules/empty.mjs', 'export default 1;\n');
    folder.write('files/a.yaml', 'seed: 1\nscenario: ../modules/empty.mjs\n');
    expect(await folder.problems('files/a.yaml')).toEqual([
      'modules/empty.mjs:1:1: found 1 as the default export; expected a scenario: scenarioFor<Protocol>()({ … }).',
    ]);
  });

  test('may use anchors, and leave the settings empty', async () => {
    expect(await problems('scenario: batch', 'set:')).toEqual([]);
    expect(await problems('scenario: batch', 'set:', '  job: { compileS: &time { type: exponential, mean: 3 }, runS: *time }')).toEqual([]);
  });

  test('may have Windows line ends and a byte order mark', async () => {
    folder.write('shop.yaml', '\uFEFFscenario: batch\r\nsede: 1\r\n');
    expect((await folder.problems('shop.yaml'))[0]).toMatch(/^shop\.yaml:2:1: found the unknown key "sede"; .* Did you mean seed\?$/);
  });
});

const KEYS = 'scenario, preset, seed, until, limit, timeScale, decks, swf, set';

describe('keys', () => {
  test('that there are not are told with the nearest one, all of them at once', async () => {
    expect(await problems('scenaro: batch', 'pre-set: bare', '<<: 1')).toEqual([
      "shop.yaml:1:1: found no key 'scenario'; expected the name of a scenario, or the path of a module. Add scenario: batch",
      `shop.yaml:1:1: found the unknown key "scenaro"; expected one of ${KEYS}. Did you mean scenario?`,
      `shop.yaml:2:1: found the unknown key "pre-set"; expected one of ${KEYS}. Did you mean preset?`,
      `shop.yaml:3:1: found the unknown key "<<"; expected one of ${KEYS}.`,
    ]);
  });

  test('that every object has are no keys', async () => {
    expect(await problems('scenario: batch', '__proto__: 1', 'constructor: 1')).toEqual([
      `shop.yaml:2:1: found the unknown key "__proto__"; expected one of ${KEYS}.`,
      `shop.yaml:3:1: found the unknown key "constructor"; expected one of ${KEYS}.`,
    ]);
  });

  test('given twice are told', async () => {
    expect(await problems('scenario: batch', 'seed: 1', 'seed: 2', 'set:', '  job: {}', '  job: {}')).toEqual([
      'shop.yaml:3:1: found the key "seed" a second time; expected each key once.',
      'shop.yaml:6:3: found the key "job" a second time; expected each key once.',
    ]);
  });

  test.each([
    ['seed: -1', '1:7', '-1 for seed', 'a whole number from 0'],
    ['seed: 1.5', '1:7', '1.5 for seed', 'a whole number from 0'],
    ['seed: "7"', '1:7', '"7" for seed', 'a whole number from 0'],
    ['seed:', '1:1', 'null for seed', 'a whole number from 0'],
    ['preset: [bare]', '1:9', '["bare"] for preset', 'the name of a preset'],
    ['until: soon', '1:8', '"soon" for until', 'simulated seconds, or a number with a unit: 90s, 45m, 8h, 2d'],
    ['until: .inf', '1:8', 'Infinity for until', 'simulated seconds, or a number with a unit: 90s, 45m, 8h, 2d'],
    ['limit: 0', '1:8', '0 for limit', 'a whole number from 1'],
    ['timeScale: 0', '1:12', '0 for timeScale', 'a number above 0'],
    ['decks: 3', '1:8', '3 for decks', 'a path, relative to this file'],
    ['swf: ""', '1:6', '"" for swf', 'a path, relative to this file'],
    ['set: [1]', '1:6', '[1] for set', 'parameters with their values, such as operator: { groupBy: user }'],
  ])('take values of their own kind: %s', async (line, place, found, expected) => {
    expect(await problems(line, 'scenario: batch')).toEqual([`shop.yaml:${place}: found ${found}; expected ${expected}.`]);
  });
});

describe('the scenario that is named', () => {
  test('is told with the nearest name, after what else is wrong', async () => {
    expect(await problems('seed: x', 'scenario:  bach')).toEqual([
      'shop.yaml:1:7: found "x" for seed; expected a whole number from 0.',
      'shop.yaml:2:12: found "bach"; expected a scenario (batch) or a path to a file (.yaml, .yml, .ts, .mts, .js, .mjs). Did you mean batch?',
    ]);
  });

  test('cannot be another YAML file', async () => {
    folder.write('other.yaml', 'scenario: batch\n');
    expect(await problems('scenario: other.yaml')).toEqual([
      'shop.yaml:1:11: found "other.yaml", another YAML file; expected the name of a scenario, or the path of a module.',
    ]);
  });

  test('must be a text', async () => {
    expect(await problems('scenario: 7')).toEqual([
      'shop.yaml:1:11: found 7 for scenario; expected the name of a scenario, or the path of a module, relative to this file.',
    ]);
  });
});

describe('parameters', () => {
  test('are checked all at once, each told by the place of its key', async () => {
    expect(
      await problems('scenario: batch', 'set:', '  operator:', '    grupBy: user', '  opertor: { groupBy: user }', '  job: 3'),
    ).toEqual([
      'shop.yaml:4:5: found no such parameter for operator.grupBy; expected the path of a parameter. Did you mean operator.groupBy?',
      'shop.yaml:5:3: found no such parameter for opertor; expected the path of a parameter. Did you mean operator?',
      'shop.yaml:6:3: found a group of parameters for job; expected a parameter of it, such as job.cards.',
    ]);
  });

  test('are checked for their values, down to the members of a distribution and the elements of a list', async () => {
    expect(
      await problems(
        'scenario: batch',
        'set:',
        '  operator:',
        '    groupBy: usr',
        '    setUpS: { type: exponential, meen: 3 }',
        '  job.runS: { type: expnential }',
        '  faults:',
        '    schedule:',
        '      - { type: jam, atS: 3 }',
        '      - type: power',
        '        atS: -3',
        '  memory: { words: 1.5 }',
      ),
    ).toEqual([
      'shop.yaml:4:5: found "usr" for operator.groupBy; expected one of compiler, user, size, nothing. Did you mean user?',
      'shop.yaml:5:34: found an unknown member for operator.setUpS.meen; expected a member of the exponential distribution. Did you mean mean?',
      'shop.yaml:6:15: found "expnential" for job.runS.type; expected one of constant, uniform, exponential, erlang, hyperexponential, lognormal, normal, pareto, empirical. Did you mean exponential?',
      'shop.yaml:11:9: found -3 for faults.schedule.1.atS; expected at least 0.',
      'shop.yaml:12:13: found 1.5 for memory.words; expected a whole number.',
    ]);
  });

  test('that cannot run together are told at the settings', async () => {
    expect(await problems('scenario: batch', 'seed: 1', 'set: { operator: { setUpEmptyTrays: true } }')).toEqual([
      'shop.yaml:3:1: found a combination that cannot run for these parameters together; expected operator.nextTray=cyclic where operator.setUpEmptyTrays=true.',
    ]);
  });

  test('are checked even where the preset is unknown', async () => {
    expect(await problems('scenario: batch', 'preset: bear', 'set: { memory: { wrds: 1 } }')).toEqual([
      'shop.yaml:2:9: found the preset "bear"; expected one of bare, rough, unbatched, polling. Did you mean bare?',
      'shop.yaml:3:18: found no such parameter for memory.wrds; expected the path of a parameter. Did you mean memory.words?',
    ]);
  });

  test('cannot reach what all objects share', async () => {
    expect(await problems('scenario: batch', 'set: { job: { runS.__proto__.polluted: 1 } }')).toEqual([
      'shop.yaml:2:15: found no such parameter for job.runS.__proto__.polluted; expected the path of a parameter.',
    ]);
    expect('polluted' in {}).toBe(false);
  });
});

describe('inputs', () => {
  test('that do not exist are told with the nearest file', async () => {
    folder.write('trace.swf', '; nothing\n');
    expect(await problems('scenario: batch', 'swf: trase.swf', 'decks: nowhere/at/all')).toEqual([
      'shop.yaml:2:6: found "trase.swf", a path that does not exist; expected a path, relative to this file. Did you mean trace.swf?',
      'shop.yaml:3:8: found "nowhere/at/all", a path that does not exist; expected a path, relative to this file.',
    ]);
  });
});

describe('text that is no YAML', () => {
  test.each([
    [
      'a bracket left open',
      ['scenario: batch', 'set: { job: 1', 'seed: 1'],
      '3:1: found what is no YAML (flow map in block collection must be sufficiently indented and end with a }); expected YAML.',
    ],
    ['a tab', ['scenario: batch', 'set:', '\tjob: 1'], '3:1: found a tab as indentation; expected spaces.'],
    [
      'a colon within a text',
      ['scenario: batch', 'until: a: b'],
      '2:8: found a second colon in one line; expected one key a line. Put a text with a colon in quotes, and nested keys on lines of their own.',
    ],
    ['a tag', ['scenario: !run batch'], '1:11: found a tag that has no meaning here (!run); expected plain values.'],
    ['a list as key', ['scenario: batch', '? [a]', ': 1'], '2:3: found a key that is no text; expected a name as key.'],
    ['a quote left open', ['scenario: "batch'], '2:1: found what is no YAML (missing closing "quote); expected YAML.'],
    [
      'another document',
      ['scenario: batch', '---', 'seed: 1'],
      "3:1: found a second document; expected one document a file. Remove the '---' before it.",
    ],
    ['nothing', ['# scenario: batch'], '1:1: found nothing but comments and blanks; expected a mapping with the key scenario.'],
    ['a list', ['- scenario: batch'], '1:1: found a list as the document; expected a mapping with the key scenario.'],
    ['a word', ['', ' batch'], '2:2: found "batch" as the document; expected a mapping with the key scenario.'],
    ['an alias of nothing', ['scenario: *batch'], '1:11: found the alias *batch; expected an anchor &batch before it.'],
    [
      'an alias of itself',
      ['scenario: batch', 'set: &a { job: *a }'],
      '2:16: found the alias *a inside of what it stands for; expected an anchor that ends before it.',
    ],
  ])('is told by its place: %s', async (_, lines, text) => {
    expect(await problems(...lines)).toEqual([`shop.yaml:${text}`]);
  });

  test('is told mistake by mistake', async () => {
    expect(await problems('scenario: @batch', 'seed: 1', 'limit')).toEqual([
      'shop.yaml:1:11: found what is no YAML (plain value cannot start with reserved character @); expected YAML.',
      'shop.yaml:3:1: found what is no YAML (implicit map keys need to be followed by map values); expected YAML.',
    ]);
  });

  test('cannot blow up by its aliases', async () => {
    const level = (name: string, of: string): string => `  ${name}: &${name} [${Array.from({ length: 9 }, () => of).join(', ')}]`;
    expect(await problems('scenario: batch', 'set:', level('a', '1'), level('b', '*a'), level('c', '*b'), level('d', '*c'))).toEqual([
      'shop.yaml:4:10: found aliases that stand for too much; expected at most 100 of them, those inside of others multiplied.',
    ]);
  });

  test('has a hundred aliases at most', async () => {
    const values = (count: number): string =>
      `set: { faults: { schedule: &a [], dropEveryS: &b 1 }, job: { limitS: *b }, x: [${Array.from({ length: count }, () => '*b').join(',')}] }`;
    expect(await problems('scenario: batch', values(99))).toEqual([
      'shop.yaml:2:76: found no such parameter for x; expected the path of a parameter.',
    ]);
    expect(await problems('scenario: batch', values(100))).toEqual([
      'shop.yaml:2:377: found aliases that stand for too much; expected at most 100 of them, those inside of others multiplied.',
    ]);
  });

  test('cannot overflow the stack by its brackets', async () => {
    expect(await problems(`set: ${'['.repeat(50_000)}`)).toEqual([
      expect.stringMatching(/^shop\.yaml:1:\d+: found brackets nested too deep; expected settings, which nest a few levels\.$/),
    ]);
  });

  test('of very many keys is read in a moment', async () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `  k${index}: 1`).join('\n');
    folder.write('shop.yaml', `scenario: batch\nset:\n${keys}\n  k0: 1\n`);
    expect(await folder.problems('shop.yaml')).toEqual(['shop.yaml:60003:3: found the key "k0" a second time; expected each key once.']);
  });

  test('is not read beyond 1 MiB', async () => {
    const head = 'scenario: batch\n#';
    folder.write('shop.yaml', head.padEnd(1024 * 1024, 'x'));
    expect(await folder.problems('shop.yaml')).toEqual([]);
    folder.write('shop.yaml', head.padEnd(1024 * 1024 + 1, 'x'));
    expect(await folder.problems('shop.yaml')).toEqual([
      'shop.yaml:1:1: found a file of more than 1 MiB; expected settings, which are short.',
    ]);
  });

  test('because its bytes are no UTF-8 is told by the line', async () => {
    folder.write('shop.yaml', Buffer.concat([Buffer.from('scenario: batch\npreset: '), Buffer.from([0xff, 0xfe, 0x0a])]));
    expect(await folder.problems('shop.yaml')).toEqual(['shop.yaml:2:1: found bytes that are no text; expected UTF-8.']);
  });
});
