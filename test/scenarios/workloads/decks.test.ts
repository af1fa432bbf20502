import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeProblem, UnusableInput } from '../../../src/scenarios/problem.ts';
import { type DeckFile, readDeck, readDecks } from '../../../src/scenarios/workloads/decks.ts';

const GOOD = ['$JOB, 5, 0410, HOLLOWAY', '$FORTRAN', '      STOP', '      END', '$LOAD', '$RUN', '   42', '$END'];

/** The good deck with the cards from `at` (counted from 0) on replaced. */
function changed({ at, remove = 1, insert = [] }: { at: number; remove?: number; insert?: readonly string[] }): string {
  return deckOf(GOOD.toSpliced(at, remove, ...insert));
}

function deckOf(cards: readonly string[]): string {
  return `${cards.join('\n')}\n`;
}

function messages(input: string | Uint8Array): readonly string[] {
  return readDeck(input, 't.deck').problems.map(describeProblem);
}

function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([...part]))));
}

describe('a good deck', () => {
  test('says whose it is, what it needs mounted, how many cards it has and how long it may run', () => {
    const { deck, problems } = readDeck(deckOf(GOOD), 'shop/Tape-Copy 2.deck');
    expect(problems).toEqual([]);
    expect(deck).toEqual({
      file: 'shop/Tape-Copy 2.deck',
      name: 'tape_copy_2',
      programmer: 'HOLLOWAY',
      account: '0410',
      compiler: 'FORTRAN',
      cards: 8,
      limitS: 300,
      unreadable: null,
      demands: [],
    });
  });

  test.each(['FORTRAN', 'COBOL', 'ASSEMBLER'])('may ask for %s', (compiler) => {
    expect(readDeck(changed({ at: 1, insert: [`$${compiler}`] }), 't.deck').deck).toMatchObject({ compiler, unreadable: null });
  });

  test.each([
    ['$JOB,, 0410, HOLLOWAY', null],
    ['$JOB,0.5,0410,HOLLOWAY', 30],
    ['$JOB  ,  60  ,  0410  ,  HOLLOWAY  ', 3600],
  ])('allows on %s: %s seconds', (card, limitS) => {
    expect(readDeck(changed({ at: 0, insert: [card] }), 't.deck').deck).toMatchObject({ limitS, programmer: 'HOLLOWAY', unreadable: null });
  });

  test('may have Windows line ends, a byte order mark, no last newline, tabs, blank cards, and 80 columns of characters', () => {
    const cards = GOOD.toSpliced(2, 1, '\tSTOP', '', 'é'.repeat(80), '🂡'.repeat(80));
    const text = `\uFEFF${cards.join('\r\n')}`;
    expect(messages(text)).toEqual([]);
    expect(readDeck(Buffer.from(text), 't.deck')).toEqual(readDeck(text, 't.deck'));
    expect(readDeck(text, 't.deck').deck).toMatchObject({ cards: 11, programmer: 'HOLLOWAY' });
  });

  test('may be followed by blank lines, which are no cards', () => {
    expect(readDeck(`${deckOf(GOOD)}\n  \n\n`, 't.deck')).toEqual(readDeck(deckOf(GOOD), 't.deck'));
  });

  test('may hold the replacement character itself', () => {
    expect(messages(bytesOf(changed({ at: 2, insert: ['C     \uFFFD'] })))).toEqual([]);
  });
});

