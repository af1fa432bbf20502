/**
 * What the types of effects and scenarios refuse. The lines marked @ts-expect-error are checked with
 * everything else by the compiler; that its errors can be read is checked here, by running it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from 'xstate';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effects, type Effect } from '../../src/machines/effects.ts';
import { scenarioFor } from '../../src/scenarios/scenario.ts';

type Shop = {
  readonly clerk: { readonly type: 'bell' } | { readonly type: 'order'; readonly dish: string };
  readonly cook: { readonly type: 'cook'; readonly dish: string };
};

const { send, spawn, stop } = effects<Shop, { readonly cook: { readonly stoves: number } }>();

/** Never called: it is there for the compiler. */
export function refusedByTypes(): readonly Effect[] {
  return [
    send('clerk', { type: 'bell' }),
    send('clerk-2', { type: 'order', dish: 'soup' }),
    spawn('cook-1', 'cook', { stoves: 2 }),
    stop('cook-1'),
    // @ts-expect-error: a message of the right type, with a member missing
    send('clerk', { type: 'order' }),
    // @ts-expect-error: a member of the wrong type
    send('cook', { type: 'cook', dish: 3 }),
    // @ts-expect-error: a member too many
    send('clerk', { type: 'bell', loud: true }),
    // @ts-expect-error: a message that another kind of actor accepts
    send('clerk', { type: 'cook', dish: 'soup' }),
    // @ts-expect-error: the same, by the address of one of several actors
    send('cook-1', { type: 'bell' }),
    // @ts-expect-error: an address of no kind
    send('clrk', { type: 'bell' }),
    // @ts-expect-error: an address that only begins like one
    send('cooks', { type: 'cook', dish: 'soup' }),
    // @ts-expect-error: the input of another kind
    spawn('cook-1', 'cook', { stoves: 'two' }),
    // @ts-expect-error: an id that does not begin with the kind
    spawn('clerk-1', 'cook', { stoves: 2 }),
    // @ts-expect-error: a kind that is never spawned
    spawn('clerk-1', 'clerk', {}),
    // @ts-expect-error: nobody to stop
    stop('clrk'),
  ];
}

const clerk = setup({ types: { events: {} as Shop['clerk'] } }).createMachine({ id: 'clerk' });
const cook = setup({ types: { events: {} as Shop['cook'] } }).createMachine({ id: 'cook' });
const deafClerk = setup({ types: { events: {} as { readonly type: 'bell' } } }).createMachine({ id: 'clerk' });
/** Hears more than others may say: its own timers, for instance. */
const ownTimer = setup({ types: { events: {} as Shop['cook'] | { readonly type: 'boiled' } } }).createMachine({ id: 'cook' });

const rest = { name: 'shop', title: '', description: '', parameters: z.strictObject({}), actors: () => [] };

/** Never called either. */
export function scenariosRefusedByTypes(): readonly unknown[] {
  return [
    scenarioFor<Shop>()({ ...rest, kinds: { clerk, cook } }),
    scenarioFor<Shop>()({ ...rest, kinds: { clerk, cook: ownTimer } }),
    // @ts-expect-error: a machine that does not accept all that others may tell it
    scenarioFor<Shop>()({ ...rest, kinds: { clerk: deafClerk, cook } }),
    // @ts-expect-error: a kind without a machine
    scenarioFor<Shop>()({ ...rest, kinds: { clerk } }),
    // @ts-expect-error: a machine of another kind
    scenarioFor<Shop>()({ ...rest, kinds: { clerk, cook: clerk } }),
  ];
}

interface Mistake {
  readonly what: string;
  readonly code: string;
  /** What the first line of the compiler's error is to name. */
  readonly names: readonly string[];
}

const mistakes: readonly Mistake[] = [
  { what: 'a member is missing', code: `send('clerk', { type: 'order' });`, names: ['type: "order"', 'dish'] },
  { what: 'a member has the wrong type', code: `send('cook-2', { type: 'cook', dish: 3 });`, names: ["'number'", "'string'"] },
  {
    what: 'a message goes to the wrong kind of actor',
    code: `send('clerk', { type: 'cook', dish: 'soup' });`,
    names: ['"cook"', '"bell" | "order"'],
  },
  { what: 'an address is unknown', code: `send('clrk', { type: 'bell' });`, names: ['"clrk"', 'AnyAddress<Shop>'] },
  {
    what: 'an actor is spawned by the wrong id',
    code: `spawn('clerk-1', 'cook', { stoves: 2 });`,
    names: ['"clerk-1"', 'Address<"cook">'],
  },
  { what: 'an input is wrong', code: `spawn('cook-1', 'cook', { stoves: 'two' });`, names: ["'string'", "'number'"] },
];

const preamble = `import { effects } from '../../src/machines/effects.ts';
type Shop = {
  readonly clerk: { readonly type: 'bell' } | { readonly type: 'order'; readonly dish: string };
  readonly cook: { readonly type: 'cook'; readonly dish: string };
};
const { send, spawn } = effects<Shop, { readonly cook: { readonly stoves: number } }>();
export const used = [send, spawn];
`;

const scenario = `import { setup } from 'xstate';
import { z } from 'zod';
import { scenarioFor } from '../../src/scenarios/scenario.ts';
type Shop = { readonly clerk: { readonly type: 'bell' } | { readonly type: 'order'; readonly dish: string } };
const clerk = setup({ types: { events: {} as { readonly type: 'bell' } } }).createMachine({ id: 'clerk' });
export const shop = scenarioFor<Shop>()({ name: 'shop', title: '', description: '', kinds: { clerk }, parameters: z.strictObject({}), actors: () => [] });
`;

describe('the compiler', () => {
  const root = join(import.meta.dirname, '..', '..');
  let folder = '';
  let output = '';

  /** The error in one file: its first line, and the lines that explain it. */
  function errorIn(file: string): readonly string[] {
    const lines = output.split('\n');
    const at = lines.findIndex((line) => line.includes(`${file}(`));
    const next = lines.findIndex((line, index) => index > at && !line.startsWith(' '));
    return at < 0 ? [] : lines.slice(at, next);
  }

  beforeAll(() => {
    // Within the project, so that imports resolve; hidden, so that nobody else compiles it.
    folder = mkdtempSync(join(root, 'test', '.mistakes-'));
    const files = [...mistakes.map(({ code }) => `${preamble}${code}\n`), scenario];
    for (const [at, text] of files.entries()) writeFileSync(join(folder, `mistake-${at}.ts`), text);
    const options = { extends: '../../tsconfig.json', include: [], files: files.map((_, at) => `mistake-${at}.ts`) };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
    try {
      execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
    } catch (cause) {
      output = cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : '';
    }
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(mistakes.map((mistake, at) => ({ ...mistake, at })))('says on one readable line that $what', ({ at, names }) => {
    const [line = '', ...explanation] = errorIn(`mistake-${at}.ts`);
    const error = line.slice(line.indexOf('error '));
    for (const name of names) expect(error).toContain(name);
    expect(error.length).toBeLessThan(190);
    expect(explanation.length).toBeLessThanOrEqual(1);
  });

  test('names the message that a machine of a scenario does not accept', () => {
    const text = errorIn(`mistake-${mistakes.length}.ts`).join('\n');
    expect(text).toContain(
      `required in type '{ readonly 'this machine does not accept': { readonly type: "order"; readonly dish: string; }; }'`,
    );
  });

  test('finds these mistakes and no others', () => {
    expect(output.split('\n').filter((line) => line.includes('error TS'))).toHaveLength(mistakes.length + 1);
  });
});
