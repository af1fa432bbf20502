import { describe, expect, test } from 'vitest';
import type { Placement } from '../../../src/machines/distributed/placement/policy.ts';
import type { Known, Patience, ShadowMessage } from '../../../src/machines/distributed/protocol.ts';
import { noSuchFile } from '../../../src/machines/distributed/results.ts';
import { commandOf, fileOf, installationOf, knownOf, runOf } from './lone.ts';
import {
  accepted,
  answered,
  asksLoad,
  asksProcess,
  asksVersions,
  ASKS_VIEW,
  attempt,
  ended,
  failure,
  HERE,
  notes,
  offers,
  offersFailure,
  orders,
  refused,
  shadowWith,
  suspects,
  told,
  versionTold,
  VIEW,
  viewOf,
  type LoneShadow,
} from './shadows.ts';

const FULL = { load: 2 };

/** The shadow of a program under a policy, on a machine that is full. */
function placing(
  policy: Placement['policy'],
  { ranks = [], others = [] }: { ranks?: readonly number[]; others?: readonly Known[] } = {},
): LoneShadow {
  const installation = installationOf({ placement: { policy, threshold: 2, probes: 2 } });
  return shadowWith(commandOf(), { installation, ranks, view: viewOf(FULL, ...others) });
}

function patient(patience: Partial<Patience>): LoneShadow {
  return shadowWith(commandOf(), { installation: installationOf({ patience }) });
}

function load(machine: string, it: number): ShadowMessage {
  return { type: 'load.told', known: knownOf(machine, { load: it }) };
}

/** Lets a timer fire as often as it does while things are asked again. */
function fireTwice(lone: LoneShadow, name: string): readonly unknown[] {
  return [lone.fire(name), lone.fire(name)];
}

describe('locating', () => {
  const command = commandOf(runOf({ reads: ['bob/a', 'ada/b'] }));

  test('asks the machine of each volume, and when all files were told of, its instance, since what that knew is old by then', () => {
    const lone = shadowWith(command);
    expect([lone.state, lone.did]).toEqual(['locating', asksVersions(['pc2', 'bob/a'], ['pc1', 'ada/b'])]);
    expect(lone.tell(versionTold('ada/b', fileOf('ada/b')))).toEqual([]);
    expect(lone.tell(versionTold('ada/b', fileOf('ada/b', 9)), versionTold('ada/x', null))).toEqual([]);
    expect(lone.tell(versionTold('bob/a', fileOf('bob/a')))).toEqual(ASKS_VIEW);
    expect(lone.tell(VIEW)).toEqual(orders('pc1', 1, command));
  });

  test('fails where one file is absent, once all were answered for, in the words of a process', () => {
    const lone = shadowWith(command);
    expect(lone.tell(versionTold('ada/b', null))).toEqual([]);
    expect(lone.tell(versionTold('bob/a', fileOf('bob/a')))).toEqual(offers(HERE, noSuchFile(command, 'ada/b')));
  });

  test('asks again for what it was not told, and fails when the machine of a volume stays silent', () => {
    const lone = shadowWith(command);
    lone.tell(versionTold('ada/b', fileOf('ada/b')));
    const again = asksVersions(['pc2', 'bob/a']);
    expect(fireTwice(lone, 'answer')).toEqual([again, again]);
    expect(lone.fire('answer')).toEqual(offersFailure('solve: the machine that keeps bob/a does not answer'));
  });
});

