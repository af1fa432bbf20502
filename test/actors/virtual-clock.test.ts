import {
  bufferTime,
  concat,
  debounceTime,
  delay,
  interval,
  NEVER,
  Observable,
  Subject,
  take,
  throttleTime,
  timeout,
  timer,
  TimeoutError,
} from 'rxjs';
import { describe, expect, test } from 'vitest';
import { toMicrosecond, VirtualClock } from '../../src/actors/virtual-clock.ts';

type Seen = readonly [atMs: number, what: unknown];

/** Runs everything that the clock holds, at the most `ticksMax` tasks. */
function runOut(clock: VirtualClock, ticksMax = 1000): void {
  for (let ticks = 0; clock.tick(); ticks += 1) if (ticks >= ticksMax) throw new Error('the clock does not come to rest');
}

/** What a stream gives, and when, in virtual time. */
function timesOf(clock: VirtualClock, stream: Observable<unknown>): readonly Seen[] {
  const seen: Seen[] = [];
  stream.subscribe({
    next: (value) => seen.push([clock.nowMs, value]),
    error: (cause: unknown) => seen.push([clock.nowMs, cause instanceof TimeoutError ? 'timeout' : cause]),
    complete: () => seen.push([clock.nowMs, 'complete']),
  });
  runOut(clock);
  return seen;
}

/** A stream that gives letters at times. */
function at(clock: VirtualClock, values: Readonly<Record<number, string>>): Observable<string> {
  return new Observable((observer) => {
    for (const [timeMs, value] of Object.entries(values)) clock.at(Number(timeMs), () => observer.next(value));
  });
}

describe('RxJS on the virtual clock', () => {
  test('delay shifts every value by its length', () => {
    const clock = new VirtualClock();
    expect(timesOf(clock, at(clock, { 5: 'a', 7: 'b' }).pipe(delay(10, clock)))).toEqual([
      [15, 'a'],
      [17, 'b'],
    ]);
  });

  test('interval and take give one value a period and then end', () => {
    const clock = new VirtualClock();
    expect(timesOf(clock, interval(10, clock).pipe(take(3)))).toEqual([
      [10, 0],
      [20, 1],
      [30, 2],
      [30, 'complete'],
    ]);
  });

  test('timer fires once, or again and again', () => {
    const clock = new VirtualClock();
    expect(timesOf(clock, timer(25, clock))).toEqual([
      [25, 0],
      [25, 'complete'],
    ]);
    expect(timesOf(clock, timer(5, 20, clock).pipe(take(2)))).toEqual([
      [30, 0],
      [50, 1],
      [50, 'complete'],
    ]);
  });

  test('bufferTime gathers what came within each window', () => {
    const clock = new VirtualClock();
    const windows = at(clock, { 3: 'a', 9: 'b', 12: 'c', 31: 'd' }).pipe(bufferTime(10, clock), take(4));
    expect(timesOf(clock, windows)).toEqual([
      [10, ['a', 'b']],
      [20, ['c']],
      [30, []],
      [40, ['d']],
      [40, 'complete'],
    ]);
  });

  test('debounceTime waits for silence', () => {
    const clock = new VirtualClock();
    expect(timesOf(clock, at(clock, { 0: 'a', 4: 'b', 8: 'c', 30: 'd' }).pipe(debounceTime(10, clock)))).toEqual([
      [18, 'c'],
      [40, 'd'],
    ]);
  });

  test('throttleTime lets one value through a window', () => {
    const clock = new VirtualClock();
    expect(timesOf(clock, at(clock, { 0: 'a', 4: 'b', 11: 'c', 12: 'd', 30: 'e' }).pipe(throttleTime(10, clock)))).toEqual([
      [0, 'a'],
      [11, 'c'],
      [30, 'e'],
    ]);
  });

  test('timeout fails exactly when nothing came for too long, and not before', () => {
    const clock = new VirtualClock();
    const stream = at(clock, { 5: 'a', 14: 'b' }).pipe(timeout({ each: 10, scheduler: clock }));
    expect(timesOf(clock, stream)).toEqual([
      [5, 'a'],
      [14, 'b'],
      [24, 'timeout'],
    ]);
    expect(timesOf(clock, concat(timer(5, clock), NEVER).pipe(timeout({ first: 6, scheduler: clock })))).toEqual([[29, 0]]);
  });

  test('unsubscribing cancels what was scheduled', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const periods = interval(10, clock).subscribe((value) => seen.push(value));
    const source = new Subject<string>();
    const late = source.pipe(delay(50, clock)).subscribe(() => seen.push(-1));
    source.next('a');
    clock.at(35, () => {
      periods.unsubscribe();
      late.unsubscribe();
    });
    runOut(clock);
    expect(seen).toEqual([0, 1, 2]);
    expect(clock.nowMs).toBe(35);
    expect(clock.nextMs).toBeUndefined();
  });

  test('work that schedules itself again with another delay fires at the new time', () => {
    const clock = new VirtualClock();
    const fired: number[] = [];
    clock.schedule(
      function again(left = 0) {
        fired.push(clock.now());
        if (left > 0) this.schedule(left - 1, 10 * left);
      },
      1,
      3,
    );
    runOut(clock);
    expect(fired).toEqual([1, 31, 51, 61]);
  });
});

