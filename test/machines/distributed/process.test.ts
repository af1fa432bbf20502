import { describe, expect, test } from 'vitest';
import type { StepEffect } from '../../../src/actors/step.ts';
import { process, type ProcessContext, type ProcessInput } from '../../../src/machines/distributed/process.ts';
import type {
  FileVersion,
  Opened,
  Patience,
  ProcessEnd,
  ProcessMessage,
  Work,
  Writing,
} from '../../../src/machines/distributed/protocol.ts';
import { noSuchFile } from '../../../src/machines/distributed/results.ts';
import { commandOf, CRASH, fileOf, installationOf, Lone, RESTART, runOf, send, writingOf } from './lone.ts';

type LoneProcess = Lone<ProcessMessage, ProcessContext>;

const ID = 'process-pc3.ada.1.2';
const DONE: ProcessMessage = { type: 'cpu.done' };
const NOTED: ProcessMessage = { type: 'end.noted' };

/** The second attempt at a command of pc1, on pc3. */
function processWith(does: Work, patience: Partial<Patience> = {}): LoneProcess {
  const input: ProcessInput = { id: ID, shadow: 'shadow-pc1.ada.1', command: commandOf(does), installation: installationOf({ patience }) };
  return new Lone('process', process, input);
}

function opened(path: string, it: Opened['type'] | FileVersion): ProcessMessage {
  const file = typeof it === 'object' ? it : fileOf(path);
  const type = typeof it === 'object' ? 'found' : it;
  return { type: 'file.opened', path, opened: type === 'found' ? { type, file } : { type } };
}

function written(path: string, version = 1): ProcessMessage {
  return { type: 'file.written', file: fileOf(path, version) };
}

function wants(...paths: readonly string[]): readonly StepEffect[] {
  return paths.map((path) => send('files-pc3', { type: 'file.wanted', path, by: ID }));
}

function computes(workS: number): readonly StepEffect[] {
  return [send('cpu-pc3', { type: 'work.added', process: ID, workS })];
}

function writes(store: 'pc1' | 'pc2', { path, sizeBytes }: Writing, made: string): readonly StepEffect[] {
  return [send(`files-${store}`, { type: 'file.writing', file: { path, sizeBytes, by: 'ada.1', made }, by: ID, sizeBytes })];
}

function tells(end: ProcessEnd): readonly StepEffect[] {
  return [send('shadow-pc1.ada.1', { type: 'process.ended', process: ID, end })];
}

function tellsResult(...lines: readonly string[]): readonly StepEffect[] {
  return tells({ type: 'result', result: { command: 'ada.1', outcome: 'done', lines } });
}

function tellsFailure(reason: string): readonly StepEffect[] {
  return tells({ type: 'failure', reason });
}

const LEAVES: readonly StepEffect[] = [send('instance-pc3', { type: 'process.gone', process: ID })];
const reading = runOf({ reads: ['bob/a', 'ada/b'] });
const writing = runOf({ writes: [writingOf('ada/x'), writingOf('bob/y', 500)] });

describe('a process', () => {
  test('of a program with no files computes at once, on the processor of its host, and tells its shadow', () => {
    const lone = processWith(runOf({ cpuS: 7 }));
    expect([lone.state, lone.did, lone.timers]).toEqual(['computing', computes(7), {}]);
    expect(lone.tell(DONE)).toEqual(tellsResult('solve: done'));
    expect([lone.state, lone.timers]).toEqual(['ending', { answer: 2000 }]);
    expect(lone.tell(NOTED)).toEqual(LEAVES);
    expect(lone.isGone).toBe(true);
  });

  test('opens all files that it reads, and computes when it has all of them', () => {
    const lone = processWith(reading);
    expect([lone.state, lone.did]).toEqual(['opening', wants('bob/a', 'ada/b')]);
    expect(lone.tell(opened('ada/b', 'found'))).toEqual([]);
    expect(lone.state).toBe('opening');
    expect(lone.tell(opened('bob/a', 'found'))).toEqual(computes(10));
  });

  test('makes what it writes of the versions that it read, in the order in which its user named them', () => {
    const lone = processWith(runOf({ reads: ['bob/a', 'ada/b'], writes: [writingOf('ada/x')] }));
    lone.tell(opened('ada/b', fileOf('ada/b', 4)), opened('bob/a', fileOf('bob/a', 2)));
    expect(lone.tell(DONE)).toEqual(writes('pc1', writingOf('ada/x'), 'solve of bob/a v2, ada/b v4'));
  });

  test.each([reading, { type: 'cat', path: 'bob/a' } as const])(
    'ends a $type with a message where a file is absent, and computes nothing',
    (does) => {
      const lone = processWith(does);
      const rest = does.type === 'run' ? [opened('ada/b', 'found')] : [];
      const result = noSuchFile(commandOf(does), 'bob/a');
      expect(lone.tell(opened('bob/a', 'absent'), ...rest)).toEqual(tells({ type: 'result', result }));
    },
  );

  test('fails, so that another host may do better, where a file is unreachable, though another one be absent', () => {
    const lone = processWith(reading);
    expect(lone.tell(opened('bob/a', 'absent'), opened('ada/b', 'unreachable'))).toEqual(
      tellsFailure('the machine that keeps ada/b does not answer'),
    );
  });

  test('of a cat tells what the file is, and computes nothing', () => {
    const lone = processWith({ type: 'cat', path: 'bob/a' });
    expect(lone.did).toEqual(wants('bob/a'));
    expect(lone.tell(opened('bob/a', fileOf('bob/a', 2)))).toEqual(tellsResult('bob/a v2 (2 kB): typed in, by nobody here'));
  });
});

