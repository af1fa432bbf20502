/** A path, told as a story that a person can follow. */
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { StateValue } from '../../src/actors/step.ts';
import type { Happening, Path } from '../../src/checker/path.ts';
import { changesIn } from '../../src/report/changes.ts';
import { story, type StoryStyle } from '../../src/report/story.ts';
import { happens, message, miss, part, pathOf, ping, pinged } from './paths.ts';

const lines = (path: Path, style?: StoryStyle): readonly string[] => story(path, style).split('\n');

/** The first line of a step that begins with something. */
const said = (happening: Happening): string => story(pathOf(happens(happening)));

describe('a step', () => {
  test('tells who told whom what, where that led, what changed, and what was sent', () => {
    const told = part({
      actor: 'b',
      from: 'idle',
      state: 'busy',
      context: [
        { jobs: 0, owner: { id: 'x' } },
        { jobs: 1, owner: { id: 'x' } },
      ],
      choices: ['left'],
      sends: [{ to: 'a', message: message('pong', { list: [1, 2], by: 'b' }) }],
    });
    expect(lines(pathOf(happens(pinged({ count: 3 }), told)))).toEqual([
      '1  a → b: ping (count 3)',
      '   idle → busy',
      '   chose "left"',
      '   jobs: 0 → 1',
      '   sends pong (list [1, 2], by b) to a',
    ]);
  });

  test('names the actors where several take one at once, and those that start', () => {
    const b = part({ actor: 'b', from: 'idle', state: 'busy', context: [{ jobs: 0 }, { jobs: 1 }] });
    const all = [b, part({ actor: 'c-1', state: 'new' })];
    expect(lines(pathOf(happens(ping, ...all)))).toEqual([
      '1  a → b: ping',
      '   b idle → busy',
      '     jobs: 0 → 1',
      '   c-1 starts, in new',
    ]);
  });

  test('tells that an actor is gone, was stopped, or has no transition', () => {
    const gone = part({ actor: 'b', from: 'idle', state: 'idle', final: true, stops: ['c-1'], unhandled: true });
    expect(lines(pathOf(happens(ping, gone)))).toEqual([
      '1  a → b: ping',
      '   in idle',
      '   has no transition for it',
      '   stops c-1',
      '   and is gone',
    ]);
  });

  test('tells of parallel regions those that change', () => {
    const value = (inner: string): StateValue => ({ engine: { on: inner }, door: 'shut' });
    const moved = part({ actor: 'b', from: value('slow'), state: value('fast') });
    expect(lines(pathOf(happens(ping, moved)))[1]).toBe('   engine.on.slow → engine.on.fast');
    const still = part({ actor: 'b', from: value('slow'), state: value('slow') });
    expect(lines(pathOf(happens(ping, still)))[1]).toBe('   in engine.on.slow, door.shut');
    const wide = (inner: string): StateValue => ({ engine: inner, door: 'shut', light: 'off' });
    const as = part({ actor: 'b', from: wide('on'), state: wide('on') });
    expect(lines(pathOf(happens(ping, as)))[1]).toBe('   stands as before');
  });

  test.each<[Happening, string]>([
    [{ type: 'duplicate', from: 'a', to: 'b', message: { type: 'ping' } }, 'a → b: ping, and it will come again'],
    [{ type: 'loss', from: 'a', to: 'b', message: { type: 'ping' } }, 'lost on its way from a to b: ping'],
    [
      { type: 'timer', actor: 'a', timer: 'xstate.after.patience.a.asking', event: { type: 'x' } },
      'a timer of a goes off: patience (in a.asking)',
    ],
    [{ type: 'timer', actor: 'a', timer: 'alarm', event: { type: 'x' } }, 'a timer of a goes off: alarm'],
    [{ type: 'arrival', to: 'a', message: { type: 'job' } }, 'from outside → a: job'],
    [{ type: 'fault', name: 'crash', to: { place: 'm1' }, message: { type: 'down' } }, 'fault (crash) → everybody at m1: down'],
    [{ type: 'split', groups: [['m1', 'm2'], ['m3']] }, 'the network splits: m1, m2 | m3'],
    [{ type: 'heal' }, 'the network is whole again'],
    [{ type: 'passing', ms: 1500 }, '1.5 s pass'],
  ])('is told whatever it is: %j', (happening, text) => {
    expect(said(happening)).toBe(`1  ${text}`);
  });

  test('tells once that a message was lost, or came to nobody', () => {
    const loss: Happening = { type: 'loss', from: 'a', to: 'b', message: { type: 'ping' } };
    expect(lines(pathOf(happens(loss, miss('lost'))))).toEqual(['1  lost on its way from a to b: ping']);
    expect(lines(pathOf(happens(ping, miss('dead letter'))))).toEqual(['1  a → b: ping, who is not there']);
  });

  test('tells which messages a split kept back', () => {
    const sender = part({ actor: 'b', from: 'idle', state: 'busy' });
    expect(lines(pathOf(happens(ping, sender, miss('partitioned', 'c'))))).toContain('   cut off from c: ping');
  });
});

