/** Exit codes, errors and files, as the documentation promises them. */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chartwright, inFolder, MAIN } from '../command-line.ts';

const DECK = '$JOB, 5, 1000, HOPPER\n$DEMAND, compile=1s, run=2s, ends=normally\n$FORTRAN\n      STOP\n      END\n$LOAD\n$RUN\n$END\n';

describe('exit code', () => {
  test.each([
    ['0 for help', 0, ['run', '--help']],
    ['0 for a run that is done', 0, ['run', 'batch', '--quiet']],
    ['0 at the time that was asked for', 0, ['run', 'batch', '--quiet', '--until', '2h']],
    ['0 for a parameter that the policy does not use', 0, ['run', 'batch', '--quiet', '--set', 'operator.sizeClassesS=[5]']],
    ['0 with refused decks', 0, ['run', 'batch', '--quiet', '--decks', 'examples/decks']],
    ['1 with refused decks under --strict', 1, ['run', 'batch', '--quiet', '--strict', '--decks', 'examples/decks']],
    ['2 at a bound', 2, ['run', 'batch', '--quiet', '--max-events', '10']],
    ['64 for an unknown command', 64, ['rnu']],
    ['64 for an unknown flag', 64, ['run', 'batch', '--sed', '1']],
    ['64 for an unknown parameter', 64, ['run', 'batch', '--set', 'operator.gropBy=user']],
    ['64 for a wrong value', 64, ['run', 'batch', '--set', 'operator.groupBy=usr']],
    ['64 for an unknown preset', 64, ['run', 'batch', '--preset', 'bar']],
    ['64 for an unknown scenario', 64, ['run', 'bacth']],
    ['64 for cycling over empty trays in no time', 64, ['run', 'batch', '--preset', 'polling', '--set', 'operator.setUpS=0']],
    ['64 for two sources of work', 64, ['run', 'batch', '--decks', 'examples/decks', '--swf', 'README.md']],
    ['64 for a file that cannot be written', 64, ['run', 'batch', '--csv', 'no/such/folder.csv']],
    ['65 for a duration beyond the end of time', 65, ['run', 'batch', '--quiet', '--set', 'operator.setUpS=1e300']],
    [
      '65 for a distribution that draws no number',
      65,
      ['run', 'batch', '--quiet', '--set', 'job.words={type: pareto, min: 2000, shape: 0.001}'],
    ],
    ['65 for a scenario file that is not there', 65, ['run', 'absent.yaml']],
    ['65 for decks that are not there', 65, ['run', 'batch', '--decks', 'nowhere']],
    ['65 for a trace that is none', 65, ['run', 'batch', '--swf', 'README.md']],
    ['65 for a replay of no trace', 65, ['replay', 'README.md']],
  ])('is %s', (_, code, args) => {
    expect(chartwright(args)).toMatchObject({ code });
  });
});

describe('errors', () => {
  test.each([
    [['run', 'bacth'], 'Did you mean batch?'],
    [
      ['run', 'batch', '--set', 'operator.gropBy=user'],
      'operator.gropBy: found no such parameter; expected the path of a parameter. Did you mean operator.groupBy?',
    ],
    [
      ['run', 'batch', '--set', 'operator.groupBy=usr'],
      'operator.groupBy: found "usr"; expected one of compiler, user, size, nothing. Did you mean user?',
    ],
    [['run', 'batch', '--preset', 'bar'], 'found "bar"; expected one of bare, rough, unbatched, polling. Did you mean bare?'],
    [['draw', 'batch', 'oprator'], 'Did you mean operator?'],
  ])('of %j name the nearest right name', (args, text) => {
    const { out, err } = chartwright(args);
    expect(out).toBe('');
    expect(err).toContain(text);
  });

  test('in a deck tell file, line and column, and the other decks run', async () => {
    await inFolder((folder) => {
      mkdirSync(join(folder, 'decks'));
      writeFileSync(join(folder, 'decks/good.deck'), DECK);
      writeFileSync(join(folder, 'decks/bad.deck'), DECK.replace('$RUN', '$RNU'));
      const { code, out, err } = chartwright(['run', 'batch', '--decks', 'decks', '--json'], folder);
      expect(code).toBe(0);
      expect(err).toContain('decks/bad.deck:7:1: found "$RNU"');
      expect(JSON.parse(out)).toMatchObject({ metrics: { jobs: 3, finished: 2, refused: 1 }, problems: [{ line: 7, column: 1 }] });
    });
  });

  test('in a trace tell file, line and column, and the other jobs run', async () => {
    await inFolder((folder) => {
      const job = (line: number, runS: number | string): string => `${line} ${line} -1 ${runS} 1 -1 -1 1 -1 -1 1 7 1 3 1 -1 -1 -1`;
      writeFileSync(join(folder, 'a.swf'), [job(1, 10), job(2, -1), job(3, 'x'), job(4, 0)].join('\n'));
      const { code, out, err } = chartwright(['run', 'batch', '--preset', 'bare', '--swf', 'a.swf', '--json'], folder);
      expect(code).toBe(0);
      expect(err).toMatch(/a\.swf:2:8: .*\n.*a\.swf:3:8: /);
      expect(JSON.parse(out)).toMatchObject({ metrics: { jobs: 2, finished: 2 } });
      expect(chartwright(['run', 'batch', '--swf', 'a.swf', '--strict', '--quiet'], folder).code).toBe(1);
    });
  });
});

