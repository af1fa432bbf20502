/** Playing and stepping: through what has been, and by leading a live run. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { NONE } from '../../../src/inspector/protocol/columns.ts';
import type { About, Command, Status } from '../../../src/inspector/protocol/frames.ts';
import { EventTable } from '../../../src/inspector/page/model/event-table.ts';
import { NOTHING_YET } from '../../../src/inspector/page/model/nothing-yet.ts';
import type { Connection, PageSource } from '../../../src/inspector/page/model/page-source.ts';
import { createStore } from '../../../src/inspector/page/model/store.ts';
import { createPlayer } from '../../../src/inspector/page/shell/player.ts';

const ABOUT: Omit<About, 'mode'> = {
  title: '',
  description: '',
  scenario: '',
  version: '',
  seed: 1,
  params: {},
  charts: {},
  overview: null,
  plots: [],
  counterexample: null,
};

/** Two actors, which take turns, a second after another. */
function setUp(mode: About['mode'], events = 10) {
  const table = new EventTable();
  const all = Array.from({ length: events }, (_, n) => n);
  table.append({
    from: 0,
    count: events,
    actors: ['a', 'b'].map((id) => ({ id, kind: id, place: null })),
    words: [],
    states: ['"on"'],
    atMs: Float64Array.from(all, (n) => n * 1000),
    actor: Uint32Array.from(all, (n) => n % 2),
    sender: new Uint32Array(events).fill(NONE),
    word: new Uint32Array(events).fill(NONE),
    state: new Uint32Array(events),
    cause: new Uint32Array(events).fill(NONE),
    type: new Uint8Array(events),
    flags: new Uint8Array(events),
  });
  const commands: Command[] = [];
  const status = signal<Status>({ ...NOTHING_YET, end: mode === 'trace' ? 'done' : null });
  const connection = signal<Connection>({ type: 'open' });
  const source: PageSource = {
    about: signal({ ...ABOUT, mode }),
    charts: signal({}),
    status,
    plots: signal({ atS: [], values: [] }),
    connection,
    refusal: signal(null),
    events: table,
    stretch: () => Promise.reject(new Error('there are none')),
    find: () => Promise.reject(new Error('there are none')),
    command: (command) => void commands.push(command),
  };
  const store = createStore(source);
  const frames: ((nowMs: number) => void)[] = [];
  const player = createPlayer(store, (frame) => frames.push(frame));
  /** Draws one frame. */
  const draw = (nowMs: number): void => frames.splice(0).forEach((frame) => frame(nowMs));
  return { store, player, commands, status, connection, frames, draw };
}

describe('a player of a trace', () => {
  test('moves through simulated time at its speed, and stops at the end', () => {
    const { store, player, draw, frames } = setUp('trace');
    store.goTo(0);
    player.setSpeed(10);
    player.toggle();
    expect(player.playing.value).toBe(true);
    draw(500);
    draw(600);
    expect(store.cursor.value).toBe(1);
    expect(player.nowMs.value).toBe(1000);
    draw(650);
    expect(player.nowMs.value).toBe(1500);
    expect(store.cursor.value).toBe(1);
    draw(10_000);
    expect(store.cursor.value).toBe(9);
    expect(player.playing.value).toBe(false);
    expect(frames).toEqual([]);
  });

  test('begins anew at the end', () => {
    const { store, player } = setUp('trace');
    player.toggle();
    expect(store.cursor.value).toBe(-1);
  });

  test('goes as fast as it can by events', () => {
    const { store, player, draw } = setUp('trace', 3000);
    store.goTo(0);
    player.setSpeed(null);
    player.toggle();
    draw(0);
    draw(16);
    expect(store.cursor.value).toBe(10);
  });

  test('pauses where it is, and does nothing with frames that come after', () => {
    const { store, player, draw } = setUp('trace');
    store.goTo(0);
    player.toggle();
    draw(0);
    player.toggle();
    draw(5000);
    expect(store.cursor.value).toBe(0);
  });

  test('steps by events, and by those of the selected actor', () => {
    const { store, player } = setUp('trace');
    store.goTo(4);
    player.step(1);
    expect(store.cursor.value).toBe(5);
    store.selected.value = 1;
    player.stepSelected(1);
    expect(store.cursor.value).toBe(7);
    player.stepSelected(-1);
    expect(store.cursor.value).toBe(5);
    store.goTo(1);
    player.stepSelected(-1);
    expect(store.cursor.value).toBe(1);
    store.goTo(0);
    player.step(-1);
    player.step(-1);
    expect(store.cursor.value).toBe(-1);
  });
});

describe('a player of a live run', () => {
  test('leads the run at its newest event', () => {
    const { player, commands, status } = setUp('live');
    player.step(1);
    player.toggle();
    status.value = { ...status.value, playing: true };
    expect(player.playing.value).toBe(true);
    player.setSpeed(600);
    player.toggle();
    expect(commands).toEqual([{ type: 'step', events: 1 }, { type: 'play', speed: 60 }, { type: 'play', speed: 600 }, { type: 'pause' }]);
  });

  test('leaves the run alone while one looks at what has been', () => {
    const { store, player, commands, draw } = setUp('live');
    store.goTo(2);
    player.step(1);
    player.toggle();
    draw(0);
    draw(100);
    expect(store.cursor.value).toBe(9);
    expect(store.following.value).toBe(true);
    expect(commands).toEqual([]);
  });

  test('plays what has been of a run that has ended', () => {
    const { store, player, commands, status } = setUp('live');
    status.value = { ...status.value, end: 'done' };
    player.toggle();
    expect(store.cursor.value).toBe(-1);
    expect(commands).toEqual([]);
  });

  test('plays what has been of a run whose server has gone', () => {
    const { store, player, commands, status, connection } = setUp('live');
    status.value = { ...status.value, playing: true };
    connection.value = { type: 'closed', why: 'The server has gone.' };
    expect(player.playing.value).toBe(false);
    player.toggle();
    expect(store.cursor.value).toBe(-1);
    expect(commands).toEqual([]);
  });
});
