import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policies } from '../../../src/machines/distributed/placement/index.ts';
import type { Move, PolicyName, Probed, Situation } from '../../../src/machines/distributed/placement/policy.ts';
import { runs } from '../../runs.ts';
import { fileOf, knownOf } from './lone.ts';

const NAMES = Object.keys(policies) as readonly PolicyName[]; // The keys of a record by policy name.
const AGE_MAX = 4;

type Changes = Partial<Omit<Situation, 'view'>> & Partial<Situation['view']>;

/** A command typed on pc1 of four machines that know nothing of each other; T is 2, and L and d are 2. */
function situationOf({ home = knownOf('pc1'), others = [], ...changes }: Changes = {}): Situation {
  return {
    placement: { policy: 'local', threshold: 2, probes: 2 },
    machines: ['pc1', 'pc2', 'pc3', 'pc4'],
    view: { home, others },
    ageMax: AGE_MAX,
    avoided: [],
    memoryBytes: 100,
    files: [],
    volumes: { ada: 'pc1', bob: 'pc2', eve: 'pc4' },
    drawn: [],
    probed: [],
    ...changes,
  };
}

const run = (host: string): Move => ({ type: 'run', host });
const draw = (...among: readonly string[]): Move => ({ type: 'draw', among });
const probe = (...machines: readonly string[]): Move => ({ type: 'probe', machines });
const told = (machine: string, load: number): Probed => ({ machine, known: knownOf(machine, { load }) });
const silent = (machine: string): Probed => ({ machine, known: null });

const full = knownOf('pc1', { load: 2 });
const suspected = knownOf('pc3', { age: AGE_MAX });

