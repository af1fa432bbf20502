import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { networkFile, networkIn } from '../../../src/scenarios/distributed/network-file.ts';
import { distributedParameters, type DistributedParameters } from '../../../src/scenarios/distributed/parameters.ts';
import { describeProblem, UnusableInput, type Problem } from '../../../src/scenarios/problem.ts';
import type { FileSettings } from '../../../src/scenarios/scenario.ts';
import { changed, TemporaryFolder } from '../temporary-folder.ts';

const folder = new TemporaryFolder();

afterAll(() => folder.remove());

function problemsOf(read: () => FileSettings): readonly Problem[] {
  try {
    read();
    return [];
  } catch (cause) {
    if (!(cause instanceof UnusableInput)) throw cause;
    return cause.problems;
  }
}

/** What is wrong with a text. */
function problems(...lines: readonly string[]): readonly string[] {
  return problemsOf(() => networkIn('net.yaml', `${lines.join('\n')}\n`)).map(describeProblem);
}

/** What is wrong with a path, as seen from the folder. */
function problemsWith(path: string): readonly string[] {
  return problemsOf(() => networkFile.read(path)).map((problem) => describeProblem(problem).replaceAll(`${folder.path}/`, ''));
}

function valuesOf({ settings }: FileSettings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(settings.map(({ path, value }) => [path, value]));
}

/** The parameters of the network that a file sets, as the scenario takes them; all others are the defaults. */
function networkOf(read: FileSettings): DistributedParameters['network'] {
  const set = Object.entries(valuesOf(read)).map(([path, value]) => [path.replace(/^network\./, ''), value]);
  return distributedParameters.parse({ network: Object.fromEntries(set) }).network;
}

const blocks = [...readFileSync('docs/networks.md', 'utf8').matchAll(/^```(?:yaml ([\w.]+)|text)\n(.*?)^```$/gms)];

function shown(file: string | undefined): string {
  const [block, ...others] = blocks.filter(([, name]) => name === file);
  if (!block || others.length > 0) throw new Error(`docs/networks.md must have ${file ?? 'a text'} once`);
  return block[2] ?? '';
}

describe('docs/networks.md', () => {
  const NODE = { cores: 24, speed: 1.5, memoryBytes: 64e9, cacheBytes: 8e9, site: 'machine_room' };
  const DESK = { cores: 2, speed: 1, memoryBytes: 4e9, cacheBytes: 200e6, site: 'here' };

  test('shows a network, which becomes the settings of the scenario', () => {
    const path = folder.write('network.yaml', shown('network.yaml'));
    const read = networkFile.read(path);
    expect(valuesOf(read)).toEqual({
      'network.described': [
        { name: 'desk1', ...DESK },
        { name: 'desk2', ...DESK },
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({ name: `node${number}`, ...NODE })),
      ],
      'network.links': [
        { between: ['here', 'machine_room'], latencyS: 0.005, bandwidthBytesPerS: 10e6 },
        { between: ['machine_room', 'machine_room'], latencyS: 0.00005, bandwidthBytesPerS: 1e9 },
      ],
      'network.latencyS': 0.0002,
      'network.bandwidthBytesPerS': 125e6,
    });
    expect(read.summary).toBe(`10 machines at 2 sites from ${path}`);
    expect(networkOf(read)).toMatchObject({ latencyS: 0.0002, bandwidthBytesPerS: 125e6 });
    expect(networkOf(read).described).toHaveLength(10);
  });

  test('shows what is really said of a file that is wrong', () => {
    const told = problemsOf(() => networkIn('wrong.yaml', shown('wrong.yaml')));
    expect(told.map((problem) => `${describeProblem(problem)}\n`).join('')).toBe(shown(undefined));
  });
});

