/** The flags that scenarios bring along, over a registry of the test's own: the command line knows none of their names. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartwright } from '../command-line.ts';
import { TemporaryFolder } from '../scenarios/temporary-folder.ts';
import { checkScenario } from '../../src/scenarios/check-scenario.ts';
import { loadScenario } from '../../src/scenarios/load.ts';
import { UnusableInput } from '../../src/scenarios/problem.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';
import { office } from './counters.ts';
import { commandLine, programOf, type Ran } from './in-process.ts';

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

/** Takes letters too, and nothing else. */
const postbox: AnyScenario = {
  ...office,
  name: 'postbox',
  inputs: { letters: { description: 'letters, a line each', read: () => ({ items: [], problems: [], summary: 'none' }) } },
  settingFiles: {},
  views: {},
};
const bare: AnyScenario = { ...postbox, name: 'bare', inputs: {} };
const registry = [office, postbox, bare];

let letters: string;
let rooms: string;

beforeAll(() => {
  letters = folder.write('letters.txt', '1|counter-1|hello\n3.25|counter-2|over there\n90061.5|counter-1|two\\nlines\u0007\n');
  rooms = folder.write('rooms.txt', 'office.counters=4\noffice.name=hall\n');
});

const run = (...args: readonly string[]): Promise<Ran> => commandLine(registry, ['run', ...args]);

async function header(...args: readonly string[]): Promise<unknown> {
  const trace = `${folder.path}/header.jsonl`;
  expect(await run('office', '--quiet', '--trace', trace, ...args)).toEqual({ code: 0, out: '', err: '' });
  return JSON.parse(readFileSync(trace, 'utf8').split('\n', 1)[0] ?? '');
}

describe('the scenarios of these tests', () => {
  test.each(registry.map((it) => [it.name, it] as const))('pass the checks that a module has to pass: %s', (_, scenario) => {
    expect(checkScenario(scenario)).toEqual({ scenario });
  });
});

describe('the help of run', () => {
  const help = (): string => programOf(registry).commands[0]?.helpInformation().replaceAll(/\s+/g, ' ') ?? '';

  test('offers a flag for each input, setting file and view, in the words of their scenarios', () => {
    expect(help()).toContain('--letters <path> work from letters, a line each (office, postbox)');
    expect(help()).toContain('--rooms <path> parameters from the rooms of the office (office)');
    expect(help()).toContain('--counter <counter> the letters that came to a counter (office), in place of the report; repeatable');
  });

  test('keeps what scenarios say apart, where they share a name and nothing else', () => {
    const other: AnyScenario = { ...postbox, inputs: { letters: { description: 'a sack of letters', read: () => never() } } };
    const text = programOf([office, other]).commands[0]?.helpInformation().replaceAll(/\s+/g, ' ');
    expect(text).toContain('--letters <path> work from letters, a line each (office); a sack of letters (postbox)');
  });

  test('names the flags of the built-in scenarios', () => {
    const text = chartwright(['run', '--help']).out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('--decks <path> work from a folder of decks (*.deck), or one of them');
    expect(text).toContain('--swf <path> work from a trace in the Standard Workload Format, plain or gzipped');
  });

  test('has no flag that is a different thing in another scenario', () => {
    const view = office.views?.['counter'];
    if (!view) throw new Error('the office has a view');
    expect(() => programOf([office, { ...postbox, inputs: {}, views: { rooms: view } }])).toThrow("'--rooms'");
  });

  test('holds no flag of every scenario by a name that a scenario could take', () => {
    const own = programOf([]).commands.flatMap((it) => it.options.flatMap(({ long }) => long?.slice(2) ?? []));
    expect(own).toContain('seed');
    // The network of a check may be a scenario's own file as well.
    const words = [...own, 'help', 'version'].filter((name) => /^[a-z][a-z0-9]*$/.test(name) && name !== 'network');
    const reader = { description: 'a file', read: () => never() };
    for (const name of words) {
      expect(checkScenario({ ...bare, inputs: { [name]: reader } })).toMatchObject({
        problems: [{ path: ['inputs', name], expected: 'a name that does not mean something else already' }],
      });
    }
  });
});

describe('a flag of another scenario', () => {
  test.each([
    [['postbox', '--rooms', 'x'], "scenario 'postbox' takes no --rooms; it takes --letters."],
    [['postbox', '--counter', 'x'], "scenario 'postbox' takes no --counter; it takes --letters."],
    [['bare', '--letters', 'x'], "scenario 'bare' takes no --letters; it takes no input files."],
  ])('is wrong usage: %j', async (args, err) => {
    expect(await run(...args)).toEqual({ code: 64, out: '', err });
  });

  test('is none, where no scenario has it', async () => {
    expect(await run('office', '--leters', letters)).toMatchObject({ code: 64, err: expect.stringContaining('Did you mean --letters?') });
  });
});

