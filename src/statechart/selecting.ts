/** Asks the guards of a running step which transitions are taken, and finds the plan for them. */
import { isCallable, memberOf } from './erased.ts';
import type { Event } from './args.ts';
import type { Branch, Control } from './control.ts';
import type { Plan, Planner } from './plan.ts';
import type { Running } from './running.ts';
import type { Selection, Slot } from './selection.ts';

/** Bound on the plans that are kept for one control state: sets of transitions that regions take together. */
const PLANS_MAX = 10_000;

/** The first transition that may be taken. */
export function firstOf(slots: readonly Slot[], run: Running): Slot | undefined {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot === undefined || slot.test === undefined) return slot;
    run.asked = slot;
    if (slot.test(run)) return slot;
  }
  return undefined;
}

/** Finds all transitions that an event selects. */
export function selectInto(run: Running, { branches, slots }: Selection): void {
  const before = run.foundCount;
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[i];
    if (branch) selectInto(run, branch);
  }
  if (run.foundCount > before) return;
  const slot = firstOf(slots, run);
  if (slot) run.find(slot);
}

/** The plan for the transitions that were found, which are taken together; none if none was. */
export function planOf({ control, found, foundCount }: Running, planner: Planner): Plan | undefined {
  const [first] = found;
  if (foundCount === 0 || !first) return undefined;
  if (foundCount === 1) return (first.plan ??= planner.plan(control, [first.transition], first.isEventless));
  let branch: Branch = control.plans;
  for (let i = 0; i < foundCount; i++) {
    const slot = found[i];
    const next = slot && branchOf(branch, slot, control);
    if (!next) return makePlan(found, foundCount, control, planner);
    branch = next;
  }
  return (branch.plan ??= makePlan(found, foundCount, control, planner));
}

function branchOf(branch: Branch, slot: Slot, control: Control): Branch | undefined {
  // Mostly the same transitions are taken together.
  if (branch.last?.slot === slot) return branch.last;
  let next = branch.next.get(slot);
  if (!next) {
    if (control.planCount >= PLANS_MAX) return undefined;
    next = { slot, plan: undefined, last: undefined, next: new Map() };
    branch.next.set(slot, next);
    control.planCount += 1;
  }
  branch.last = next;
  return next;
}

function makePlan(found: Running['found'], count: number, control: Control, planner: Planner): Plan {
  const slots = found.slice(0, count).filter((it) => it !== undefined);
  const transitions = slots.map(({ transition }) => transition);
  return planner.plan(
    control,
    transitions,
    slots.some(({ isEventless }) => isEventless),
  );
}

/** What XState says when a guard of an event throws. */
export function guardFailure(asked: Slot | undefined, event: Event, cause: unknown): unknown {
  if (!asked) return cause;
  const { guard, source } = asked.transition;
  const reference: unknown = guard;
  const name = typeof reference === 'string' ? reference : isCallable(reference) ? undefined : memberOf(reference, 'type');
  const called = typeof name === 'string' && name !== '' ? `'${name}' ` : '';
  const message = String(memberOf(cause, 'message'));
  return new Error(`Unable to evaluate guard ${called}in transition for event '${event.type}' in state node '${source.id}':\n${message}`);
}