describe('a network file', () => {
  test.each([
    ['office', '6 machines at 1 site from examples/networks/office.yaml', ['anna', 'ben', 'attic', 'studio', 'archive', 'laptop'], 0],
    ['two-sites', '11 machines at 2 sites from examples/networks/two-sites.yaml', undefined, 3],
  ])('is there as an example: %s', (name, summary, names, links) => {
    const read = networkFile.read(`examples/networks/${name}.yaml`);
    expect(read.summary).toBe(summary);
    const network = networkOf(read);
    if (names) expect(network.described.map((it) => it.name)).toEqual(names);
    expect(network.links).toHaveLength(links);
  });

  test('needs no more than the name of a machine', () => {
    const read = networkIn('net.yaml', 'machines:\n  - name: solo\n');
    expect(valuesOf(read)).toEqual({
      'network.described': [{ name: 'solo', cores: 1, speed: 1, memoryBytes: 1e9, cacheBytes: 200e6, site: 'here' }],
      'network.links': [],
    });
    expect(read.summary).toBe('1 machine at 1 site from net.yaml');
  });

  test('says where each setting stands', () => {
    const text = 'links:\n  - { latency: 1, bandwidth: 1B/s }\nmachines:\n  - name: solo\n';
    expect(networkIn('net.yaml', text).settings.map(({ path, at }) => [path, at?.file, at?.line, at?.column])).toEqual([
      ['network.described', 'net.yaml', 4, 3],
      ['network.links', 'net.yaml', 2, 3],
      ['network.latencyS', 'net.yaml', 2, 5],
      ['network.bandwidthBytesPerS', 'net.yaml', 2, 5],
    ]);
  });

  test('numbers the machines of a line with a count, even if there is only one', () => {
    const names = (line: string): readonly string[] =>
      networkOf(networkIn('net.yaml', `machines: [${line}]`)).described.map((it) => it.name);
    expect(names('{ name: a, count: 3 }, { name: b, count: 1 }, { name: c }')).toEqual(['a1', 'a2', 'a3', 'b1', 'c']);
    const all = names('{ name: m, count: 9999 }, { name: last }');
    expect([all.length, all[9998], all[9999]]).toEqual([10_000, 'm9999', 'last']);
  });

  test('may use anchors, Windows line ends and a byte order mark', () => {
    const path = folder.write('net.yaml', '\uFEFFmachines:\r\n  - { name: a, memory: &size 2GB }\r\n  - { name: b, memory: *size }\r\n');
    expect(networkOf(networkFile.read(path)).described.map((it) => it.memoryBytes)).toEqual([2e9, 2e9]);
  });

  test.each([
    ['50us', 0.00005],
    ['0.2ms', 0.0002],
    ['0.3 ms', 0.0003],
    ['1.5s', 1.5],
    ['0', 0],
    ['2.5e-4', 0.00025],
    ['"0.1"', 0.1],
  ])('takes the latency %s', (latency, seconds) => {
    const text = `{ machines: [{ name: a }], links: [{ latency: ${latency}, bandwidth: 1B/s }] }`;
    expect(networkOf(networkIn('net.yaml', text)).latencyS).toBe(seconds);
  });

  test.each([
    ['1B/s', 1],
    ['1.5kB/s', 1500],
    ['10MB/s', 10e6],
    ['2 GB/s', 2e9],
    ['56kbit/s', 7000],
    ['100Mbit/s', 12_500_000],
    ['10Gbit/s', 1_250_000_000],
    ['unlimited', null],
  ])('takes the bandwidth %s', (bandwidth, bytesPerS) => {
    const text = `{ machines: [{ name: a }], links: [{ latency: 0, bandwidth: ${bandwidth} }] }`;
    expect(networkOf(networkIn('net.yaml', text)).bandwidthBytesPerS).toBe(bytesPerS);
  });

  test.each([
    ['300B', 300],
    ['1.5MB', 1_500_000],
    ['4 GB', 4e9],
    ['2TB', 2e12],
  ])('takes the size %s', (size, bytes) => {
    const [machine] = networkOf(networkIn('net.yaml', `machines: [{ name: a, memory: ${size}, cache: ${size} }]`)).described;
    expect(machine).toMatchObject({ memoryBytes: bytes, cacheBytes: bytes });
  });
});

const NAME = 'a name of at most 64 letters in lower case, digits and _, with a letter first';
const BANDWIDTH = 'a bandwidth from 1B/s, as 10MB/s, 100Mbit/s or unlimited';
const LATENCY = 'a latency, as 50us, 0.2ms or 1s';
const SIZE = 'a size, as 4kB, 1.5MB or 300B';
const UNITS = ' The units are B/s, kB/s, MB/s and GB/s for bytes; kbit/s, Mbit/s and Gbit/s for bits.';

