/** Bars in columns of pixels, against the plainest way of doing it. */
import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/inspector/protocol/columns.ts';
import { Runs, sampleLane, type LaneColumns } from '../../../src/inspector/page/timeline/sampling.ts';
import type { LaneSteps } from '../../../src/inspector/page/timeline/lane-steps.ts';

function lane(...steps: readonly (readonly [atMs: number, state: number])[]): LaneSteps {
  return {
    atMs: Float64Array.from(steps, ([atMs]) => atMs),
    states: Uint32Array.from(steps, ([, state]) => state),
    length: steps.length,
  };
}

/** The state of each column; a dot where there is none. */
function columnsOf(steps: LaneSteps, columns: LaneColumns): string {
  const runs = new Runs();
  sampleLane(steps, columns, runs);
  const shown = Array.from({ length: columns.count }, () => '.');
  for (let run = 0; run < runs.length; run += 1) shown.fill(String(runs.state[run]), runs.from[run], runs.to[run]);
  return shown.join('');
}

/** Of each column: what was there at its end, or the bar that is alone in it. */
function plainly({ atMs, states }: LaneSteps, { fromMs, columnMs, count, endMs }: LaneColumns): string {
  return Array.from({ length: count }, (_, x) => {
    const startMs = fromMs + x * columnMs;
    if (startMs >= endMs) return '.';
    const before = atMs.filter((ms) => ms < startMs + columnMs).length - 1;
    const begun = atMs.filter((ms) => ms > startMs && ms < startMs + columnMs).length;
    const state = states[begun === 2 ? before - 1 : before];
    return state === undefined || state === NONE ? '.' : String(state);
  }).join('');
}

describe('sampleLane', () => {
  test('draws a bar from its step to the next one, and the last one to the end of the run', () => {
    const steps = lane([2, 1], [5, 2]);
    expect(columnsOf(steps, { fromMs: 0, columnMs: 1, count: 10, endMs: 8 })).toBe('..111222..');
  });

  test('begins with the bar that lasts into what is seen', () => {
    expect(columnsOf(lane([0, 1], [50, 2]), { fromMs: 48, columnMs: 1, count: 4, endMs: 100 })).toBe('1122');
  });

  test('draws nothing of an actor that is gone, until it is there again', () => {
    expect(columnsOf(lane([0, 1], [3, NONE], [6, 2]), { fromMs: 0, columnMs: 1, count: 8, endMs: 8 })).toBe('111...22');
  });

  test('shows a short bar that is alone in its column', () => {
    expect(columnsOf(lane([0, 1], [31, 2], [32, 1]), { fromMs: 0, columnMs: 10, count: 6, endMs: 60 })).toBe('111211');
  });

  test('makes one run of columns in one state, and says where others are hidden in it', () => {
    const runs = new Runs();
    sampleLane(lane([0, 1], [11, 2], [12, 3], [13, 1]), { fromMs: 0, columnMs: 10, count: 4, endMs: 40 }, runs);
    expect({ length: runs.length, from: runs.from[0], to: runs.to[0], state: runs.state[0], crowded: runs.crowded[0] }).toEqual({
      length: 1,
      from: 0,
      to: 4,
      state: 1,
      crowded: 1,
    });
  });

  test('draws nothing of an actor without steps', () => {
    expect(columnsOf(lane(), { fromMs: 0, columnMs: 1, count: 3, endMs: 9 })).toBe('...');
  });

  test('draws what the plainest way draws, from far and from near', () => {
    let atMs = 0;
    // Gaps of very different lengths, the same ones every time.
    const steps = lane(
      ...Array.from({ length: 3000 }, (_, step) => [(atMs += ((step * 7919) % 997) ** 2 / 1000), (step * 31) % 5] as const),
    );
    for (const columnMs of [0.37, 11.3, 401.7, 9973.1])
      for (const share of [0, 0.31, 0.77]) {
        const columns = { fromMs: Math.floor((atMs * share) / columnMs) * columnMs, columnMs, count: 120, endMs: atMs + 50 };
        expect(columnsOf(steps, columns)).toBe(plainly(steps, columns));
      }
  });

  test('looks at about as many steps as there are columns, however many there are', () => {
    const length = 200_000;
    const steps = {
      atMs: Float64Array.from({ length }, (_, step) => step),
      states: Uint32Array.from({ length }, (_, step) => step % 7),
      length,
    };
    let looks = 0;
    const counted = { ...steps, atMs: new Proxy(steps.atMs, { get: (times, at) => ((looks += 1), Reflect.get(times, at)) }) };
    sampleLane(counted, { fromMs: 0, columnMs: 2000, count: 100, endMs: 200_000 }, new Runs());
    expect(looks).toBeGreaterThan(100);
    expect(looks).toBeLessThan(100 * 20);
  });
});
