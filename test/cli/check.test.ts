/** `chartwright check`: what it asks the checker by its flags, what it says, and what it is worth as an exit code. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { checkScenario } from '../../src/scenarios/check-scenario.ts';
import { chartwright, inFolder, MAIN } from '../command-line.ts';
import { TemporaryFolder } from '../scenarios/temporary-folder.ts';
import { ANSWERED, gates, GETS_IN, ONE_INSIDE } from './gate.ts';
import { commandLine, type Ran } from './in-process.ts';

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

const WIDE = ['--set', 'gate.capacity=2'];

const check = (...args: readonly string[]): Promise<Ran> => commandLine([gates], ['check', 'gates', ...args]);

async function json(...args: readonly string[]): Promise<Readonly<Record<string, unknown>> & { readonly code: number }> {
  const { code, out, err } = await check(...args, '--json');
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as object) };
}

/** The verdicts by the names of the properties. */
async function verdicts(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { properties } = (await json(...args)) as unknown as { properties: readonly { name: string; verdict: string }[] };
  return Object.fromEntries(properties.map(({ name, verdict }) => [name, verdict]));
}

test('the scenario of these tests passes the checks that a module has to pass', () => {
  expect(checkScenario(gates)).toEqual({ scenario: gates });
});

describe('a check', () => {
  test('that holds ends with 0, and says so of each property, with what was assumed', async () => {
    const { code, out } = await check();
    expect(code).toBe(0);
    expect(out).toContain('Holds: all 6 properties hold in');
    expect(out).toMatch(/holds in every state +one visitor at most is inside\n/);
    expect(out).toMatch(/reached +somebody gets in\n/);
    expect(out).toMatch(/holds on every path +who asks is answered\n/);
    expect(out).toMatch(/risk of omission +[\d.e-]+ +probability of a missed state/);
    expect(out).toMatch(/faults +none\n/);
    expect(out).toContain('npx chartwright check gates --faults shutting=1');
  });

  test('that finds a violation ends with 1, and tells how it comes about', async () => {
    const { code, out } = await check(...WIDE);
    expect(code).toBe(1);
    expect(out).toContain(`Violated: "${ONE_INSIDE}".`);
    expect(out).toMatch(/not decided +who asks is answered\n/);
    expect(out).toContain(`"${ONE_INSIDE}" does not hold after 6 steps:\n\n1  from outside → visitor-a: day\n   outside → asking\n`);
    expect(out).toContain('inside: [] → [visitor-a]\n');
    expect(out).toContain('npx chartwright check gates --set gate.capacity=2 --test bug.test.ts');
  });

  test('that reaches a limit ends with 2, names the limit and its flag, and never says that anything holds', async () => {
    const { code, out } = await check('--max-states', '5');
    expect(code).toBe(2);
    expect(out).toContain('Incomplete: this is no verdict.\nThe search ended at 5 states; --max-states sets another limit.');
    expect(out).not.toMatch(/\bholds\b/i);
    expect(out).toContain('npx chartwright check gates --max-states 50\n');
  });

  test.each([
    [['--max-depth', '3'], 'depth 3', '--max-depth'],
    [['--max-memory', '1KB'], 'MiB of memory', '--max-memory'],
  ])('is incomplete by each of its limits: %j', async (args, reason, flag) => {
    const { code, out } = await check(...args);
    expect(code).toBe(2);
    expect(out.replaceAll('\n', ' ')).toContain(`${reason}; ${flag} sets another limit`);
  });

  test('says so of what is not reached within a limit', async () => {
    const { code, out } = await check('--property', GETS_IN, '--max-depth', '2');
    expect(code).toBe(2);
    expect(out).toMatch(/not reached so far +somebody gets in\n/);
  });

  test('goes on after a violation if it is told to', async () => {
    expect(await verdicts(...WIDE)).toMatchObject({ [ONE_INSIDE]: 'violated', [ANSWERED]: 'incomplete' });
    expect(await verdicts(...WIDE, '--all')).toMatchObject({ [ONE_INSIDE]: 'violated', [ANSWERED]: 'holds', [GETS_IN]: 'holds' });
  });

  test('says nothing if it is told to, but for the exit code', async () => {
    expect(await check(...WIDE, '--quiet')).toEqual({ code: 1, out: '', err: '' });
  });
});