describe('$DEMAND', () => {
  function demandsOf(...cards: readonly string[]): DeckFile['demands'] {
    const { deck, problems } = readDeck(changed({ at: 1, remove: 0, insert: cards }), 't.deck');
    expect(problems).toEqual([]);
    return deck.demands;
  }

  test('states every field in the units of the machine', () => {
    expect(demandsOf('$DEMAND, compile=12s, run=5m, words=9000, lines=120, ends=normally')).toEqual([
      { compileS: 12, runS: 300, words: 9000, lines: 120, ends: 'normally' },
    ]);
  });

  test('leaves undefined what it does not state', () => {
    expect(demandsOf('$DEMAND, run=1.5h')).toEqual([{ runS: 5400 }]);
    expect(demandsOf('$DEMAND')).toEqual([{}]);
  });

  test('stands once for each version of the deck, in their order', () => {
    expect(demandsOf('$DEMAND, ends=compile-error', '$DEMAND, ends=abnormally', '$DEMAND, run = 0s')).toEqual([
      { ends: 'compile error' },
      { ends: 'abnormally' },
      { runS: 0 },
    ]);
  });

  test('reads fractions to the millisecond, without the noise of floating point', () => {
    expect(demandsOf('$DEMAND, run=1.1m, compile=0.0014s')).toEqual([{ runS: 66, compileS: 0.001 }]);
  });

  test.each([
    ['run=5', 'found "run=5"; expected run= and a duration, as 12s, 5m or 1.5h.'],
    ['run=-5m', 'found "run=-5m"; expected run= and a duration, as 12s, 5m or 1.5h.'],
    ['run=9999999h', 'found "run=9999999h"; expected run= and a duration, as 12s, 5m or 1.5h.'],
    ['words=0', 'found "words=0"; expected words= and a whole number from 1.'],
    ['words=9000.5', 'found "words=9000.5"; expected words= and a whole number from 1.'],
    ['lines=1e3', 'found "lines=1e3"; expected lines= and a whole number.'],
    [
      'ends=compile error',
      'found "ends=compile error"; expected ends= and one of normally, compile-error, abnormally. Did you mean compile-error?',
    ],
    ['constructor=1', 'found "constructor=1"; expected one of compile=, run=, words=, lines=, ends=. As in run=5m.'],
    ['RUN=5m', 'found "RUN=5m"; expected one of compile=, run=, words=, lines=, ends=. Did you mean run?'],
    ['run', 'found "run"; expected one of compile=, run=, words=, lines=, ends=. Write its value, as in run=…'],
    ['', 'found an empty field; expected one of compile=, run=, words=, lines=, ends=. As in run=5m.'],
  ])('does not take %s', (field, message) => {
    const card = `$DEMAND, lines=7, ${field}`;
    // A field that is empty begins, as far as anybody can point, at the card's last column.
    const column = Math.min(19, card.length);
    expect(messages(changed({ at: 1, remove: 0, insert: [card] }))).toEqual([`t.deck:2:${column}: ${message}`]);
  });

  test('states a field once', () => {
    expect(messages(changed({ at: 1, remove: 0, insert: ['$DEMAND, run=1m, run=2m'] }))).toEqual([
      't.deck:2:18: found a second run=; expected each field once.',
    ]);
  });
});

