/** What one of those in a run saw, in place of the report. */
import pc from 'picocolors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clock, viewText } from '../../src/cli/view-text.ts';
import type { Watched } from '../../src/cli/views.ts';
import type { ViewLine } from '../../src/scenarios/scenario.ts';
import { TemporaryFolder } from '../scenarios/temporary-folder.ts';
import { office } from './counters.ts';
import { commandLine, type Ran } from './in-process.ts';

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

let letters: string;
beforeAll(() => {
  letters = folder.write('letters.txt', '1|counter-1|hello\n3.25|counter-2|over there\n90061.5|counter-1|two\\nlines\u0007\n');
});

const commands = (...args: readonly string[]): Promise<Ran> => commandLine([office], args);
const run = (...args: readonly string[]): Promise<Ran> => commands('run', 'office', ...args);

/** What differs from run to run: how long it took. */
function timeless(text: string): string {
  return text.replaceAll(/ in [\d.:]+(?: s)?(?:, [\d,]+\/s)?$/gm, ' in …');
}

describe('a view', () => {
  test('stands in place of the report, followed by the line of the run', async () => {
    const { code, out, err } = await run('--letters', letters, '--set', 'office.name=hall', '--counter', 'counter-1');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [hello, two, lines, nothing, ...last] = timeless(out).split('\n');
    expect([hello, two, lines, nothing]).toEqual([
      '       0:00:01.000  hall  hello',
      '  1 d 01:01:01.500  hall  two',
      '                          lines\\u{7}',
      '',
    ]);
    expect(last).toEqual([expect.stringMatching(/^run    seed 1 · hash [0-9a-f]{16} · 5 events in …$/), '']);
  });

  test('may be asked for several times, each under its name, and once for each name', async () => {
    const { out } = await run('--letters', letters, '--counter', 'counter-2', '--counter', 'counter-1', '--counter', 'counter-2');
    expect(out.match(/^counter-.*$/gm)).toEqual(['counter-2  counter', 'counter-1  counter']);
    expect(out.match(/over there|hello|two/g)).toEqual(['over there', 'hello', 'two']);
  });

  test('of nothing says so', async () => {
    const { out } = await run('--letters', letters, '--limit', '1', '--counter', 'counter-2');
    expect(out).toMatch(/^ {2}Nothing was to be seen\.\n\nrun {4}seed 1/);
  });

  test('is a member of the JSON object, named like its flag, with the lines of each name', async () => {
    const plain = JSON.parse((await run('--letters', letters, '--json')).out) as Record<string, unknown>;
    const { wallMs: _, ...viewed } = JSON.parse((await run('--letters', letters, '--counter', 'counter-1', '--json')).out) as Record<
      string,
      unknown
    >;
    expect({ ...viewed, wallMs: plain['wallMs'] }).toEqual({
      ...plain,
      counter: {
        'counter-1': [
          { atS: 1, where: 'nameless', text: 'hello' },
          { atS: 90061.5, where: 'nameless', text: 'two\nlines\u0007' },
        ],
      },
    });
    expect(plain).not.toHaveProperty('counter');
  });

  test('says why a run ended early', async () => {
    const { code, out } = await run('--letters', letters, '--max-events', '3', '--counter', 'counter-1');
    expect(code).toBe(2);
    expect(out).toContain('hello\n\nIncomplete: the greatest number of events was reached (--max-events).\nrun    seed 1');
  });

  test('names the files that were written, and is silent when that is asked for', async () => {
    const trace = `${folder.path}/a.jsonl`;
    expect((await run('--counter', 'counter-1', '--trace', trace)).out).toMatch(new RegExp(`\nwrote  ${trace}\n$`));
    expect(await run('--counter', 'counter-1', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  test('does not change the run, even if it draws random numbers, and sees the same as the run', async () => {
    const hash = async (...args: readonly string[]): Promise<unknown> =>
      (JSON.parse((await run('--json', ...args)).out) as { readonly hash: unknown }).hash;
    expect(await hash('--counter', 'counter-1')).toBe(await hash());
    expect(await hash('--counter', 'counter-1', '--seed', '2')).not.toBe(await hash());
  });
});

describe('a view of a replay', () => {
  test('is the view of the run, whether its work was made up or came from a file', async () => {
    const trace = `${folder.path}/b.jsonl`;
    for (const work of [[], ['--letters', letters]]) {
      const recorded = await run(...work, '--counter', 'counter-1', '--people', 'counter-2', '--trace', trace);
      const replayed = await commands('replay', trace, '--counter', 'counter-1', '--people', 'counter-2');
      expect(recorded.out).toContain('counter-1');
      expect(timeless(replayed.out)).toBe(timeless(recorded.out).replace(`wrote  ${trace}\n`, ''));
    }
  });

  test('is refused together with --verify, and where the scenario has no such view', async () => {
    const trace = `${folder.path}/c.jsonl`;
    await run('--quiet', '--trace', trace);
    expect(await commands('replay', trace, '--verify', '--counter', 'counter-1')).toMatchObject({
      code: 64,
      err: '--verify tells whether the run is the same, and nothing else; expected it without --counter.',
    });
    const { code, err } = await commandLine(
      [
        { ...office, views: {} },
        { ...office, name: 'other' },
      ],
      ['replay', trace, '--people', 'x'],
    );
    expect({ code, err }).toEqual({
      code: 64,
      err: "scenario 'office' takes no --people; it takes --letters, --parcels, --rooms, --hours.",
    });
  });
});

describe('an unknown name', () => {
  test('is wrong usage, told with the nearest one before anything is written', async () => {
    const trace = folder.write('untouched.jsonl', 'before');
    expect(await run('--counter', 'conter-2', '--trace', trace)).toEqual({
      code: 64,
      out: '',
      err: "scenario 'office' has no counter 'conter-2'; expected one of counter-1, counter-2. Did you mean counter-2?",
    });
    expect((await commands('replay', trace)).code).toBe(65);
  });

  test('is told with ten names at most, and with how many more there are', async () => {
    const { err } = await run('--set', 'office.counters=216', '--counter', 'nobody at all\u0007');
    expect(err).toBe(
      "scenario 'office' has no counter 'nobody at all\\u{7}'; expected one of counter-1, counter-2, counter-3, counter-4, counter-5, counter-6, counter-7, counter-8, counter-9, counter-10 and 206 more.",
    );
  });

  test('is told where there is nobody', async () => {
    const none = folder.write('none.txt', '');
    const empty = { ...office, inputs: { letters: { description: 'none', read: () => ({ items: [], problems: [], summary: 'none' }) } } };
    const { err } = await commandLine([empty], ['run', 'office', '--letters', none, '--people', 'alice']);
    expect(err).toBe("scenario 'office' has no person 'alice'; there is none in this run.");
  });
});

describe('the text of a view', () => {
  const colors = pc.createColors(false);
  const seen = (...lines: readonly ViewLine[]): Watched => ({ flag: 'screen', name: 'alice', lines: () => lines });
  const long = 'a line of some words that does not fit into the columns of a terminal';

  test('is aligned by the longest time and place', () => {
    const views = [seen({ atS: 9.5, where: 'm1', text: 'one' }, { atS: 36_000, where: 'cellar', text: 'two' })];
    expect(viewText(views, { colors })).toBe('   0:00:09.500  m1      one\n  10:00:00.000  cellar  two');
  });

  test('has no column of places where there is none', () => {
    expect(viewText([seen({ atS: 0, where: '', text: 'one' })], { colors })).toBe('  0:00:00.000  one');
  });

  test('is broken at its spaces on a terminal, and left whole in a pipe', () => {
    const views = [seen({ atS: 0, where: 'm1', text: long })];
    expect(viewText(views, { colors }).split('\n')).toEqual([`  0:00:00.000  m1  ${long}`]);
    const lines = viewText(views, { colors, width: 50 }).split('\n');
    expect(lines.every(({ length }) => length <= 50)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith(' '.repeat(19)))).toBe(true);
    expect(lines.map((line) => line.slice(19)).join(' ')).toBe(long);
  });

  test('keeps the spaces of what fits, and does not squeeze words into a narrow column', () => {
    const table = '  PID  HOST\n    1  m3';
    const shown = ['  0:00:00.000    PID  HOST', '                   1  m3'];
    expect(viewText([seen({ atS: 0, where: '', text: table })], { colors, width: 60 })).toBe(shown.join('\n'));
    expect(viewText([seen({ atS: 0, where: 'm1', text: long })], { colors, width: 30 })).not.toContain('\n');
  });

  test('shows what would move the cursor by its code', () => {
    expect(viewText([seen({ atS: 0, where: '\u001b[2J', text: 'a\rb\u001b[31m' })], { colors })).toBe(
      '  0:00:00.000  \\u{1b}[2J  a\\u{d}b\\u{1b}[31m',
    );
  });

  test.each([
    [0, '0:00:00.000'],
    [0.0004, '0:00:00.000'],
    [59.9996, '0:01:00.000'],
    [3599.9996, '1:00:00.000'],
    [86_399.999, '23:59:59.999'],
    [86_400, '1 d 00:00:00.000'],
    [11 * 86_400 + 4 * 3600 + 5 * 60 + 6.25, '11 d 04:05:06.250'],
  ])('has times as people read them: %d s is %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });
});
