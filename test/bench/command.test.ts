/** The benchmark as a person runs it, on very little work. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface PrintedRow {
  readonly work: string;
  readonly peer: string;
  readonly check: unknown;
  readonly [figure: string]: unknown;
}

interface Printed {
  readonly works: readonly string[];
  readonly machine: { readonly cores: number };
  readonly peers: readonly { readonly peer: string; readonly absent?: string }[];
  readonly rows: readonly PrintedRow[];
  readonly goals: readonly object[];
  readonly failed: readonly object[];
}

/** Without traces, so that all work is made up. */
function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { CHARTWRIGHT_TRACES: _, ...rest } = process.env;
  return spawnSync(process.execPath, ['node_modules/jiti/lib/jiti-cli.mjs', 'bench/bench.ts', ...args], {
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
}

function printedBy(stdout: string): Printed {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Printed; // What --json promises.
}

/** On a machine that does other things too. */
const TIMEOUT_MS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
const plot = join(folder, 'growth.svg');
afterAll(() => rmSync(folder, { recursive: true }));

describe('all works, by the peers that run in Node', () => {
  const peers = ['xstate', 'plain-js', 'simjs', 'xstate-graph'];
  const flags = ['--json', '--size', '0.0005', '--repeats', '1', '--plot', plot, ...peers.flatMap((peer) => ['--peer', peer])];
  let printed: Printed | undefined;
  let said = '';
  beforeAll(() => {
    const { status, stdout, stderr } = bench(flags);
    said = stderr;
    expect(stderr).not.toMatch(/Error/);
    expect(status).toBe(0);
    printed = printedBy(stdout);
  }, TIMEOUT_MS);

  test.each(['queue', 'ring', 'step', 'actors', 'traces', 'check', 'growth'])('the work %s has a row for each side', (work) => {
    const rows = printed?.rows.filter((row) => row.work.startsWith(work)) ?? [];
    expect(rows.map(({ peer }) => peer)).toContain('chartwright');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      for (const figure of ['medianMs', 'minMs', 'maxMs', 'ratioToOurs', 'peakMemoryBytes']) expect(row[figure]).toBeGreaterThan(0);
      const ours = rows.find((it) => it.work === row.work && it.peer === 'chartwright');
      expect(row.check).toEqual(ours?.check);
    }
  });

  test('works have figures of their own', () => {
    const figuresOf = (work: string) => Object.keys(printed?.rows.find((row) => row.work.startsWith(work)) ?? {});
    expect(figuresOf('actors')).toEqual(expect.arrayContaining(['bytesPerActor', 'peakBytesPerActor']));
    expect(figuresOf('check')).toEqual(expect.arrayContaining(['statesPerSecond', 'bytesPerState']));
    expect(figuresOf('traces, open 1x')).toContain('liveHeapBytes');
    expect(figuresOf('growth')).toContain('nsPerEvent');
    expect(printed?.goals.length).toBeGreaterThan(10);
    expect(printed?.failed).toEqual([]);
  });

  test('growth is drawn', () => {
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg[^]*plain JavaScript/);
  });

  test('traces that are not there are named', () => {
    expect(said).toContain('NASA-iPSC-1993-3.1-cln.swf.gz: CHARTWRIGHT_TRACES names no folder of traces; work like it is made up instead');
  });
});

test('a peer that is not installed is named as absent, and has no row', () => {
  // Nothing is on this path, so there is no compiler of C++.
  const { status, stdout } = bench(['ring', '--json', '--size', '0.0001', '--repeats', '1', '--peer', 'simgrid'], { PATH: folder });
  expect(status).toBe(0);
  const { peers, rows } = printedBy(stdout);
  expect(peers.find(({ peer }) => peer === 'simgrid')?.absent).toContain('the program g++ is not there');
  expect(rows.map(({ peer }) => peer)).toEqual(['chartwright']);
});

test('a work that there is not is told, with what there is, and exit code 64', () => {
  const { status, stdout, stderr } = bench(['rings']);
  expect(status).toBe(64);
  expect(stdout).toBe('');
  expect(stderr).toContain("there is no work 'rings'; the works are queue, ring, step, actors, traces, check, growth");
});

test('help is printed, and is no mistake', () => {
  const { status, stdout, stderr } = bench(['--help']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^npm run bench -- \[WORK/);
  expect(stderr).toBe('');
});
