/** The batch shop keeps its promises on every schedule, not only on those that were run: small shops, explored to the last state. */
import { describe, expect, test } from 'vitest';
import { isIn, propertiesOver } from '../../src/properties/property.ts';
import type { Settings } from '../../src/scenarios/parameters.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { batchItem } from '../../src/scenarios/batch/item.ts';
import { batchProperties } from '../../src/scenarios/batch/properties.ts';
import type { ShopContexts } from '../../src/scenarios/batch/shop-state.ts';
import type { BatchWork } from '../../src/scenarios/batch/work.ts';
import { versionOf } from '../machines/batch/alone.ts';
import { checkShop, endOf, troubles } from './checked-shop.ts';

const SOAKS = Number(process.env['CHARTWRIGHT_SOAK'] ?? '1') > 1;

const NONE = {};
const FAULTS = [NONE, { drop: 1 }, { missort: 1 }, { jam: 1 }, { power: 1 }] as const;

/** One thing is otherwise than in the shop of the scenario's check. */
const SHOPS: readonly Settings[] = [
  { 'workload.users': 1 },
  { 'workload.users': 1, 'workload.programsPerUser': 3 },
  { 'workload.mode': 'open' },
  { 'operator.largestBatch': 1 },
  { 'operator.largestBatch': null },
  { 'operator.patienceS': 0 },
  { 'operator.groupBy': 'user' },
  { 'operator.groupBy': 'size' },
  { 'operator.groupBy': 'nothing' },
  { 'operator.nextTray': 'fullest' },
  { 'operator.nextTray': 'cyclic' },
  { 'operator.service': 'exhaustive' },
  { 'operator.nextTray': 'cyclic', 'operator.setUpEmptyTrays': true },
];

/** Every policy with every fault: some of them in `npm test`, all in `npm run soak`. */
const POLICIES = ['compiler', 'user', 'size', 'nothing'].flatMap((groupBy) =>
  ['oldest', 'fullest', 'cyclic'].flatMap((nextTray) =>
    ['gated', 'exhaustive'].flatMap((service) =>
      [1, 2, null].flatMap((largestBatch) => {
        const settings: Settings = {
          'operator.groupBy': groupBy,
          'operator.nextTray': nextTray,
          'operator.service': service,
          'operator.largestBatch': largestBatch,
        };
        return FAULTS.map((faults) => ({ settings, faults }));
      }),
    ),
  ),
);

/** The first in `npm test`, all in `npm run soak`. */
const LARGER = [
  { settings: { 'workload.users': 3 }, faults: NONE, states: 8035 },
  { settings: { 'workload.users': 3 }, faults: { power: 1 }, states: 95_709 },
  { settings: {}, faults: { power: 1, jam: 1 }, states: 14_621 },
  { settings: {}, faults: { missort: 1, power: 1 }, states: 21_235 },
  { settings: {}, faults: { drop: 1, power: 1 }, states: 26_072 },
  { settings: {}, faults: { drop: 1, missort: 1, jam: 1, power: 1 }, states: 168_474 },
];

const { sometimes } = propertiesOver<ShopContexts>();

/** What must happen, if faults befall, for the promises to mean anything. */
const ALSO = {
  power: sometimes('a batch goes on after a power failure', (state) =>
    state.ofKind('operator').some((it) => it.context.kept.length > 0 && isIn(it, 'machineRoom.supervising')),
  ),
  missort: sometimes('a batch needs two compilers', (state) =>
    state.ofKind('operator').some((it) => isIn(it, 'machineRoom.supervising.remounting')),
  ),
  jam: sometimes('a jam is cleared', (state) => state.ofKind('operator').some((it) => isIn(it, 'machineRoom.supervising.clearingJam'))),
  drop: sometimes('a deck is handed in again', (state) =>
    state.ofKind('user').some(({ id, context }) => id === 'user-2' && context.attempts > 1),
  ),
} as const;