const tables: Readonly<Record<PolicyName, readonly (readonly [when: string, changes: Changes, move: Move])[]>> = {
  local: [
    ['runs at home', {}, run('pc1')],
    ['runs at home, though it be full, or was in vain', { home: full, avoided: ['pc1'] }, run('pc1')],
  ],
  random: [
    ['draws among all, home among them', {}, draw('pc1', 'pc2', 'pc3', 'pc4')],
    ['runs where it drew', { drawn: ['pc3'] }, run('pc3')],
    ['does not draw where it was in vain, nor the suspected', { avoided: ['pc1'], others: [suspected] }, draw('pc2', 'pc4')],
    ['draws a suspected one before one where it was in vain', { avoided: ['pc1', 'pc2', 'pc4'], others: [suspected] }, draw('pc3')],
    ['draws where it was in vain before nowhere', { avoided: ['pc1', 'pc2', 'pc3', 'pc4'] }, draw('pc1', 'pc2', 'pc3', 'pc4')],
  ],
  'random-threshold': [
    ['runs at home below T', { home: knownOf('pc1', { load: 1.9 }) }, run('pc1')],
    ['draws another at T', { home: full }, draw('pc2', 'pc3', 'pc4')],
    ['runs where it drew, whatever the load there', { home: full, drawn: ['pc4'], others: [knownOf('pc4', { load: 99 })] }, run('pc4')],
    ['draws another where home was in vain', { avoided: ['pc1'] }, draw('pc2', 'pc3', 'pc4')],
    ['runs at home where there is no other', { home: full, machines: ['pc1'] }, run('pc1')],
    ['runs at a full home rather than where it was in vain', { home: full, machines: ['pc1', 'pc2'], avoided: ['pc2'] }, run('pc1')],
  ],
  threshold: [
    ['runs at home below T, and asks nobody', { home: knownOf('pc1', { load: 1.9 }) }, run('pc1')],
    ['draws another at T', { home: full }, draw('pc2', 'pc3', 'pc4')],
    ['asks the one that it drew', { home: full, drawn: ['pc3'] }, probe('pc3')],
    ['runs there if that is below T', { home: full, drawn: ['pc3'], probed: [told('pc3', 1)] }, run('pc3')],
    ['draws the next if it is not', { home: full, drawn: ['pc3'], probed: [told('pc3', 2)] }, draw('pc2', 'pc4')],
    ['draws the next if it is silent', { home: full, drawn: ['pc3'], probed: [silent('pc3')] }, draw('pc2', 'pc4')],
    ['stays after L of them', { home: full, drawn: ['pc3', 'pc2'], probed: [told('pc3', 2), told('pc2', 5)] }, run('pc1')],
    [
      'goes where home was in vain to the last that answered',
      { avoided: ['pc1'], drawn: ['pc3', 'pc2'], probed: [told('pc3', 9), silent('pc2')] },
      run('pc3'),
    ],
    ['stays where there is no other', { home: full, machines: ['pc1'] }, run('pc1')],
    ['stays rather than go where it was in vain', { home: full, machines: ['pc1', 'pc2'], avoided: ['pc2'] }, run('pc1')],
  ],
  'power-of-d': [
    ['draws among all, home among them', {}, draw('pc1', 'pc2', 'pc3', 'pc4')],
    ['draws d different ones', { drawn: ['pc2'] }, draw('pc1', 'pc3', 'pc4')],
    ['asks them all at once', { drawn: ['pc2', 'pc4'] }, probe('pc2', 'pc4')],
    ['does not ask home, whose load it knows', { drawn: ['pc1', 'pc4'] }, probe('pc4')],
    ['runs at the least loaded', { drawn: ['pc2', 'pc4'], probed: [told('pc4', 1), told('pc2', 2)] }, run('pc4')],
    ['runs at home if that is less', { home: full, drawn: ['pc4', 'pc1'], probed: [told('pc4', 3)] }, run('pc1')],
    ['takes who was drawn first among equals', { home: full, drawn: ['pc4', 'pc1'], probed: [told('pc4', 2)] }, run('pc4')],
    ['does not take the silent', { home: full, drawn: ['pc2', 'pc3'], probed: [told('pc3', 9), silent('pc2')] }, run('pc3')],
    ['runs at home if nobody answers', { home: full, drawn: ['pc2', 'pc3'], probed: [silent('pc3'), silent('pc2')] }, run('pc1')],
    ['runs at home where there is no other', { machines: ['pc1'], drawn: ['pc1'] }, run('pc1')],
    ['draws nobody where it was in vain', { home: full, machines: ['pc1', 'pc2'], avoided: ['pc2'], drawn: ['pc1'] }, run('pc1')],
  ],
  'least-loaded': [
    ['runs at home if nothing is known', { home: full }, run('pc1')],
    [
      'runs at the least loaded, by what it heard',
      { home: full, others: [knownOf('pc2', { load: 1 }), knownOf('pc3', { load: 1.5 })] },
      run('pc2'),
    ],
    ['runs at home among equals', { others: [knownOf('pc2'), knownOf('pc3')] }, run('pc1')],
    ['draws among other equals', { home: full, others: [knownOf('pc2'), knownOf('pc3')] }, draw('pc2', 'pc3')],
    ['and runs where it drew', { home: full, others: [knownOf('pc2'), knownOf('pc3')], drawn: ['pc3'] }, run('pc3')],
    ['does not count on the suspected', { home: full, others: [suspected] }, run('pc1')],
    [
      'does not go where it was in vain',
      { home: full, others: [knownOf('pc2'), knownOf('pc4', { load: 9 })], avoided: ['pc1', 'pc2'] },
      run('pc4'),
    ],
    ['goes anywhere else if home was in vain and nothing is known', { avoided: ['pc1'] }, draw('pc2', 'pc3', 'pc4')],
    ['and runs there', { avoided: ['pc1'], drawn: ['pc4'] }, run('pc4')],
    ['goes where there is room', { others: [knownOf('pc2', { load: 9 })], home: knownOf('pc1', { freeBytes: 99 }) }, run('pc2')],
    [
      'and to the least loaded if there is none',
      { others: [knownOf('pc2', { load: 9, freeBytes: 0 })], home: knownOf('pc1', { freeBytes: 0 }) },
      run('pc1'),
    ],
  ],
  'nearest-files': [
    ['runs at home if it reads none', {}, run('pc1')],
    ['goes where the files lie, though nothing was heard of it', { files: [fileOf('bob/a')] }, run('pc2')],
    [
      'goes where the most bytes lie',
      { files: [fileOf('bob/a', 1, { sizeBytes: 10 }), fileOf('eve/b', 1, { sizeBytes: 11 })] },
      run('pc4'),
    ],
    ['stays where the files lie, though it be full', { home: full, files: [fileOf('ada/a')], others: [knownOf('pc2')] }, run('pc1')],
    [
      'counts what lies in a cache',
      { files: [fileOf('bob/a')], others: [knownOf('pc2', { load: 1 }), knownOf('pc3', { cached: ['bob/a'] })] },
      run('pc3'),
    ],
    ['takes the least loaded of the nearest', { home: full, others: [knownOf('pc2', { load: 1 })] }, run('pc2')],
    ['prefers one that it heard of', { files: [fileOf('bob/a')], others: [knownOf('pc3', { load: 7, cached: ['bob/a'] })] }, run('pc3')],
    ['draws among equals', { home: full, others: [knownOf('pc2'), knownOf('pc3')] }, draw('pc2', 'pc3')],
    ['does not count on the suspected', { files: [fileOf('bob/a')], others: [{ ...suspected, machine: 'pc2' }] }, run('pc1')],
    ['does not go where it was in vain', { files: [fileOf('bob/a')], avoided: ['pc2'] }, run('pc1')],
    ['goes anywhere else if home was in vain and nothing is known', { avoided: ['pc1'] }, draw('pc2', 'pc3', 'pc4')],
  ],
};