describe('a bad card', () => {
  const CONTROL = 'a control card ($JOB, $DEMAND, $FORTRAN, $COBOL, $ASSEMBLER, $LOAD, $RUN, $END)';

  test.each([
    ['a control card in small letters', { at: 4, insert: ['$load'] }, `5:1: found "$load"; expected ${CONTROL}. Did you mean $LOAD?`],
    ['a misspelled $JOB', { at: 0, insert: ['$JBO, 5, 0410, HOLLOWAY'] }, `1:1: found "$JBO"; expected ${CONTROL}. Did you mean $JOB?`],
    ['a misspelled compiler', { at: 1, insert: ['$FORTAN'] }, `2:1: found "$FORTAN"; expected ${CONTROL}. Did you mean $FORTRAN?`],
    [
      'a compiler that there is not',
      { at: 1, insert: ['$JOVIAL'] },
      `2:1: found "$JOVIAL"; expected ${CONTROL}. A $ in column 1 makes a control card; in any other column it is text.`,
    ],
    [
      'data that begin with $',
      { at: 6, insert: ['$1250.00'] },
      `7:1: found "$1250.00"; expected ${CONTROL}. A $ in column 1 makes a control card; in any other column it is text.`,
    ],
    ['no $JOB', { at: 0 }, '1:1: found $FORTRAN; expected $JOB, minutes, account, programmer.'],
    [
      'a blank card before $JOB',
      { at: 0, remove: 0, insert: [''] },
      '1:1: found a blank card; expected $JOB, minutes, account, programmer.',
    ],
    ['no compiler', { at: 1 }, '2:1: found "STOP"; expected $FORTRAN, $COBOL or $ASSEMBLER.'],
    ['two compilers', { at: 2, remove: 0, insert: ['$COBOL'] }, '3:1: found $COBOL here; expected source cards, then $LOAD.'],
    [
      '$DEMAND in the source',
      { at: 2, remove: 0, insert: ['$DEMAND, run=1s'] },
      "3:1: found $DEMAND here; expected it between $JOB and the compiler's card.",
    ],
    ['no $LOAD', { at: 4 }, '5:1: found $RUN; expected source cards, then $LOAD.'],
    ['no $RUN', { at: 5 }, '6:1: found "42"; expected $RUN.'],
    ['$LOAD among the data', { at: 6, insert: ['$LOAD'] }, '7:1: found $LOAD here; expected data cards, then $END.'],
    ['no $END', { at: 7 }, '7:1: found the end of the deck after this card; expected data cards, then $END.'],
    ['a card after $END', { at: 8, insert: ['   43'] }, '9:1: found "43"; expected nothing after $END.'],
    ['a second deck after $END', { at: 8, insert: GOOD }, '9:1: found "$JOB, 5, 0410, HOLLOWAY"; expected nothing after $END.'],
    [
      'a second deck in place of $END',
      { at: 7, insert: GOOD },
      '8:1: found a second $JOB; expected data cards, then $END. A file holds one deck: put the next one into a file of its own.',
    ],
    ['fields where there are none', { at: 5, insert: ['$RUN  twice'] }, '6:7: found "twice"; expected nothing after $RUN.'],
    [
      '81 columns',
      { at: 2, insert: [`C${'é'.repeat(80)}`] },
      '3:81: found a card of 81 columns; expected at most 80. Continue on another card.',
    ],
    ['a control character', { at: 2, insert: ['     \u001b[2J'] }, '3:6: found the control character U+001B; expected text. Delete it.'],
    [
      'a control character on a control card',
      { at: 5, insert: ['$RUN\u0007'] },
      '6:5: found the control character U+0007; expected text. Delete it.',
    ],
    ['half a character', { at: 2, insert: ['   \ud83c'] }, '3:4: found the control character U+D83C; expected text. Delete it.'],
    [
      'minutes that are none',
      { at: 0, insert: ['$JOB, five, 0410, HOLLOWAY'] },
      '1:7: found "five"; expected the minutes that the job may take, as 5 or 0.5. Leave them empty for no limit.',
    ],
    [
      'no minutes at all',
      { at: 0, insert: ['$JOB, 0, 0410, HOLLOWAY'] },
      '1:7: found "0"; expected the minutes that the job may take, as 5 or 0.5. Leave them empty for no limit.',
    ],
    ['an empty account', { at: 0, insert: ['$JOB, 5, , HOLLOWAY'] }, '1:10: found an empty field; expected an account.'],
    ['an empty programmer', { at: 0, insert: ['$JOB, 5, 0410,'] }, '1:14: found an empty field; expected the name of a programmer.'],
    [
      'too few fields',
      { at: 0, insert: ['$JOB, 5, HOLLOWAY'] },
      '1:17: found 2 fields; expected 3 fields: minutes, account, programmer. Where there is no limit, leave the minutes empty: $JOB,, 410, OKAFOR',
    ],
    [
      'too many fields',
      { at: 0, insert: ['$JOB, 5, 0410, HOLLOWAY, JR'] },
      '1:26: found 4 fields; expected 3 fields: minutes, account, programmer. Where there is no limit, leave the minutes empty: $JOB,, 410, OKAFOR',
    ],
    ['no comma after the name', { at: 0, insert: ['$JOB 5, 0410, HOLLOWAY'] }, '1:6: found "5"; expected a comma after $JOB.'],
  ])('is reported once, by line and column: %s', (_, change, message) => {
    expect(messages(changed(change))).toEqual([`t.deck:${message}`]);
  });

  test.each([
    ['in the middle of a card', [0x43, 0x20, 0xe9, 0x20], 3, '0xe9'],
    ['cut off at the end of a card', [0xc3, 0xa9, 0xe2, 0x82], 2, '0xe2'],
    ['after a replacement character that is one', [0xef, 0xbf, 0xbd, 0xff], 2, '0xff'],
    ['that looks like the beginning of a replacement character', [0xef, 0xbf, 0x41], 1, '0xef'],
  ])('is told by its first byte that is no text, %s', (_, bytes, column, byte) => {
    const deck = bytesOf('\uFEFF$JOB, 5, 0410, HOLLOWAY\n$FORTRAN\n', bytes, '\r\n$LOAD\n$RUN\n$END\n');
    expect(messages(deck)).toEqual([
      `t.deck:3:${column}: found the byte ${byte}, which is no UTF-8 here; expected text. Save the file as UTF-8.`,
    ]);
  });

  test('leaves the rest of the deck readable: whose it is, and for which compiler', () => {
    const { deck, problems } = readDeck(changed({ at: 5, insert: ['$RNU'] }), 't.deck');
    expect(deck).toMatchObject({ programmer: 'HOLLOWAY', account: '0410', compiler: 'FORTRAN', cards: 8, limitS: 300 });
    expect(deck.unreadable).toBe(problems[0]);
  });

  test('leaves the programmer known where only the minutes are bad', () => {
    expect(readDeck(changed({ at: 0, insert: ['$JOB, x, 0410, HOLLOWAY'] }), 't.deck').deck).toMatchObject({
      programmer: 'HOLLOWAY',
      limitS: null,
    });
  });

  test.each([
    ['no $JOB', { at: 0 }],
    ['a misspelled $JOB', { at: 0, insert: ['$JBO, 5, 0410, HOLLOWAY'] }],
  ])('makes the programmer unknown: %s', (_, change) => {
    expect(readDeck(changed(change), 't.deck').deck).toMatchObject({
      programmer: 'unknown',
      account: 'unknown',
      limitS: null,
      compiler: 'FORTRAN',
    });
  });

  test('hides no other bad card', () => {
    const cards = ['$JOB, x, 0410, HOLLOWAY', '$DEMAND, run=5, worms=3', '$FORTAN', 'C'.repeat(90), '$LOAD now', '$RNU', '$12', '   1'];
    const where = readDeck(deckOf(cards), 't.deck').problems.map(({ line, column }) => `${line}:${column}`);
    expect(where).toEqual(['1:7', '2:10', '2:17', '3:1', '4:81', '5:7', '6:1', '7:1', '8:1']);
  });

  test('is quoted short, and without anything that a terminal would obey', () => {
    const [told = ''] = messages(`say "${'x'.repeat(70)}\n`);
    expect(told).toBe(`t.deck:1:1: found "say \\"${'x'.repeat(35)}…"; expected $JOB, minutes, account, programmer.`);
  });
});

