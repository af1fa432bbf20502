import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command, Work } from '../../../src/machines/distributed/protocol.ts';
import { describeProblem, UnusableInput } from '../../../src/scenarios/problem.ts';
import { linesOf } from '../../../src/scenarios/workloads/session-files.ts';
import { type SessionLine, type Sessions, sessionsOf } from '../../../src/scenarios/workloads/sessions.ts';

const MACHINES = ['pc1', 'pc2', 'pc3', 'pc4'];

function read(input: string | Uint8Array): Sessions {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return sessionsOf([{ file: 't', content: linesOf('t', bytes) }], MACHINES);
}

function messages(input: string | Uint8Array): readonly string[] {
  return read(input).problems.map(describeProblem);
}

/** Alice at pc1, who types these from 9:00 on. */
function alice(...lines: readonly string[]): string {
  return ['user alice', '9:00 login pc1', ...lines].join('\n');
}

function commands(script: string): readonly Command[] {
  const { lines, problems } = read(script);
  expect(problems).toEqual([]);
  return lines.flatMap(({ typed }) => (typed.type === 'command' ? [typed.command] : []));
}

function work(line: string): Work | undefined {
  return commands(alice(`then ${line}`))[0]?.does;
}

describe('a line', () => {
  test('is a command, with its number, its terminal, and the text as it was typed', () => {
    expect(commands(alice('then  @pc1   put\tnotes   20kB   &   # her notes', 'then ls'))).toEqual([
      {
        id: 'alice.1',
        user: 'alice',
        line: 'put notes 20kB &',
        terminal: 'terminal-pc1.alice.1',
        isBackground: true,
        does: { type: 'put', write: { path: 'alice/notes', sizeBytes: 20_000 } },
      },
      {
        id: 'alice.2',
        user: 'alice',
        line: 'ls',
        terminal: 'terminal-pc1.alice.1',
        isBackground: false,
        does: { type: 'ls', owner: 'alice' },
      },
    ]);
  });

  test.each<readonly [string, Work]>([
    ['run p', { type: 'run', program: 'p', cpuS: 1, memoryBytes: 1_000_000, reads: [], writes: [] }],
    [
      'run a.out writes b 2MB,bob/c 0B reads a , bob/a,c.2 memory 1.5GB cpu 1.5h',
      {
        type: 'run',
        program: 'a.out',
        cpuS: 5400,
        memoryBytes: 1.5e9,
        reads: ['alice/a', 'bob/a', 'alice/c.2'],
        writes: [
          { path: 'alice/b', sizeBytes: 2_000_000 },
          { path: 'bob/c', sizeBytes: 0 },
        ],
      },
    ],
    ['run cpu reads alice/cpu', { type: 'run', program: 'cpu', cpuS: 1, memoryBytes: 1_000_000, reads: ['alice/cpu'], writes: [] }],
    ['cat bob/x.1', { type: 'cat', path: 'bob/x.1' }],
    ['ls', { type: 'ls', owner: 'alice' }],
    ['ls &', { type: 'ls', owner: 'alice' }],
    ['ls bob', { type: 'ls', owner: 'bob' }],
    ['ps', { type: 'ps' }],
    ['where', { type: 'where' }],
  ])('asks for what it says: %s', (line, does) => {
    expect(work(line)).toEqual(does);
  });

  test.each([
    ['0B', 0],
    ['1.005kB', 1005],
    ['0.3MB', 300_000],
    ['1.10GB', 1_100_000_000],
    ['2.000B', 2],
    ['1000TB', 1e15],
  ])('has sizes to the byte: %s', (size, sizeBytes) => {
    expect(work(`put a ${size}`)).toEqual({ type: 'put', write: { path: 'alice/a', sizeBytes } });
  });

  test.each([
    ['0:00', 0],
    ['9:00', 32_400],
    ['9:00:30.25', 32_430.25],
    ['33:00', 118_800],
    ['90s', 90],
    ['45m', 2700],
    ['1.5h', 5400],
    ['1d', 86_400],
    ['0.0004s', 0],
  ])('has a time by the clock or since midnight: %s', (time, atS) => {
    expect(read(`user alice\n${time} login pc1`)).toMatchObject({ problems: [], lines: [{ atS }] });
  });

  test('has a time after the line before, without the noise of floating point', () => {
    const { lines, problems } = read('user alice\n0.1s login pc1\n+0.2s ls\nthen ls\n+1m logout');
    expect(problems).toEqual([]);
    expect(lines.map(({ atS }) => atS)).toEqual([0.1, 0.3, 1.3, 61.3]);
  });

  test('may end as on Windows, and the file may begin with a byte order mark', () => {
    const text = alice('then ls # é', '', '# 🂡', 'then logout');
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`)).toEqual(read(text));
  });
});

describe('terminals', () => {
  function terminals(...lines: readonly string[]): readonly string[] {
    const sessions = read(alice(...lines));
    expect(sessions.problems).toEqual([]);
    return sessions.lines.map(({ terminal, typed }) => `${typed.type === 'command' ? typed.command.id : typed.type} ${terminal.slice(9)}`);
  }

  test('are one for each log-in, and lines are typed at the newest that is open', () => {
    expect(terminals('then ls', 'then login pc2', 'then ls', 'then logout', 'then ls', 'then login pc2', 'then ls')).toEqual([
      'login pc1.alice.1',
      'alice.1 pc1.alice.1',
      'login pc2.alice.2',
      'alice.2 pc2.alice.2',
      'logout pc2.alice.2',
      'alice.3 pc1.alice.1',
      'login pc2.alice.3',
      'alice.4 pc2.alice.3',
    ]);
  });

  test('are chosen by their machine, of which the newest is meant', () => {
    expect(terminals('then login pc1', 'then login pc2', 'then @pc1 ls', 'then @pc1 logout', 'then @pc1 ls', 'then @pc2 logout')).toEqual([
      'login pc1.alice.1',
      'login pc1.alice.2',
      'login pc2.alice.3',
      'alice.1 pc1.alice.2',
      'logout pc1.alice.2',
      'alice.2 pc1.alice.1',
      'logout pc2.alice.3',
    ]);
  });
});

describe('volumes', () => {
  test('are of all owners that occur: where a line says, or at the first log-in, or on the first machine', () => {
    const script = `volume shared on pc3
      user bob
        9:00 login pc4
        9:01 login pc2
        then run p reads shared/a, r1/x writes w1/x 1B
        then put p1/x 1B
        then cat c1/x
        then ls l1
      user idle
      file f1/x 1B
      volume alone on pc2`;
    expect(read(script)).toMatchObject({ problems: [], users: ['bob', 'idle'] });
    expect(read(script).volumes).toEqual({
      alone: 'pc2',
      bob: 'pc4',
      c1: 'pc1',
      f1: 'pc1',
      idle: 'pc1',
      l1: 'pc1',
      p1: 'pc1',
      r1: 'pc1',
      shared: 'pc3',
      w1: 'pc1',
    });
  });

  test('may be called as what every object has', () => {
    expect(read('volume constructor on pc2\nuser valueof\n1s login pc3\n').volumes).toEqual({ constructor: 'pc2', valueof: 'pc3' });
  });
});

const NAMES = 'Names have small letters, digits, _ and ., a letter first.';
const TIME = 'a time, as 9:00, 9:00:30, 90s, +10s or then';
const PATH = 'the name of a file, or owner/name';
const KNOWN = 'a machine of the network (pc1, pc2, pc3, pc4)';
const LOST = 'What alice types at that terminal is left out.';
const UP_TO_NEXT = 'The lines up to the next user are left out.';

describe('what is wrong', () => {
  // The first two lines are the log-in of alice.
  test.each([
    ['9.30 ls', `3:1: found "9.30"; expected ${TIME}. Write its unit: 9.30s, 9.30m or 9.30h.`],
    ['+10 ls', `3:1: found "+10"; expected ${TIME}. Write its unit: +10s, +10m or +10h.`],
    ['9:60 ls', `3:1: found "9:60"; expected ${TIME}. Minutes and seconds have two digits and are less than 60.`],
    ['9999999999s ls', `3:1: found "9999999999s"; expected ${TIME}.`],
    ['8:59:59 ls', '3:1: found "8:59:59", a time before the line before; expected a later one. The times of a user never go back.'],
    ['tehn ls', '3:1: found "tehn"; expected user, volume or file, or a time, as 9:00, 90s, +10s or then. Did you mean then?'],
    ['then', '3:4: found the end of the line; expected one of run, put, cat, ls, ps, where, login, logout.'],
    ['then cta x', '3:6: found "cta"; expected one of run, put, cat, ls, ps, where, login, logout. Did you mean cat?'],
    ['then ps x', '3:9: found "x"; expected nothing more on this line.'],
    ['then ps & x', '3:11: found "x"; expected nothing more on this line.'],
    ['then logout &', '3:13: found "&"; expected nothing after logout. Only commands run in the background.'],
    ['then cat', `3:8: found the end of the line; expected ${PATH}.`],
    ['then cat # x', `3:8: found the end of the line; expected ${PATH}.`],
    ['then cat Notes', `3:10: found "Notes"; expected ${PATH}. ${NAMES}`],
    ['then cat bob/', `3:10: found "bob/", a directory; expected ${PATH}. Only a file has a size and contents.`],
    ['then cat bob/a/b', `3:10: found "bob/a/b"; expected ${PATH}. A directory holds files, and no directories.`],
    [
      'then ls bob/a',
      '3:9: found "bob/a"; expected the owner of the files to list. Names have small letters, digits and _, a letter first.',
    ],
    [
      'then put a',
      '3:10: found the end of the line; expected a size, as 4kB, 1.5MB or 300B. Write B, kB, MB, GB or TB right behind the number.',
    ],
    ['then put a 20 kB', '3:12: found "20"; expected a size, as 4kB, 1.5MB or 300B. Write B, kB, MB, GB or TB right behind the number.'],
    ['then put a 20KB', '3:12: found "20KB"; expected a size, as 4kB, 1.5MB or 300B. Did you mean 20kB?'],
    ['then put a 1.0005kB', '3:12: found "1.0005kB", which is no whole number of bytes; expected a size, as 4kB, 1.5MB or 300B.'],
    ['then put a 1001TB', '3:12: found "1001TB"; expected a size of at most 1000TB.'],
    ['then put a -1B', '3:12: found "-1B"; expected a size, as 4kB, 1.5MB or 300B. Write B, kB, MB, GB or TB right behind the number.'],
    ['then run', '3:8: found the end of the line; expected the name of a program.'],
    ['then run Simulate', `3:10: found "Simulate"; expected the name of a program. ${NAMES}`],
    ['then run p cpu 0s', '3:16: found "0s"; expected a duration above 0, as 90s, 45m or 1.5h.'],
    ['then run p cpu 5', '3:16: found "5"; expected a duration above 0, as 90s, 45m or 1.5h.'],
    ['then run p memroy 1MB', '3:12: found "memroy"; expected one of cpu, memory, reads, writes. Did you mean memory?'],
    ['then run p cpu 1s cpu 2s', '3:19: found a second cpu; expected each of them once.'],
    ['then run p reads a reads b', '3:20: found a second reads; expected each of them once. Part the files by commas: reads a, b.'],
    [
      'then run p writes a 1B writes b 1B',
      '3:24: found a second writes; expected each of them once. Part the files by commas: writes a 1MB, b 1MB.',
    ],
    ['then run p reads writes a 1B', '3:18: found "writes"; expected the name of a file. If it is one, write alice/writes.'],
    ['then run p reads a, b, alice/a', '3:24: found alice/a a second time; expected each file once.'],
    ['then run p writes a 1B, a 1B', '3:25: found alice/a a second time; expected each file once.'],
    ['then run p reads a,', `3:19: found the end of the line; expected ${PATH}.`],
    ['then run p & cpu 1s', '3:14: found "cpu"; expected nothing more on this line.'],
    ['then @pc9 ls', `3:6: found "@pc9"; expected ${KNOWN}. Did you mean pc1?`],
    ['then @ ls', `3:6: found "@"; expected ${KNOWN}.`],
    ['then @pc2 logout', '3:6: found "@pc2", where alice is not logged in; expected one of @pc1.'],
    ['then @pc1 login pc2', `3:6: found "@pc1" before login; expected no machine but the one after login. ${LOST}`],
    ['then login pc11', `3:12: found "pc11"; expected ${KNOWN}. Did you mean pc1? ${LOST}`],
    ['then login', `3:10: found the end of the line; expected ${KNOWN}. ${LOST}`],
    ['then login pc2 &', `3:16: found "&"; expected nothing after login. Only commands run in the background. ${LOST}`],
    ['login pc2', `3:1: found "login"; expected a time before it. As in then login. ${LOST}`],
    [
      '8:00 login pc2',
      `3:1: found "8:00", a time before the line before; expected a later one. The times of a user never go back. ${LOST}`,
    ],
    ['noon login pc2', `3:1: found "noon"; expected user, volume or file, or a time, as 9:00, 90s, +10s or then. ${LOST}`],
    ['volume bob at pc1', '3:12: found "at"; expected on and a machine, as in volume bob on pc1.'],
    ['volume bob on pc11', `3:15: found "pc11"; expected ${KNOWN}. Did you mean pc1?`],
    [
      'volume bob/a on pc1',
      '3:8: found "bob/a"; expected the owner of files, as in volume shared on pc1. Names have small letters, digits and _, a letter first.',
    ],
    ['file notes 1kB', '3:6: found "notes", a directory; expected a file as owner/name. Only a file has a size and contents.'],
    ['file bob/a 1kB 2kB', '3:16: found "2kB"; expected nothing more on this line.'],
    ['user Bob', `3:6: found "Bob"; expected the name of a user. Names have small letters, digits and _, a letter first. ${UP_TO_NEXT}`],
    ['user bob pc1', `3:10: found "pc1"; expected nothing more on this line. ${UP_TO_NEXT}`],
    ['usr bob', `3:1: found "usr"; expected user, volume or file, or a time, as 9:00, 90s, +10s or then. Did you mean user? ${UP_TO_NEXT}`],
    ['then ls \u001b[2J', '3:9: found the control character U+001B; expected text. Delete it.'],
  ])('is said once, where it is, and the other lines are read: %s', (line, message) => {
    const { problems, lines } = read(alice(line, 'user zoe', '1s login pc2', 'then ls'));
    expect(problems.map(describeProblem)).toEqual([`t:${message}`]);
    expect(lines.map(({ user, typed }) => `${user} ${typed.type}`)).toEqual(['zoe login', 'zoe command', 'alice login']);
  });

  test('is a byte that is no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(alice('then put é')), Buffer.from([0xe9]), Buffer.from(' 1kB\n')]);
    expect(messages(bytes)).toEqual(['t:3:11: found what is no UTF-8; expected text. Save the file as UTF-8.']);
  });

  test('is a first line that has no line before it', () => {
    const expected = 'a time of its own, as 9:00 or 90s';
    expect(messages('user alice\nthen login pc1\n1s login pc2\nuser bob\n+1s login pc1')).toEqual([
      `t:2:1: found "then" on the first line of a user; expected ${expected}. ${LOST}`,
      `t:5:1: found "+1s" on the first line of a user; expected ${expected}. What bob types at that terminal is left out.`,
    ]);
  });

  test('with a log-in leaves out what is typed at its terminal, without a word more', () => {
    const { problems, lines } = read(alice('then logn pc2', 'then ls', 'then @pc2 ls', 'then @pc1 ps', 'then logout', 'then cat a'));
    expect(problems.map(describeProblem)).toEqual([
      `t:3:6: found "logn"; expected one of run, put, cat, ls, ps, where, login, logout. Did you mean login? ${LOST}`,
    ]);
    expect(lines.map(({ typed }) => (typed.type === 'command' ? `${typed.command.id} ${typed.command.line}` : typed.type))).toEqual([
      'login',
      'alice.1 ps',
      'alice.2 cat a',
    ]);
  });

  test('with every log-in of a user leaves one problem a log-in', () => {
    const { problems, lines } = read('user alice\n9:00 login pc7\nthen ls\nthen @pc7 ls\nthen @pc1 ls\nthen logout\n');
    expect(problems.map(({ line }) => line)).toEqual([2]);
    expect(lines).toEqual([]);
  });

  test('is told once of a user who is not logged in, until the next log-in', () => {
    const script = alice('then logout', 'then logout', 'then ls', 'then login pc2', 'then ls', 'then logout', 'then ls');
    expect(messages(script)).toEqual(
      [
        ['4:6', '"logout"'],
        ['9:6', '"ls"'],
      ].map(
        ([at, what]) =>
          `t:${at}: found ${what} while alice is not logged in; expected a log-in before it, as 9:00 login pc1. What alice types before the next log-in is left out.`,
      ),
    );
  });

  test('with the name of a user keeps the lines below from the user above', () => {
    for (const section of ['user Bob', 'usr bob', 'user alice', 'user b\u0007b', 'users']) {
      const { lines, problems } = read(alice(section, '9:01 ls', '8:00 nonsense'));
      expect(problems.map(({ line }) => line)).toEqual([3]);
      expect(lines).toHaveLength(1);
    }
  });

  test('is not a file that nobody ever writes', () => {
    expect(messages(alice('then cat nothing', 'then run p reads nobody/nothing'))).toEqual([]);
  });

  test('is that nobody does anything', () => {
    for (const script of ['', '\uFEFF', '# nothing\n', 'user alice\n', 'file a/b 1B']) {
      expect(read(script).problems).toMatchObject([{ line: 1, column: 1, found: 'nobody who does anything' }]);
    }
  });

  test('is told by its first problems and the number of the others', () => {
    const { problems } = read('what\n'.repeat(1000));
    expect(problems).toHaveLength(25);
    expect(problems.at(-1)).toMatchObject({ line: 25, found: '976 more problems from here on' });
  });
});

describe('any text', () => {
  const KNOWN_WORDS =
    'user alice bob volume shared on pc1 pc2 pc9 @pc1 @ file shared/a a a/b/c 1kB 1.5B # & then +1s 9:00 8:00 9:99 1h run p cpu 3s memory reads writes , put cat ls ps where login logout logn usr constructor __proto__ 1e9s';
  const word = fc.constantFrom(...KNOWN_WORDS.split(' '), '\t', 'é', '🂡', '\u0007', 'é🂡,');
  const typed = fc.tuple(fc.constantFrom('then', '9:00', '+1s'), fc.array(word, { maxLength: 6 })).map(([time, rest]) => [time, ...rest]);
  const line = fc.oneof(
    fc.array(word, { maxLength: 8 }),
    typed,
    typed,
    fc.constantFrom(['9:00', 'login', 'pc1'], ['user', 'alice'], ['user', 'bob']),
  );
  const almost = fc
    .array(
      fc.oneof({ weight: 8, arbitrary: line.map((words) => words.join(' ')) }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
    )
    .map((lines) => lines.join('\n'));
  const anything = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), almost, almost);

  /** Null: unusable, with its problems. */
  function attempt(input: string | Uint8Array): Pick<Sessions, 'problems' | 'lines'> {
    try {
      return read(input);
    } catch (error) {
      if (error instanceof UnusableInput) return { problems: error.problems, lines: [] };
      throw error;
    }
  }

  test('gives problems that point inside it, in the order of its lines, one a line', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const text = new TextDecoder().decode(typeof input === 'string' ? new TextEncoder().encode(input) : input);
        const lines = text.split('\n').map((it) => it.replace(/\r$/, ''));
        const { problems } = attempt(input);
        const order = problems.map((problem) => problem.line);
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.line).toBeLessThanOrEqual(lines.length);
          expect(problem.column).toBeGreaterThanOrEqual(1);
          expect(problem.column).toBeLessThanOrEqual(Math.max(1, Array.from(lines[problem.line - 1] ?? '').length));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('gives lines that can be typed: each terminal is opened first and closed last, times never go back, numbers have no gaps', () => {
    fc.assert(
      fc.property(almost, (input) => {
        const { lines } = attempt(input);
        const open = new Map<string, 'open' | 'closed'>();
        const numbers = new Map<string, number>();
        let beforeS = 0;
        for (const it of lines) {
          expect(it.atS).toBeGreaterThanOrEqual(beforeS);
          beforeS = it.atS;
          expect(open.get(it.terminal)).toBe(it.typed.type === 'login' ? undefined : 'open');
          open.set(it.terminal, it.typed.type === 'logout' ? 'closed' : 'open');
          if (it.typed.type !== 'command') continue;
          const { command } = it.typed;
          const number = (numbers.get(it.user) ?? 0) + 1;
          numbers.set(it.user, number);
          expect(command).toMatchObject({ id: `${it.user}.${number}`, user: it.user, terminal: it.terminal });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a good script', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/);
  const fileName = fc.stringMatching(/^[a-z][a-z0-9_.]{0,5}$/);
  const path = fc.tuple(name, fileName).map(([owner, file]) => `${owner}/${file}`);
  const sizeBytes = fc.oneof(
    fc.nat(),
    fc.integer({ min: 0, max: 1e15 }),
    fc.nat(999).map((mega) => mega * 1e6),
  );
  const writing = fc.record({ path, sizeBytes });
  const cpuS = fc.integer({ min: 1, max: 1e9 }).map((ms) => ms / 1000);
  const does: fc.Arbitrary<Work> = fc.oneof(
    fc.record({
      type: fc.constant('run' as const),
      program: fileName,
      cpuS: fc.oneof(fc.constant(1), cpuS),
      memoryBytes: fc.oneof(fc.constant(1_000_000), sizeBytes),
      reads: fc.uniqueArray(path, { maxLength: 3 }),
      writes: fc.uniqueArray(writing, { maxLength: 3, selector: (it) => it.path }),
    }),
    fc.record({ type: fc.constant('put' as const), write: writing }),
    fc.record({ type: fc.constant('cat' as const), path }),
    fc.record({ type: fc.constant('ls' as const), owner: name }),
    fc.record({ type: fc.constantFrom('ps' as const, 'where' as const) }),
  );

  const action = fc.record({
    waitS: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 1e6 }).map((ms) => ms / 1000),
    ),
    what: fc.oneof(
      { weight: 1, arbitrary: fc.constant('logout' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...MACHINES).map((machine) => ({ machine })) },
      { weight: 4, arbitrary: fc.record({ does, isBackground: fc.boolean() }) },
    ),
    /** Which of the open terminals, as far as there are several. */
    where: fc.nat(3),
    /** How it is written, where there are several ways. */
    style: fc.nat(11),
  });
  type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

  function sizeText(bytes: number, style: number): string {
    const units = [
      ['B', 1],
      ['kB', 1e3],
      ['MB', 1e6],
      ['GB', 1e9],
    ] as const;
    const [unit, factor] = units[style % 4] ?? units[0];
    const digits = String(bytes).padStart(16, '0');
    const places = String(factor).length - 1;
    return `${Number(digits.slice(0, 16 - places))}${places === 0 ? '' : `.${digits.slice(16 - places)}`}${unit}`;
  }

  function pathText(of: string, user: string, style: number): string {
    const [owner, file = ''] = of.split('/');
    return owner === user && style % 2 === 0 && !['cpu', 'memory', 'reads', 'writes'].includes(file) ? file : of;
  }

  function workText(of: Work, user: string, style: number): string {
    const paths = (list: readonly string[]): string => list.join([',', ', ', ' , '][style % 3]);
    switch (of.type) {
      case 'run': {
        const parts = [
          of.cpuS === 1 ? '' : ` cpu ${of.cpuS}s`,
          of.memoryBytes === 1_000_000 ? '' : ` memory ${sizeText(of.memoryBytes, style)}`,
          of.reads.length === 0 ? '' : ` reads ${paths(of.reads.map((it) => pathText(it, user, style)))}`,
          of.writes.length === 0
            ? ''
            : ` writes ${paths(of.writes.map((it) => `${pathText(it.path, user, style)} ${sizeText(it.sizeBytes, style)}`))}`,
        ];
        return `run ${of.program}${(style % 2 === 0 ? parts : parts.toReversed()).join('')}`;
      }
      case 'put':
        return `put ${pathText(of.write.path, user, style)} ${sizeText(of.write.sizeBytes, style)}`;
      case 'cat':
        return `cat ${pathText(of.path, user, style)}`;
      case 'ls':
        return of.owner === user && style % 2 === 0 ? 'ls' : `ls ${of.owner}`;
      case 'ps':
      case 'where':
        return of.type;
    }
  }

  interface Written {
    readonly text: readonly string[];
    readonly lines: readonly SessionLine[];
  }

  /** A user's lines as they are written, and what they are meant to say. */
  function written(user: string, actions: readonly Action[]): Written {
    const text = [`user ${user}`];
    const lines: SessionLine[] = [];
    let open: readonly { readonly machine: string; readonly terminal: SessionLine['terminal'] }[] = [];
    let ms = 0;
    let logins = 0;
    let number = 0;
    for (const { waitS, what, where, style } of actions) {
      const isLogin = typeof what === 'object' && 'machine' in what;
      if (open.length === 0 && !isLogin) continue;
      ms += Math.round(waitS * 1000);
      const atS = ms / 1000;
      const time = lines.length === 0 || style % 3 === 0 ? `${atS}s` : waitS === 1 ? 'then' : `+${waitS}s`;
      const clock = `${Math.floor(ms / 3_600_000)}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
      const when = style === 11 ? clock : time;
      if (isLogin) {
        logins++;
        const terminal = `terminal-${what.machine}.${user}.${logins}` as const;
        open = [...open, { machine: what.machine, terminal }];
        text.push(`  ${when}\tlogin ${what.machine}  # sits down`);
        lines.push({ atS, user, terminal, typed: { type: 'login' } });
        continue;
      }
      const machine = open[where % open.length]?.machine;
      const seat = open.findLast((it) => it.machine === machine);
      if (seat === undefined) throw new Error('there is an open terminal');
      const at = seat === open.at(-1) && style % 2 === 0 ? '' : `@${seat.machine} `;
      const { terminal } = seat;
      if (what === 'logout') {
        open = open.filter((it) => it !== seat);
        text.push(`${when} ${at}logout`);
        lines.push({ atS, user, terminal, typed: { type: 'logout' } });
        continue;
      }
      number++;
      const line = `${workText(what.does, user, style)}${what.isBackground ? ' &' : ''}`;
      text.push(`${when}  ${at}${line}`);
      const command: Command = { id: `${user}.${number}`, user, line, terminal, isBackground: what.isBackground, does: what.does };
      lines.push({ atS, user, terminal, typed: { type: 'command', command } });
    }
    return { text, lines };
  }

  function pad(value: number): string {
    return String(value).padStart(2, '0');
  }

  test('that was written is read as it was meant', () => {
    const script = fc.record({
      users: fc.uniqueArray(fc.tuple(name, fc.array(action, { minLength: 1, maxLength: 12 })), {
        selector: ([user]) => user,
        maxLength: 4,
      }),
      files: fc.uniqueArray(writing, { maxLength: 3, selector: (it) => it.path }),
      volumes: fc.dictionary(name, fc.constantFrom(...MACHINES), { maxKeys: 3, noNullPrototype: true }),
      end: fc.constantFrom('\n', '\r\n'),
      style: fc.nat(11),
    });
    fc.assert(
      fc.property(script, ({ users, files, volumes, end, style }) => {
        // Somebody has to do something, or there is a problem.
        const all = [...users, LAST].map(([user, actions]) => written(user, actions));
        const text = [
          ...Object.entries(volumes).map(([owner, machine]) => `volume ${owner} on ${machine}`),
          ...files.map((file) => `file ${file.path} ${sizeText(file.sizeBytes, style)}`),
          ...all.flatMap((it) => it.text),
        ].join(end);
        const sessions = read(text);
        expect(sessions.problems).toEqual([]);
        expect(sessions.files).toEqual(files);
        expect(sessions.users).toEqual([...users.map(([user]) => user), 'last_one']);
        expect(sessions.lines).toEqual(all.flatMap((it) => it.lines).toSorted((a, b) => a.atS - b.atS));
        expect(sessions.volumes).toMatchObject(volumes);
      }),
      { numRuns: 500 },
    );
  });

  const LAST: [string, Action[]] = ['last_one', [{ waitS: 1, what: { machine: 'pc1' }, where: 0, style: 0 }]];
});