describe('placing', () => {
  test('under local orders it at home at once', () => {
    expect(placing('local').did).toEqual(orders('pc1', 1));
  });

  test('under random draws among all', () => {
    const lone = placing('random', { ranks: [2] });
    expect([lone.among, lone.did]).toEqual([[4], orders('pc3', 1)]);
  });

  test('under random-threshold draws among the others if home is full', () => {
    const lone = placing('random-threshold', { ranks: [2] });
    expect([lone.among, lone.did]).toEqual([[3], orders('pc4', 1)]);
  });

  test('under least-loaded goes by what the instance knew, and draws among equals', () => {
    const others = [knownOf('pc2', { load: 1 }), knownOf('pc3'), knownOf('pc4')];
    const lone = placing('least-loaded', { ranks: [1], others });
    expect([lone.among, lone.did]).toEqual([[2], orders('pc4', 1)]);
  });

  test('under least-loaded goes where the program has room, though home be idle', () => {
    const installation = installationOf({ placement: { policy: 'least-loaded', threshold: 2, probes: 2 } });
    const view = viewOf({ freeBytes: 99 }, knownOf('pc3', { load: 5, freeBytes: 100 }));
    expect(shadowWith(commandOf(), { installation, view }).did).toEqual(orders('pc3', 1));
  });

  test('under nearest-files goes where the files lie', () => {
    const installation = installationOf({ placement: { policy: 'nearest-files', threshold: 2, probes: 2 } });
    const command = commandOf(runOf({ reads: ['bob/a'] }));
    const lone = shadowWith(command, { installation });
    lone.tell(versionTold('bob/a', fileOf('bob/a')));
    expect(lone.tell(VIEW)).toEqual(orders('pc2', 1, command));
  });

  test('under threshold asks one after another, each drawn among the rest, until one is below it', () => {
    const lone = placing('threshold', { ranks: [1, 0] });
    expect([lone.among, lone.did, lone.timers]).toEqual([[3], asksLoad('pc3'), { answer: 2000 }]);
    expect(lone.tell(load('pc3', 2))).toEqual(asksLoad('pc2'));
    expect(lone.tell(load('pc3', 0))).toEqual([]);
    expect(lone.tell(load('pc2', 1))).toEqual(orders('pc2', 1));
    expect(lone.among).toEqual([3, 2]);
  });

  test('under power-of-d asks all that it drew at once, and compares when all have answered', () => {
    const lone = placing('power-of-d', { ranks: [3, 1] });
    expect([lone.among, lone.did]).toEqual([[4, 3], asksLoad('pc4', 'pc2')]);
    expect(lone.tell(load('pc2', 1))).toEqual([]);
    expect(lone.tell(load('pc2', 0), load('pc3', 0))).toEqual([]);
    expect(lone.context.probed.map(({ known }) => known?.load)).toEqual([1]);
    expect(lone.tell(load('pc4', 2))).toEqual(orders('pc2', 1));
  });

  test('suspects who does not answer a probe, and goes on without', () => {
    const lone = placing('power-of-d', { ranks: [3, 1] });
    lone.tell(load('pc2', 9));
    expect(lone.fire('answer')).toEqual([...suspects('pc4'), ...orders('pc2', 1)]);
    const next = placing('threshold', { ranks: [1, 0] });
    expect(next.fire('answer')).toEqual([...suspects('pc3'), ...asksLoad('pc2')]);
    expect(next.fire('answer')).toEqual([...suspects('pc2'), ...orders('pc1', 1)]);
  });

  test.each([
    { type: 'cat', path: 'bob/a' },
    { type: 'ls', owner: 'bob' },
    { type: 'put', write: { path: 'ada/x', sizeBytes: 5 } },
  ] as const)('is for programs: $type is done at home under every policy', (does) => {
    const installation = installationOf({ placement: { policy: 'random', threshold: 2, probes: 2 } });
    expect(shadowWith(commandOf(does), { installation }).did).toEqual(orders('pc1', 1, commandOf(does)));
  });
});

describe('shipping', () => {
  test('asks the host as often as it may, giving the program the time that its bytes need, and then goes elsewhere', () => {
    const lone = placing('random', { ranks: [2, 0] });
    expect([lone.state, lone.timers]).toEqual(['shipping', { shipment: 2500 }]);
    expect(fireTwice(lone, 'shipment')).toEqual([orders('pc3', 1), orders('pc3', 1)]);
    expect(lone.fire('shipment')).toEqual([...suspects('pc3'), ...ASKS_VIEW]);
    expect([lone.context.avoided, lone.state]).toEqual([['pc3'], { placing: 'looking' }]);
    expect(lone.tell(VIEW)).toEqual(orders('pc1', 2));
    expect(lone.among).toEqual([4, 3]);
    expect(fireTwice(lone, 'shipment')).toEqual([orders('pc1', 2), orders('pc1', 2)]);
    expect(lone.fire('shipment')).toEqual([...suspects('pc1'), ...ASKS_VIEW]);
    expect(lone.context.avoided).toEqual(['pc1', 'pc3']);
  });

  test('goes elsewhere at a refusal, without suspicion; that of another attempt counts for nothing', () => {
    const lone = placing('random', { ranks: [2, 0] });
    expect(lone.tell(refused(attempt('pc3', 2)))).toEqual([]);
    expect(lone.tell(refused(attempt('pc3', 1)))).toEqual(ASKS_VIEW);
    lone.tell(VIEW);
    expect(lone.tell(refused(attempt('pc3', 1)), accepted(attempt('pc3', 1)))).toEqual([]);
    expect([lone.state, lone.context.process]).toEqual(['shipping', attempt('pc1', 2)]);
  });

  test('goes elsewhere where the host had the process, and has it no more; where it has it, it waits to be told so', () => {
    const lone = placing('random', { ranks: [2, 0] });
    const one = attempt('pc3', 1);
    expect([lone.tell(told(one, true), told(attempt('pc3', 2), false)), lone.state]).toEqual([[], 'shipping']);
    expect(lone.tell(told(one, false))).toEqual(ASKS_VIEW);
    expect([lone.context.avoided, lone.context.reason]).toEqual([['pc3'], 'its host did not know it any more']);
  });

  test('gives up after so many places, with the last reason on the screen', () => {
    const installation = installationOf({ placement: { policy: 'random', threshold: 2, probes: 2 }, patience: { placesMax: 2 } });
    const lone = shadowWith(commandOf(), { installation, ranks: [2, 0] });
    lone.tell(refused(attempt('pc3', 1)), VIEW);
    expect(lone.tell(failure(attempt('pc1', 2)))).toEqual([
      ...notes(attempt('pc1', 2)),
      ...offersFailure('solve: the machine that keeps bob/a does not answer'),
    ]);
  });

  test.each([
    ['ls', { type: 'ls', owner: 'bob' }],
    ['cat', { type: 'cat', path: 'bob/a' }],
    ['put', { type: 'put', write: { path: 'ada/x', sizeBytes: 5 } }],
  ] as const)('tries %s, which the system does itself, at home again, and says in the end why it was in vain', (name, does) => {
    const command = commandOf(does);
    const lone = shadowWith(command, { installation: installationOf({ patience: { placesMax: 2 } }) });
    expect(lone.tell(failure(attempt('pc1', 1)))).toEqual([...notes(attempt('pc1', 1)), ...orders('pc1', 2, command)]);
    fireTwice(lone, 'shipment');
    expect(lone.fire('shipment')).toEqual([...suspects('pc1'), ...offersFailure(`${name}: its host did not answer`)]);
  });
});

