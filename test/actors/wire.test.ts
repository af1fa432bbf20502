import fc from 'fast-check';
import { Subject } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/actors/random.ts';
import { kindOf } from '../../src/actors/system.ts';
import { VirtualClock } from '../../src/actors/virtual-clock.ts';
import { network, type Envelope, type WirePolicy, type Wires } from '../../src/actors/wire.ts';
import type { Message } from '../../src/machines/effects.ts';

/** Something to send, and when. */
interface Letter {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

interface Delivery {
  readonly atMs: number;
  readonly text: string;
}

interface Post {
  readonly delivered: readonly Delivery[];
  readonly lost: readonly string[];
  readonly failure: unknown;
}

function textOf(message: Message): string {
  return 'text' in message ? String(message.text) : '';
}

/** Sends letters over wires and tells what came, in order of arrival. */
function post(wires: Wires, letters: readonly Letter[], seed = 1): Post {
  const clock = new VirtualClock();
  const bus = new Subject<Envelope>();
  const delivered: Delivery[] = [];
  const lost: string[] = [];
  let failure: unknown;
  bus
    .pipe(network({ clock, random: new Random(seed), wires, kindOf, onLoss: ({ message }, why) => lost.push(`${textOf(message)} ${why}`) }))
    .subscribe({
      next: ({ message }) => delivered.push({ atMs: clock.nowMs, text: textOf(message) }),
      error: (cause: unknown) => {
        failure = cause;
      },
    });
  for (const [step, { atMs, from, to, text }] of letters.entries()) {
    const message = { type: 'letter', text };
    clock.at(atMs, () => bus.next({ from, to, message, sentMs: clock.nowMs, step }));
  }
  while (clock.tick());
  return { delivered, lost, failure };
}

/** Letters numbered from 0 between two actors, one a millisecond. */
function numbered(count: number, from = 'a-1', to = 'b-1'): readonly Letter[] {
  return Array.from({ length: count }, (_, number) => ({ atMs: number, from, to, text: String(number) }));
}

function textsOf({ delivered }: Post): readonly string[] {
  return delivered.map(({ text }) => text);
}

const letter = { atMs: 10, from: 'a-1', to: 'b-1', text: 'x' };
const bandwidth = { bandwidthBytesPerS: 100 };

describe('a wire', () => {
  test.each<[string, Wires, number]>([
    ['of no policy takes no time', {}, 10],
    ['of an empty policy takes no time', { rules: [{}] }, 10],
    ['takes its latency', { rules: [{ latencyS: 2 }] }, 2010],
    ['takes size over bandwidth longer', { rules: [{ latencyS: 2, ...bandwidth }], sizeBytes: () => 50 }, 2510],
    [
      'measures a message by its JSON, if nobody says otherwise',
      { rules: [bandwidth] },
      10 + (JSON.stringify({ type: 'letter', text: 'x' }).length / 100) * 1000,
    ],
  ])('%s', (_, wires, atMs) => {
    expect(post(wires, [letter])).toEqual({ delivered: [{ atMs, text: 'x' }], lost: [], failure: undefined });
  });

  test('keeps the order between two actors, however its latency varies', () => {
    const latencies = fc.constantFrom({ type: 'exponential', mean: 1 } as const, { type: 'uniform', min: 0, max: 0.02 } as const);
    fc.assert(
      fc.property(latencies, fc.nat(), (latencyS, seed) => {
        const { delivered } = post({ rules: [{ latencyS, duplication: 0.2 }] }, numbered(30), seed);
        const numbers = delivered.map(({ text }) => Number(text));
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        for (const { atMs, text } of delivered) expect(atMs).toBeGreaterThanOrEqual(Number(text));
      }),
    );
  });

  test('delivers late what would have overtaken: at the very time of the message before it', () => {
    const sizeBytes = (message: Message): number => (textOf(message) === '0' ? 1000 : 0);
    const { delivered } = post({ rules: [bandwidth], sizeBytes }, numbered(3));
    expect(delivered).toEqual([
      { atMs: 10_000, text: '0' },
      { atMs: 10_000, text: '1' },
      { atMs: 10_000, text: '2' },
    ]);
  });

  test('makes no message wait for those of other actors', () => {
    const sizeBytes = (message: Message): number => (textOf(message) === 'slow' ? 1000 : 0);
    const letters = [
      { ...letter, text: 'slow' },
      { ...letter, from: 'a-2', text: 'other sender' },
      { ...letter, to: 'b-2', text: 'other receiver' },
    ];
    expect(textsOf(post({ rules: [bandwidth], sizeBytes }, letters))).toEqual(['other sender', 'other receiver', 'slow']);
  });

  test('keeps the order of more pairs of actors than it remembers at once', () => {
    const pairs = Array.from({ length: 3000 }, (_, pair) => numbered(2, `a-${pair}`, `b-${pair}`)).flat();
    const first = new Map<string, string>();
    const letters = pairs.map((it) => ({ ...it, text: `${it.from} ${it.text}` }));
    for (const text of textsOf(post({ rules: [{ latencyS: { type: 'exponential', mean: 1 } }] }, letters))) {
      const [sender = '', number = ''] = text.split(' ');
      if (!first.has(sender)) first.set(sender, number);
    }
    expect([...first.values()].every((number) => number === '0')).toBe(true);
    expect(first.size).toBe(3000);
  });

  test('loses, and tells of, as many messages as its policy says', () => {
    const { delivered, lost } = post({ rules: [{ loss: 0.25 }] }, numbered(4000));
    expect(delivered.length + lost.length).toBe(4000);
    expect(Math.abs(lost.length - 1000)).toBeLessThan(140);
    expect(lost[0]).toMatch(/^\d+ lost$/);
    expect(post({ rules: [{ loss: 1 }] }, numbered(3)).lost).toEqual(['0 lost', '1 lost', '2 lost']);
  });

  test('duplicates as many messages as its policy says', () => {
    const { delivered } = post({ rules: [{ duplication: 0.25 }] }, numbered(4000));
    expect(Math.abs(delivered.length - 5000)).toBeLessThan(140);
    expect(textsOf(post({ rules: [{ duplication: 1 }] }, numbered(2)))).toEqual(['0', '0', '1', '1']);
  });

  test('lets later messages overtake one that is held back', () => {
    const held = { rules: [{ reordering: { probability: 0.3, byS: 0.0055 } }] };
    const texts = textsOf(post(held, numbered(50)));
    const numbers = texts.map(Number);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect(numbers.some((number, at) => number < (numbers[at - 1] ?? 0))).toBe(true);
    expect(textsOf(post({ rules: [{ reordering: { probability: 0, byS: 1 } }] }, numbered(5)))).toEqual(['0', '1', '2', '3', '4']);
  });

  test('gives the same deliveries for the same seed, and others for another', () => {
    const rules = [
      { latencyS: { type: 'exponential', mean: 0.01 }, loss: 0.1, duplication: 0.1, reordering: { probability: 0.1, byS: 0.05 } },
    ] as const;
    expect(post({ rules }, numbered(100), 4)).toEqual(post({ rules }, numbered(100), 4));
    expect(post({ rules }, numbered(100), 4)).not.toEqual(post({ rules }, numbered(100), 5));
  });

  test('draws for each pair of actors from a stream of its own', () => {
    const rules = [{ latencyS: { type: 'exponential', mean: 1 } }] as const;
    const alone = post({ rules }, numbered(5));
    const others = numbered(5, 'c-1', 'd-1').map((it) => ({ ...it, text: `other ${it.text}` }));
    const together = post({ rules }, [...others, ...numbered(5)]).delivered.filter(({ text }) => !text.startsWith('other'));
    expect(together).toEqual(alone.delivered);
  });

  test('ends the stream with the cause when its policy cannot be carried out', () => {
    const sizeBytes = (): number => {
      throw new Error('no scales');
    };
    expect(post({ rules: [bandwidth], sizeBytes }, [letter]).failure).toEqual(new Error('no scales'));
  });
});

describe('the rules of wires', () => {
  const rules = [{ latencyS: 1 }, { from: 'a', latencyS: 2 }, { from: 'a', to: 'b', loss: 1 }, { to: 'c', latencyS: 3 }];

  test.each([
    ['x-1', 'y-1', 1],
    ['a-1', 'y-1', 2],
    ['a', 'y', 2],
    ['a-1', 'c-1', 3],
    ['x-1', 'c-1', 3],
  ])('%s to %s: of those that match, the last one holds', (from, to, latencyS) => {
    expect(post({ rules }, [{ ...letter, from, to }]).delivered).toEqual([{ atMs: 10 + latencyS * 1000, text: 'x' }]);
  });

  test('are not mixed: the last one that matches is the whole policy', () => {
    expect(post({ rules }, [letter]).lost).toEqual(['x lost']);
    expect(post({ rules: [...rules, { from: 'a', to: 'b' }] }, [letter]).delivered).toEqual([{ atMs: 10, text: 'x' }]);
  });

  test('leave wires that none of them matches perfect', () => {
    expect(post({ rules: [{ from: 'z', loss: 1 }] }, [letter]).delivered).toEqual([{ atMs: 10, text: 'x' }]);
  });
});

/** `a-lab1` is at the place `lab1`; a bare kind is nowhere in particular. */
function placeOf(id: string): string | null {
  return id.split('-')[1] ?? null;
}

describe('between places', () => {
  const between = (): WirePolicy => ({ latencyS: 2 });

  test.each([
    ['a-x', 'b-y', 2010],
    ['a-x', 'b-x', 10],
    ['a-x', 'b', 10],
    ['a', 'b-x', 10],
    ['a', 'b', 10],
  ])('from %s to %s: only what is between two different places takes its time', (from, to, atMs) => {
    const wires = { placeOf, between };
    expect(post(wires, [{ ...letter, from, to }]).delivered).toEqual([{ atMs, text: 'x' }]);
  });

  test.each([
    ['a-x', 'b-y', 2010],
    ['a-x', 'b-x', 3010],
    ['a-x', 'b', 3010],
  ])('from %s to %s: rules hold where the places are the same or unknown, and only there', (from, to, atMs) => {
    const wires = { placeOf, between, rules: [{ from: 'a', to: 'b', latencyS: 3 }] };
    expect(post(wires, [{ ...letter, from, to }]).delivered).toEqual([{ atMs, text: 'x' }]);
  });

  test('a wire is perfect where null is said, whatever the rules are', () => {
    const wires = { placeOf, between: () => null, rules: [{ loss: 1 }] };
    expect(post(wires, [{ ...letter, from: 'a-x', to: 'b-y' }]).delivered).toEqual([{ atMs: 10, text: 'x' }]);
  });

  test('a wire takes size over bandwidth longer, each direction by its own', () => {
    const wires: Wires = {
      placeOf,
      between: (from) => ({ latencyS: 1, bandwidthBytesPerS: from === 'x' ? 100 : 1000 }),
      sizeBytes: () => 50,
    };
    const letters = [
      { ...letter, from: 'a-x', to: 'b-y', text: 'there' },
      { ...letter, from: 'b-y', to: 'a-x', text: 'back' },
    ];
    expect(post(wires, letters).delivered).toEqual([
      { atMs: 1060, text: 'back' },
      { atMs: 1510, text: 'there' },
    ]);
  });

  test('the rules hold where nobody says what is between, or who is where', () => {
    const far = { ...letter, from: 'a-x', to: 'b-y' };
    const rules = [{ latencyS: 3 }];
    expect(post({ placeOf, rules }, [far]).delivered).toEqual([{ atMs: 3010, text: 'x' }]);
    expect(post({ between, rules }, [far]).delivered).toEqual([{ atMs: 3010, text: 'x' }]);
  });

  test('a policy is asked for once a pair of places, however many actors talk', () => {
    const asked: string[] = [];
    const wires: Wires = {
      placeOf,
      between: (from, to) => {
        asked.push(`${from}>${to}`);
        return to === 'y' ? null : {};
      },
    };
    const pairs = [...numbered(5, 'a-x', 'b-y'), ...numbered(5, 'c-x', 'd-y'), ...numbered(5, 'b-y', 'a-x'), ...numbered(5, 'a-x', 'b-x')];
    expect(post(wires, pairs).delivered).toHaveLength(20);
    expect(asked.sort()).toEqual(['x>y', 'y>x']);
  });

  test('one sender draws from the distribution of each place, not from that of the first', () => {
    const wires: Wires = {
      placeOf,
      between: (_, to) => ({ latencyS: to === 'y' ? { type: 'uniform', min: 0, max: 1 } : { type: 'uniform', min: 100, max: 101 } }),
    };
    const near = numbered(20, 'a-x', 'b-y').map((it) => ({ ...it, text: 'near' }));
    const far = numbered(20, 'a-x', 'b-z').map((it) => ({ ...it, text: 'far' }));
    const { delivered } = post(wires, [...near, ...far]);
    expect(delivered).toHaveLength(40);
    for (const { atMs, text } of delivered) expect(atMs > 50_000).toBe(text === 'far');
  });

  test('a thousand places keep apart what is between them', () => {
    const count = 1000;
    const wires: Wires = { placeOf, between: (from, to) => ({ latencyS: Number(from) * count + Number(to) }) };
    const letters = Array.from({ length: count - 1 }, (_, at) => ({ atMs: 0, from: `a-${at}`, to: `b-${at + 1}`, text: String(at) }));
    expect(post(wires, letters).delivered).toEqual(letters.map(({ text }, at) => ({ atMs: (at * count + at + 1) * 1000, text })));
  });
});

describe('faults that end', () => {
  const faultsUntilS = 0.05;
  const afterwards = Array.from({ length: 50 }, (_, number) => String(50 + number));

  test('lose what is sent before, and nothing from that very instant on', () => {
    const { delivered, lost } = post({ rules: [{ loss: 1, faultsUntilS }] }, numbered(100));
    expect(delivered.map(({ text }) => text)).toEqual(afterwards);
    expect(lost).toHaveLength(50);
  });

  test('duplicate what is sent before, and nothing afterwards', () => {
    const texts = textsOf(post({ rules: [{ duplication: 1, faultsUntilS }] }, numbered(100)));
    expect(texts).toHaveLength(150);
    expect(texts.slice(100)).toEqual(afterwards);
  });

  test('hold back what is sent before, and nothing afterwards', () => {
    const reordering = { probability: 1, byS: 1 };
    const { delivered } = post({ rules: [{ reordering, faultsUntilS }] }, numbered(100));
    expect(delivered.slice(0, 50)).toEqual(afterwards.map((text) => ({ atMs: Number(text), text })));
    expect(delivered[50]).toEqual({ atMs: 1000, text: '0' });
  });

  test('leave latency and bandwidth for good, between places too', () => {
    const policy = { latencyS: 2, bandwidthBytesPerS: 100, loss: 1, faultsUntilS };
    const wires: Wires = { placeOf, between: () => policy, sizeBytes: () => 50 };
    const { delivered, lost } = post(wires, [
      { ...letter, from: 'a-x', to: 'b-y' },
      { ...letter, from: 'a-x', to: 'b-y', atMs: 1000 },
    ]);
    expect([delivered, lost]).toEqual([[{ atMs: 3500, text: 'x' }], ['x lost']]);
  });

  test('end at the microsecond that is meant, not at what binary fractions make of it', () => {
    // 0.07 * 1000 is a little more than 70.
    expect(post({ rules: [{ loss: 1, faultsUntilS: 0.07 }] }, [{ ...letter, atMs: 70 }]).lost).toEqual([]);
    const partitions = [{ fromS: 0.07, untilS: 1, groups: [['a-1'], ['b-1']] }];
    expect(post({ partitions }, [{ ...letter, atMs: 70 }]).lost).toEqual(['x partitioned']);
  });
});

describe('a partition', () => {
  const partitions = [{ fromS: 1, untilS: 2, groups: [['a-1', 'a-2'], ['b-1']] }];

  test.each([
    [999, true],
    [1000, false],
    [1999, false],
    [2000, true],
  ])('at %d ms, when it holds from 1 s until just before 2 s: passes %s', (atMs, passes) => {
    const { delivered, lost } = post({ partitions }, [{ ...letter, atMs }]);
    expect(delivered).toHaveLength(passes ? 1 : 0);
    expect(lost).toEqual(passes ? [] : ['x partitioned']);
  });

  test.each([
    ['a-1', 'a-2', true],
    ['b-1', 'a-2', false],
    ['a-1', 'c-1', true],
    ['c-1', 'b-1', true],
  ])('from %s to %s: passes %s', (from, to, passes) => {
    expect(post({ partitions }, [{ ...letter, atMs: 1500, from, to }]).delivered).toHaveLength(passes ? 1 : 0);
  });

  test.each([
    ['a-x', 'b-x', true],
    ['a-x', 'b-y', false],
    ['c-y', 'c-x', false],
    ['a-x', 'hub', false],
    ['hub', 'c-y', true],
    ['a-x', 'c-z', true],
    ['a-x', 'hub-z', true],
    ['a', 'b-y', true],
  ])('may name places as well as actors: from %s to %s passes %s', (from, to, passes) => {
    const byPlace = [{ fromS: 1, untilS: 2, groups: [['x'], ['y', 'hub']] }];
    expect(post({ placeOf, partitions: byPlace }, [{ ...letter, atMs: 1500, from, to }]).delivered).toHaveLength(passes ? 1 : 0);
  });

  test('counts who is in several groups, by id or place, as one of the first', () => {
    const groups = [
      ['a-y', 'x'],
      ['y', 'b-x', 'x'],
    ];
    const passes = (from: string, to: string): boolean =>
      post({ placeOf, partitions: [{ fromS: 0, untilS: 1, groups }] }, [{ ...letter, from, to }]).delivered.length === 1;
    expect([passes('a-y', 'c-x'), passes('b-x', 'c-x'), passes('a-y', 'b-y'), passes('c-x', 'c-y')]).toEqual([true, true, false, false]);
  });

  test('names places in vain where nobody says who is where', () => {
    const byPlace = [{ fromS: 1, untilS: 2, groups: [['1'], ['2']] }];
    const far = { ...letter, atMs: 1500, from: 'a-1', to: 'b-2' };
    expect(post({ partitions: byPlace }, [far]).delivered).toHaveLength(1);
    expect(post({ placeOf, partitions: byPlace }, [far]).delivered).toHaveLength(0);
  });

  test('holds in its own time, however many begin and end before, with, and after it', () => {
    const spans = [
      [5, 20],
      [0, 10],
      [10, 12],
      [15, 15],
      [18, 30],
      [40, 41],
    ] as const;
    const several = spans.map(([fromMs, untilMs]) => ({ fromS: fromMs / 1000, untilS: untilMs / 1000, groups: [['a-1'], ['b-1']] }));
    const cut = (atMs: number): boolean => spans.some(([fromMs, untilMs]) => atMs >= fromMs && atMs < untilMs);
    const { delivered } = post({ partitions: several }, numbered(50));
    expect(delivered).toEqual(numbered(50).flatMap(({ atMs, text }) => (cut(atMs) ? [] : [{ atMs, text }])));
  });

  test('asks when a message was sent, not when it would arrive', () => {
    const { delivered } = post({ partitions, rules: [{ latencyS: 0.5 }] }, [{ ...letter, atMs: 900 }]);
    expect(delivered).toEqual([{ atMs: 1400, text: 'x' }]);
  });
});
