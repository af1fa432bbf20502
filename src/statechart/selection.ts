/** Which transitions are tried in a control state, in XState's order: innermost first, and each region of a parallel state by itself. */
import type { Event } from './args.ts';
import { ancestorsOf, isAtomic, type Node, type StateValue, type Transition } from './chart.ts';
import type { ChartActs } from './chart-acts.ts';
import type { Control } from './control.ts';
import { candidatesOf } from './events.ts';
import type { Plan } from './plan.ts';
import type { Test } from './running.ts';
import type { Sink } from './sink.ts';
import type { CompiledSnapshot } from './snapshot.ts';

/** A transition that may be taken in one control state, and what that comes to. */
export interface Slot {
  readonly transition: Transition;
  readonly test: Test | undefined;
  readonly isEventless: boolean;
  /** If it is taken alone. */
  plan: Plan | undefined;
}

/** What an event selects: in every branch its first, or else the first of those further out. */
export interface Selection {
  readonly branches: readonly Selection[];
  readonly slots: readonly Slot[];
}

/** The same for a control state as a whole, with what is known of it from use. */
export interface KnownSelection extends Selection {
  /** How often it was asked for. */
  uses: number;
  /** The step as a function that is written for it; null if none can be. */
  written: WrittenStep | null | undefined;
}

export type WrittenStep = (snapshot: CompiledSnapshot, event: Event, sink: Sink) => CompiledSnapshot;

/** What an event selects in a control state. */
export function selectionOf({ value }: Control, root: Node, type: string, acts: ChartActs): KnownSelection {
  const selection = selectionIn(root, value, (node) =>
    candidatesOf(node, type).map((transition) => ({ transition, test: acts.testOf(transition), isEventless: false, plan: undefined })),
  );
  return { ...selection, uses: 0, written: undefined };
}

/** What happens of itself: for each atomic node, what it and those around it would do, the innermost first. */
export function eventlessOf({ nodes }: Control, acts: ChartActs): readonly (readonly Slot[])[] {
  const known = new Map<Transition, Slot>();
  const slotOf = (transition: Transition): Slot => {
    const slot = known.get(transition) ?? { transition, test: acts.testOf(transition), isEventless: true, plan: undefined };
    known.set(transition, slot);
    return slot;
  };
  return nodes
    .filter(isAtomic)
    .map((node) => reachable([node, ...ancestorsOf(node, undefined)].flatMap((it) => (it.always ?? []).map(slotOf))))
    .filter((slots) => slots.length > 0);
}

function selectionIn(node: Node, value: StateValue, slotsOf: (node: Node) => readonly Slot[]): Selection {
  const inner: readonly Selection[] =
    typeof value === 'string'
      ? [{ branches: [], slots: slotsOf(childOf(node, value)) }]
      : Object.entries(value)
          // Of a region whose state has an empty name, XState does not ask.
          .filter(([, part]) => part !== '' || node.type !== 'parallel')
          .map(([key, part]) => selectionIn(childOf(node, key), part, slotsOf));
  const branches = inner.filter((it) => it.branches.length > 0 || it.slots.length > 0);
  const [only] = branches;
  const own = slotsOf(node);
  // With one branch, the first of all is taken, wherever it stands.
  if (branches.length === 1 && only) return { branches: only.branches, slots: reachable([...only.slots, ...own]) };
  return { branches, slots: reachable(own) };
}

function childOf(node: Node, key: string): Node {
  const child = node.states[key];
  if (!child) throw new Error(`Child state '${key}' does not exist on '${node.id}'`);
  return child;
}

/** What stands behind a transition without a guard is never tried. */
function reachable(slots: readonly Slot[]): readonly Slot[] {
  const last = slots.findIndex(({ test }) => test === undefined);
  return last < 0 ? slots : slots.slice(0, last + 1);
}
