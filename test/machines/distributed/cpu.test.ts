import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../../src/actors/behavior.ts';
import { ActorSystem, type Arrival } from '../../../src/actors/system.ts';
import type { StepEvent, TraceEvent } from '../../../src/actors/trace.ts';
import { cpu, type CpuContext, type CpuInput } from '../../../src/machines/distributed/cpu.ts';
import type { CpuMessage, ProcessId } from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';
import { Alone, type Said } from '../batch/alone.ts';

type AloneCpu = Alone<CpuMessage, CpuContext>;

const idOf = (name: number | string): ProcessId => `process-pc1.ada.${name}.1`;
const [a, b, c] = [idOf('a'), idOf('b'), idOf('c')];

const CRASH: CpuMessage = { type: 'fault.crash' };
const RESTART: CpuMessage = { type: 'fault.restart' };

function cpuWith(changes: Partial<CpuInput> = {}): AloneCpu {
  return new Alone('cpu', cpu, { cores: 1, speed: 1, quantumS: null, ...changes });
}

function work(process: ProcessId, workS: number): CpuMessage {
  return { type: 'work.added', process, workS };
}

function done(process: ProcessId): readonly Said[] {
  return [[process, { type: 'cpu.done' }]];
}

describe('a CPU', () => {
  test('takes as long for work as its speed says, and tells the process when it is done', () => {
    const alone = cpuWith({ speed: 4 });
    expect(alone.tell(work(a, 10))).toEqual([]);
    expect([alone.state, alone.timers]).toEqual(['saturated', { [a]: 2500 }]);
    expect(alone.fire(a)).toEqual(done(a));
    expect([alone.state, alone.timers]).toEqual(['idle', {}]);
  });

  test('is idle, computing or saturated as no, some or all of its cores are busy', () => {
    const alone = cpuWith({ cores: 2 });
    const states = [
      alone.state,
      ...[work(a, 1), work(b, 2), work(c, 3)].map((message) => {
        alone.tell(message);
        return alone.state;
      }),
      ...[a, b, c].map((process) => {
        alone.fire(process);
        return alone.state;
      }),
    ];
    expect(states).toEqual(['idle', 'computing', 'saturated', 'saturated', 'saturated', 'computing', 'idle']);
  });

  test('serves first who came first, and gives nobody less than all of the work in one go', () => {
    const alone = cpuWith();
    alone.tell(work(a, 5), work(c, 7), work(b, 1));
    expect(alone.timers).toEqual({ [a]: 5000 });
    alone.fire(a);
    expect(alone.timers).toEqual({ [c]: 7000 });
    alone.fire(c);
    expect(alone.timers).toEqual({ [b]: 1000 });
  });

  test('gives the core on after a quantum, round and round, and a last slice that is no longer than need be', () => {
    const alone = cpuWith({ quantumS: 2, speed: 2 });
    alone.tell(work(a, 3), work(b, 2), work(c, 5));
    const seen: unknown[] = [];
    for (let slice = 0; slice < 6; slice += 1) {
      const [process, ms] = Object.entries(alone.timers)[0] ?? ['', 0];
      seen.push([process, ms, alone.fire(process).length]);
    }
    expect(seen).toEqual([
      [a, 1000, 0],
      [b, 1000, 1],
      [c, 1000, 0],
      [a, 500, 1],
      [c, 1000, 0],
      [c, 500, 1],
    ]);
    expect([alone.state, alone.timers]).toEqual(['idle', {}]);
  });

  test('lets a process go on after its quantum while a core is free', () => {
    const alone = cpuWith({ cores: 2, quantumS: 2 });
    alone.tell(work(a, 3));
    expect(alone.fire(a)).toEqual([]);
    expect([alone.state, alone.timers]).toEqual(['computing', { [a]: 1000 }]);
  });

  test.each([[[]], [[work(a, 5)]], [[work(a, 5), work(b, 5)]], [[work(a, 5), work(b, 5), work(idOf('d'), 5)]]])(
    'is done at once with no work, however many compute: %j',
    (before) => {
      const alone = cpuWith({ cores: 2 });
      alone.tell(...before);
      const { state, timers, context } = alone;
      expect(alone.tell(work(c, 0))).toEqual(done(c));
      expect([alone.state, alone.timers, alone.context]).toEqual([state, timers, context]);
    },
  );

  test.each([
    ['idle', []],
    ['computing', [work(a, 5)]],
    ['saturated', [work(a, 5), work(b, 5), work(c, 5)]],
  ] as const)('that crashes while it is %s forgets all, hears nothing, and is idle after the restart', (state, before) => {
    const alone = cpuWith({ cores: 2 });
    alone.tell(...before);
    expect(alone.state).toBe(state);
    expect(alone.tell(CRASH)).toEqual([]);
    expect([alone.state, alone.timers, alone.context.running, alone.context.waiting]).toEqual(['down', {}, [], []]);
    expect(alone.tell(work(c, 5), work(c, 0), CRASH)).toEqual([]);
    expect([alone.state, alone.timers]).toEqual(['down', {}]);
    alone.tell(RESTART);
    expect([alone.state, alone.context]).toEqual(['idle', cpuWith({ cores: 2 }).context]);
    alone.tell(work(a, 5));
    expect(alone.timers).toEqual({ [a]: 5000 });
  });

  test.each([[[]], [[work(a, 5)]], [[work(a, 5), work(b, 5)]]])('is not moved by a restart while it is up: %j', (before) => {
    const alone = cpuWith({ cores: 2 });
    alone.tell(...before);
    const { state, timers, context } = alone;
    expect(alone.tell(RESTART)).toEqual([]);
    expect([alone.state, alone.timers, alone.context]).toEqual([state, timers, context]);
  });
});

