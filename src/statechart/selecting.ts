/** Asks the guards of a running step which transitions are taken, and finds the plan for them. */
import { isCallable, memberOf } from './erased.ts';
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

/** Adds all transitions that an event selects; false if there are none. */
export function selectInto(found: Slot[], { branches, slots }: Selection, run: Running): boolean {
  const before = found.length;
  for (const branch of branches) selectInto(found, branch, run);
  if (found.length > before) return true;
  const slot = firstOf(slots, run);
  if (slot) found.push(slot);
  return slot !== undefined;
}

/** The plan for transitions of one control state that are taken together. */
export function planOf(control: Control, found: readonly Slot[], planner: Planner): Plan {
  const [first] = found;
  const isEventless = first?.isEventless ?? false;
  const make = (): Plan =>
    planner.plan(
      control,
      found.map(({ transition }) => transition),
      isEventless,
    );
  if (first && found.length === 1) return (first.plan ??= make());
  let branch: Branch = control.plans;
  for (const slot of found) {
    let next = branch.next.get(slot);
    if (!next) {
      if (control.planCount >= PLANS_MAX) return make();
      next = { plan: undefined, next: new Map() };
      branch.next.set(slot, next);
      control.planCount += 1;
    }
    branch = next;
  }
  return (branch.plan ??= make());
}

/** What XState says when a guard of an event throws. */
export function guardFailure({ asked, event }: Running, cause: unknown): unknown {
  if (!asked) return cause;
  const { guard, source } = asked.transition;
  const reference: unknown = guard;
  const name = typeof reference === 'string' ? reference : isCallable(reference) ? undefined : memberOf(reference, 'type');
  const called = typeof name === 'string' && name !== '' ? `'${name}' ` : '';
  const message = String(memberOf(cause, 'message'));
  return new Error(`Unable to evaluate guard ${called}in transition for event '${event.type}' in state node '${source.id}':\n${message}`);
}
