/** Small networks in bad weather: machines crash, the network splits, messages are lost, come twice, and come late. */
import fc from 'fast-check';
import type { Work } from '../../src/machines/distributed/protocol.ts';
import { itemsOf, machineNames, placements, type Given, type Network, type Typing } from './network.ts';

/** Seconds at which the last fault is over. */
const FAULTS_UNTIL_S = 20;
/** Seconds at which every user logs in once more. By then, everything has been asked again. */
const LAST_LOGIN_S = 45;
/** Seconds at which nothing must be left over. */
export const QUIET_S = 75;

const USERS = ['ann', 'ben', 'cas'];
export const INITIAL = ['shared/data', 'ann/out'];

const place = fc.integer({ min: 0, max: 4 });
const readable = fc.constantFrom(...INITIAL, 'shared/data', 'ann/out', 'ben/out', 'shared/board');
const writing = fc.record({
  path: fc.constantFrom('ann/out', 'ben/out', 'shared/board', 'shared/data'),
  sizeBytes: fc.constantFrom(0, 3_000, 120_000),
});
const work: fc.Arbitrary<Work> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('run'),
      program: fc.constant('prog'),
      cpuS: fc.constantFrom(0.05, 1, 2.5, 5),
      memoryBytes: fc.constantFrom(0, 1_000_000, 1_000_000, 3_000_000, 3_000_000, 5_000_000, 9_000_000),
      reads: fc.uniqueArray(readable, { maxLength: 2 }),
      writes: fc.uniqueArray(writing, { maxLength: 2, selector: ({ path }) => path }),
    } satisfies { readonly [key in keyof Extract<Work, { type: 'run' }>]: unknown }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('put'), write: writing }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('cat'), path: readable }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ls'), owner: fc.constantFrom('ann', 'shared') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('ps', 'where') }) },
);

/** Whole steps let many things happen at one instant; the odd ones let them happen in between. */
const gapMs = fc.constantFrom(0, 0, 500, 1_000, 1_703, 3_000);
const typed = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant('login'), machine: place }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('logout') }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('command'), machine: place, does: work, isBackground: fc.boolean() }) },
);
const userPlan = fc.record({
  firstMs: gapMs,
  at: place,
  typed: fc.array(fc.record({ gapMs, it: typed }), { minLength: 1, maxLength: 8, size: 'max' }),
  lastAt: place,
});

const atMs = fc.oneof(
  fc.integer({ min: 0, max: 36 }).map((it) => it * 500),
  fc.integer({ min: 0, max: 18_000 }),
);
const forMs = fc.constantFrom(0, 100, 500, 1_000, 2_100, 6_000, 12_000);
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('crash'), machine: place, atMs, forMs }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('split'),
      sides: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
      atMs,
      forMs,
    }),
  },
);
/** Machines that go down at one moment, one after the other, with what happens at that moment in between. */
const salvo = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 2 }),
  atMs: fc.integer({ min: 0, max: 36 }).map((it) => it * 500),
  forMs,
});
const share = fc.constantFrom(0, 0, 0.05, 0.3);

