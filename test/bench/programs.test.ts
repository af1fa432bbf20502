/** What the programs of the benchmark print, and how they end. */
import { expect, test } from 'vitest';
import { checkedFrom, explorationFrom, figuresFrom } from '../../bench/printed.ts';
import { outputOf, runProgram } from '../../bench/run-program.ts';

const FIGURES = { wallMs: 1.5, cpuMs: 2, peakMemoryBytes: 1_000, check: [3] };

function node(script: string) {
  return { program: process.execPath, args: ['-e', script], name: 'simgrid, ring' };
}

test('a program prints its figures last, behind whatever else it says', async () => {
  const printed = await runProgram(node(`console.log('hello'); console.log('${JSON.stringify(FIGURES)}')`));
  expect(figuresFrom(printed, 'simgrid')).toEqual({ ...FIGURES, extras: {} });
});

test.each([
  [{ ...FIGURES, wallMs: null }, 'wallMs'],
  [{ ...FIGURES, peakMemoryBytes: '7' }, 'peakMemoryBytes'],
  [{ wallMs: 1, peakMemoryBytes: 1 }, 'check'],
  ['fast', 'object'],
])('who prints other figures is named, with what is wrong: %j', (printed, said) => {
  expect(() => figuresFrom(printed, 'simgrid, ring')).toThrow('simgrid, ring did not print what it should');
  expect(() => figuresFrom(printed, 'simgrid, ring')).toThrow(said);
});

test('a search tells its states, time and memory, or is refused', () => {
  expect(explorationFrom({ states: 8, wallMs: 0, memoryBytes: 9 }, 'spin')).toEqual({ states: 8, wallMs: 0, memoryBytes: 9 });
  expect(() => explorationFrom({ states: 0, wallMs: 0, memoryBytes: 9 }, 'spin')).toThrow(/^spin did not print[^]*states/);
  const checked = { states: 8, wallMs: 2, peakMemoryBytes: 9, verdict: 'holds' };
  expect(checkedFrom(checked, 'chartwright')).toEqual({ states: 8, wallMs: 2, memoryBytes: 9 });
});

test('who prints no JSON, or fails, is named with what was said', async () => {
  await expect(runProgram(node(`console.log('Segmentation fault')`))).rejects.toThrow(
    'simgrid, ring should have printed JSON last, and printed: Segmentation fault',
  );
  await expect(outputOf(node(`console.error('no memory'); process.exit(3)`))).rejects.toThrow(
    /simgrid, ring failed \(exit code 3\):[^]*no memory/,
  );
  await expect(outputOf({ program: 'no-such-program', args: [] })).rejects.toThrow('ENOENT');
});

test('a program that hangs is stopped, with all that it started, and named', async () => {
  const hangs = node(`require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`);
  // What it started holds its output open: only when that is gone too, this ends.
  await expect(outputOf({ ...hangs, timeLimitMs: 1_000 })).rejects.toThrow('simgrid, ring did not end within 1 s, and was stopped');
});