describe('a value that is wrong is told at its place', () => {
  test.each([
    ['name: Desk-1', 11, '"Desk-1" for name', `${NAME}. Did you mean desk_1?`],
    ['name: 1a', 11, '"1a" for name', `${NAME}.`],
    ['name: 7', 11, '7 for name', `${NAME}.`],
    ['name: [a]', 11, 'a list for name', `${NAME}.`],
    ['name:', 5, 'null for name', `${NAME}.`],
    ['cores: 2', 3, 'a machine without name', `${NAME}.`],
    ['name: a, count: 0', 21, '0 for count', 'a whole number from 1.'],
    ['name: a, cores: 1.5', 21, '1.5 for cores', 'a whole number from 1.'],
    ['name: a, cores: "2"', 21, '"2" for cores', 'a whole number from 1.'],
    ['name: a, speed: 0', 21, '0 for speed', 'a number above 0, which is 1 for a usual core.'],
    ['name: a, speed: .inf', 21, 'Infinity for speed', 'a number above 0, which is 1 for a usual core.'],
    ['name: a, memory: 4', 22, '4 for memory', `${SIZE}. Write B, kB, MB, GB or TB right behind the number.`],
    ['name: a, memory: 4gb', 22, '"4gb" for memory', `${SIZE}. Did you mean 4GB?`],
    ['name: a, memory: 1.5B', 22, '"1.5B" for memory', `${SIZE}.`],
    ['name: a, memory: {}', 22, 'a mapping for memory', 'a size, as 4GB, 200MB or 512kB.'],
    ['name: a, cache: 2000TB', 21, '"2000TB" for cache', 'a size of at most 1000TB.'],
    ['name: a, site: Lab', 20, '"Lab" for site', `${NAME}. Did you mean lab?`],
    ['name: a, sit: lab', 14, 'the unknown key "sit"', 'one of name, count, cores, speed, memory, cache, site. Did you mean site?'],
    ['name: a, __proto__: 1', 14, 'the unknown key "__proto__"', 'one of name, count, cores, speed, memory, cache, site.'],
  ])('of a machine: %s', (machine, column, found, expected) => {
    expect(problems('machines:', `- { ${machine} }`)).toEqual([`net.yaml:2:${column}: found ${found}; expected ${expected}`]);
  });

  test.each([
    ['latency: 1min, bandwidth: 1B/s', 14, '"1min" for latency', `${LATENCY}. The units are us, ms and s.`],
    ['latency: 5µs, bandwidth: 1B/s', 14, '"5µs" for latency', `${LATENCY}. Did you mean us?`],
    ['latency: -1, bandwidth: 1B/s', 14, '-1 for latency', `${LATENCY}.`],
    ['latency: .nan, bandwidth: 1B/s', 14, 'NaN for latency', `${LATENCY}.`],
    ['latency: soon, bandwidth: 1B/s', 14, '"soon" for latency', `${LATENCY}.`],
    ['latency: 2000000000s, bandwidth: 1B/s', 14, '"2000000000s" for latency', `${LATENCY}.`],
    ['bandwidth: 1B/s', 3, 'a link without latency', `${LATENCY}.`],
    ['latency: 0', 3, 'a link without bandwidth', `${BANDWIDTH}.`],
    ['latency: 0, bandwidth: 10', 28, '10 for bandwidth', `${BANDWIDTH}.${UNITS}`],
    ['latency: 0, bandwidth: 10Mb/s', 28, '"10Mb/s" for bandwidth', `${BANDWIDTH}.${UNITS}`],
    ['latency: 0, bandwidth: 0MB/s', 28, '"0MB/s" for bandwidth', `${BANDWIDTH}.`],
    ['latency: 0, bandwidth: fast', 28, '"fast" for bandwidth', `${BANDWIDTH}.`],
    ['latency: 0, bandwidth:', 17, 'null for bandwidth', `${BANDWIDTH}.`],
    [
      'latency: 0, bandwidht: 1B/s, bandwidth: 1B/s',
      17,
      'the unknown key "bandwidht"',
      'one of between, latency, bandwidth. Did you mean bandwidth?',
    ],
    ['between: here, latency: 0, bandwidth: 1B/s', 14, '"here" for between', 'two sites, as [here, lab], or the same one twice.'],
    ['between: [here], latency: 0, bandwidth: 1B/s', 14, 'a list of 1 for between', 'two sites, as [here, lab], or the same one twice.'],
    ['between: [here, 3], latency: 0, bandwidth: 1B/s', 21, '3 as a site', `${NAME}.`],
  ])('of a link: %s', (link, column, found, expected) => {
    const [told, ...more] = problems('machines: [{ name: a }]', 'links:', `- { ${link} }`);
    expect([told, more]).toEqual([`net.yaml:3:${column}: found ${found}; expected ${expected}`, []]);
  });

  test('and so is one that an alias stands for, where the alias is', () => {
    expect(problems('machines:', '  - { name: a, cores: &many 0 }', '  - { name: b, cores: *many }')).toEqual([
      'net.yaml:2:29: found 0 for cores; expected a whole number from 1.',
      'net.yaml:3:23: found 0 for cores; expected a whole number from 1.',
    ]);
  });
});