describe('a story', () => {
  const steps = Array.from({ length: 12 }, () => happens(ping));

  test('numbers its steps in one column', () => {
    const told = lines(pathOf(...steps));
    expect([told[0], told[11]]).toEqual([' 1  a → b: ping', '12  a → b: ping']);
  });

  test('says from where it goes round, for ever', () => {
    const told = lines({ ...pathOf(...steps.slice(0, 3)), loopsTo: 1 });
    expect(told).toEqual([
      '1  a → b: ping',
      'From here on it goes round, for ever:',
      '2  a → b: ping',
      '3  a → b: ping',
      '… and again as from step 2.',
    ]);
  });

  test('of no steps tells how it begins', () => {
    expect(lines(pathOf())).toEqual(['From the beginning:', '   a starts, in idle']);
  });

  test('may tell its end only', () => {
    const style = { colors: pc.createColors(false), width: 80, stepsMax: 2 };
    expect(lines(pathOf(...steps), style)).toEqual(['(10 steps before these)', '11  a → b: ping', '12  a → b: ping']);
  });

  test('keeps to its width', () => {
    const words = Array.from({ length: 12 }, () => 'word').join(' ');
    const told = part({ actor: 'b', from: 'idle', state: 'busy', sends: [{ to: 'a', message: message('pong', { words }) }] });
    const narrow = lines(pathOf(happens(pinged({ words }), told)), {
      colors: pc.createColors(false),
      width: 30,
    });
    expect(narrow.filter((line) => line.length > 30)).toEqual([]);
    expect(narrow.slice(1).every((line) => line.startsWith('   '))).toBe(true);
  });

  test('marks what goes wrong, where colours are allowed', () => {
    const colors = pc.createColors(true);
    const text = story(pathOf(happens({ type: 'loss', from: 'a', to: 'b', message: { type: 'ping' } })), { colors, width: 80 });
    expect(text).toContain(colors.yellow('lost on its way from a to b: ping'));
    expect(story(pathOf(happens(ping)))).not.toContain('\u001b');
  });

  test('shows no code that would move the cursor of a terminal', () => {
    expect(said(pinged({ text: '\u001b[2J' }))).toBe('1  a → b: ping (text \\u{1b}[2J)');
  });
});

test('a message says of things that have an id no more than that', () => {
  const job = { id: 'j1', cards: 100 };
  expect(said(pinged({ job, size: { cards: 3 }, of: null }))).toBe('1  a → b: ping (job j1, size {cards: 3}, of null)');
});

describe('what is different', () => {
  test.each<[unknown, unknown, readonly string[]]>([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1, b: { c: 'x' } }, { a: 2, b: { c: '' } }, ['a: 1 → 2', "b.c: x → ''"]],
    [{ list: [] }, { list: [{ id: 'j1' }] }, ['list: [] → [j1]']],
    [{ list: ['a', 'b'] }, { list: ['a', 'c'] }, ['list: [a, b] → [a, c]']],
    [{}, { x: null }, ['x: nothing → null']],
    [{ x: { id: 'j1', n: 1 } }, { x: null }, ['x: j1 → null']],
    [{ text: 'a' }, { text: 'b\n\nc' }, ['text: a → b c']],
    [1, 2, ['all: 1 → 2']],
  ])('is told by paths: %j, %j', (before, after, changes) => {
    expect(changesIn(before, after)).toEqual(changes);
  });

  test('is shortened: long values, and many of them', () => {
    expect(changesIn({ text: '' }, { text: 'x'.repeat(100) })).toEqual([`text: '' → ${'x'.repeat(44)}…`]);
    const many = (value: number): object => Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, value]));
    expect(changesIn(many(0), many(1)).at(-1)).toBe('and 3 more changes');
  });
});