describe('as JSON', () => {
  test('it is one object, for programs', async () => {
    const { code, ...result } = await json(...WIDE, '--all', '--faults', 'shutting=1', '--network', 'unordered,lossy');
    expect(code).toBe(1);
    expect(result).toMatchObject({
      verdict: 'violated',
      scenario: 'gates',
      network: { order: 'unordered', lossy: true },
      timers: 'any',
      faults: { shutting: 1 },
      files: [],
    });
    for (const figure of ['states', 'transitions', 'depth', 'wallMs', 'statesPerSecond', 'peakMemoryBytes', 'bytesPerState'])
      expect(result).toHaveProperty(figure, expect.any(Number));
    expect(result).toMatchObject({ omissionProbability: expect.any(Number), machineSteps: expect.any(Number) });
    const [first] = result['properties'] as readonly object[];
    expect(first).toMatchObject({ name: ONE_INSIDE, type: 'always', verdict: 'violated', counterexample: expect.any(Array) });
    expect((first as { counterexample: readonly object[] }).counterexample[0]).toEqual({
      type: 'arrival',
      to: 'visitor-a',
      message: { type: 'day' },
      actors: [
        {
          id: 'visitor-a',
          state: 'asking',
          context: { id: 'visitor-a' },
          choices: [],
          sends: [{ to: 'gate', message: { type: 'ask', by: 'visitor-a' } }],
        },
      ],
    });
  });

  test('it gives the reason where it is incomplete', async () => {
    expect(await json('--max-states', '5')).toMatchObject({ code: 2, verdict: 'incomplete', reason: '5 states' });
  });

  test('it tells how what can be reached is', async () => {
    const { properties } = await json('--property', GETS_IN);
    expect(properties).toContainEqual({ name: GETS_IN, type: 'sometimes', verdict: 'holds', witness: expect.any(Array) });
  });
});

describe('parameters', () => {
  const states = async (...args: readonly string[]): Promise<unknown> => (await json(...args, '--property', GETS_IN))['states'];

  test('are those that the scenario sets for checks, then a preset, a file, --set', async () => {
    const two = await states();
    expect(await states('--set', 'gate.visitors=2')).toBe(two);
    expect(await states('--set', 'gate.visitors=3')).not.toBe(two);
    const file = folder.write('capacity.yaml', '1');
    expect(await json('--preset', 'wide')).toMatchObject({ verdict: 'violated' });
    expect(await json('--preset', 'wide', '--network', file)).toMatchObject({ verdict: 'holds', settingFiles: { network: 'a capacity' } });
    expect(await json('--network', file, ...WIDE)).toMatchObject({ verdict: 'violated' });
  });

  test('come with a YAML file too', async () => {
    const file = folder.write('wide.yaml', 'scenario: gates\nset:\n  gate: { capacity: 2 }\n');
    expect(await commandLine([gates], ['check', file, '--quiet'])).toMatchObject({ code: 1 });
    expect(await commandLine([gates], ['check', file, '--quiet', '--set', 'gate.capacity=1'])).toMatchObject({ code: 0 });
  });

  test('may bring work from a file, in place of what is made up', async () => {
    const guests = folder.write('guests.txt', 'ann\n');
    const { out } = await check('--guests', guests);
    expect(out).toMatch(/work +1 guests\n/);
    expect(out).toContain(`npx chartwright check gates --guests ${guests} --faults shutting=1`);
    expect(await json('--guests', guests, ...WIDE)).toMatchObject({ verdict: 'holds', input: '1 guests' });
  });
});

describe('a network', () => {
  test.each([
    ['ordered', { order: 'ordered' }],
    ['unordered,lossy', { order: 'unordered', lossy: true }],
    ['lossy,duplicating', { order: 'ordered', lossy: true, duplicating: true }],
    ['set, lossy', { order: 'set', lossy: true }],
  ])('is told in words: %s', async (words, network) => {
    expect(await json('--network', words, '--property', GETS_IN, '--max-states', '50')).toMatchObject({ network });
  });

  test.each(['orderd', 'ordered,unordered', 'lossy,and', ''])('is refused if it is none: %j', async (words) => {
    const { code, err } = await check('--network', words);
    expect({ code, err }).toMatchObject({ code: 64, err: expect.stringContaining('expected ordered, unordered or set') });
  });
});

describe('faults', () => {
  test('befall as often as they are allowed to', async () => {
    expect(await json('--faults', 'shutting=1,loss=1', '--property', ONE_INSIDE)).toMatchObject({ faults: { shutting: 1, loss: 1 } });
    expect(await verdicts('--all', '--faults', 'loss=1')).toMatchObject({ [ANSWERED]: 'violated' });
    expect(await json('--faults', 'none')).toMatchObject({ faults: {}, verdict: 'holds' });
  });

  test('that there are not are refused, with those that there are', async () => {
    const { code, err } = await check('--faults', 'crash=1');
    expect({ code, err }).toEqual({
      code: 64,
      err: "found a budget for the fault 'crash'; expected one of shutting, loss, duplication, split.",
    });
  });

  test.each(['loss=', 'loss=x', 'loss=-1', '=1', 'a=1=2'])('are refused in other words: %s', async (words) => {
    expect(await check('--faults', words)).toMatchObject({ code: 64 });
  });
});