describe('machines', () => {
  const NONE = 'found no machines; expected a list of them. Write machines: and below it a line - { name: desk, count: 4 } or several.';

  test('must be there', () => {
    expect(problems('machines: []')).toEqual([`net.yaml:1:11: ${NONE}`]);
    expect(problems('links: []', 'machines:')).toEqual([`net.yaml:2:1: ${NONE}`]);
    expect(problems('links: []')).toEqual([`net.yaml:1:1: ${NONE}`]);
    expect(problems('machine: [{ name: a }]')).toEqual([
      'net.yaml:1:1: found the unknown key "machine"; expected one of machines, links. Did you mean machines?',
      `net.yaml:1:1: ${NONE}`,
    ]);
  });

  test('are a list of mappings', () => {
    expect(problems('machines: 4')).toEqual(['net.yaml:1:11: found 4 for machines; expected a list.']);
    expect(problems('machines: { name: a }')).toEqual([
      'net.yaml:1:11: found a mapping for machines; expected a list. Put a - before each machine.',
    ]);
    expect(problems('machines:', '  - desk', '  -', '  - [a]')).toEqual(
      ['2:5: found "desk"', '3:4: found null', '4:5: found a list'].map(
        (start) => `net.yaml:${start} as a machine; expected keys with values, as { name: desk1, cores: 2, memory: 4GB }.`,
      ),
    );
  });

  test('have names of their own, also those with a count', () => {
    expect(
      problems('machines:', '- { name: a2 }', '- { name: a, count: 3 }', '- { name: b, count: 2 }', '- { name: b2 }', '- { name: b2 }'),
    ).toEqual([
      'net.yaml:3:11: found the name "a2" a second time; expected a name that no other machine has. Line 2 gives it first.',
      'net.yaml:5:11: found the name "b2" a second time; expected a name that no other machine has. Line 4 gives it first.',
      'net.yaml:6:11: found the name "b2" a second time; expected a name that no other machine has. Line 4 gives it first.',
    ]);
  });

  test('are ten thousand at most', () => {
    expect(problems('machines:', '- { name: a, count: 9999 }', '- { name: b }', '- { name: c }', '- { name: d }')).toEqual([
      'net.yaml:4:3: found 10001 machines up to here; expected at most 10000.',
    ]);
    expect(problems('machines:', '- { name: a }', '- { name: b, count: 9007199254740990 }')).toEqual([
      'net.yaml:3:21: found 9007199254740991 machines up to here; expected at most 10000.',
    ]);
  });
});