describe('the virtual clock', () => {
  test('fires a timer that a timer started at its time, before a later one that was there already', () => {
    const clock = new VirtualClock();
    const fired: Seen[] = [];
    clock.at(100, () => fired.push([clock.nowMs, 'old']));
    clock.at(10, () => clock.at(clock.nowMs + 5, () => fired.push([clock.nowMs, 'new'])));
    runOut(clock);
    expect(fired).toEqual([
      [15, 'new'],
      [100, 'old'],
    ]);
  });

  test('does not count the tasks of observers as work that is left', () => {
    const clock = new VirtualClock();
    const observer = interval(10, clock).subscribe();
    expect([clock.pending, clock.nextMs]).toEqual([0, 10]);
    const task = clock.at(5, () => {});
    expect(clock.pending).toBe(1);
    clock.cancel(task);
    clock.cancel(task);
    expect(clock.pending).toBe(0);
    clock.tick();
    expect([clock.nowMs, clock.pending]).toEqual([10, 0]);
    observer.unsubscribe();
    expect([clock.pending, clock.tick()]).toEqual([0, false]);
  });

  test('keeps times to the microsecond, so that sums of fractions meet', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    let dueMs = 0;
    for (let tenth = 0; tenth < 3; tenth += 1) dueMs += 0.1;
    expect(dueMs).not.toBe(0.3);
    clock.at(dueMs, () => fired.push('sum'));
    clock.at(0.3, () => fired.push('product'));
    clock.tick();
    expect([clock.nowMs, clock.nextMs]).toEqual([0.3, 0.3]);
    runOut(clock);
    expect(fired).toEqual(['sum', 'product']);
    expect([1.00049, 1.0005, 86_400_000.123456].map(toMicrosecond)).toEqual([1, 1.001, 86_400_000.123]);
  });

  test('refuses the past, from the first moment on, and times after its end', () => {
    const clock = new VirtualClock();
    expect(() => clock.at(-1, () => {})).toThrow('cannot schedule at -1 ms: it is 0 ms already');
    clock.at(10, () => {});
    clock.tick();
    expect(() => clock.at(9, () => {})).toThrow('cannot schedule at 9 ms: it is 10 ms already');
    expect(() => clock.at(Number.POSITIVE_INFINITY, () => {})).toThrow('simulated time ends at');
    expect(() => clock.at(Number.NaN, () => {})).toThrow('nothing can happen at NaN s');
    expect(clock.pending).toBe(0);
  });
});
