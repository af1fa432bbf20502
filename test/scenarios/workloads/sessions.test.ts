import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describeProblem, UnusableInput } from '../../../src/scenarios/problem.ts';
import { linesOf } from '../../../src/scenarios/workloads/session-files.ts';
import { readSessions, type Sessions, sessionsOf } from '../../../src/scenarios/workloads/sessions.ts';
import { TemporaryFolder } from '../temporary-folder.ts';

const MACHINES = ['pc1', 'pc2', 'pc3', 'pc4'];

function sessionsIn(text: string): Sessions {
  const file = 'trial.session';
  return sessionsOf([{ file, content: linesOf(file, new TextEncoder().encode(text)) }], MACHINES);
}

describe('docs/sessions.md', () => {
  const blocks = [...readFileSync('docs/sessions.md', 'utf8').matchAll(/^```(session|text)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
    kind,
    text,
  }));
  const scripts = blocks.flatMap(({ kind, text }, at) => {
    const next = blocks[at + 1];
    return kind === 'session' ? [{ text, said: next?.kind === 'text' ? next.text : '' }] : [];
  });

  test('holds a script without a problem, and two with problems', () => {
    expect(scripts.map(({ said }) => said === '')).toEqual([true, false, false]);
  });

  test.each(scripts)('says what is wrong with its script $#', ({ text, said }) => {
    const told = sessionsIn(text).problems.map(describeProblem);
    expect(told.map((line) => `${line}\n`).join('')).toBe(said);
  });

  test('says what the script of its beginning says', () => {
    const read = sessionsIn(scripts[0]?.text ?? '');
    expect(read.volumes).toEqual({ alice: 'pc1', bob: 'pc2', shared: 'pc3' });
    expect(read.files).toEqual([{ path: 'shared/matrix', sizeBytes: 40_000_000 }]);
    expect(read.users).toEqual(['alice', 'bob']);
    expect(
      read.lines.map(({ atS, terminal, typed }) => [atS, terminal, typed.type === 'command' ? typed.command.line : typed.type]),
    ).toEqual([
      [32_400, 'terminal-pc1.alice.1', 'login'],
      [32_430, 'terminal-pc1.alice.1', 'put notes 20kB'],
      [32_440, 'terminal-pc1.alice.1', 'run simulate cpu 120s memory 64MB reads notes, shared/matrix writes out 2MB, log 4kB'],
      [32_441, 'terminal-pc1.alice.1', 'cat out'],
      [32_442, 'terminal-pc1.alice.1', 'ls'],
      [33_000, 'terminal-pc2.bob.1', 'login'],
      [33_300, 'terminal-pc2.bob.1', 'cat alice/out'],
      [33_301, 'terminal-pc2.bob.1', 'logout'],
      [34_200, 'terminal-pc1.alice.1', 'where'],
      [34_201, 'terminal-pc1.alice.1', 'logout'],
    ]);
  });
});

describe('the examples', () => {
  const DISTINCT = { 'lab-day': ['alice', 'bob', 'carol'], roaming: ['dora', 'emil'], mistakes: ['frank', 'grace', 'henry'] };

  test.each(Object.entries(DISTINCT))('are read without a problem on four machines: %s', (name, users) => {
    const { problems, users: read } = readSessions(`examples/sessions/${name}.session`, MACHINES);
    expect(problems.map(describeProblem)).toEqual([]);
    expect(read).toEqual(users);
  });

  test('can be read together', () => {
    const { problems, users, lines } = readSessions('examples/sessions', MACHINES);
    expect(problems).toEqual([]);
    expect(users).toEqual(['alice', 'bob', 'carol', 'frank', 'grace', 'henry', 'dora', 'emil']);
    expect(lines.map(({ atS }) => atS)).toEqual(lines.map(({ atS }) => atS).toSorted((a, b) => a - b));
  });

  test('show in the lab more memory asked for at one home than its machine has', () => {
    const { lines } = readSessions('examples/sessions/lab-day.session', MACHINES);
    const asked = commandsOf(lines).map((it) =>
      it.user === 'carol' && it.isBackground && it.does.type === 'run' ? it.does.memoryBytes : 0,
    );
    expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(1e9);
  });

  test('show a user who roams, logged in twice at once', () => {
    const { lines } = readSessions('examples/sessions/roaming.session', MACHINES);
    const dora = lines.filter(({ user, typed }) => user === 'dora' && typed.type !== 'command');
    expect(dora.map(({ terminal, typed }) => `${typed.type} ${terminal}`)).toEqual([
      'login terminal-pc1.dora.1',
      'logout terminal-pc1.dora.1',
      'login terminal-pc4.dora.2',
      'login terminal-pc2.dora.3',
      'logout terminal-pc4.dora.2',
      'logout terminal-pc2.dora.3',
    ]);
  });

  test('show the mistakes that they speak of: files that nobody writes, and more memory than a machine has', () => {
    const { lines, files } = readSessions('examples/sessions/mistakes.session', MACHINES);
    const all = commandsOf(lines).map(({ does }) => does);
    const written = new Set([
      ...files.map(({ path }) => path),
      ...all.flatMap((does) => (does.type === 'put' ? [does.write.path] : does.type === 'run' ? does.writes.map(({ path }) => path) : [])),
    ]);
    expect(all.flatMap((does) => (does.type === 'cat' && !written.has(does.path) ? [does.path] : []))).toEqual(['frank/recipe']);
    expect(all.filter((does) => does.type === 'run' && does.memoryBytes > 1e9)).toHaveLength(1);
  });
});

function commandsOf(lines: Sessions['lines']) {
  return lines.flatMap(({ typed }) => (typed.type === 'command' ? [typed.command] : []));
}

describe('a folder of scripts', () => {
  const folder = new TemporaryFolder();
  afterAll(() => folder.remove());

  function refused(path: string): string {
    try {
      readSessions(path, MACHINES);
    } catch (error) {
      if (error instanceof UnusableInput) return error.message.replaceAll(`${folder.path}/`, '');
      throw error;
    }
    return 'not refused';
  }

  test('is read in the order of the file names, and what two users type at one time in that order', () => {
    folder.write('two/b.session', 'user bob\n9:00 login pc2\n');
    folder.write('two/a.session', 'user alice\n9:00 login pc1\n8h\n');
    folder.write('two/.c.session', 'no');
    folder.write('two/c.txt', 'no');
    mkdirSync(join(folder.path, 'two', 'z.session'));
    const { users, lines, problems } = readSessions(join(folder.path, 'two'), MACHINES);
    expect(users).toEqual(['alice', 'bob']);
    expect(lines.map(({ user }) => user)).toEqual(['alice', 'bob']);
    expect(problems).toHaveLength(1);
  });

  test('has one section of a user in all its files, and one of each file and volume', () => {
    const setup = 'volume shared on pc1\nfile shared/a 1kB\n';
    folder.write('twice/a.session', `${setup}user alice\n9:00 login pc1\n`);
    folder.write('twice/b.session', `${setup}user alice\n9:00 login pc2\nthen ls\n`);
    const { problems, lines, files } = readSessions(join(folder.path, 'twice'), MACHINES);
    expect(problems.map((it) => describeProblem(it).replaceAll(`${folder.path}/`, ''))).toEqual([
      'twice/b.session:1:8: found a second volume of shared; expected one only. The first is at twice/a.session:1.',
      'twice/b.session:2:6: found a second file shared/a; expected one only. The first is at twice/a.session:2.',
      'twice/b.session:3:6: found a second section of alice; expected one only. The first is at twice/a.session:3. The lines up to the next user are left out.',
    ]);
    expect(lines).toHaveLength(1);
    expect(files).toHaveLength(1);
  });

  test('has lines of nobody where a file goes on with those of the file before it', () => {
    folder.write('split/a.session', 'user alice\n9:00 login pc1\n');
    folder.write('split/b.session', '9:01 ls\n9:02 ls\n');
    expect(readSessions(join(folder.path, 'split'), MACHINES).problems).toMatchObject([{ line: 1, found: '"9:01", which nobody types' }]);
  });

  test('is read although one of its files cannot be', () => {
    folder.write('some/a.session', 'user alice\n9:00 login pc1\n');
    folder.write('some/b.session', new Uint8Array([0x75, 0, 0x73, 0]));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'some', 'c.session'));
    const { problems, lines } = readSessions(join(folder.path, 'some'), MACHINES);
    expect(lines).toHaveLength(1);
    expect(problems).toMatchObject([
      { line: 1, column: 2, found: 'a NUL character, as in a binary file' },
      { line: 1, column: 1, found: 'nothing of that name' },
    ]);
  });

  test('is refused if there is nothing of its name, with the name that is near', () => {
    folder.write('lab-day.session', '');
    expect(refused(join(folder.path, 'labday.session'))).toBe(
      'labday.session:1:1: found nothing of that name; expected a folder of *.session files, or one such file. Did you mean lab-day.session?',
    );
    expect(refused('lab')).toBe(
      'lab:1:1: found nothing of that name; expected a folder of *.session files, or one such file. Check the path and who may read it.',
    );
    expect(readFileSync('docs/sessions.md', 'utf8')).toContain(refused('lab'));
  });

  test('is refused if no script is in it, or none that is text', () => {
    folder.write('none/a.deck', '');
    expect(refused(join(folder.path, 'none'))).toMatch(/^none:1:1: found a folder without a \*\.session file; expected at least one\./);
    folder.write('binary/a.session', '\u0000');
    expect(refused(join(folder.path, 'binary'))).toMatch(/^binary\/a\.session:1:1: found a NUL character/);
    expect(refused(folder.write('large.session', '#'.repeat(16 * 1024 * 1024 + 1)))).toMatch(/^large\.session:1:1: found a file of more/);
    expect(refused('a\u0000b')).toMatch(/found what cannot be read/);
    expect(refused('/dev/null')).toMatch(/found neither a folder nor a file/);
  });
});