describe('links', () => {
  const links = (...lines: readonly string[]): readonly string[] =>
    problems(
      'machines: [{ name: a }, { name: b, site: lab }]',
      'links:',
      ...lines.map((line) => `- { ${line}latency: 0, bandwidth: 1B/s }`),
    );

  test('are between sites at which there are machines', () => {
    expect(links('between: [here, lap], ', 'between: [nowhere_at_all, lab], ')).toEqual([
      'net.yaml:3:21: found the site "lap", at which there is no machine; expected one of here, lab. Did you mean lab?',
      'net.yaml:4:15: found the site "nowhere_at_all", at which there is no machine; expected one of here, lab.',
    ]);
  });

  test('are not called wrong for a site that could not be read', () => {
    const link = 'links: [{ between: [here, lab], latency: 0, bandwidth: 1B/s }]';
    expect(problems('machines: [{ name: a }, { name: b, site: LAB }]', link)).toHaveLength(1);
    expect(problems('machines: [{ name: a }, lab]', link)).toHaveLength(1);
    expect(problems('machines:', link)).toHaveLength(1);
  });

  test('are one between two sites, and one without between', () => {
    expect(links('', 'between: [here, lab], ', 'between: [lab, lab], ', 'between: [here, here], ')).toEqual([]);
    expect(links('', 'between: [here, lab], ', 'between: [lab, here], ', '')).toEqual([
      'net.yaml:5:14: found a second link between lab and here; expected one link between two sites. The first is in line 4.',
      'net.yaml:6:3: found a second link without between; expected one, for all that have no link of their own. The first is in line 3.',
    ]);
  });
});

