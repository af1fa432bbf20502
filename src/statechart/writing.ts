/**
 * Writes steps as functions: one for a control state and the events that it treats alike. Which guards are asked, what is done, and
 * where it ends is known then; what is left is to call the chart's own functions, of which V8 makes one piece of code.
 *
 * What is rare is not written: events that several regions take, several transitions in a row, the end of the machine. Such a step,
 * or the rest of one, is taken as all are that are not written, to the same end.
 */
import { Asking, type Context, type Event } from './args.ts';
import { functionOf, joined, js, type Code } from './code.ts';
import type { Control } from './control.ts';
import { Lines } from './lines.ts';
import type { Plan } from './plan.ts';
import type { Act, Running, Test } from './running.ts';
import { guardFailure } from './selecting.ts';
import type { Selection, Slot, WrittenStep } from './selection.ts';
import type { Sink } from './sink.ts';
import type { CompiledSnapshot } from './snapshot.ts';

/** A step that has come so far. */
export interface Halfway {
  readonly control: Control;
  readonly context: Context;
  /** Whether XState would have made another snapshot by now. */
  readonly isChanged: boolean;
  /** What waits on the internal queue. */
  readonly raised: readonly Event[];
  /** How many transitions were taken of themselves. */
  readonly iterations: number;
}

/** How steps are taken that are not written. */
export interface Unwritten {
  planOf(slot: Slot, control: Control): Plan;
  /** What may happen of itself, atomic node by atomic node. */
  eventlessOf(control: Control): readonly (readonly Slot[])[];
  /** The control state that an actor in this one rests in. */
  atRest(control: Control): Control;
  /** Takes a step whose transition has been selected. */
  take(slot: Slot, snapshot: CompiledSnapshot, event: Event, sink: Sink): CompiledSnapshot;
  goOn(halfway: Halfway, snapshot: CompiledSnapshot, event: Event, sink: Sink): CompiledSnapshot;
  /** Carries out one act of a step: what it comes to is in the run. */
  perform(act: Act, control: Control, context: Context, event: Event, sink: Sink): Running;
  ask(test: Test, control: Control, context: Context, event: Event, sink: Sink): boolean;
}

/** Bound on the transitions that are written one in another, where one follows of itself on the other. */
export const FOLLOWING_MAX = 3;

/** @returns null if it is none that is written */
export function writeStep(control: Control, { branches, slots }: Selection, unwritten: Unwritten): WrittenStep | null {
  if (branches.length > 0 || control.status !== 'active') return null;
  return new StepWriter(control, unwritten).write(slots);
}

class StepWriter {
  readonly #start: Control;
  readonly #unwritten: Unwritten;

  constructor(start: Control, unwritten: Unwritten) {
    this.#start = start;
    this.#unwritten = unwritten;
  }

  write(slots: readonly Slot[]): WrittenStep | null {
    const isAsking = slots[0]?.test !== undefined;
    const ways = slots.map((slot, at) => js`case ${at}: {\n${this.#way(slot, isAsking)}\n}`);
    const body = [
      js`let context = snapshot.context, args, asking${isAsking ? js` = new ${Asking}(context, event)` : js``}, asked = 0, raised;`,
      js`sink.handled = false;`,
      ...(slots.length === 0 ? [] : [this.#choice(slots), js`{\n${joined(ways, '\n')}\n}`]),
      this.#settled({ control: this.#start, isChange: false, depth: 0 }, new Lines({ isAskingTrue: isAsking })),
    ];
    return functionOf<WrittenStep>('snapshot, event, sink', joined(body, '\n')) ?? null;
  }

  /** Up to a switch for the number of the slot that is taken. */
  #choice(slots: readonly Slot[]): Code {
    if (slots[0]?.test === undefined) return js`switch (0)`;
    const asking = slots.map(({ test }, at) => (test ? js`(asked = ${at}, ${this.#test(test, this.#start)}) ? ${at} : ` : js`${at}`));
    const isSure = slots.at(-1)?.test === undefined;
    return js`let taken;
try {
taken = ${joined(asking, '')}${isSure ? js`` : js`-1`};
} catch (cause) {
throw ${guardFailure}(${slots}[asked], event, cause);
}
switch (taken)`;
  }

  #test(test: Test, control: Control): Code {
    return test.code ?? js`${this.#unwritten}.ask(${test}, ${control}, context, event, sink)`;
  }

