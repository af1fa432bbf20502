import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeProblem, UnusableInput } from '../../../src/scenarios/problem.ts';
import { readSwf, type SwfJob } from '../../../src/scenarios/workloads/swf.ts';
import { findTrace, testOnTrace, TRACES, TRACES_VARIABLE } from '../../traces.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwright-swf-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: string | Uint8Array, name = 'trace.swf'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The 18 fields of a job; those not named are unknown. */
function fieldsOf(known: Readonly<Record<number, number | string>>): readonly string[] {
  return Array.from({ length: 18 }, (_, place) => String(known[place + 1] ?? -1));
}

function lineOf(known: Readonly<Record<number, number | string>>): string {
  return fieldsOf(known).join(' ');
}

const GOOD = lineOf({ 1: 1, 2: 10, 4: 5, 12: 3, 14: 8 });

/** The problems as a user reads them, without the folder. */
function leftOutOf(content: string | Uint8Array): readonly string[] {
  return readSwf(written(content)).leftOut.map((problem) => describeProblem({ ...problem, file: 'trace.swf' }));
}

function refusal(path: string): string {
  try {
    readSwf(path);
  } catch (error) {
    if (error instanceof UnusableInput) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  throw new Error(`${path} was read`);
}

/** One job at a time, in the order given. */
function firstComeFirstServed(jobs: readonly SwfJob[]): { makespanS: number; meanWaitS: string; maxWaitS: number } {
  let [freeS, waitS, maxWaitS] = [0, 0, 0];
  for (const { submitS, runS } of jobs) {
    const startS = Math.max(freeS, submitS);
    waitS += startS - submitS;
    maxWaitS = Math.max(maxWaitS, startS - submitS);
    freeS = startS + runS;
  }
  return { makespanS: freeS, meanWaitS: (waitS / jobs.length).toFixed(3), maxWaitS };
}

function distinct<T>(values: readonly T[]): number {
  return new Set(values).size;
}

describe('real traces', () => {
  testOnTrace('reads every job, user and executable of the NASA trace', 'nasa', (path) => {
    const { jobs, leftOut, header, resorted } = readSwf(path);
    const executables = jobs.map(({ compiler }) => compiler).filter((compiler) => compiler.startsWith('executable '));
    expect(jobs).toHaveLength(18_239);
    expect(distinct(jobs.map(({ user }) => user))).toBe(69);
    expect(distinct(executables)).toBe(493);
    expect(jobs.length - executables.length).toBe(1_044);
    expect(jobs.filter(({ runS }) => runS === 0)).toHaveLength(173);
    expect(jobs.reduce((sum, { runS }) => sum + runS, 0)).toBe(13_950_781);
    expect(leftOut).toEqual([]);
    expect(resorted).toBe(false);
    expect(header).toMatchObject({ Computer: 'Intel iPSC/860', MaxProcs: '128', Queue: '0  interactive\n1  batch' });
  });

  testOnTrace('batches the NASA jobs without an executable by group, as that trace names no queues', 'nasa', (path) => {
    const others = readSwf(path).jobs.filter(({ compiler }) => !compiler.startsWith('executable '));
    expect([...new Set(others.map(({ compiler }) => compiler))].sort()).toEqual(['group 1', 'group 2']);
  });

  testOnTrace('gives the known makespan and waits of the NASA trace on one processor in order of arrival', 'nasa', (path) => {
    const expected = { makespanS: 14_047_967, meanWaitS: '2817618.444', maxWaitS: 6_324_227 };
    expect(firstComeFirstServed(readSwf(path).jobs)).toEqual(expected);
  });

  testOnTrace('reads every job of the KTH trace, with the estimates of its users', 'kth', (path) => {
    const { jobs, leftOut } = readSwf(path);
    expect(jobs).toHaveLength(27_992);
    expect(leftOut).toEqual([]);
    expect(jobs[0]).toEqual({
      line: 25, number: 15, submitS: 599_850, runS: 3477, user: '12', compiler: 'group 12', requestedS: 53_940, processors: 4,
    }); // prettier-ignore
    const { makespanS, meanWaitS } = firstComeFirstServed(jobs);
    expect({ makespanS, meanWaitS }).toEqual({ makespanS: 240_578_172, meanWaitS: '95903911.016' });
  });

  testOnTrace('reads every job and user of the LCG grid', 'lcg', (path) => {
    const { jobs, leftOut, header } = readSwf(path);
    expect(jobs).toHaveLength(188_041);
    expect(distinct(jobs.map(({ user }) => user))).toBe(216);
    expect(leftOut).toEqual([]);
    // The last line of that header is a caption, indented like text that goes on with the key above it.
    expect(header['Partition']?.split('\n').slice(169)).toEqual(['170 lcg-lrz-ce.lrz-muenchen.de', expect.stringMatching(/^#.*runtime/)]);
  });

  testOnTrace('reads an excerpt that is not gzipped', 'nasaExcerpt', (path) => {
    const { jobs, leftOut } = readSwf(path);
    expect(jobs).toHaveLength(228);
    expect(leftOut).toEqual([]);
  });

  testOnTrace('leaves out of the dirty SDSC trace just the lines whose run time is unknown', 'sdscDirty', (path) => {
    const { jobs, leftOut } = readSwf(path);
    const text = gunzipSync(readFileSync(path)).toString('latin1');
    const rows = text.split('\n').map((line, index) => ({ line: index + 1, fields: line.trim().split(/\s+/) }));
    const bad = rows.filter(({ fields }) => fields.length === 18 && (Number(fields[1]) < 0 || Number(fields[3]) < 0));
    expect(bad).toHaveLength(355);
    expect(leftOut.map(({ line }) => line)).toEqual(bad.map(({ line }) => line));
    expect(jobs).toHaveLength(4_961 - 355);
    expect(leftOut[0]).toEqual({
      file: path,
      line: 40,
      column: 27,
      found: '"-1" as field 4, the run time',
      expected: 'a time of 0 s or more',
      hint: '-1 means that it is unknown: the job is left out.',
    });
  });
});

describe('a job', () => {
  test('is what the fields say', () => {
    const path = written(lineOf({ 1: 7, 2: 10, 4: 5, 5: 32, 9: 60, 12: 3, 13: 2, 14: 8, 15: 1 }));
    expect(readSwf(path).jobs).toEqual([
      { line: 1, number: 7, submitS: 10, runS: 5, user: '3', compiler: 'executable 8', requestedS: 60, processors: 32 },
    ]);
  });

  test('is kept if nothing but its submit and run time is known', () => {
    const path = written(lineOf({ 2: 0, 4: 0 }));
    expect(readSwf(path).jobs).toEqual([
      { line: 1, number: -1, submitS: 0, runS: 0, user: 'unknown', compiler: 'unknown', requestedS: null, processors: null },
    ]);
  });

  test.each([
    [{ 13: 2, 14: 8, 15: 3 }, 'executable 8'],
    [{ 13: 2, 14: 0, 15: 3 }, 'executable 0'],
    [{ 13: 2, 15: 3 }, 'queue 3'],
    [{ 13: 2, 15: 0 }, 'queue 0'],
    [{ 13: 2 }, 'group 2'],
    [{}, 'unknown'],
  ])('with %j is batched by %s', (known, compiler) => {
    expect(readSwf(written(lineOf({ 2: 0, 4: 1, ...known }))).jobs[0]?.compiler).toBe(compiler);
  });

  test('may have fractional seconds', () => {
    const path = written(lineOf({ 2: '10.25', 4: '.5', 9: '1.5e1', 6: '0.333333333333333333333' }));
    expect(readSwf(path).jobs[0]).toMatchObject({ submitS: 10.25, runS: 0.5, requestedS: 15 });
  });

  test('has one name for its user, however the number is written', () => {
    const path = written([lineOf({ 2: 0, 4: 1, 12: '007' }), lineOf({ 2: '-0', 4: '-0.0', 12: '7.0' })].join('\n'));
    const { jobs } = readSwf(path);
    expect(jobs.map(({ user }) => user)).toEqual(['7', '7']);
    expect(jobs[1]).toMatchObject({ submitS: 0, runS: 0 });
  });
});

describe('the text', () => {
  test('is the same with CRLF, tabs, white space around lines, blank lines, a byte order mark and no last newline', () => {
    const plain = readSwf(written(`; Version: 2.2\n${GOOD}\n\n${GOOD}\n`));
    const other = readSwf(written(`\ufeff; Version: 2.2 \t\r\n \t${GOOD.replaceAll(' ', ' \t ')} \t \r\n \t\r\n${GOOD}`));
    expect(other).toEqual(plain);
    expect(plain.jobs.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('is recognised as gzipped by its first bytes, not its name', () => {
    const text = `${GOOD}\n${GOOD}\n`;
    const plain = readSwf(written(text, 'plain.swf.gz'));
    expect(readSwf(written(gzipSync(text), 'zipped.swf'))).toEqual(plain);
    expect(plain.jobs).toHaveLength(2);
  });

  test('may be several gzip files, one after the other', () => {
    const path = written(Buffer.concat([gzipSync(`${GOOD}\n`), gzipSync(`${GOOD}\n`)]));
    expect(readSwf(path).jobs.map(({ line }) => line)).toEqual([1, 2]);
  });

  test('has a header of keys, whose values go on in indented lines and in lines of the same key', () => {
    const header = [
      '; Computer: IBM SP2',
      '; Information: http://www.pdc.kth.se/',
      ';              http://www.cs.huji.ac.il/',
      ';',
      '; a remark',
      ';Note: one: two',
      ';   Three: four',
      '; Queue:',
      '; Queue: 1 batch',
      '; constructor: 1',
    ];
    const path = written([...header, GOOD, '; Later: not a header', GOOD].join('\n'));
    expect(Object.entries(readSwf(path).header)).toEqual([
      ['Computer', 'IBM SP2'],
      ['Information', 'http://www.pdc.kth.se/\nhttp://www.cs.huji.ac.il/'],
      ['Note', 'one: two\nThree: four'],
      ['Queue', '1 batch'],
      ['constructor', '1'],
    ]);
    expect(readSwf(path).jobs.map(({ line }) => line)).toEqual([11, 13]);
  });
});

describe('order, limit and scale', () => {
  const unordered = [30, 10, 20, 10, 30].map((submit, index) => lineOf({ 1: index + 1, 2: submit, 4: 7 })).join('\n');

  test('sorts by submit time, leaves ties in order of lines, and says so', () => {
    const { jobs, resorted } = readSwf(written(unordered));
    expect(jobs.map(({ number }) => number)).toEqual([2, 4, 3, 1, 5]);
    expect(resorted).toBe(true);
  });

  test('does not say so if lines are in order, ties included', () => {
    const ordered = [10, 10, 20].map((submit) => lineOf({ 2: submit, 4: 7 })).join('\n');
    expect(readSwf(written(ordered)).resorted).toBe(false);
  });

  test('limits the jobs that can be used, after sorting, but reports every line left out', () => {
    const bad = lineOf({ 2: 0 });
    const { jobs, leftOut } = readSwf(written(`${bad}\n${unordered}\n${bad}`), { limit: 3 });
    expect(jobs.map(({ number }) => number)).toEqual([2, 4, 3]);
    expect(leftOut.map(({ line }) => line)).toEqual([1, 7]);
    expect(readSwf(written(unordered), { limit: 100 }).jobs).toHaveLength(5);
  });

  test('scales submit times and no others', () => {
    const path = written(lineOf({ 2: 30, 4: 7, 9: 60 }));
    expect(readSwf(path, { timeScale: 0.5 }).jobs[0]).toMatchObject({ submitS: 15, runS: 7, requestedS: 60 });
  });

  test('keeps the order of jobs that scaling brings to the same time', () => {
    const text = [0.3, 0.1, 0.2].map((submit, index) => lineOf({ 1: index + 1, 2: submit, 4: 7 })).join('\n');
    const { jobs } = readSwf(written(text), { timeScale: Number.MIN_VALUE });
    expect(jobs.map(({ number, submitS }) => [number, submitS])).toEqual([
      [2, 0],
      [3, 0],
      [1, 0],
    ]);
  });

  test('reports a submit time that scaling makes too large', () => {
    const path = written([GOOD, lineOf({ 2: 9e9, 4: 1 })].join('\n'));
    expect(readSwf(path).jobs).toHaveLength(2);
    const { jobs, leftOut } = readSwf(path, { timeScale: 2 });
    expect(jobs).toHaveLength(1);
    expect(leftOut).toMatchObject([{ line: 2, column: 4, hint: 'Scale by less.' }]);
  });

  test.each([
    { limit: 0 },
    { limit: -1 },
    { limit: 1.5 },
    { limit: NaN },
    { timeScale: 0 },
    { timeScale: -1 },
    { timeScale: NaN },
    { timeScale: Infinity },
  ])('refuses %j as a bug of the caller', (options) => {
    expect(() => readSwf(written(GOOD), options)).toThrow(RangeError);
  });
});

describe('a line that is left out', () => {
  const atLine2 = (line: string | Uint8Array): string | undefined => {
    const problems = leftOutOf(Buffer.concat([Buffer.from(`${GOOD}\n`), Buffer.from(line), Buffer.from(`\n${GOOD}\n`)]));
    expect(problems).toHaveLength(1);
    return problems[0];
  };

  test.each([
    [
      lineOf({ 1: 1, 4: 5 }),
      '2:3: found "-1" as field 2, the submit time; expected a time of 0 s or more. -1 means that it is unknown: the job is left out.',
    ],
    [lineOf({ 1: 1, 2: 5, 4: '-7.5' }), '2:8: found "-7.5" as field 4, the run time; expected a time of 0 s or more. The job is left out.'],
    [lineOf({ 1: 1, 2: 'noon', 4: 5 }), '2:3: found "noon" as field 2, the submit time; expected a number.'],
    [lineOf({ 1: 1, 2: '1O', 4: 5 }), '2:3: found "1O" as field 2, the submit time; expected a number.'],
    [lineOf({ 1: 1, 2: '-', 4: 5 }), '2:3: found "-" as field 2, the submit time; expected a number.'],
    [lineOf({ 1: 1, 2: 'NaN', 4: 5 }), '2:3: found "NaN" as field 2, the submit time; expected a number.'],
    [lineOf({ 1: 1, 2: '0x10', 4: 5 }), '2:3: found "0x10" as field 2, the submit time; expected a number.'],
    [lineOf({ 1: 1, 2: 3, 4: 5, 18: '1,5' }), '2:49: found "1,5" as field 18, the think time; expected a number.'],
    [
      lineOf({ 2: 0, 4: '1e999' }),
      '2:9: found "1e999" as field 4, the run time; expected at most 9007199254 s, to be exact to the microsecond.',
    ],
    [
      lineOf({ 2: 0, 4: '9007199254741' }),
      '2:9: found "9007199254741" as field 4, the run time; expected at most 9007199254 s, to be exact to the microsecond.',
    ],
    [lineOf({ 2: 0, 4: 1, 10: '1e999' }), '2:26: found "1e999" as field 10, the requested memory; expected a finite number.'],
    [lineOf({ 2: 0, 4: 1, 12: '3.5' }), '2:32: found "3.5" as field 12, the user; expected a whole number of at most 9007199254740991.'],
    [
      lineOf({ 2: 0, 4: 1, 12: '9007199254740993' }),
      '2:32: found "9007199254740993" as field 12, the user; expected a whole number of at most 9007199254740991.',
    ],
    [GOOD.slice(0, GOOD.lastIndexOf(' ')), '2:47: found 17 fields; expected 18 numbers for each job.'],
    [`${GOOD}  4 5  `, '2:52: found 20 fields; expected 18 numbers for each job.'],
    ['rubbish', '2:8: found 1 field; expected 18 numbers for each job.'],
  ])('is told where, what was found and what was expected: %s', (line, message) => {
    expect(atLine2(line)).toBe(`trace.swf:${message}`);
  });

  test('may hold any bytes; they are shown so that a terminal can bear them', () => {
    const field = Buffer.from([0x1b, 0x5b, 0xff, 0x00]);
    const line = Buffer.concat([Buffer.from('1 '), field, Buffer.from(` ${fieldsOf({ 4: 1 }).slice(2).join(' ')}`)]);
    const problems = leftOutOf(Buffer.concat([Buffer.from(`${GOOD}\n`.repeat(40)), line]));
    expect(problems).toEqual(['trace.swf:41:3: found "\\u001b[\ufffd\\u0000" as field 2, the submit time; expected a number.']);
  });

  test('counts columns in characters', () => {
    expect(atLine2(`é ${fieldsOf({ 2: 0, 4: 1 }).slice(1).join(' ')} 𝟙9`)).toMatch(/^trace\.swf:2:52: found 19 fields/);
  });

  test('is quoted in short', () => {
    expect(atLine2(lineOf({ 2: 'x'.repeat(1_000_000), 4: 1 }))).toContain(`"${'x'.repeat(40)}…"`);
  });

  test('does not take time that grows faster than its length', () => {
    expect(atLine2(lineOf({ 2: `${'1'.repeat(2_000_000)}x`, 4: 1 }))).toContain('expected a number');
  }, 5_000);
});

describe('a file that cannot be used', () => {
  const zipped = gzipSync(Array.from({ length: 200 }, (_, number) => lineOf({ 1: number, 2: number * number, 4: 1 })).join('\n'));
  const expected = 'expected a trace in the Standard Workload Format, plain or gzipped.';

  test('because it is missing is told, with the nearest name', () => {
    written(GOOD, 'KTH-SP2.swf');
    expect(refusal(join(folder, 'KTH-SP.swf'))).toBe(`KTH-SP.swf:1:1: found no such file; ${expected} Did you mean KTH-SP2.swf?`);
    expect(refusal(join(folder, 'nowhere', 'a.swf'))).toContain('Check the name.');
  });

  test('because it is a folder is told', () => {
    mkdirSync(join(folder, 'traces'));
    expect(refusal(join(folder, 'traces'))).toBe(`traces:1:1: found a folder; ${expected} Name one of the files in it.`);
  });

  test('because its gzip data end too early is told', () => {
    for (const length of [2, 15, zipped.length >> 1, zipped.length - 1]) {
      expect(refusal(written(zipped.subarray(0, length)))).toContain('found gzip data that end too early');
    }
  });

  test('because its gzip data are corrupt is told', () => {
    const corrupt = Uint8Array.from(zipped, (byte, index) => (index === zipped.length - 6 ? byte ^ 1 : byte));
    expect(refusal(written(corrupt))).toContain('found corrupt gzip data (Z_DATA_ERROR)');
  });

  test('because it is no text is told, inside gzip too', () => {
    const utf16 = Buffer.from(GOOD, 'utf16le');
    expect(refusal(written(utf16))).toContain('trace.swf:1:1: found bytes that are no text');
    expect(refusal(written(gzipSync(utf16)))).toContain('found bytes that are no text');
    expect(refusal(written(gzipSync(zipped)))).toContain('found bytes that are no text');
  });

  test('because it has no job is told, with the first bad lines', () => {
    expect(refusal(written(''))).toContain('found an empty file');
    expect(refusal(written('; Version: 2.2\n'))).toContain('found no job that can be used in 1 line;');
    const lines = refusal(written('no trace\n'.repeat(12))).split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain('found no job that can be used in 12 lines;');
    expect(lines[0]).toContain('The first 10 of its 12 bad lines follow.');
    expect(lines[10]).toBe('trace.swf:10:9: found 2 fields; expected 18 numbers for each job.');
  });
});

describe('generated traces', () => {
  const timeS = fc.nat({ max: 100_000_000 }).map((thousandths) => thousandths / 1000);
  const idOrUnknown = fc.oneof(fc.constant(null), fc.nat({ max: 5 }), fc.maxSafeNat());
  const job = fc.record({
    number: fc.nat(),
    submitS: fc.oneof(fc.nat({ max: 3 }), timeS),
    runS: fc.oneof(fc.constant(0), timeS),
    user: idOrUnknown,
    executable: idOrUnknown,
    requestedS: fc.option(timeS),
    processors: fc.option(fc.nat({ max: 1024 })),
  });
  type Job = typeof job extends fc.Arbitrary<infer T> ? T : never;

  const fieldsOfJob = ({ number, submitS, runS, user, executable, requestedS, processors }: Job): readonly string[] =>
    fieldsOf({ 1: number, 2: submitS, 4: runS, 5: processors ?? -1, 9: requestedS ?? -1, 12: user ?? -1, 14: executable ?? -1 });
  const expectedOf = ({ user, executable, ...rest }: Job, line: number): SwfJob => ({
    ...rest,
    line,
    user: user === null ? 'unknown' : `${user}`,
    compiler: executable === null ? 'unknown' : `executable ${executable}`,
  });
  /** By insertion, so that it does not rest on the sort that is tested. */
  const inOrder = (jobs: readonly SwfJob[]): readonly SwfJob[] =>
    jobs.reduce<readonly SwfJob[]>((sorted, next) => {
      const after = sorted.findLastIndex(({ submitS }) => submitS <= next.submitS) + 1;
      return sorted.toSpliced(after, 0, next);
    }, []);

  const layout = fc.record({
    before: fc.constantFrom('', ' ', '\t  '),
    between: fc.constantFrom(' ', '   ', '\t', ' \t'),
    after: fc.constantFrom('', ' ', '\r', '\t\r'),
  });

  test('come back as they were written, in order of time', () => {
    const trace = fc.array(fc.tuple(job, layout), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(trace, fc.boolean(), (rows, isZipped) => {
        const text = rows.map(([row, { before, between, after }]) => before + fieldsOfJob(row).join(between) + after).join('\n');
        const { jobs, leftOut, resorted } = readSwf(written(isZipped ? gzipSync(text) : text));
        const asWritten = rows.map(([row], index) => expectedOf(row, index + 1));
        expect(leftOut).toEqual([]);
        expect(jobs).toEqual(inOrder(asWritten));
        expect(resorted).toBe(asWritten.some(({ submitS }, index) => submitS < (asWritten[index - 1]?.submitS ?? 0)));
      }),
    );
  });

  /** What goes wrong with the fields of a line, and the field that is then bad; the 19th stands for the end of the line. */
  const corruption = fc.oneof(
    fc.constantFrom('x', '1.2.3', '--1', '1e400', 'é', '"1"').chain((text) => fc.nat({ max: 17 }).map((place) => ({ place, text }))),
    fc.constantFrom(1, 3).map((place) => ({ place, text: '-1' })),
    fc.constant({ place: 18, text: '7' }),
    fc.nat({ max: 17 }).map((place) => ({ place, text: null })),
  );
  const corrupted = (
    fields: readonly string[],
    { place, text }: { place: number; text: string | null },
  ): { line: string; column: number } => {
    const changed = text === null ? fields.toSpliced(place, 1) : fields.toSpliced(place, 1, text);
    const line = changed.join(' ');
    return { line, column: text === null ? line.length + 1 : changed.slice(0, place).join(' ').length + (place > 0 ? 2 : 1) };
  };

  test('lose only their corrupted lines, each of which is reported where it is bad', () => {
    const row = fc.tuple(job, fc.option(corruption));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), job, (rows, good) => {
        const all = [...rows, [good, null] as const].map(([each, damage], index) => {
          const fields = fieldsOfJob(each);
          const place = index + 1;
          return damage === null
            ? { line: fields.join(' '), job: expectedOf(each, place), problem: null }
            : { line: corrupted(fields, damage).line, job: null, problem: [place, corrupted(fields, damage).column] };
        });
        const { jobs, leftOut } = readSwf(written(all.map(({ line }) => line).join('\n')));
        expect(leftOut.map(({ line, column }) => [line, column])).toEqual(
          all.flatMap(({ problem }) => (problem === null ? [] : [problem])),
        );
        expect(jobs).toEqual(inOrder(all.flatMap(({ job: kept }) => (kept === null ? [] : [kept]))));
      }),
    );
  });

  test('are read or refused, but never break the reader, whatever bytes they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const path = written(Buffer.concat([Buffer.from(`${GOOD}\n`.repeat(30)), bytes]));
        expect(readSwf(path).jobs.length).toBeGreaterThanOrEqual(29);
      }),
    );
  });
});

describe('the folder of real traces', () => {
  test('is asked for by name where it is not given, and a missing file is named', () => {
    expect(findTrace('nasa', '')).toEqual({ missing: `${TRACES_VARIABLE} names no folder of traces` });
    expect(findTrace('nasa', join(folder, 'none'))).toEqual({
      missing: `${TRACES.nasa} is not in the folder that ${TRACES_VARIABLE} names`,
    });
    written(GOOD, TRACES.nasa);
    expect(findTrace('nasa', folder)).toEqual({ path: join(folder, TRACES.nasa) });
  });
});
