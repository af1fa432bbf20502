/** The cases are those of the package, each is run or is named with its reason, and the page counts them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cases } from './cases.ts';
import { enabledByXState } from './enabled-by-xstate.ts';
import { failing } from './failing.ts';
import { notRun } from './not-run.ts';
import { unlikeOracle } from './unlike-oracle.ts';

const FOLDER = join(import.meta.dirname, 'cases');
const titles = [...cases.keys()];
const run = titles.filter((title) => !(title in notRun));

test('the cases are those of the package, byte for byte', () => {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ name: path.slice(FOLDER.length + 1).replaceAll('\\', '/'), bytes: readFileSync(path) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  expect(files).toHaveLength(2 * 316 + 8 + 4 + 1);
  expect(hash.digest('hex')).toBe('88945e5ff5fb4d7b2b354c2e0b8c799c84a8d2a07ccb541981155a4b80dabbbe');
});

test('each of the 316 is run, or it is said why not', () => {
  expect(titles).toHaveLength(316);
  expect(new Set(titles).size).toBe(titles.length);
  expect([...run, ...Object.keys(notRun)].sort()).toEqual([...titles].sort());
  expect(Object.keys(unlikeOracle).filter((title) => !run.includes(title))).toEqual([]);
  expect([...failing].filter((title) => !run.includes(title))).toEqual([]);
});

test('what is said to need invoke invokes, and nothing else does', () => {
  const invoking = [...cases.values()].filter(({ xml }) => /<invoke\b/.test(xml)).map(({ title }) => title);
  expect(Object.keys(notRun).sort()).toEqual(invoking.sort());
});

test("all are run that XState's own tests run, but for those that need invoke", () => {
  expect(enabledByXState).toHaveLength(169);
  expect(new Set(enabledByXState).size).toBe(169);
  expect(enabledByXState.filter((title) => !run.includes(title) && notRun[title] !== 'needs invoke')).toEqual([]);
  // All of them as the oracle says.
  expect(enabledByXState.filter((title) => title in unlikeOracle)).toEqual([]);
});

test('docs/statechart.md counts them, and names all in which XState is unlike SCXML', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/statechart.md'), 'utf8').replaceAll(/\s+/g, ' ');
  const unlike = Object.entries(unlikeOracle);
  const notTheirs = enabledByXState.filter((title) => title in notRun);
  for (const said of [
    `Of its ${titles.length} cases, ${run.length} are run`,
    `the other ${titles.length - run.length} need \`invoke\``,
    `${run.length - unlike.length} come to where the case says`,
    `In the other ${unlike.length} XState comes elsewhere`,
    `XState's own tests run ${enabledByXState.length} of the cases, ${notTheirs.length} of them with \`invoke\``,
    `executable content that fails, which ${failing.size} cases have`,
    ...unlike.map(([title, { because }]) => `| \`${title}\` | ${because} |`),
  ]) {
    expect(page).toContain(said);
  }
});
