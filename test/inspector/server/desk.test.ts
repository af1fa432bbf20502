// Questions that take long, while the run wants to go on.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Desk } from '../../../src/inspector/server/desk.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** When each of so many questions is asked, if each takes 100 ms. */
function timesOf(questions: number, isPlaying: () => boolean): readonly number[] {
  const desk = new Desk(isPlaying);
  const times: number[] = [];
  const startMs = performance.now();
  for (let n = 0; n < questions; n += 1)
    desk.take(() => {
      times.push(performance.now() - startMs);
      vi.advanceTimersByTime(100);
    });
  for (let n = 0; n < questions; n += 1) vi.advanceTimersToNextTimer();
  return times;
}

test('questions have a tenth of the time while the run plays', () => {
  expect(timesOf(4, () => true)).toEqual([0, 1000, 2000, 3000]);
});

test('questions are asked one after the other while the run pauses', () => {
  expect(timesOf(4, () => false)).toEqual([0, 100, 200, 300]);
});