describe('output', () => {
  test('of --json is one object and nothing else, with the documented keys', () => {
    const { out, err } = chartwright(['run', 'batch', '--json', '--seed', '5']);
    expect(err).toBe('');
    const json = JSON.parse(out) as Record<string, unknown>;
    expect(json).toMatchObject({
      scenario: 'batch',
      seed: 5,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      events: expect.any(Number),
      wallMs: expect.any(Number),
    });
    const keys = [
      'jobs',
      'finished',
      'failed',
      'returned',
      'refused',
      'makespanS',
      'meanWaitS',
      'maxWaitS',
      'meanTurnaroundS',
      'setups',
      'setupS',
      'utilisation',
    ];
    for (const key of keys) expect(json['metrics']).toHaveProperty(key, expect.any(Number));
  });

  test('has no colour in a pipe, and none under NO_COLOR', () => {
    const { out, err } = chartwright(['run', 'batch', '--decks', 'examples/decks']);
    // eslint-disable-next-line no-control-regex -- an escape is what must not be there.
    expect(out + err).not.toMatch(/\u001b/);
  });

  test('files hold a row for each job, a trace for Perfetto and a sequence diagram', async () => {
    await inFolder((folder) => {
      const args = ['run', 'batch', '--quiet', '--csv', 'a.csv', '--chrome-trace', 'a.json', '--mermaid', 'a.mmd', '--trace', 'a.jsonl'];
      expect(chartwright(args, folder)).toEqual({ code: 0, out: '', err: '' });
      const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
      const rows = read('a.csv').trimEnd().split('\n');
      const { metrics } = JSON.parse(chartwright(['run', 'batch', '--json']).out) as { readonly metrics: { readonly jobs: number } };
      expect(rows[0]).toBe('job,user,programmer,compiler,outcome,handedInS,takenUpS,serviceEndedS,returnedS,waitS,turnaroundS,processorS');
      expect(rows).toHaveLength(1 + metrics.jobs);
      expect(JSON.parse(read('a.json'))).toHaveProperty('traceEvents');
      expect(read('a.mmd')).toMatch(/^sequenceDiagram/);
      expect(readdirSync(folder).toSorted()).toEqual(['a.csv', 'a.json', 'a.jsonl', 'a.mmd']);
    });
  });

  test('files are not touched by a run that could not begin', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'a.csv'), 'before');
      expect(chartwright(['run', 'batch', '--csv', 'a.csv', '--trace', 'no/such.jsonl'], folder).code).toBe(64);
      expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('before');
      expect(readdirSync(folder)).toEqual(['a.csv']);
    });
  });
});

describe('an output', () => {
  test('that two flags name, that is a folder, or no regular file, is refused before the run', async () => {
    await inFolder((folder) => {
      mkdirSync(join(folder, 'folder'));
      const refused = (...args: readonly string[]): string => {
        const { code, err } = chartwright(['run', 'batch', '--quiet', ...args], folder);
        expect(code).toBe(64);
        return err;
      };
      expect(refused('--csv', 'a', '--trace', './a')).toContain('--csv and --trace both name ./a');
      expect(refused('--trace', 'a', '--csv', 'folder')).toContain('cannot write folder: it is a folder');
      expect(refused('--csv', '/dev/null')).toContain('cannot write /dev/null: it is no regular file');
      expect(readdirSync(folder)).toEqual(['folder']);
    });
  });

  test('through a link goes to the file that the link leads to', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'target'), 'before');
      symlinkSync('target', join(folder, 'link'));
      expect(chartwright(['run', 'batch', '--quiet', '--csv', 'link'], folder).code).toBe(0);
      expect(readFileSync(join(folder, 'target'), 'utf8')).toMatch(/^job,/);
      expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    });
  });
});

