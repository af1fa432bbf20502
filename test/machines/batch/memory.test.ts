import { describe, expect, test } from 'vitest';
import { memory, type MemoryContext } from '../../../src/machines/batch/memory.ts';
import type { MemoryMessage } from '../../../src/machines/batch/protocol.ts';
import { Alone } from './alone.ts';

type AloneMemory = Alone<MemoryMessage, MemoryContext>;

/** Of 32,768 words the monitor keeps 6,000: 26,768 are free. */
function freeMemory(): AloneMemory {
  return new Alone('memory', memory, { words: 32_768, monitorWords: 6_000 });
}

function occupiedMemory(): AloneMemory {
  const alone: AloneMemory = freeMemory();
  alone.tell({ type: 'job.load', job: 'a', words: 5_000 });
  return alone;
}

describe('memory', () => {
  test('holds the job that is loaded, and says so to the processor', () => {
    const alone = freeMemory();
    expect(alone.tell({ type: 'job.load', job: 'a', words: 5_000 })).toEqual([['processor', { type: 'job.loaded' }]]);
    expect([alone.state, alone.context.job]).toEqual(['occupied', 'a']);
  });

  test('takes a job of exactly what is free, and refuses one of a word more, with both numbers', () => {
    expect(freeMemory().tell({ type: 'job.load', job: 'a', words: 26_768 })).toEqual([['processor', { type: 'job.loaded' }]]);
    const alone = freeMemory();
    expect(alone.tell({ type: 'job.load', job: 'b', words: 26_769 })).toEqual([
      ['processor', { type: 'job.rejected', reason: 'needs 26769 words, 26768 are free' }],
    ]);
    expect([alone.state, alone.context.job]).toEqual(['free', null]);
  });

  test('refuses a second job however small, names the first, and keeps it', () => {
    const alone = occupiedMemory();
    expect(alone.tell({ type: 'job.load', job: 'b', words: 0 })).toEqual([
      ['processor', { type: 'job.rejected', reason: 'memory is occupied by a' }],
    ]);
    expect([alone.state, alone.context.job]).toEqual(['occupied', 'a']);
  });

  test('is free again for the next job once the first is unloaded', () => {
    const alone = occupiedMemory();
    expect(alone.tell({ type: 'job.unload' })).toEqual([['processor', { type: 'job.unloaded' }]]);
    expect([alone.state, alone.context.job]).toEqual(['free', null]);
    expect(alone.tell({ type: 'job.load', job: 'b', words: 1 })).toEqual([['processor', { type: 'job.loaded' }]]);
    expect(alone.context.job).toBe('b');
  });

  test('has nothing to unload when it is free', () => {
    expect(freeMemory().hears({ type: 'job.unload' })).toBe(false);
  });

  test.each([
    ['free', freeMemory],
    ['occupied', occupiedMemory],
  ])('answers a loss of power when it is %s, and is free then', (state, make) => {
    const alone = make();
    expect(alone.state).toBe(state);
    expect(alone.tell({ type: 'power.lost' })).toEqual([['processor', { type: 'memory.cleared' }]]);
    expect([alone.state, alone.context.job]).toEqual(['free', null]);
  });
});
