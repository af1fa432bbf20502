import { bufferTime, delay, map, share, Subject, take, type Observable } from 'rxjs';
import { setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { observed } from '../../src/actors/observed.ts';
import { ActorSystem } from '../../src/actors/system.ts';
import type { TraceEvent } from '../../src/actors/trace.ts';

const clerk = setup({}).createMachine({ id: 'clerk', initial: 'ready', states: { ready: { on: { work: {} } } } });

/** A system of one actor that is told something at 10, 20 and 30 ms. */
function office(): ActorSystem {
  const system = new ActorSystem({ behaviors: new Map([['clerk', behaviorOf('clerk', clerk)]]), seed: 1 });
  system.start({ id: 'clerk' });
  system.feed(
    [10, 20, 30].map((atMs) => ({ atMs, to: 'clerk', message: { type: 'work' } })),
    'arrival',
  );
  return system;
}

function run(system: ActorSystem): void {
  while (system.tick());
}

const failed = new Error('the observer failed');

function fail(): never {
  throw failed;
}

/** A failure of its own for each way to observe. */
const ways: readonly [string, (system: ActorSystem) => void][] = [
  ['a subscriber', ({ events }) => events.subscribe(fail)],
  ['a subscriber given as an object', ({ events }) => events.subscribe({ next: fail })],
  ['an operator', ({ events }) => events.pipe(map(fail)).subscribe()],
  [
    'a subscriber behind operators',
    ({ events }) =>
      events
        .pipe(
          map((event) => event.n),
          take(5),
        )
        .subscribe(fail),
  ],
  ['a subscriber behind an operator that waits', ({ events, clock }) => events.pipe(delay(1, clock)).subscribe(fail)],
  ['a subscriber behind a buffer', ({ events, clock }) => events.pipe(bufferTime(5, clock)).subscribe(fail)],
  ['a subscriber of a shared stream', ({ events }) => events.pipe(share()).subscribe(fail)],
  ['the completion of a piped stream', ({ events }) => events.pipe(take(1)).subscribe({ complete: fail })],
  ['an error that nobody takes', ({ events }) => events.pipe(map(fail), map(String)).subscribe(() => {})],
  [
    'a handler of errors',
    ({ events }) =>
      events
        .pipe(
          map(() => {
            throw new Error('first');
          }),
        )
        .subscribe({ error: fail }),
  ],
  ['a subscriber of the snapshots', ({ snapshots }) => snapshots.subscribe(fail)],
];

describe('what an observer throws', () => {
  test.each(ways)('ends the run with its cause: %s', (_, observe) => {
    const system = office();
    observe(system);
    expect(() => run(system)).toThrow(failed);
    expect(system.clock.nowMs).toBeLessThanOrEqual(11);
  });

  test('ends the start of an actor, too', () => {
    const system = new ActorSystem({ behaviors: new Map([['clerk', behaviorOf('clerk', clerk)]]), seed: 1 });
    system.events.subscribe(fail);
    expect(() => system.start({ id: 'clerk' })).toThrow(failed);
  });

  test('goes to the subscriber itself where it takes errors, and the run goes on', () => {
    const system = office();
    const taken: unknown[] = [];
    system.events.pipe(map(fail)).subscribe({ error: (cause: unknown) => taken.push(cause) });
    run(system);
    expect(taken).toEqual([failed]);
    expect(system.clock.nowMs).toBe(30);
  });

  test('leaves the other observers of the same event theirs', () => {
    const system = office();
    const seen: TraceEvent[] = [];
    system.events.subscribe(fail);
    system.events.subscribe((event) => seen.push(event));
    expect(() => run(system)).toThrow(failed);
    expect(seen).toHaveLength(1);
  });
});

describe('an observed stream', () => {
  test('takes its three handlers one by one, as RxJS does', () => {
    const source = new Subject<number>();
    const calls: unknown[] = [];
    const stream: Observable<number> = observed(source, (cause) => calls.push(['fail', cause]));
    stream.subscribe(
      (value) => calls.push(value),
      null,
      () => calls.push('complete'),
    );
    stream.pipe(map(fail)).subscribe(null, (cause: unknown) => calls.push(['error', cause]));
    source.next(1);
    source.complete();
    expect(calls).toEqual([1, ['error', failed], 'complete']);
  });

  test('keeps the observer that it was given as the receiver of its calls', () => {
    const source = new Subject<number>();
    const observer = {
      sum: 0,
      next(value: number) {
        this.sum += value;
      },
    };
    observed(source, fail).subscribe(observer);
    source.next(2);
    source.next(3);
    expect(observer.sum).toBe(5);
  });
});