describe('a property', () => {
  test('is chosen by a part of its name', async () => {
    expect(await verdicts('--property', 'answered')).toEqual({ [ANSWERED]: 'holds', 'no machine fails': 'holds' });
    expect(Object.keys(await verdicts('--property', 'AT MOST', '--property', 'before the end'))).toEqual([
      ONE_INSIDE,
      'never at rest before the end',
      'no machine fails',
    ]);
  });

  test.each([
    ['i', `--property "i" is a part of several names; expected one of\n  "${ONE_INSIDE}"\n  "${GETS_IN}"`],
    ['nothing', '--property "nothing" is no part of a name; expected one of'],
  ])('is refused if it is not clear which one: %s', async (name, err) => {
    expect(await check('--property', name)).toMatchObject({ code: 64, err: expect.stringContaining(err) });
  });

  test('that can be reached is told as a story if nothing else is asked', async () => {
    const { code, out } = await check('--property', GETS_IN);
    expect(code).toBe(0);
    expect(out).toMatch(/"somebody gets in" is reached after \d steps:\n\n1 {2}from outside/);
  });
});

describe('a search', () => {
  test('with symmetry looks at fewer states, and says what it could not decide', async () => {
    const { code, out } = await check('--symmetry');
    expect(code).toBe(2);
    expect(out).toMatch(/not decided +who asks is answered\n/);
    expect(out).toMatch(/holds in every state +one visitor at most is inside\n/);
    expect(out).toContain('1 property that --symmetry cannot decide was left out');
    expect(out).toMatch(/\n {2}npx chartwright check gates\n/);
    const whole = await json('--property', ONE_INSIDE);
    const symmetric = await json('--property', ONE_INSIDE, '--symmetry');
    expect(Number(symmetric['states'])).toBeLessThan(Number(whole['states']));
    expect(symmetric).toMatchObject({ code: 0, verdict: 'holds' });
  });

  test('refuses what it is asked for by name, and cannot decide', async () => {
    expect(await check('--symmetry', '--property', ANSWERED)).toMatchObject({ code: 64, err: expect.stringContaining('with symmetry') });
  });

  test('at random finds, but never proves', async () => {
    const { code, out } = await check('--random-walk');
    expect(code).toBe(2);
    expect(out).toContain('The search ended at 1,000 random walks, which are not all that can happen.');
    expect(out).toContain('npx chartwright check gates --random-walk --seed 2');
    expect(await check(...WIDE, '--random-walk', '--seed', '3')).toMatchObject({ code: 1 });
  });

  test('depth first, exact, or with reduction comes to the same verdict', async () => {
    for (const flags of [['--depth-first'], ['--exact'], ['--reduction'], ['--depth-first', '--exact']])
      expect(await json(...flags, '--property', ONE_INSIDE)).toMatchObject({ verdict: 'holds' });
    expect(await json('--exact')).toMatchObject({ omissionProbability: 0 });
  });

  test('goes one way', async () => {
    expect(await check('--random-walk', '--depth-first')).toMatchObject({ code: 64 });
  });
});

describe('wrong usage', () => {
  test.each([
    [['--timers', 'late']],
    [['--max-states', '0']],
    [['--max-seconds', '1.5']],
    [['--max-memory', 'much']],
    [['--set', 'gate.capacity=none']],
    [['--preset', 'narrow']],
    [['--limit', '2']],
  ])('is refused before anything is explored: %j', async (args) => {
    expect(await check(...args)).toMatchObject({ code: 64, out: '' });
  });
});

