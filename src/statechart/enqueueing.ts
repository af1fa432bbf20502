/** `enqueueActions`: actions that a function of the chart puts together at each step. */
import { assigning, cancelling, emitting, raising } from './built-in.ts';
import { isCallable } from './erased.ts';
import { compileGuard } from './guards.ts';
import type { Params, Parts } from './parts.ts';
import { refuseChild, self, system, type Act, type Test } from './running.ts';

/** @param compile makes an act of what is enqueued by itself */
export function enqueueing(collect: unknown, params: Params, parts: Parts, compile: (action: unknown, parts: Parts) => Act): Act {
  if (!isCallable(collect)) return () => {};
  const atStep: Parts = { ...parts, refuse: refuseAtStep };
  const acts = new Map<string, Act>();
  const tests = new Map<string, Test>();
  const actOf = (action: unknown): Act =>
    typeof action === 'string' ? remembered(acts, action, () => compile(action, atStep)) : compile(action, atStep);
  const testOf = (guard: unknown): Test =>
    typeof guard === 'string' ? remembered(tests, guard, () => compileGuard(guard, atStep)) : compileGuard(guard, atStep);
  return (run) => {
    const given = params?.(run);
    const { context, event } = run;
    const enqueued: Act[] = [];
    const enqueue = Object.assign((action: unknown) => void enqueued.push(actOf(action)), {
      assign: (assignment: unknown) => void enqueued.push(assigning(assignment, undefined)),
      emit: (it: unknown) => void enqueued.push(emitting(it, undefined)),
      raise: (it: unknown, options?: object) => void enqueued.push(raising({ ...options, event: it }, undefined, atStep)),
      cancel: (id: unknown) => void enqueued.push(cancelling(id, undefined)),
      spawnChild: () => void enqueued.push(refuseChild),
      stopChild: () => void enqueued.push(refused('stopChild')),
      sendTo: () => void enqueued.push(refused('sendTo')),
      sendParent: () => void enqueued.push(refused('sendParent')),
    });
    collect({ context, event, enqueue, check: (guard: unknown) => testOf(guard)(run), self, system }, given);
    for (const act of enqueued) act(run);
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
