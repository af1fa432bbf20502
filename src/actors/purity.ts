/** Shows what cannot be seen from outside: that a step reads nothing but its snapshot and its event, and writes nothing. */
import { StepError, type Chooser, type Outcome } from './step.ts';

/**
 * Takes a step two times, with the same choices.
 *
 * @throws StepError if the two differ
 */
export function twice(kind: string, what: string, take: (choose: Chooser) => Outcome, choose: Chooser): Outcome {
  const decisions: number[] = [];
  const first = take((options) => {
    const index = choose(options);
    decisions.push(index);
    return index;
  });
  let next = 0;
  const second = take(() => decisions[next++] ?? 0);
  if (
    JSON.stringify([first.snapshot.value, first.snapshot.context, first.effects]) !==
    JSON.stringify([second.snapshot.value, second.snapshot.context, second.effects])
  ) {
    throw new StepError(
      `machine of kind '${kind}' ${what}: the same step twice gave two results; it reads a clock, draws random numbers or keeps state outside of its context`,
    );
  }
  return first;
}

/**
 * Freezes a tree of data, so that a machine that changes it in place fails.
 *
 * @throws StepError if it holds anything but plain data: a Map, a Date, a class or a function hides changes
 */
export function freezeDeep(value: unknown, path = 'context'): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw notPlain(path, `a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype) {
    throw notPlain(path, `a ${value.constructor.name}`);
  }
  if (Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const [key, part] of Object.entries(value)) freezeDeep(part, `${path}.${key}`);
}

function notPlain(path: string, found: string): StepError {
  return new StepError(
    `${path} is ${found}; contexts and messages are trees of plain data: objects, lists, text, numbers, true, false and null`,
  );
}