interface Case {
  readonly input: CpuInput;
  readonly works: readonly { readonly afterMs: number; readonly workS: number }[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  input: fc.record({
    cores: fc.integer({ min: 1, max: 3 }),
    speed: fc.constantFrom(0.5, 1, 3),
    quantumS: fc.option(fc.constantFrom(0.1, 1, 7)),
  }),
  works: fc.array(
    fc.record({
      afterMs: fc.nat({ max: 3000 }),
      workS: fc.oneof(
        fc.constant(0),
        fc.nat({ max: 80 }).map((n) => n / 10),
      ),
    }),
    {
      maxLength: 15,
    },
  ),
});

function run({ input, works }: Case): { readonly steps: readonly StepEvent[]; readonly answers: readonly string[] } {
  const system = new ActorSystem({ behaviors: new Map([['cpu', behaviorOf('cpu', cpu, { checked: true })]]), seed: 1 });
  const events: TraceEvent[] = [];
  system.events.subscribe((event) => events.push(event));
  system.start({ id: 'cpu-pc1', input });
  let atMs = 0;
  const arrivals = works.map(({ afterMs, workS }, at): Arrival => {
    atMs += afterMs;
    return { atMs, to: 'cpu-pc1', message: work(idOf(at), workS) };
  });
  system.feed(arrivals, 'arrival');
  for (let ticks = 0; ticks < 100_000 && system.tick(); ticks += 1);
  // No process lives here: what it is told is a dead letter.
  const answers = events.flatMap((event) => (event.type === 'dead letter' ? [event.to] : []));
  return { steps: events.filter((event) => event.type === 'step'), answers };
}

describe('a CPU over time', () => {
  test('computes for every process as long as its work needs, and answers each once', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { steps, answers } = run(given);
        expect(answers.toSorted()).toEqual(given.works.map((_, at) => idOf(at)).toSorted());
        const timers = steps.flatMap((step) => step.timers);
        for (const [at, { workS }] of given.works.entries()) {
          const slices = timers.filter(({ id }) => id === idOf(at));
          const computedMs = slices.reduce((sum, { delayMs }) => sum + delayMs, 0);
          // Time is counted in microseconds, and so each slice is off by half of one at most.
          expect(Math.abs(computedMs - (workS / given.input.speed) * 1000)).toBeLessThanOrEqual(slices.length * 0.0005 + 1e-6);
        }
      }),
      runs(200),
    );
  });

  test('never runs more than its cores, and its state tells how many', () => {
    fc.assert(
      fc.property(cases, (given) => {
        for (const { state, snapshot } of run(given).steps) {
          const { running, waiting } = snapshot.context as unknown as CpuContext; // The only actor of the system is a CPU.
          expect(state).toBe(running.length === 0 ? 'idle' : running.length < given.input.cores ? 'computing' : 'saturated');
          if (running.length < given.input.cores) expect(waiting).toEqual([]);
        }
      }),
      runs(200),
    );
  });

  test('gives its cores to those who wait in the order in which they came, or came round', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { cores, quantumS } = given.input;
        const line: { readonly process: string; readonly leftS: number }[] = [];
        const running = new Map<string, number>();
        for (const { cause, timers } of run(given).steps) {
          if (cause.type === 'arrival') {
            const { process, workS } = cause.message as Extract<CpuMessage, { type: 'work.added' }>; // Nothing else was fed.
            if (workS > 0) line.push({ process, leftS: workS });
          } else if (cause.type === 'timer') {
            const leftS = (running.get(cause.timer) ?? 0) - (quantumS ?? Number.POSITIVE_INFINITY);
            running.delete(cause.timer);
            if (leftS > 1e-9) line.push({ process: cause.timer, leftS });
          }
          const started: string[] = [];
          while (running.size < cores) {
            const first = line.shift();
            if (!first) break;
            running.set(first.process, first.leftS);
            started.push(first.process);
          }
          expect(timers.map(({ id }) => id)).toEqual(started);
        }
      }),
      runs(200),
    );
  });
});