  /** Takes a transition, and leaves. */
  #way(slot: Slot, isAsking: boolean): Code {
    const plan = this.#unwritten.planOf(slot, this.#start);
    if (plan.next.status !== 'active') return js`return ${this.#unwritten}.take(${slot}, snapshot, event, sink);`;
    const lines = new Lines({ isAskingTrue: isAsking });
    lines.add(js`sink.handled = true;`);
    this.#carryOut(plan, this.#start, lines);
    lines.add(this.#settled({ control: plan.next, isChange: plan.isChange, depth: 0 }, lines));
    return lines.code;
  }

  #carryOut({ acts, told }: Plan, control: Control, lines: Lines): void {
    for (const act of acts) {
      lines.add(js`{`);
      if (act.text) act.text(lines);
      else lines.perform(js`${this.#unwritten}.perform(${act}, ${control}, context, event, sink)`);
      lines.add(js`}`);
    }
    lines.add(js`if (sink.took !== undefined) ${tell}(sink, ${told});`);
  }

  /** What follows of itself, and leaves. */
  #settled(at: Place, lines: Lines): Code {
    const { control, isChange, depth } = at;
    const chains = this.#unwritten.eventlessOf(control);
    const slots = chains.flat();
    const [only] = chains;
    const rest = lines.within();
    if (chains.length === 1 && only && depth < FOLLOWING_MAX) {
      for (const slot of only) {
        const { code, isSure } = this.#following(slot, at, rest);
        rest.add(code);
        if (isSure) return rest.code;
      }
    } else if (slots.length > 0) {
      rest.asking();
      const held = slots.map(({ test }) => (test ? this.#test(test, control) : js`true`));
      rest.add(js`if (${joined(held, ' || ')}) ${this.#goingOn(at)}`);
    }
    if (lines.mayRaise) rest.add(js`if (raised !== undefined) ${this.#goingOn(at)}`);
    if (!isChange) rest.add(js`if (context === snapshot.context) return snapshot;`);
    const { status, value, handle } = this.#unwritten.atRest(control);
    rest.add(
      js`return { status: ${status}, value: ${value}, context, output: snapshot.output, error: snapshot.error, control: ${handle} };`,
    );
    return rest.code;
  }

  /** A transition that is taken of itself, if its guard holds. */
  #following(slot: Slot, at: Place, lines: Lines): { readonly code: Code; readonly isSure: boolean } {
    const isSure = slot.test === undefined;
    const plan = this.#unwritten.planOf(slot, at.control);
    if (!isSure) lines.asking();
    const inner = lines.within();
    // What changes nothing is not followed by another.
    if (!plan.isChange || plan.next.status !== 'active') inner.add(this.#goingOn(at));
    else {
      this.#carryOut(plan, at.control, inner);
      inner.add(this.#settled({ control: plan.next, isChange: true, depth: at.depth + 1 }, inner));
    }
    return { code: slot.test ? js`if (${this.#test(slot.test, at.control)}) {\n${inner.code}\n}` : inner.code, isSure };
  }

  #goingOn({ control, isChange, depth }: Place): Code {
    const isChanged = isChange ? js`true` : js`context !== snapshot.context`;
    const halfway = js`{ control: ${control}, context, isChanged: ${isChanged}, raised: raised ?? [], iterations: ${depth} }`;
    return js`return ${this.#unwritten}.goOn(${halfway}, snapshot, event, sink);`;
  }
}

/** How far a step has come, as is known when it is written. */
interface Place {
  readonly control: Control;
  /** Whether XState has made another snapshot, whatever the acts did. */
  readonly isChange: boolean;
  /** How many transitions were taken of themselves. */
  readonly depth: number;
}

function tell({ took }: Sink, told: Plan['told']): void {
  for (const transition of told) took?.(transition);
}