describe('running', () => {
  const one = attempt('pc1', 1);

  test('is left in peace where nobody watches', () => {
    const lone = patient({ watchS: null });
    expect([lone.tell(accepted(one)), lone.state, lone.timers]).toEqual([[], { running: 'unwatched' }, {}]);
  });

  test('is watched: a host that knows the process is asked again after a while', () => {
    const lone = patient({});
    lone.tell(accepted(one));
    for (let look = 0; look < 5; look += 1) {
      expect([lone.state, lone.timers]).toEqual([{ running: 'quiet' }, { watch: 10_000 }]);
      expect(lone.fire('watch')).toEqual(asksProcess('pc1', 1));
      expect(lone.fire('answer')).toEqual(asksProcess('pc1', 1));
      lone.tell(told(one, true));
    }
    expect([lone.tell(accepted(one)), lone.state]).toEqual([[], { running: 'quiet' }]);
  });

  test('goes elsewhere where the host does not know the process any more', () => {
    const lone = patient({});
    lone.tell(accepted(one));
    lone.fire('watch');
    // What is said of another attempt, be it known there or not, says nothing of this one.
    for (const isKnown of [true, false]) {
      expect([lone.tell(told(attempt('pc3', 9), isKnown)), lone.timers]).toEqual([[], { answer: 2000 }]);
    }
    expect(lone.tell(told(one, false))).toEqual(ASKS_VIEW);
    expect([lone.context.avoided, lone.context.reason]).toEqual([['pc1'], 'its host did not know it any more']);
  });

  test('goes elsewhere where the host stays silent, and suspects it', () => {
    const lone = patient({});
    lone.tell(accepted(one));
    lone.fire('watch');
    expect(fireTwice(lone, 'answer')).toEqual([asksProcess('pc1', 1), asksProcess('pc1', 1)]);
    expect(lone.fire('answer')).toEqual([...suspects('pc1'), ...ASKS_VIEW]);
  });

  test('takes a result before the host said that it had the order', () => {
    expect(patient({}).tell(ended(one))).toEqual([...notes(one), ...offers(HERE)]);
  });

  test('takes the result of an earlier attempt: what was done is done; its failure does not end a later one', () => {
    const lone = placing('random', { ranks: [2, 0] });
    const [first, second] = [attempt('pc3', 1), attempt('pc1', 2)];
    lone.tell(refused(first), VIEW, accepted(second));
    expect([lone.tell(failure(first)), lone.state]).toEqual([notes(first), { running: 'quiet' }]);
    expect(lone.tell(ended(first))).toEqual([...notes(first), ...offers(HERE)]);
  });

  test('tells each process that its end is noted, however often that comes, and offers the first result only', () => {
    const lone = patient({});
    lone.tell(ended(one));
    const other = { type: 'result', result: { command: 'ada.1', outcome: 'failed', lines: ['something else'] } } as const;
    expect(lone.tell(ended(one))).toEqual(notes(one));
    expect(lone.tell(ended(attempt('pc2', 7), other))).toEqual(notes(attempt('pc2', 7)));
    expect(lone.fire('backoff')).toEqual(offers(HERE));
    lone.tell(answered(HERE, true));
    expect(lone.isGone).toBe(true);
  });
});
