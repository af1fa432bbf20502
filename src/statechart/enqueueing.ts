/** `enqueueActions`: actions that a function of the chart puts together at each step. */
import { assigning, cancelling, emitting, fail, raising } from './built-in.ts';
import { ownCopiers, sharedCopiers } from './copying.ts';
import { isCallable } from './erased.ts';
import { compileGuard } from './guards.ts';
import type { Params, Parts } from './parts.ts';
import { refuseChild, self, system } from './args.ts';
import type { Act, Running, Test } from './running.ts';

/** @param compile makes an act of what is enqueued by itself */
export function enqueueing(collect: unknown, params: Params, parts: Parts, compile: (action: unknown, parts: Parts) => Act): Act {
  if (!isCallable(collect)) return () => fail('collect is not a function');
  const copiers = parts.copiers === ownCopiers ? sharedCopiers() : parts.copiers;
  const atStep: Parts = { ...parts, refuse: refuseAtStep, copiers, tests: new Map() };
  const acts = new Map<string, Act>();
  const tests = new Map<string, Test>();
  const actOf = (action: unknown): Act =>
    typeof action === 'string' ? remembered(acts, action, () => compile(action, atStep)) : compile(action, atStep);
  const testOf = (guard: unknown): Test =>
    typeof guard === 'string' ? remembered(tests, guard, () => compileGuard(guard, atStep)) : compileGuard(guard, atStep);
  // One for all steps: to make them anew costs more than all else that a step does. A step within a step has its turn in between.
  let enqueued: Act[] = [];
  let at: Running | undefined;
  const add = (act: Act): void => {
    if (!at) throw new Error('enqueue was called after its step');
    enqueued.push(act);
  };
  const enqueue = Object.assign((action: unknown) => add(actOf(action)), {
    assign: (assignment: unknown) => add(assigning(assignment, undefined, atStep.copiers)),
    emit: (it: unknown) => add(emitting(it, undefined)),
    raise: (it: unknown, options?: object) => add(raising({ ...options, event: it }, undefined, atStep)),
    cancel: (id: unknown) => add(cancelling(id, undefined)),
    spawnChild: () => add(refuseChild),
    stopChild: () => add(refused('stopChild')),
    sendTo: () => add(refused('sendTo')),
    sendParent: () => add(refused('sendParent')),
  });
  const check = (guard: unknown): boolean => {
    if (!at) throw new Error('check was called after its step');
    return testOf(guard)(at);
  };
  return (run) => {
    const given = params?.(run);
    const { context, event } = run;
    const acts: Act[] = [];
    const outer = { enqueued, at };
    enqueued = acts;
    at = run;
    try {
      collect({ context, event, enqueue, check, self, system }, given);
    } finally {
      ({ enqueued, at } = outer);
    }
    for (const act of acts) act(run);
  };
}

function refused(name: string): Act {
  return (run) => run.sink.refused(name);
}

function refuseAtStep(feature: string, remedy: string): never {
  throw new Error(`it enqueued what cannot be compiled: ${feature}. ${remedy}`);
}

function remembered<T>(known: Map<string, T>, name: string, make: () => T): T {
  const there = known.get(name);
  if (there !== undefined) return there;
  const made = make();
  known.set(name, made);
  return made;
}