describe('a file that is no deck', () => {
  test.each([
    ['empty', '', 't.deck:1:1: found an empty file; expected a deck, from $JOB to $END.'],
    ['a byte order mark alone', '\uFEFF', 't.deck:1:1: found an empty file; expected a deck, from $JOB to $END.'],
    [
      'binary',
      bytesOf('$JOB\né', [0xff, 0, 1]),
      't.deck:2:3: found a NUL character, as in a binary file; expected text. Is it a program, or saved as UTF-16? Save decks as UTF-8.',
    ],
    [
      'larger than 1 MiB',
      '$JOB\n'.repeat(220_000),
      't.deck:1:1: found a file of more than 1 MiB; expected a deck of at most 1 MiB. Is it a deck at all?',
    ],
  ])('is one problem, and a deck of no cards: %s', (_, input, message) => {
    const { deck, problems } = readDeck(input, 't.deck');
    expect(problems.map(describeProblem)).toEqual([message]);
    expect(deck).toMatchObject({
      name: 't',
      programmer: 'unknown',
      account: 'unknown',
      compiler: 'none',
      cards: 0,
      unreadable: problems[0],
    });
  });

  test('is told by its first problems and the number of the others', () => {
    const { problems } = readDeck('$what\n'.repeat(1000), 't.deck');
    expect(problems).toHaveLength(25);
    expect(problems.at(-1)).toMatchObject({ line: 25, found: '976 more problems from here on' });
  });
});