describe('writing back', () => {
  test('goes one file after another, in order, each to the machine of its volume, with the id of the command', () => {
    const lone = processWith(writing);
    expect(lone.tell(DONE)).toEqual(writes('pc1', writingOf('ada/x'), 'solve'));
    expect([lone.state, lone.timers]).toEqual(['writing', { transfer: 4000 }]);
    expect(lone.tell(written('ada/x', 3))).toEqual(writes('pc2', writingOf('bob/y', 500), 'solve'));
    expect(lone.timers).toEqual({ transfer: 2500 });
    expect(lone.tell(written('bob/y'))).toEqual(tellsResult('solve: wrote ada/x v3 (2 kB), bob/y v1 (2 kB)'));
  });

  test('is all that a put does, at once', () => {
    const lone = processWith({ type: 'put', write: writingOf('bob/y', 9) });
    expect([lone.state, lone.did]).toEqual(['writing', writes('pc2', writingOf('bob/y', 9), 'typed in')]);
    expect(lone.tell(written('bob/y', 2))).toEqual(tellsResult('put: wrote bob/y v2 (2 kB)'));
  });

  test('is not misled by an answer that comes twice', () => {
    const lone = processWith(writing);
    lone.tell(DONE, written('ada/x'));
    const { context } = lone;
    expect(lone.tell(written('ada/x'))).toEqual([]);
    expect([lone.state, lone.context, lone.timers]).toEqual(['writing', context, { transfer: 2500 }]);
    lone.tell(written('bob/y'));
    expect([lone.tell(written('bob/y')), lone.state]).toEqual([[], 'ending']);
  });

  test('asks as often as it may for each file, and then fails', () => {
    const lone = processWith(writing);
    lone.tell(DONE);
    const first = writes('pc1', writingOf('ada/x'), 'solve');
    expect([lone.fire('transfer'), lone.fire('transfer')]).toEqual([first, first]);
    lone.tell(written('ada/x'));
    const second = writes('pc2', writingOf('bob/y', 500), 'solve');
    expect([lone.fire('transfer'), lone.fire('transfer')]).toEqual([second, second]);
    expect(lone.fire('transfer')).toEqual(tellsFailure('the machine that keeps bob/y does not answer'));
    expect(lone.state).toBe('ending');
  });

  test('gives the bytes no time where nothing says how fast the slowest link is', () => {
    const lone = processWith(writing, { slowestBytesPerS: null });
    lone.tell(DONE);
    expect(lone.timers).toEqual({ transfer: 2000 });
  });
});

describe('listing', () => {
  const asks: readonly StepEffect[] = [send('files-pc2', { type: 'directory.asked', owner: 'bob', by: ID })];
  const told: ProcessMessage = { type: 'directory.told', files: [fileOf('bob/a'), fileOf('bob/b', 2)] };

  test('asks the machine of the volume, and tells what is there', () => {
    const lone = processWith({ type: 'ls', owner: 'bob' });
    expect([lone.state, lone.did, lone.timers]).toEqual(['listing', asks, { answer: 2000 }]);
    expect(lone.tell(told)).toEqual(tellsResult('bob/a v1 (2 kB)', 'bob/b v2 (2 kB)'));
    expect([lone.tell(told), lone.state]).toEqual([[], 'ending']);
  });

  test('asks as often as it may, and then fails', () => {
    const lone = processWith({ type: 'ls', owner: 'bob' });
    expect([lone.fire('answer'), lone.fire('answer')]).toEqual([asks, asks]);
    expect(lone.fire('answer')).toEqual(tellsFailure('the machine that keeps the files of bob does not answer'));
  });
});

describe('an end', () => {
  test('is told again and again, but not for ever: a process without a shadow leaves all the same', () => {
    const lone = processWith(runOf());
    const told = lone.tell(DONE);
    expect([lone.fire('answer'), lone.fire('answer'), lone.isGone]).toEqual([told, told, false]);
    expect(lone.fire('answer')).toEqual(LEAVES);
    expect(lone.isGone).toBe(true);
  });

  test('is told as often again after questions in vain', () => {
    const lone = processWith({ type: 'ls', owner: 'bob' });
    for (const name of ['answer', 'answer', 'answer', 'answer', 'answer']) lone.fire(name);
    expect([lone.state, lone.isGone]).toEqual(['ending', false]);
    lone.fire('answer');
    expect(lone.isGone).toBe(true);
  });

  test('that another process of the same name has told, and that is noted late, is not its own', () => {
    const lone = processWith(runOf());
    expect([lone.tell(NOTED), lone.state]).toEqual([[], 'computing']);
  });
});

describe('a crash of its host', () => {
  test.each<readonly [string, LoneProcess]>([
    ['opening', processWith(reading)],
    ['computing', processWith(runOf())],
    ['writing', processWith({ type: 'put', write: writingOf('ada/x') })],
    ['listing', processWith({ type: 'ls', owner: 'bob' })],
    ['ending', ended()],
  ])('kills it without a word while it is %s', (state, lone) => {
    expect([lone.state, lone.tell(RESTART)]).toEqual([state, []]);
    expect(lone.state).toBe(state);
    expect(lone.tell(CRASH)).toEqual([]);
    expect([lone.state, lone.isGone]).toEqual(['killed', true]);
  });

  function ended(): LoneProcess {
    const lone = processWith(runOf());
    lone.tell(DONE);
    return lone;
  }
});
