/** The oracle of the placement policies is right itself: it gives the published figures, and obeys what must hold of them. */
import { expect, test } from 'vitest';
import { erlangC, localResponse, powerOfChoices, randomTransferResponse, sharedResponse, thresholdResponse } from './placement-oracle.ts';

const LOADS = [0.1, 0.5, 0.8, 0.9, 0.95];

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

test.each([
  { load: 0.5, local: 2, powerOf2: 1.2657, powerOf3: 1.1252, random: 1.444, threshold: 1.384 },
  { load: 0.9, local: 10, powerOf2: 2.6141, powerOf3: 2.0279, random: 3.493, threshold: 2.051 },
])('gives the mean responses of the placement policies: load $load', ({ load, local, powerOf2, powerOf3, random, threshold }) => {
  expect(localResponse(load)).toBeCloseTo(local, 12);
  expect(rounded(powerOfChoices(load, 2), 4)).toBe(powerOf2);
  expect(rounded(powerOfChoices(load, 3), 4)).toBe(powerOf3);
  expect(rounded(randomTransferResponse(load, 2), 3)).toBe(random);
  expect(rounded(thresholdResponse(load, 2, 3), 3)).toBe(threshold);
});

test.each([
  { load: 0.8, waiting: 0.5964, response: 1.7455 },
  { load: 0.9, waiting: 0.7878, response: 2.9694 },
])('gives the probability of a wait and the mean response of M/M/4: load $load', ({ load, waiting, response }) => {
  expect(rounded(erlangC(4, load), 4)).toBe(waiting);
  expect(rounded(sharedResponse(4, load), 4)).toBe(response);
});

test.each(LOADS)('lets one core, one choice, and a threshold that is never reached be M/M/1: load %d', (load) => {
  const alone = localResponse(load);
  for (const response of [
    sharedResponse(1, load),
    powerOfChoices(load, 1),
    thresholdResponse(load, 2000, 3),
    randomTransferResponse(load, 2000),
  ]) {
    expect(response / alone).toBeCloseTo(1, 9);
  }
});

test.each(LOADS)('lets a transfer at every arrival be no better than none, for what it is sent to is as busy: load %d', (load) => {
  expect(randomTransferResponse(load, 0) / localResponse(load)).toBeCloseTo(1, 9);
});

test.each(LOADS)('makes one probe no better than one blind transfer, for a busy machine is as good as another: load %d', (load) => {
  for (const threshold of [1, 2, 5]) {
    expect(thresholdResponse(load, threshold, 1)).toBeCloseTo(randomTransferResponse(load, threshold), 9);
  }
});

test.each(LOADS)('finds an idle machine at once with many probes, so that no job waits: load %d', (load) => {
  expect(thresholdResponse(load, 1, 2000)).toBeCloseTo(1, 9);
});

test.each(LOADS)('is the shorter the more is known: load %d', (load) => {
  for (const responses of [
    [localResponse(load), randomTransferResponse(load, 2), thresholdResponse(load, 2, 2), thresholdResponse(load, 2, 3), 1],
    [...[1, 2, 3, 5].map((d) => powerOfChoices(load, d)), 1],
  ]) {
    for (const [index, response] of responses.slice(1).entries()) expect(response).toBeLessThan(responses[index] ?? 0);
  }
});

test('has Erlang C for more cores than a factorial has room for', () => {
  expect(erlangC(1000, 0.9)).toBeLessThan(0.01);
  expect(erlangC(1000, 0.999)).toBeGreaterThan(0.9);
});
