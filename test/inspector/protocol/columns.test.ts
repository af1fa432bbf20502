import { describe, expect, test } from 'vitest';
import { decodeColumns, encodeColumns, EVENT_TYPES, FLAG, NONE } from '../../../src/inspector/protocol/columns.ts';
import { EventLog, type Occurrence } from '../../../src/inspector/recording/event-log.ts';

function occurrence(n: number): Occurrence {
  const type = EVENT_TYPES[n % EVENT_TYPES.length] ?? 'start';
  return {
    type,
    atMs: n * 1.5,
    actor: `kind-${n % 7}`,
    sender: type === 'message' ? `kind-${(n + 3) % 11}` : null,
    word: type === 'start' ? null : `word ${n % 5} ✓`,
    state: n % 6 === 0 ? undefined : n % 2 === 0 ? 'idle' : { left: 'on', right: { inner: String(n % 3) } },
    cause: n > 9 ? n - 9 : null,
    flags: n % 4 === 0 ? FLAG.chosen | FLAG.final : 0,
  };
}

function logOf(count: number): EventLog {
  const log = new EventLog((id) => ({ id, kind: 'kind', place: null }));
  for (let n = 0; n < count; n += 1) log.add(occurrence(n));
  return log;
}

describe('events in columns', () => {
  test('come out of a frame as they went in, whatever the frames they are cut into', () => {
    const log = logOf(10_000);
    const actors: string[] = [];
    const words: string[] = [];
    const states: string[] = [];
    let n = 0;
    for (const size of [1, 3, 996, 4000, 5000]) {
      const columns = log.columns(n, size);
      if (!columns) throw new Error('no columns');
      const back = decodeColumns(encodeColumns(columns));
      expect(back).toEqual(columns);
      actors.push(...back.actors.map(({ id }) => id));
      words.push(...back.words);
      states.push(...back.states);
      for (let at = 0; at < back.count; at += 1, n += 1) {
        const expected = occurrence(n);
        const name = (of: readonly string[], number: number | undefined): string | null =>
          number === NONE ? null : (of[number ?? -1] ?? 'unknown');
        expect({
          type: EVENT_TYPES[back.type[at] ?? -1],
          atMs: back.atMs[at],
          actor: name(actors, back.actor[at]),
          sender: name(actors, back.sender[at]),
          word: name(words, back.word[at]),
          state: name(states, back.state[at]),
          cause: back.cause[at] === NONE ? null : back.cause[at],
          flags: back.flags[at],
        }).toEqual({ ...expected, state: expected.state === undefined ? null : JSON.stringify(expected.state) });
      }
    }
    expect(n).toBe(10_000);
    expect(new Set(actors).size).toBe(actors.length);
    expect(log.columns(10_000, 5)).toBeUndefined();
  });

  test('are refused where the frame is cut short', () => {
    const columns = logOf(20).columns(0, 20);
    if (!columns) throw new Error('no columns');
    const frame = encodeColumns(columns);
    expect(() => decodeColumns(frame.subarray(0, frame.length - 1))).toThrow('a frame of');
  });
});
