import { expect, test } from 'vitest';
import { asksForHelp, readFlags, UsageError } from '../../bench/flags.ts';
import { pythonWithSimPy } from '../../bench/sides/simpy.ts';

test('without flags, all works are done by all, three times', () => {
  expect(readFlags([])).toEqual({
    works: ['queue', 'ring', 'step', 'actors', 'traces', 'check', 'growth'],
    output: 'text',
    repeats: 3,
    size: 1,
    peers: undefined,
    plot: undefined,
  });
});

test('one work, some peers and a smaller size can be asked for', () => {
  const flags = readFlags(['ring', '--json', '--size', '0.01', '--repeats', '5', '--peer', 'simpy', '--peer', 'xstate']);
  expect(flags).toMatchObject({ works: ['ring'], output: 'json', size: 0.01, repeats: 5 });
  expect([...(flags.peers ?? [])]).toEqual(['simpy', 'xstate']);
});

test('a work that is named twice is done once', () => {
  expect(readFlags(['queue', 'ring', 'queue']).works).toEqual(['queue', 'ring']);
});

test('help is asked for by either name', () => {
  expect([['--help'], ['ring', '-h'], ['ring']].map(asksForHelp)).toEqual([true, true, false]);
});

test.each([
  [['rings'], "there is no work 'rings'; the works are queue, ring,"],
  [['--jsn'], '--jsn'],
  [['--repeats', '0'], '--repeats 0: expected a whole number from 1 to 1000'],
  [['--repeats', '1.5'], 'expected a whole number'],
  [['--size', 'x'], '--size x: expected a number above 0'],
  [['--peer', 'simpi'], "there is no such peer; the peers are 'chartwright', 'chartwright --engine xstate'"],
  [['--json', '--markdown'], 'one of the two'],
  [['ring', '--plot', 'a.svg'], "of the work 'growth' alone"],
  [['growth', '--plot', 'no/such/folder/a.svg'], 'nothing can be written there'],
  [['growth', '--plot', '.'], 'it is a folder'],
])('what makes no sense is refused: %j', (args, said) => {
  expect(() => readFlags(args)).toThrow(UsageError);
  expect(() => readFlags(args)).toThrow(said);
});

test('a Python without SimPy, or none at all, is passed over', () => {
  expect(pythonWithSimPy(['no-such-python'])).toBeUndefined();
  expect(pythonWithSimPy([process.execPath])).toBeUndefined();
});