describe('the files', () => {
  test('of a violation are a trace that replays, a diagram and a test', async () => {
    const [trace, diagram, written] = ['bug.jsonl', 'bug.mmd', 'bug.test.ts'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    const { code, out } = await check(...WIDE, '--trace', trace, '--mermaid', diagram, '--test', written);
    expect(code).toBe(1);
    expect(out).toContain(`wrote  ${trace}\nwrote  ${diagram}\nwrote  ${written}\n`);
    expect(out).toContain(`npx chartwright replay ${trace}`);
    const replayed = await commandLine([gates], ['replay', trace]);
    expect(replayed).toMatchObject({ code: 0, out: expect.stringContaining('to a state where the property does') });
    expect(await commandLine([gates], ['replay', trace, '--verify'])).toMatchObject({ code: 0 });
    expect(readFileSync(diagram, 'utf8')).toMatch(/^sequenceDiagram\n[\s\S]*step 1\n/);
    expect(readFileSync(written, 'utf8')).toContain(
      'expect(system(scenario, { settings: { "gate.capacity": 2 } })).toHold("one visitor at most is inside");',
    );
  });

  test('are of the first violation, and the others are named', async () => {
    const trace = join(folder.path, 'first.jsonl');
    const { out } = await check(...WIDE, '--faults', 'loss=1', '--all', '--trace', trace);
    expect(out.replaceAll('\n', ' ')).toContain(`It tells of "${ONE_INSIDE}"; --property chooses another: "${ANSWERED}", "never at rest`);
  });

  test('are not written if there is nothing to tell', async () => {
    const trace = join(folder.path, 'none.jsonl');
    expect(await check('--trace', trace)).toMatchObject({ code: 0, err: `! No path to be told: ${trace} not written.\n` });
    expect(existsSync(trace)).toBe(false);
  });

  test('are refused if two are one, or cannot be written', async () => {
    const one = join(folder.path, 'one');
    expect(await check('--trace', one, '--test', one)).toMatchObject({
      code: 64,
      err: `--trace and --test both name ${one}; expected a file for each.`,
    });
    expect(await check('--trace', join(folder.path, 'no', 'folder'))).toMatchObject({ code: 64, out: '' });
  });
});

describe('list', () => {
  test('tells what a scenario promises, and how it is checked', async () => {
    const { out } = await commandLine([gates], ['list', 'gates']);
    expect(out).toContain(`  always    ${ONE_INSIDE}\n  can be    ${GETS_IN}\n  follows   ${ANSWERED}\n`);
    expect(out).toMatch(/--faults +shutting, loss, duplication\n/);
    expect(out).toMatch(/--symmetry +a, b\n/);
  });

  test('tells programs too', async () => {
    const { out } = await commandLine([gates], ['list', 'gates', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      properties: [{ name: ONE_INSIDE, type: 'always' }, {}, {}],
      checking: { network: { order: 'ordered' }, faults: ['shutting', 'loss', 'duplication'], budget: {}, symmetric: [['a', 'b']] },
    });
  });
});

describe('from the command line', () => {
  const EXAMPLE = 'examples/checked/hasty.ts';

  test('a test that is written fails as long as the violation is there', async () => {
    await inFolder(
      (where) => {
        for (const [name, target] of [
          ['vitest', 'node_modules/vitest'],
          ['xstate', 'node_modules/xstate'],
          ['chartwright', '.'],
        ] as const) {
          // prettier-ignore
          mkdirSync(join(where, 'node_modules'), { recursive: true });
          symlinkSync(resolve(target), join(where, 'node_modules', name), 'junction');
        }
        writeFileSync(join(where, 'vitest.config.mjs'), 'export default {};\n');
        expect(chartwright(['check', EXAMPLE, '--quiet', '--test', 'bug.test.ts'], where)).toMatchObject({ code: 1 });
        const vitest = resolve('node_modules/vitest/vitest.mjs');
        const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', 'bug.test.ts'], { cwd: where, encoding: 'utf8' });
        expect(status).toBe(1);
        expect(stripVTControlCharacters(stdout + stderr)).toContain('"the seat is sold once" does not hold in every state, after 8 steps');
      },
      { examples: true },
    );
  });

  test('is plain in a pipe, and no line of a report is wider than a terminal', () => {
    const { out } = chartwright(['check', EXAMPLE]);
    const [report = ''] = out.split('\nNext\n');
    expect(stripVTControlCharacters(report)).toBe(report);
    expect(report.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('stops at an interruption, tells what was found until then, and ends with 130', async () => {
    const child = spawn(process.execPath, [MAIN, 'check', folder.write('endless.ts', ENDLESS), '--json']);
    let out = '';
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'incomplete', reason: 'an interruption', states: expect.any(Number) });
  });
});

/** Counts, and says once that the search has begun. */
const ENDLESS = `
  import { assign, setup } from 'xstate';
  import { scenarioFor } from 'chartwright';
  const counter = setup({ types: { context: {} as { n: number } }, actions: { count: assign({ n: ({ context }) => context.n + 1 }) } })
    .createMachine({ id: 'counter', context: () => ({ n: 0 }), initial: 'on', states: { on: { after: { 1000: { target: 'on', reenter: true, actions: 'count' } } } } });
  let isTold = false;
  export default scenarioFor<{ counter: never }>()({
    name: 'endless',
    title: 'One that counts',
    kinds: { counter },
    actors: () => [{ id: 'counter' }],
    check: { within: () => { if (!isTold) process.stderr.write('begun'); isTold = true; return true; } },
  });
`;