describe('any bytes', () => {
  const fragment = fc.constantFrom(...GOOD, '$DEMAND, run=1s', '$DEMAND,,,', '$JOB,', '$', '$demand', 'x'.repeat(100), '', '\r', '\u0000');
  const almostDeck = fc.array(fc.oneof(fragment, fc.string({ unit: 'binary' })), { maxLength: 20 }).map((cards) => cards.join('\n'));
  const damaged = fc
    .tuple(fc.nat(deckOf(GOOD).length - 1), fc.uint8Array({ maxLength: 4 }))
    .map(([at, bytes]) => bytesOf(deckOf(GOOD).slice(0, at), [...bytes], deckOf(GOOD).slice(at)));
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary' }),
    almostDeck,
    almostDeck.map((text) => bytesOf(text)),
    damaged,
  );

  test('give a deck, which is unreadable exactly if there are problems', () => {
    fc.assert(
      fc.property(anything, fc.string(), (input, file) => {
        const { deck, problems } = readDeck(input, file);
        expect(deck.unreadable).toBe(problems[0] ?? null);
        expect(deck.name).toMatch(/^[a-z0-9_]+$/);
        expect(deck.file).toBe(file);
      }),
      { numRuns: 1000 },
    );
  });

  test('give problems that point inside the file, in the order of its lines', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const text = typeof input === 'string' ? input : new TextDecoder().decode(input);
        const lines = text.replace(/^\uFEFF/, '').split('\n');
        const { problems } = readDeck(input, 't.deck');
        for (const { line, column } of problems) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(Math.max(1, [...(lines[line - 1] ?? '')].length));
        }
        const order = problems.map(({ line }) => line);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(order.every((line) => line >= 1 && line <= lines.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a well-formed deck give back what was written', () => {
    const text = fc.stringMatching(/^[A-Z0-9 .()*-]{0,72}$/);
    const demand = fc.record(
      {
        compileS: fc.nat(5000),
        runS: fc.nat(5000),
        words: fc.integer({ min: 1, max: 32768 }),
        lines: fc.nat(9999),
        ends: fc.constantFrom('normally', 'abnormally'),
      },
      { requiredKeys: [] },
    );
    const written = { compileS: 'compile', runS: 'run' } as const;
    fc.assert(
      fc.property(
        fc.record({
          limitS: fc.option(fc.integer({ min: 1, max: 600 }).map((minutes) => minutes * 60)),
          compiler: fc.constantFrom('FORTRAN', 'COBOL', 'ASSEMBLER'),
          demands: fc.array(demand, { maxLength: 4 }),
        }),
        fc.array(text, { maxLength: 9 }),
        fc.array(text, { maxLength: 9 }),
        ({ limitS, compiler, demands }, source, data) => {
          const demandCards = demands.map((asked) =>
            [
              '$DEMAND',
              ...Object.entries(asked).map(([key, value]) =>
                key === 'compileS' || key === 'runS' ? `${written[key]}=${value}s` : `${key}=${value}`,
              ),
            ].join(', '),
          );
          const minutes = limitS === null ? '' : limitS / 60;
          const cards = [`$JOB, ${minutes}, 1, ME`, ...demandCards, `$${compiler}`, ...source, '$LOAD', '$RUN', ...data, '$END'];
          const { deck, problems } = readDeck(deckOf(cards), 't.deck');
          expect(problems).toEqual([]);
          expect(deck).toMatchObject({ limitS, compiler, demands, cards: cards.length });
        },
      ),
    );
  });
});

describe('a folder of decks', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'decks-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A new folder of files. */
  function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const path = join(folder, name);
    mkdirSync(path);
    for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
    return path;
  }

  function refused(path: string): string {
    try {
      readDecks(path);
    } catch (error) {
      if (error instanceof UnusableInput) return error.message;
      throw error;
    }
    return 'not refused';
  }

  test('is read in the order of the file names, each with a name of its own', () => {
    const good = deckOf(GOOD);
    const path = folderOf('names', {
      'b.deck': good,
      'a-b.deck': good,
      'a b.deck': good,
      'B.deck': good,
      'a_b_2.deck': good,
      'c.txt': 'no',
      '._b.deck': 'no',
    });
    mkdirSync(join(path, 'z.deck'));
    const { decks, problems } = readDecks(path);
    expect(problems).toEqual([]);
    expect(decks.map(({ name }) => name)).toEqual(['b', 'a_b', 'a_b_2', 'a_b_2_2', 'b_2']);
    expect(decks.map(({ file }) => file)).toEqual(
      ['B.deck', 'a b.deck', 'a-b.deck', 'a_b_2.deck', 'b.deck'].map((file) => join(path, file)),
    );
  });

  test('gives every deck, whatever is wrong with the others', () => {
    const path = folderOf('mixed', { 'bad.deck': '\n', 'empty.deck': '', 'good.deck': deckOf(GOOD), 'huge.deck': 'x'.repeat(2 ** 20 + 1) });
    symlinkSync(join(path, 'gone'), join(path, 'lost.deck'));
    const { decks, problems } = readDecks(path);
    expect(decks.map(({ name, unreadable }) => [name, unreadable?.found])).toEqual([
      ['bad', 'a blank card'],
      ['empty', 'an empty file'],
      ['good', undefined],
      ['huge', 'a file of more than 1 MiB'],
      ['lost', 'nothing of that name'],
    ]);
    expect(problems).toEqual(decks.flatMap(({ unreadable }) => unreadable ?? []));
  });

  test('may be one file instead, of any name', () => {
    const path = join(folderOf('single', { 'Deck One.txt': deckOf(GOOD) }), 'Deck One.txt');
    expect(readDecks(path)).toEqual({ decks: [{ ...readDeck(deckOf(GOOD), path).deck, name: 'deck_one_txt' }], problems: [] });
  });

  test('that does not exist, or holds no deck, is refused with what to do', () => {
    const missing = join(folder, 'missing');
    expect(refused(missing)).toBe(
      `${missing}:1:1: found nothing of that name; expected a folder of *.deck files, or one such file. Check the path and who may read it.`,
    );
    const bare = folderOf('bare', { 'notes.txt': '' });
    expect(refused(bare)).toBe(
      `${bare}:1:1: found a folder without a *.deck file; expected at least one. Name the decks something.deck, or give the folder that holds them.`,
    );
    expect(refused('/dev/null')).toContain('found neither a folder nor a file');
    expect(refused(`${bare}/notes.txt/x`)).toContain('Check the path');
  });
});