describe('a batch shop of two users, of whom one has a mistake to correct,', () => {
  test.each([
    { faults: NONE, settings: {}, states: 560, transitions: 977, depth: 50 },
    { faults: NONE, settings: { 'workload.users': 1 }, states: 36, transitions: 36, depth: 36 },
    { faults: NONE, settings: { 'operator.largestBatch': 1 }, states: 516, transitions: 955, depth: 50 },
    { faults: NONE, settings: { 'operator.groupBy': 'nothing' }, states: 598, transitions: 1017, depth: 50 },
    { faults: NONE, settings: { 'operator.service': 'exhaustive' }, states: 554, transitions: 967, depth: 49 },
    { faults: { drop: 1 }, settings: {}, states: 2120, transitions: 4277, depth: 57 },
    { faults: { missort: 1 }, settings: {}, states: 1753, transitions: 3583, depth: 51 },
    { faults: { jam: 1 }, settings: {}, states: 1237, transitions: 2714, depth: 51 },
    { faults: { power: 1 }, settings: {}, states: 6898, transitions: 18443, depth: 57 },
    { faults: { power: 2 }, settings: {}, states: 16441, transitions: 50813, depth: 59 },
  ])('has $states states: $faults, $settings', ({ faults, settings, ...size }) => {
    const result = checkShop({ settings, faults });
    expect(troubles(result)).toEqual([]);
    expect(result).toMatchObject({ verdict: 'holds', ...size });
  });

  test('is told apart by whole states as by fingerprints of them, with the power that fails once if nothing else is said', () => {
    expect(checkShop({ exact: true })).toMatchObject({ verdict: 'holds', states: 6898, transitions: 18443 });
  });

  test('has no more states for what its properties remember, and after a power failure few more', () => {
    const bare = (faults: Readonly<Record<string, number>>): number => checkShop({ faults, properties: [] }).states;
    expect([bare(NONE), bare({ missort: 1 }), bare({ power: 1 })]).toEqual([560, 1753, 6335]);
  });

  test.each(Object.entries(ALSO))('comes to what the fault is about: %s', (name, property) => {
    expect(troubles(checkShop({ faults: { [name]: 1 }, properties: [property] }))).toEqual([]);
    expect(troubles(checkShop({ faults: NONE, properties: [property] }))).toEqual([`${property.name}: violated`]);
  });
});

describe('every promise is kept on every schedule', () => {
  test.each(FAULTS.flatMap((faults) => SHOPS.map((settings) => ({ faults, settings }))))('$settings, $faults', (options) => {
    const result = checkShop(options);
    expect(troubles(result)).toEqual([]);
    expect(result.verdict).toBe('holds');
  });

  test('where jobs end in every way that they can', () => {
    const ways = {
      bent: { unreadable: 'a bent card' },
      large: { demand: { ...versionOf().demand, words: 1_000_000 } },
      long: { limitS: 1, demand: { ...versionOf().demand, runS: 100 } },
      wild: { demand: { ...versionOf().demand, ends: 'abnormally' } },
    } as const;
    for (const [user, way] of Object.entries(ways)) {
      const other: BatchWork = { type: 'program', user: 'user-other', program: { id: 'other', versions: [versionOf()] } };
      const items: readonly BatchWork[] = [
        { type: 'program', user: `user-${user}`, program: { id: user, versions: [versionOf(way), versionOf()] } },
        other,
      ];
      expect(troubles(checkShop({ items, faults: NONE }))).toEqual([]);
    }
  });

  test('as long as what is said first is heard first: power that fails asks for it', () => {
    const network = { order: 'unordered' } as const;
    expect(checkShop({ network, faults: NONE })).toMatchObject({ verdict: 'holds', states: 560 });
    const { properties } = checkShop({ network, faults: { power: 1 } });
    const [trouble] = properties.filter(({ verdict }) => verdict === 'violated');
    expect(trouble).toMatchObject({ type: 'unhandled', detail: expect.stringContaining("operator has no transition for 'batch.refused'") });
    expect(trouble?.path && [trouble.path.steps.length, endOf(trouble.path)]).toEqual([9, 'processor tells operator batch.refused']);
  });

  test.each(POLICIES.filter((_, at) => SOAKS || at % 31 === 0))('in shops of every policy: $settings, $faults', (options) => {
    expect(troubles(checkShop(options))).toEqual([]);
  });

  test.each(LARGER.slice(0, SOAKS ? LARGER.length : 1))('in larger shops: $settings, $faults', { timeout: 600_000 }, (options) => {
    const result = checkShop(options);
    expect(troubles(result)).toEqual([]);
    expect(result.states).toBe(options.states);
  });
});

test.each(['closed', 'open'] as const)('the work that is checked is such as a run can take: %s', (mode) => {
  const params = batch.parameters.parse({ ...batch.check?.set, workload: { mode, users: 3, jobs: 5 } });
  const items = [...(batch.check?.work?.(params) ?? [])];
  expect(items.map((item) => batchItem.parse(item))).toEqual(items);
  expect(items).toHaveLength(mode === 'closed' ? 9 : 5);
});

test('every promise has a name of its own', () => {
  const names = batchProperties.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
