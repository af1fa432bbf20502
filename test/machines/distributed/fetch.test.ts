import { describe, expect, test } from 'vitest';
import { fetch, type FetchContext, type FetchInput } from '../../../src/machines/distributed/fetch.ts';
import type { DistributedProtocol, FetchMessage, FileVersion, Opened, Patience } from '../../../src/machines/distributed/protocol.ts';
import { effects, type Send } from '../../../src/machines/effects.ts';
import { Alone, type Said } from '../batch/alone.ts';

type AloneFetch = Alone<FetchMessage, FetchContext>;

const { send } = effects<DistributedProtocol>();

const PATIENCE: Patience = { answerS: 2, triesMax: 3, placesMax: 3, watchS: null, keepS: 60, doublingsMax: 6, slowestBytesPerS: 1000 };
const ID = 'fetch-pc5.alice.3.1:bob/data';

const CRASH: FetchMessage = { type: 'fault.crash' };

function fileOf(version: number, sizeBytes = 500): FileVersion {
  return { path: 'bob/data', version, sizeBytes, by: null, made: 'put' };
}

function fetchWith(cached: FileVersion | null = null, changes: Partial<Patience> = {}): AloneFetch {
  const patience = { ...PATIENCE, ...changes };
  const input: FetchInput = { id: ID, path: 'bob/data', store: 'files-pc2', cached, patience, files: 'files-pc5' };
  return new Alone('fetch', fetch, input);
}

function told(file: FileVersion | null): FetchMessage {
  return { type: 'version.told', path: 'bob/data', file };
}

function sent(file: FileVersion): FetchMessage {
  return { type: 'file.sent', file, sizeBytes: file.sizeBytes };
}

function asSaid({ to, message }: Send): readonly Said[] {
  return [[to, message]];
}

function ended(opened: Opened): readonly Said[] {
  return asSaid(send('files-pc5', { type: 'fetch.ended', path: 'bob/data', opened }));
}

const VERSION_ASKED = asSaid(send('files-pc2', { type: 'version.asked', path: 'bob/data', by: ID }));
const FILE_ASKED = asSaid(send('files-pc2', { type: 'file.asked', path: 'bob/data', by: ID }));

describe('a fetch', () => {
  test('asks for the version first, then for the bytes, and ends with them', () => {
    const alone = fetchWith();
    expect([alone.state, alone.said, alone.timers]).toEqual(['checking', VERSION_ASKED, { answer: 2000 }]);
    expect(alone.tell(told(fileOf(4)))).toEqual(FILE_ASKED);
    expect([alone.state, alone.timers]).toEqual(['fetching', { bytes: 2500 }]);
    expect(alone.tell(sent(fileOf(4)))).toEqual(ended({ type: 'found', file: fileOf(4) }));
    expect([alone.state, alone.isGone, alone.timers]).toEqual(['found', true, {}]);
  });

  test('moves no bytes if the copy at hand is the newest version', () => {
    const alone = fetchWith(fileOf(4));
    expect(alone.tell(told(fileOf(4)))).toEqual(ended({ type: 'found', file: fileOf(4) }));
    expect([alone.state, alone.isGone]).toEqual(['found', true]);
  });

  test('moves the bytes if the copy at hand is old', () => {
    const alone = fetchWith(fileOf(3));
    expect(alone.tell(told(fileOf(4)))).toEqual(FILE_ASKED);
    expect(alone.tell(sent(fileOf(5)))).toEqual(ended({ type: 'found', file: fileOf(5) }));
  });

  test('says that there is no such file if there is none', () => {
    const alone = fetchWith();
    expect(alone.tell(told(null))).toEqual(ended({ type: 'absent' }));
    expect([alone.state, alone.isGone]).toEqual(['absent', true]);
  });

  test('gives the bytes no time where nothing says how fast the slowest link is', () => {
    const alone = fetchWith(null, { slowestBytesPerS: null });
    alone.tell(told(fileOf(4)));
    expect(alone.timers).toEqual({ bytes: 2000 });
  });

  test('asks for the version as often as it may, and then takes the machine for dead', () => {
    const alone = fetchWith(fileOf(4));
    expect([alone.fire('answer'), alone.fire('answer')]).toEqual([VERSION_ASKED, VERSION_ASKED]);
    expect([alone.state, alone.timers]).toEqual(['checking', { answer: 2000 }]);
    expect(alone.fire('answer')).toEqual(ended({ type: 'unreachable' }));
    expect([alone.state, alone.isGone]).toEqual(['unreachable', true]);
  });

  test('asks for the bytes as often again, however often it asked for the version', () => {
    const alone = fetchWith();
    alone.fire('answer');
    alone.fire('answer');
    alone.tell(told(fileOf(4)));
    expect([alone.fire('bytes'), alone.fire('bytes')]).toEqual([FILE_ASKED, FILE_ASKED]);
    expect(alone.fire('bytes')).toEqual(ended({ type: 'unreachable' }));
  });

  test('asks once if it may try once', () => {
    expect(fetchWith(null, { triesMax: 1 }).fire('answer')).toEqual(ended({ type: 'unreachable' }));
  });

  test('is not misled by bytes that are older than the version it was told of, and goes on waiting', () => {
    const alone = fetchWith();
    expect(alone.tell(sent(fileOf(3)))).toEqual([]);
    alone.tell(told(fileOf(4)));
    expect(alone.tell(sent(fileOf(3)))).toEqual([]);
    expect([alone.state, alone.timers]).toEqual(['fetching', { bytes: 2500 }]);
  });

  test('does not begin anew when the version is told again', () => {
    const alone = fetchWith();
    alone.tell(told(fileOf(4)));
    const { context } = alone;
    for (const file of [fileOf(4), fileOf(5), null]) expect(alone.tell(told(file))).toEqual([]);
    expect([alone.state, alone.timers, alone.context]).toEqual(['fetching', { bytes: 2500 }, context]);
  });

  test.each(['checking', 'fetching'])('ends without a word when its machine crashes while it is %s', (state) => {
    const alone = fetchWith();
    if (state === 'fetching') alone.tell(told(fileOf(4)));
    expect(alone.state).toBe(state);
    expect(alone.tell({ type: 'fault.restart' })).toEqual([]);
    expect(alone.state).toBe(state);
    expect(alone.tell(CRASH)).toEqual([]);
    expect([alone.state, alone.isGone]).toEqual(['lost', true]);
  });
});