describe.each(NAMES)('%s', (name) => {
  test.each(tables[name])('%s', (_, changes, move) => {
    expect(policies[name](situationOf(changes))).toEqual(move);
  });
});

interface Network {
  readonly situation: Situation;
  /** Load of each machine, if asked; null: it does not answer. */
  readonly loads: Readonly<Record<string, number | null>>;
  /** What is drawn, in order: each a number whose remainder is a rank. */
  readonly draws: readonly number[];
}

/** Networks of up to eight machines, of which some are known, some suspected, some avoided. */
function networks(silence: boolean): fc.Arbitrary<Network> {
  const machine = fc.record({
    load: fc.integer({ min: 0, max: 5 }),
    answers: silence ? fc.boolean() : fc.constant(true),
    age: fc.option(fc.integer({ min: 0, max: AGE_MAX })),
    isAvoided: fc.boolean(),
    freeBytes: fc.constantFrom(50, 500),
    isCached: fc.boolean(),
  });
  return fc
    .record({
      all: fc.array(machine, { minLength: 1, maxLength: 8 }),
      home: fc.nat(),
      probes: fc.integer({ min: 1, max: 5 }),
      files: fc.subarray([fileOf('ada/a'), fileOf('bob/b', 1, { sizeBytes: 10 })]),
      draws: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    })
    .map(({ all, home, probes, files, draws }) => {
      const names = all.map((_, at) => `pc${at + 1}`);
      const known = all.map(({ load, age, freeBytes, isCached }, at) =>
        knownOf(`pc${at + 1}`, { load, freeBytes, age: age ?? 0, cached: isCached ? ['bob/b'] : [] }),
      );
      const at = home % all.length;
      const situation = situationOf({
        placement: { policy: 'local', threshold: 2, probes },
        machines: names,
        home: knownOf(`pc${at + 1}`, { ...known[at], age: 0 }),
        others: known.filter((_, it) => it !== at && all[it]?.age !== null),
        avoided: names.filter((_, it) => all[it]?.isAvoided),
        files,
        volumes: { ada: 'pc1', bob: `pc${all.length}` },
      });
      return { situation, loads: Object.fromEntries(all.map((it, place) => [`pc${place + 1}`, it.answers ? it.load : null])), draws };
    });
}

/** Does what a policy says, until it names a host. @throws if it goes on for longer than it may */
function play(name: PolicyName, { situation, loads, draws }: Network): { readonly host: string; readonly moves: readonly Move[] } {
  const movesMax = 2 * situation.machines.length + 1;
  const moves: Move[] = [];
  let now = situation;
  while (moves.length < movesMax) {
    const move = policies[name](now);
    moves.push(move);
    if (move.type === 'run') return { host: move.host, moves };
    if (move.type === 'draw') {
      const it = move.among[(draws[now.drawn.length] ?? 0) % move.among.length];
      if (it === undefined) throw new Error(`${name} draws among nothing`);
      now = { ...now, drawn: [...now.drawn, it] };
    } else {
      const answers = move.machines.map((machine) => {
        const load = loads[machine] ?? null;
        return load === null ? silent(machine) : told(machine, load);
      });
      now = { ...now, probed: [...now.probed, ...answers] };
    }
  }
  throw new Error(`${name} has made ${movesMax} moves and named no host`);
}

describe.each(NAMES)('%s, whatever the situation,', (name) => {
  test('names a machine of the network, by at most one draw and one question for each machine; and the same one again', () => {
    fc.assert(
      fc.property(networks(true), (network) => {
        const { machines } = network.situation;
        const { host, moves } = play(name, network);
        expect(machines).toContain(host);
        const asked = moves.flatMap((it) => (it.type === 'probe' ? it.machines : []));
        expect(asked).toEqual([...new Set(asked)]);
        for (const move of moves) {
          if (move.type === 'draw') expect(machines).toEqual(expect.arrayContaining([...move.among]));
          if (move.type === 'probe') expect(move.machines).not.toContain(network.situation.view.home.machine);
        }
        expect(play(name, network)).toEqual({ host, moves });
      }),
      runs(400),
    );
  });
});

/** Home always is where `local` runs. */
describe.each(NAMES.filter((it) => it !== 'local'))('%s, while as many others are known as it compares,', (name) => {
  test('does not choose where it was in vain, nor a suspected machine', () => {
    fc.assert(
      fc.property(networks(false), (network) => {
        const { view, avoided, placement } = network.situation;
        const hopeful = view.others.filter(({ machine, age }) => age < AGE_MAX && !avoided.includes(machine));
        fc.pre(hopeful.length >= placement.probes);
        const { host } = play(name, network);
        expect(avoided).not.toContain(host);
        expect(view.others.filter(({ age }) => age === AGE_MAX).map(({ machine }) => machine)).not.toContain(host);
      }),
      runs(400),
    );
  });
});
