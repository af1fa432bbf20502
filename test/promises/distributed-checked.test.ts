/** The distributed operating system keeps its promises on every schedule of small sessions, whatever one thing goes wrong at whatever moment. */
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/scenarios/parameters.ts';
import { runs, timeout } from '../runs.ts';
import { broken, checked, WIRES, type Model } from './distributed-models.ts';

type Weather = Pick<Model, 'faults' | 'network'>;

const WEATHERS: Readonly<Record<string, Weather>> = {
  'nothing goes wrong': {},
  'a machine crashes': { faults: { crash: 1 } },
  'the network is split': { faults: { split: 1 } },
  'a message is lost': { faults: { loss: 1 } },
  'a message comes twice': { faults: { duplication: 1 } },
  'any number of messages are lost': { network: { ...WIRES, lossy: true } },
  'messages overtake each other, get lost and come twice': {
    network: { ...WIRES, order: 'unordered', lossy: true, duplicating: true },
  },
};
const ALL = Object.keys(WEATHERS);

const ONE = `
  user ann
    9:00 login pc1
    then run sort cpu 1s`;

const SCRIPTS: Readonly<Record<string, string>> = {
  'a user runs a program': ONE,
  'a user leaves a program running, and goes to another machine': `
    user ann
      9:00 login pc1
      then run sort cpu 1s &
      then logout
      then login pc2`,
  'a user goes, and comes back to the same machine': `
    user ann
      9:00 login pc1
      then run sort cpu 1s &
      then logout
      then login pc1`,
  'a program changes a file that lies elsewhere': `
    volume shared on pc2
    file shared/list 1kB
    user ann
      9:00 login pc1
      then run sort cpu 1s reads shared/list writes shared/list 2kB`,
  'one user writes a file that another reads elsewhere': `
    user ann
      9:00 login pc1
      then put notes 1kB
    user bob
      9:00 login pc2
      then cat ann/notes`,
  'a file is written while a program is on its way to read it': `
    volume shared on pc2
    file shared/list 1kB
    user ann
      9:00 login pc2
      then run sort cpu 1s reads shared/list &
      then put shared/list 2kB`,
  'two programs do not fit into one machine together': `
    user ann
      9:00 login pc1
      then run sort cpu 1s memory 600MB &
      then run count cpu 1s memory 600MB`,
  'a user asks where a program runs': `
    user ann
      9:00 login pc1
      then run sort cpu 1s &
      then where`,
};

/** How many states some of them have. */
const COUNTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'a user runs a program': {
    'nothing goes wrong': 244,
    'a machine crashes': 6_424,
    'messages overtake each other, get lost and come twice': 2_329,
  },
  'a user leaves a program running, and goes to another machine': {
    'nothing goes wrong': 10_121,
    'a machine crashes': 338_685,
    'a message comes twice': 40_932,
    'messages overtake each other, get lost and come twice': 185_901,
  },
  'a file is written while a program is on its way to read it': {
    'a machine crashes': 537_233,
    'messages overtake each other, get lost and come twice': 1_886_814,
  },
  'two programs do not fit into one machine together': {
    'a machine crashes': 8_124_092,
    'messages overtake each other, get lost and come twice': 3_073_906,
  },
};

/** What is larger is left to `npm run soak`. */
const STATES_MAX = 1_000_000;
const isSoak = runs(1).numRuns > 1;

describe.each(Object.keys(SCRIPTS))('on two machines, when %s', (script) => {
  const countOf = (weather: string): number | undefined => COUNTS[script]?.[weather];
  const weathers = ALL.filter((it) => isSoak || (countOf(it) ?? 0) <= STATES_MAX);

  test.each(weathers)('and %s, every promise holds', { timeout: timeout(60_000) }, (weather) => {
    const result = checked({ script: SCRIPTS[script] ?? '', ...WEATHERS[weather] });
    expect(broken(result)).toEqual([]);
    expect(result.states).toBe(countOf(weather) ?? result.states);
  });
});

describe('on three machines', () => {
  const policies: readonly { readonly policy: string; readonly settings: Settings }[] = [
    { policy: 'random', settings: {} },
    { policy: 'random-threshold', settings: { 'placement.threshold': 0 } },
    { policy: 'threshold', settings: { 'placement.threshold': 0, 'placement.probes': 2 } },
    { policy: 'power-of-d', settings: { 'placement.probes': 2 } },
    { policy: 'least-loaded', settings: {} },
    { policy: 'nearest-files', settings: {} },
  ];
  const weathers = ALL.slice(0, 5);

  describe.each(policies)('with the policy $policy, when a user runs a program', ({ policy, settings }) => {
    test.each(weathers)('and %s, every promise holds', { timeout: timeout(60_000) }, (weather) => {
      const all = { machines: 3, 'placement.policy': policy, ...settings };
      expect(broken(checked({ script: ONE, settings: all, ...WEATHERS[weather] }))).toEqual([]);
    });
  });

  test.each(weathers)(
    'when a user writes a file on the second that another reads on the third, and %s, every promise holds',
    { timeout: timeout(60_000) },
    (weather) => {
      const script = `
        volume shared on pc2
        user ann
          9:00 login pc1
          then put shared/list 1kB
        user bob
          9:00 login pc3
          then cat shared/list`;
      expect(broken(checked({ script, settings: { machines: 3 }, ...WEATHERS[weather] }))).toEqual([]);
    },
  );
});

describe('with more patience', () => {
  test.each(ALL.slice(0, 5))(
    'which asks twice and places twice, when a user runs a program, and %s, every promise holds',
    { timeout: timeout(60_000) },
    (weather) => {
      const settings = { 'patience.triesMax': 2, 'patience.placesMax': 2 };
      expect(broken(checked({ script: ONE, settings, ...WEATHERS[weather] }))).toEqual([]);
    },
  );
});

describe('the bounds of the model', () => {
  test.each([
    ['a machine crashes', [6_424, 10_312, 41]],
    ['the network is split', [967, 1_545, 26]],
    ['a message is lost', [388, 619, 25]],
  ])(
    'leave nothing out of one session in which %s: with two or three equal messages under way there is no state more',
    (weather, counts) => {
      for (const equalMax of [1, 2, 3]) {
        const { states, transitions, depth } = checked({ script: ONE, ...WEATHERS[weather], network: { ...WIRES, equalMax } });
        expect([states, transitions, depth]).toEqual(counts);
      }
    },
  );

  test.each([
    ['nothing goes wrong', 24_075],
    ['a message is lost', 30_567],
  ])(
    'do not matter either where what is sent within a machine may take its time, and %s',
    { timeout: timeout(60_000) },
    (weather, count) => {
      const result = checked({ script: ONE, ...WEATHERS[weather], network: { order: 'ordered', equalMax: 1, atOnceWithinPlaces: false } });
      expect(broken(result)).toEqual([]);
      expect(result.states).toBe(count);
    },
  );
});