describe('a file is refused', () => {
  test('with everything that is wrong, in its order', () => {
    expect(problems('lniks: []', 'links:', '- { latency: 1h }', 'machines:', '- { cores: 0 }', '- 7')).toHaveLength(6);
    const lines = problems('lniks: []', 'links:', '- { latency: 1h }', 'machines:', '- { cores: 0 }', '- 7').map((it) => it.split(':')[1]);
    expect(lines).toEqual(['1', '3', '3', '5', '5', '6']);
  });

  test('with a hundred problems at most', () => {
    expect(problems('machines:', ...Array.from({ length: 5000 }, () => '- { nmae: a }'))).toHaveLength(100);
  });

  test.each([
    ['', 'net.yaml:1:1: found nothing but comments and blanks; expected a mapping with the key machines.'],
    ['# nothing', 'net.yaml:1:1: found nothing but comments and blanks; expected a mapping with the key machines.'],
    ['- name: a', 'net.yaml:1:1: found a list as the document; expected a mapping with the key machines.'],
    ['desk', 'net.yaml:1:1: found "desk" as the document; expected a mapping with the key machines.'],
    ['machines: [{ name: a }]\nmachines: []', 'net.yaml:2:1: found the key "machines" a second time; expected each key once.'],
    ['machines: [{ name: a, name: b }]', 'net.yaml:1:23: found the key "name" a second time; expected each key once.'],
    ['machines:\n\t- name: a', 'net.yaml:2:1: found a tab as indentation; expected spaces.'],
    ['machines: [{ name: *a }]', 'net.yaml:1:20: found the alias *a; expected an anchor &a before it.'],
  ])('that is no YAML, or not a mapping with each key once: %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('at the right lines, also behind what is no YAML', () => {
    const places = problems('', '[lab, lab]', '&a 1', 'machines: [{ name: a }]').map((it) => it.split(': found')[0]);
    expect([places[0], places.at(-1)]).toEqual(['net.yaml:3:1', expect.stringMatching(/^net\.yaml:4:/)]);
    expect(problems(`machines: ${'['.repeat(5000)}`)).toEqual([
      expect.stringMatching(/^net\.yaml:1:\d+: found brackets nested too deep; expected settings, which nest a few levels\.$/),
    ]);
  });

  test.each([
    [
      'nested ones',
      [
        'a: &a [1,1,1,1,1,1,1,1,1,1]',
        ...[...'bcdefghi'].map((it, at) => `${it}: &${it} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`),
      ],
    ],
    ['many', ['machines:', '- &m { name: a }', ...Array<string>(200).fill('- *m')]],
    ['one inside of itself', ['machines: &m', '- *m']],
  ])('whose aliases stand for too much: %s', (_, lines) => {
    const [first, ...more] = problems(...lines);
    expect([first, more]).toEqual([
      expect.stringMatching(/found (?:aliases that stand for too much|the alias \*m inside of what it stands for);/),
      [],
    ]);
  });

  test('that is none, or no text', () => {
    mkdirSync(join(folder.path, 'nets.yaml'), { recursive: true });
    folder.write('office.yaml', 'machines: [{ name: a }]');
    const FILE = 'expected a file that describes a network';
    const CHECK = 'Check the path and who may read it.';
    expect(problemsWith(join(folder.path, 'offce.yaml'))).toEqual([
      `offce.yaml:1:1: found nothing of that name; ${FILE}. Did you mean office.yaml?`,
    ]);
    expect(problemsWith(join(folder.path, 'none', 'net.yaml'))).toEqual([
      `none/net.yaml:1:1: found nothing of that name; ${FILE}. ${CHECK}`,
    ]);
    expect(problemsWith(join(folder.path, 'nets.yaml'))).toEqual([`nets.yaml:1:1: found a folder; ${FILE}.`]);
    expect(problemsWith('/dev/null')).toEqual([`/dev/null:1:1: found neither a file nor a folder; ${FILE}.`]);
    expect(problemsWith(join(folder.path, 'office.yaml', 'x'))[0]).toMatch(/: found what cannot be read \(ENOTDIR/);
    expect(problemsWith('a\0b')[0]).toMatch(/: found what cannot be read \(/);
    expect(problemsWith(folder.write('big.yaml', '#'.repeat(1024 * 1024 + 1)))).toEqual([
      `big.yaml:1:1: found a file of more than 1 MiB; ${FILE}, which is short.`,
    ]);
    expect(problemsWith(folder.write('latin.yaml', Buffer.from('machines:\n- name: caf\xe9\n', 'latin1')))).toEqual([
      'latin.yaml:2:1: found bytes that are no text; expected UTF-8.',
    ]);
  });
});

describe('whatever a file holds', () => {
  /** The scenario takes what was read; or everything told is at a place of the text. */
  const isReadOrRefused = (text: string): 'read' | 'refused' => {
    let read: FileSettings;
    try {
      read = networkIn('net.yaml', text);
    } catch (cause) {
      if (!(cause instanceof UnusableInput)) throw cause;
      const lines = text.split('\n');
      expect(cause.problems.length).toBeGreaterThan(0);
      for (const { file, line, column, found, expected } of cause.problems) {
        expect(file).toBe('net.yaml');
        expect([found, expected]).not.toContain('');
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
      return 'refused';
    }
    const network = networkOf(read);
    const names = network.described.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const sites = new Set(network.described.map(({ site }) => site));
    for (const { between } of network.links) for (const site of between) expect(sites).toContain(site);
    return 'read';
  };

  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'lab',
      'here',
      '4GB',
      '2',
      '1.5',
      '0',
      '-1',
      '1ms',
      '2us',
      '1MB/s',
      '8Mbit/s',
      'unlimited',
      '~',
      '',
      '"x"',
      '.inf',
    ),
    fc.constantFrom('&a 1', '*a', '!!str 1', '[here, lab]', '[lab, lab]', '{}', '[]', "'", '{', ']', '\t', '#', '|', '>-'),
  );
  const pair = fc.tuple(
    fc.constantFrom('name', 'count', 'cores', 'speed', 'memory', 'cache', 'site', 'between', 'latency', 'bandwidth', 'nmae', '<<', '? x'),
    scalar,
  );
  const mapping = fc.array(pair, { maxLength: 4 }).map((pairs) => `  - { ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`);
  const list = fc.tuple(
    fc.constantFrom('machines:', 'links:', 'machine:', '---', ''),
    fc.array(fc.oneof(mapping, scalar), { maxLength: 4 }),
  );
  const likely = fc.array(list, { maxLength: 3 }).map((lists) => lists.flatMap(([head, items]) => [head, ...items]).join('\n'));

  const good = shown('network.yaml');
  /** The good one with a few pieces cut out or put in. */
  const nearlyGood = fc
    .array(fc.tuple(fc.nat({ max: good.length }), fc.nat({ max: 6 }), fc.oneof(fc.constant(''), scalar, fc.string({ maxLength: 3 }))), {
      maxLength: 3,
    })
    .map((cuts) => cuts.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), good));

  test.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 60 })],
    ['lists of mappings', likely],
    ['the documented file, damaged', nearlyGood],
  ])('it is read as the scenario takes it, or refused at places in the text: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        isReadOrRefused(text);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('both happens', () => {
    const outcomes = fc.sample(nearlyGood, { numRuns: 200, seed: 1 }).map(isReadOrRefused);
    expect(new Set(outcomes)).toEqual(new Set(['read', 'refused']));
    expect(isReadOrRefused(changed(good, 'desk2', 'desk1'))).toBe('refused');
  });
});