describe('a module of a user', () => {
  const written = (text: string, check: (path: string) => void): Promise<void> =>
    inFolder((folder) => {
      const path = join(folder, 'own.ts');
      writeFileSync(path, text);
      check(path);
    });

  test('that waits for ever is told, and is no success', async () => {
    await written('await new Promise(() => {}); export default 1;', (path) => {
      expect(chartwright(['run', path])).toMatchObject({ code: 65, err: expect.stringContaining('waits for something that never comes') });
    });
  });

  test('that leaves a timer running does not keep the command from ending', async () => {
    await written(`setInterval(() => {}, 1000);\n${readFileSync('examples/couriers.ts', 'utf8')}`, (path) => {
      expect(chartwright(['run', path, '--quiet']).code).toBe(0);
    });
  });

  test('that fails in the middle of a run leaves the trace until then, which replays to the same failure', async () => {
    const failing = readFileSync('examples/couriers.ts', 'utf8').replace(
      'delivered: ({ context }) => context.delivered + 1',
      "delivered: ({ context }) => { if (context.delivered === 5) throw new Error('the desk is full'); return context.delivered + 1; }",
    );
    await inFolder((folder) => {
      writeFileSync(join(folder, 'own.ts'), failing);
      const { code, out, err } = chartwright(['run', 'own.ts', '--json', '--trace', 'a.jsonl'], folder);
      expect(code).toBe(65);
      expect(err).toContain('the desk is full');
      expect(JSON.parse(out)).toMatchObject({ end: 'failed', failure: expect.stringContaining('the desk is full'), files: ['a.jsonl'] });
      expect(chartwright(['replay', 'a.jsonl', '--verify', '--quiet'], folder).code).toBe(0);
    });
  });
});

describe('a trace made by hand', () => {
  test('is refused where its parameters or its work cannot be', async () => {
    await inFolder(
      (folder) => {
        expect(chartwright(['run', 'batch', '--quiet', '--decks', 'examples/decks', '--trace', 'a.jsonl'], folder).code).toBe(0);
        const lines = readFileSync(join(folder, 'a.jsonl'), 'utf8').split('\n');
        const replayed = (at: number, from: string, to: string): { readonly code: number | null; readonly err: string } => {
          const changed = lines.with(at, (lines[at] ?? '').replace(from, to));
          expect(changed[at]).not.toBe(lines[at]);
          writeFileSync(join(folder, 'b.jsonl'), changed.join('\n'));
          return chartwright(['replay', 'b.jsonl'], folder);
        };
        expect(replayed(0, '"setUpEmptyTrays":false', '"setUpEmptyTrays":true')).toMatchObject({
          code: 65,
          err: expect.stringContaining('cannot run together'),
        });
        expect(replayed(3, '"user":"user-', '"user":"memory-')).toMatchObject({
          code: 65,
          err: expect.stringContaining('b.jsonl:4:1: found an item of work'),
        });
      },
      { examples: true },
    );
  });
});

describe('Ctrl-C', () => {
  test('stops a run cleanly, reports what was done, and leaves whole files that verify', async () => {
    await inFolder(async (folder) => {
      const args = [
        'run',
        'batch',
        '--preset',
        'bare',
        '--set',
        'workload.mode=open',
        '--set',
        'workload.jobs=5000000',
        '--trace',
        'a.jsonl',
        '--csv',
        'a.csv',
        '--json',
      ];
      const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder });
      let out = '';
      child.stdout.on('data', (data: Buffer) => (out += data.toString()));
      // It runs once its first file has grown.
      while (!readdirSync(folder).some((name) => name.startsWith('a.csv'))) await pause();
      await pause(1500);
      child.kill('SIGINT');
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
      expect(code).toBe(130);
      expect(JSON.parse(out)).toMatchObject({ end: 'interrupted', metrics: { finished: expect.any(Number) } });
      expect(existsSync(join(folder, 'a.csv'))).toBe(true);
      expect(readdirSync(folder).toSorted()).toEqual(['a.csv', 'a.jsonl']);
      expect(chartwright(['replay', 'a.jsonl', '--verify', '--quiet'], folder).code).toBe(0);
    });
  });
});

function pause(ms = 20): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