describe('work from a file', () => {
  test('is played, by the limits of the flags that go with it', async () => {
    const { out } = await run('office', '--letters', letters, '--limit', '2', '--time-scale', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ simulatedS: 6.5, input: `2 letters from ${letters}` });
  });

  test.each([
    [['--letters', 'a', '--parcels', 'b'], '--letters and --parcels were both given; expected one source of work.'],
    [['--limit', '2'], '--limit goes with --letters or --parcels: it says how much of the input is taken.'],
    [['--time-scale', '2'], '--time-scale goes with --letters or --parcels: it stretches the times of the input.'],
    [['--parcels', 'b', '--limit', '2'], '--limit does not go with --parcels: that work is taken whole.'],
    [['--parcels', 'b', '--time-scale', '2'], '--time-scale does not go with --parcels: its times, if it has any, are taken as they are.'],
  ])('is wrong usage with flags that cannot be heeded: %j', async (args, err) => {
    expect(await run('office', ...args)).toEqual({ code: 64, out: '', err });
  });

  test('cannot be stretched, where it is decks', () => {
    const { code, err } = chartwright(['run', 'batch', '--decks', 'examples/decks', '--time-scale', '2']);
    expect({ code, err }).toMatchObject({ code: 64, err: expect.stringContaining('--time-scale does not go with --decks') });
  });

  test('is repeated by the commands to try next, and so are files of parameters', async () => {
    const { out } = await run('office', '--letters', letters, '--rooms', rooms, '--limit', '2');
    expect(out).toContain(`npx chartwright run office --letters ${letters} --rooms ${rooms} --limit 2 --trace day.jsonl`);
    expect(out).toContain(`work   2 letters from ${letters}\n`);
    expect(out).toContain(`read   2 settings from ${rooms}\n`);
  });
});

describe('a file of parameters', () => {
  test('sets what it says, over the preset and under --set', async () => {
    const set = (counters: number, name: string, opensAtS = 0): object => ({ params: { office: { counters, name, opensAtS } } });
    expect(await header('--preset', 'big')).toMatchObject(set(5, 'preset'));
    expect(await header('--preset', 'big', '--rooms', rooms)).toMatchObject(set(4, 'hall'));
    expect(await header('--rooms', rooms, '--set', 'office.counters=3')).toMatchObject(set(3, 'hall'));
  });

  test('comes in the order of its declaration, not in that of the flags', async () => {
    const hours = folder.write('hours.txt', 'office.opensAtS=60\noffice.name=late\n');
    const both = { params: { office: { counters: 4, name: 'late', opensAtS: 60 } } };
    expect(await header('--hours', hours, '--rooms', rooms)).toMatchObject(both);
    expect(await header('--rooms', rooms, '--hours', hours)).toMatchObject(both);
  });

  test('is told by its own places where it cannot be used', async () => {
    const broken = folder.write('broken.txt', 'office.counters=4\noffice\n');
    expect(await run('office', '--rooms', broken)).toMatchObject({
      code: 65,
      out: '',
      err: `${broken}:2:3: found "office"; expected path=value.`,
    });
    const wrong = folder.write('wrong.txt', 'office.name=7\noffice.nmae=hall\noffice.counters=0\n');
    expect(await run('office', '--rooms', wrong)).toMatchObject({
      code: 65,
      err: expect.stringContaining(`${wrong}:1:1: found office.nmae: no such parameter; expected the path of a parameter. Did you mean`),
    });
    const few = folder.write('few.txt', 'office.name=hall\noffice.counters=0\n');
    expect(await run('office', '--rooms', few)).toMatchObject({
      code: 65,
      err: expect.stringContaining(`${few}:2:17: found office.counters: 0;`),
    });
  });

  test('is not blamed for what --set has typed over it', async () => {
    const { code, err } = await run('office', '--rooms', rooms, '--set', 'office.counters=0');
    expect(code).toBe(64);
    expect(err).toContain('office.counters: found 0; expected');
    expect(err).not.toContain(rooms);
  });

  test('is not needed for a replay, whose trace has the parameters', async () => {
    const trace = `${folder.path}/a.jsonl`;
    const gone = folder.write('gone.txt', 'office.counters=4\noffice.name=gone\n');
    await run('office', '--quiet', '--rooms', gone, '--trace', trace);
    folder.write('gone.txt', 'nonsense\n');
    expect(await commandLine(registry, ['replay', trace, '--verify'])).toMatchObject({ code: 0 });
  });
});

