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
  return (run) => {
    const given = params?.(run);
    const { context, event } = run;
    const call: Call = { run, acts: [], isOver: false };
    const check = (guard: unknown): boolean => testOf(guard)(stillIn(call, 'check').run);
    collect({ context, event, enqueue: enqueueIn(call, actOf, atStep), check, self, system }, given);
    call.isOver = true;
    for (const act of call.acts) act(run);
  };
}

/** One call of the function. What it is called with serves this call alone, as in XState. */
interface Call {
  readonly run: Running;
  readonly acts: Act[];
  isOver: boolean;
}

/** @throws Error if the function has returned by now, and somebody has kept what it was called with */
function stillIn(call: Call, called: string): Call {
  if (call.isOver) throw new Error(`${called} was called after its step`);
  return call;
}

function enqueueIn(call: Call, actOf: (action: unknown) => Act, parts: Parts): unknown {
  const add = (act: Act): void => void stillIn(call, 'enqueue').acts.push(act);
  const enqueue = (action: unknown): void => add(actOf(action));
  enqueue.assign = (assignment: unknown) => add(assigning(assignment, undefined, parts.copiers));
  enqueue.emit = (it: unknown) => add(emitting(it, undefined));
  enqueue.raise = (it: unknown, options?: object) => add(raising({ ...options, event: it }, undefined, parts));
  enqueue.cancel = (id: unknown) => add(cancelling(id, undefined));
  enqueue.spawnChild = () => add(refuseChild);
  enqueue.stopChild = () => add(refused('stopChild'));
  enqueue.sendTo = () => add(refused('sendTo'));
  enqueue.sendParent = () => add(refused('sendParent'));
  return enqueue;
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