/** Small networks whose users do a few things while much goes wrong; in the end each of them logs in once more. */
export const storms: fc.Arbitrary<Network> = fc
  .record({
    machines: fc.integer({ min: 2, max: 5 }),
    plans: fc.array(userPlan, { minLength: 1, maxLength: 3, size: 'max' }),
    volumes: fc.array(place, { minLength: 4, maxLength: 4 }),
    placement: placements,
    cores: fc.integer({ min: 1, max: 2 }),
    quantumS: fc.constantFrom(null, 0.5),
    latencyS: fc.constantFrom<unknown>(0, 0.001, 0.03, { type: 'uniform', min: 0, max: 0.05 }),
    bandwidthBytesPerS: fc.constantFrom(null, 1_000_000),
    cacheBytes: fc.constantFrom(0, 200_000),
    periodS: fc.constantFrom(null, 2, 10),
    triesMax: fc.constantFrom(3, 4, 1, 2),
    placesMax: fc.constantFrom(3, 1, 2),
    schedule: fc.array(fault, { maxLength: 6, size: 'max' }),
    salvo: fc.option(salvo, { freq: 2 }),
    loss: share,
    duplication: share,
    reordering: share,
    seed: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map(({ machines, plans, volumes, placement, schedule, seed, ...it }): Network => {
    const names = machineNames(machines);
    const name = (index: number): string => names[index % machines] ?? '';
    const users = Object.fromEntries(plans.map((plan, at) => [USERS[at] ?? '', typingsOf(plan, name)]));
    const owners = [...USERS, 'shared'];
    return {
      seed,
      items: itemsOf({
        volumes: Object.fromEntries(owners.map((owner, at) => [owner, name(volumes[at] ?? 0)])),
        files: INITIAL.map((path, at) => ({ path, sizeBytes: 1_000 + 90_000 * at })),
        users,
      }),
      settings: {
        machines,
        cores: it.cores,
        memoryBytes: 8_000_000,
        cacheBytes: it.cacheBytes,
        'network.latencyS': it.latencyS,
        'network.bandwidthBytesPerS': it.bandwidthBytesPerS,
        'job.programBytes': 20_000,
        'cpu.quantumS': it.quantumS,
        ...placement,
        'gossip.periodS': it.periodS,
        'patience.answerS': 0.2,
        'patience.triesMax': it.triesMax,
        'patience.placesMax': it.placesMax,
        'patience.watchS': 1,
        'patience.keepS': 3,
        'faults.schedule': [...schedule, ...crashesOf(it.salvo)].flatMap((fault) => faultOf(fault, names)),
        'faults.loss': it.loss,
        'faults.duplication': it.duplication,
        'faults.reordering': it.reordering,
        'faults.heldBackS': { type: 'uniform', min: 0, max: 3 },
        'faults.untilS': FAULTS_UNTIL_S,
      },
    };
  });

/** Who has logged out and goes on typing logs in before, elsewhere perhaps. */
function typingsOf({ firstMs, at, typed: all, lastAt }: Given<typeof userPlan>, name: (index: number) => string): readonly Typing[] {
  const login = (ms: number, index: number): Typing => ({ atS: ms / 1000, types: { type: 'login', machine: name(index) } });
  const typings: Typing[] = [login(firstMs, at)];
  let nowMs = firstMs;
  let seats = 1;
  for (const { gapMs: waitMs, it } of all) {
    nowMs += waitMs;
    if (it.type === 'logout') {
      if (seats === 0) continue;
      typings.push({ atS: nowMs / 1000, types: it });
      seats -= 1;
    } else {
      if (it.type === 'login' || seats === 0) {
        typings.push(login(nowMs, it.machine));
        seats += 1;
      }
      if (it.type === 'command')
        typings.push({ atS: nowMs / 1000, types: { type: it.type, does: it.does, isBackground: it.isBackground } });
    }
  }
  return [...typings, login(LAST_LOGIN_S * 1000, lastAt)];
}

function crashesOf(together: Given<typeof salvo> | null): readonly Given<typeof fault>[] {
  if (together === null) return [];
  const { order, ...time } = together;
  return order.map((machine) => ({ type: 'crash', machine, ...time }));
}

/** All faults are over in time. A split of machines that are all on one side is none. */
function faultOf(it: Given<typeof fault>, names: readonly string[]): readonly object[] {
  const time = { atS: it.atMs / 1000, forS: Math.min(it.forMs, FAULTS_UNTIL_S * 1000 - it.atMs) / 1000 };
  if (it.type === 'crash') return [{ type: it.type, machine: names[it.machine % names.length], ...time }];
  // Who is on no side reaches everybody.
  const groups = [0, 1].map((side) => names.filter((_, at) => it.sides[at] === side));
  return [{ type: it.type, groups, ...time }];
}