describe('the example decks', () => {
  const { decks, problems } = readDecks('examples/decks');

  test('are good, but for the two that show bad cards', () => {
    expect(problems.map(({ file, line, column, hint }) => `${file}:${line}:${column} ${hint}`)).toEqual([
      'examples/decks/bridge.deck:17:81 Continue on another card.',
      'examples/decks/tides.deck:25:1 Did you mean $RUN?',
    ]);
  });

  test('come from seven programmers, for three compilers', () => {
    expect(decks).toHaveLength(16);
    expect(new Set(decks.map(({ programmer }) => programmer)).size).toBe(7);
    expect(new Set(decks.map(({ compiler }) => compiler))).toEqual(new Set(['FORTRAN', 'COBOL', 'ASSEMBLER']));
  });

  test('show each way to fail at first, and are corrected by the last version', () => {
    const freeWords = 32768 - 6000;
    const fails = ({ limitS, demands }: DeckFile, { words = 0, runS = 0, ends = 'normally' }: DeckFile['demands'][number]) => {
      if (words > freeWords) return 'memory exceeded';
      if (limitS !== null && runS > limitS) return 'time limit exceeded';
      return ends === 'normally' ? (demands.length > 1 ? 'corrected' : 'fine') : ends;
    };
    const shown = decks.map((deck) => [deck.name, deck.demands.map((demand) => fails(deck, demand))] as const);
    expect(Object.fromEntries(shown.filter(([, versions]) => versions.length > 1))).toEqual({
      ledger: ['compile error', 'corrected'],
      matrix: ['memory exceeded', 'corrected'],
      orbit: ['time limit exceeded', 'corrected'],
      sort: ['abnormally', 'corrected'],
      tellers: ['abnormally', 'corrected'],
    });
    expect(shown.every(([, versions]) => ['fine', 'corrected', undefined].includes(versions.at(-1)))).toBe(true);
  });

  test('are all in the table of their README, with programmer and compiler', () => {
    const table = readFileSync('examples/decks/README.md', 'utf8');
    const rows = [...table.matchAll(/^\| `(\w+)` \| (\w+) \| (\w+) \|/gm)].map(([, name, programmer, compiler]) => ({
      name,
      programmer,
      compiler,
    }));
    expect(rows).toEqual(decks.map(({ name, programmer, compiler }) => ({ name, programmer, compiler })));
  });
});

describe('docs/decks.md', () => {
  const blocks = [...readFileSync('docs/decks.md', 'utf8').matchAll(/^```(deck|text)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
    kind,
    text,
  }));
  const shown = blocks.flatMap(({ kind, text }, index) => {
    const next = blocks[index + 1];
    return kind === 'deck' ? [{ deck: text, output: next?.kind === 'text' ? next.text : '' }] : [];
  });

  test('shows decks with what is really said of them', () => {
    expect(shown).toHaveLength(6);
    for (const { deck, output } of shown)
      expect(
        readDeck(deck, 'trial.deck')
          .problems.map((problem) => `${describeProblem(problem)}\n`)
          .join(''),
      ).toBe(output);
  });
});