describe('a YAML scenario', () => {
  const load = (...lines: readonly string[]): ReturnType<typeof loadScenario> =>
    loadScenario(folder.write('office.yaml', `${lines.join('\n')}\n`), registry);

  const problems = async (...lines: readonly string[]): Promise<readonly string[]> => {
    const cause: unknown = await load(...lines).catch((it: unknown) => it);
    return cause instanceof UnusableInput ? cause.message.replaceAll(`${folder.path}/`, '').split('\n') : ['no complaint'];
  };

  test('takes work and parameters from files beside it', async () => {
    const path = folder.write(
      'files/office.yaml',
      'scenario: office\nletters: ../letters.txt\nrooms: ../rooms.txt\nset: { office.name: mine }\n',
    );
    expect(await loadScenario(path, registry)).toMatchObject({
      inputs: { letters },
      settingFiles: { rooms: { path: rooms, summary: `2 settings from ${rooms}` } },
      settings: [{ path: 'office.name', value: 'mine' }],
    });
    const { out } = await commandLine(registry, ['run', path, '--counter', 'counter-4', '--counter', 'counter-1', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      input: `3 letters from ${letters}`,
      rooms: `2 settings from ${rooms}`,
      counter: { 'counter-1': [{ where: 'hall' }, { where: 'hall' }], 'counter-4': [] },
    });
  });

  test('gives way to the flags', async () => {
    const path = folder.write('flags.yaml', 'scenario: office\nrooms: rooms.txt\n');
    const small = folder.write('small.txt', 'office.counters=1\n');
    const trace = `${folder.path}/flags.jsonl`;
    await run(path, '--quiet', '--rooms', small, '--trace', trace);
    expect(JSON.parse(readFileSync(trace, 'utf8').split('\n', 1)[0] ?? '')).toMatchObject({
      params: { office: { counters: 1, name: 'nameless' } },
    });
  });

  test('has the files of all scenarios as keys, and tells those that the scenario does not take', async () => {
    expect(await problems('scenario: postbox', 'rooms: rooms.txt', 'leters: letters.txt')).toEqual([
      'office.yaml:2:8: found rooms for the scenario postbox; expected letters, which it takes.',
      'office.yaml:3:1: found the unknown key "leters"; expected one of scenario, preset, seed, until, limit, timeScale, letters, parcels, rooms, hours, set. Did you mean letters?',
    ]);
    expect(await problems('scenario: bare', 'letters: letters.txt')).toEqual([
      'office.yaml:2:10: found letters for the scenario bare; expected no input from files, of which it takes none.',
    ]);
  });

  test('tells what is wrong with a file of parameters by the places of that file', async () => {
    folder.write('few.txt', 'office.name=hall\noffice.counters=0\n');
    expect(await problems('scenario: office', 'rooms: few.txt', 'set: { office: { opensAtS: -1 } }')).toEqual([
      expect.stringMatching(/^few\.txt:2:17: found 0 for office\.counters; /),
      expect.stringMatching(/^office\.yaml:3:18: found -1 for office\.opensAtS; /),
    ]);
    folder.write('broken.txt', 'office\n');
    expect(await problems('scenario: office', 'rooms: broken.txt', 'hours: nowhere.txt')).toEqual([
      'broken.txt:1:3: found "office"; expected path=value.',
      'office.yaml:3:8: found "nowhere.txt", a path that does not exist; expected a path, relative to this file.',
    ]);
  });

  test('names the files of a module of its own', async () => {
    folder.write(
      'own.mjs',
      [
        "import { setup } from 'xstate';",
        "import { scenarioFor } from 'chartwright';",
        "const clerk = setup({}).createMachine({ id: 'clerk' });",
        "const notes = { description: 'notes', read: (path) => ({ items: [path], problems: [], summary: path }) };",
        "export default scenarioFor()({ name: 'own', title: 'Own', kinds: { clerk }, actors: () => [{ id: 'clerk' }], inputs: { notes } });",
      ].join('\n'),
    );
    expect(await load('scenario: own.mjs', 'notes: letters.txt')).toMatchObject({ inputs: { notes: letters } });
    expect(await problems('scenario: office', 'notes: letters.txt')).toEqual([expect.stringContaining('found the unknown key "notes"')]);
  });
});

describe('list', () => {
  test('shows the inputs, setting files and views of a scenario', async () => {
    const { out } = await commandLine(registry, ['list', 'office']);
    expect(out).toContain('Work from files\n  --letters  letters, a line each\n  --parcels  parcels\n');
    expect(out).toContain('Parameters from files\n  --rooms  the rooms of the office\n  --hours  when it is open\n');
    expect(out).toContain('Views\n  --counter COUNTER  the letters that came to a counter\n  --people PERSON  what people saw\n');
    const without = await commandLine(registry, ['list', 'bare']);
    expect(without.out).not.toMatch(/from files|Views/);
  });

  test('has them in JSON', async () => {
    const { out } = await commandLine(registry, ['list', 'office', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      inputs: { letters: 'letters, a line each', parcels: 'parcels' },
      settingFiles: { rooms: 'the rooms of the office', hours: 'when it is open' },
      views: { counter: { argument: 'counter', description: 'the letters that came to a counter' } },
    });
  });
});

function never(): never {
  throw new Error('nothing is read here');
}
