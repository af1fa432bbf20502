/** From what one actor does at a step to what the step does to a row: the one place that knows how a step is carried out. */
import { StepError } from '../actors/step.ts';
import { kindOf } from '../actors/system.ts';
import type { Message } from '../machines/effects.ts';
import type { ActorColumn, LocalOutcome, Pending } from './actor-column.ts';
import type { Columns } from './columns.ts';
import type { Happening } from './path.ts';
import { OP, type Part, type PartCause, type Transition } from './transition.ts';

/** Bound on the actors that one step creates, one after another. */
const SPAWNED_MAX = 10_000;

interface Draft {
  readonly ops: readonly number[];
  readonly parts: readonly Part[];
}

/** What a transition is, beside what its actors do. */
export interface Frame {
  readonly happening: Happening;
  /** Operations before those of the actors: a message is taken from its channel. */
  readonly first?: readonly number[];
  readonly isFault?: boolean;
  readonly unit: number;
}

export class Compiler {
  readonly #columns: Columns;
  /** All that were worked out, by their numbers. */
  readonly transitions: Transition[] = [];

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** The transitions of an actor that starts. */
  started(actor: ActorColumn, input: unknown): readonly Transition[] {
    return this.#attempt({ happening: STARTING, unit: -1 }, () => this.#starting(actor, input, { type: 'start' }, 0));
  }

  /** Those of an actor that is told something. */
  told(frame: Frame, actor: ActorColumn, local: number, message: Message): readonly Transition[] {
    return this.#attempt(frame, () => this.#moving(actor, local, actor.told(local, message)));
  }

  /** Those of an actor of which a timer goes off. */
  fired(frame: Frame, actor: ActorColumn, local: number, timer: Pending): readonly Transition[] {
    return this.#attempt(frame, () => this.#moving(actor, local, actor.fired(local, timer)));
  }

  /** One in which no actor takes a step. */
  bare(frame: Frame): Transition {
    return this.#transition(frame, { ops: [], parts: [] });
  }

  /** Several, one after another, as one. */
  together(frame: Frame, transitions: readonly Transition[]): Transition {
    let parts = 0;
    const all = transitions.flatMap((it) => {
      const shifted = it.parts.map((part): Part =>
        part.cause.type === 'spawned' ? { ...part, cause: { type: 'spawned', by: part.cause.by + parts } } : part,
      );
      parts += it.parts.length;
      return shifted;
    });
    const failure = transitions.find((it) => it.failure !== undefined)?.failure;
    return this.#transition(frame, { ops: transitions.flatMap((it) => [...it.ops]), parts: all }, failure);
  }

  /** The same transition where a machine does not survive it. */
  failing({ happening, isFault, unit, parts }: Transition, failure: string): Transition {
    return this.#transition({ happening, isFault, unit }, { ops: [], parts }, failure);
  }

  #attempt(frame: Frame, work: () => readonly Draft[]): readonly Transition[] {
    try {
      return work().map((draft) => this.#transition(frame, draft));
    } catch (cause) {
      if (!(cause instanceof StepError || cause instanceof TypeError)) throw cause;
      return [this.#transition(frame, { ops: [], parts: [] }, cause.message)];
    }
  }

  #transition(frame: Frame, { ops, parts }: Draft, failure?: string): Transition {
    const { happening, first = [], isFault = false, unit } = frame;
    const unhandled = parts.find(({ local }) => !local.outcome.handled);
    const transition: Transition = {
      number: this.transitions.length,
      happening,
      ops: Int32Array.from([...first, ...ops]),
      parts,
      ...(failure === undefined ? {} : { failure }),
      ...(unhandled ? { unhandled: describeUnhandled(happening, unhandled.actor) } : {}),
      isWrong: failure !== undefined || unhandled !== undefined,
      isFault,
      unit,
      kinds: parts.reduce((bits, part) => bits | this.#touched(part), 0),
    };
    this.transitions.push(transition);
    return transition;
  }

  /** The kinds of the actors that come, go or move. */
  #touched({ actor, local }: Part): number {
    const stopped = local.effects.flatMap((it) => (it.type === 'stop' ? [kindOf(it.id)] : []));
    return stopped.reduce((bits, kind) => bits | this.#columns.bitOf(kind), this.#columns.bitOf(actor.kind));
  }

  #starting(actor: ActorColumn, input: unknown, cause: PartCause, depth: number): readonly Draft[] {
    if (depth > SPAWNED_MAX)
      throw new StepError(`one step created more than ${SPAWNED_MAX} actors; do they create each other without end?`);
    return actor
      .start(input)
      .flatMap((local) =>
        this.#carryOut(actor, { ops: [OP.spawn, actor.column, local.next], parts: [{ actor, before: 0, local, cause }] }, local, depth),
      );
  }

  #moving(actor: ActorColumn, before: number, outcomes: readonly LocalOutcome[]): readonly Draft[] {
    return outcomes.flatMap((local) =>
      this.#carryOut(
        actor,
        { ops: [OP.set, actor.column, local.next], parts: [{ actor, before, local, cause: { type: 'happening' } }] },
        local,
        0,
      ),
    );
  }

  /** The effects in order; an actor that is created does all that its start leads to before the next effect. */
  #carryOut(actor: ActorColumn, begun: Draft, local: LocalOutcome, depth: number): readonly Draft[] {
    const by = begun.parts.length - 1;
    let drafts: readonly Draft[] = [begun];
    for (const effect of local.effects) {
      switch (effect.type) {
        case 'send': {
          const op = [OP.append, this.#columns.line(actor.id, effect.to), this.#columns.message(effect.message)];
          drafts = drafts.map((it) => ({ ...it, ops: [...it.ops, ...op] }));
          break;
        }
        case 'spawn': {
          if (kindOf(effect.id) !== effect.kind)
            throw new StepError(`actor '${effect.id}' was spawned as a '${effect.kind}'; its id must begin with its kind`);
          const spawned = this.#columns.actor(effect.id);
          const starts = this.#starting(spawned, effect.input, { type: 'spawned', by: 0 }, depth + 1);
          drafts = drafts.flatMap((it) => starts.map((start) => append(it, start, by)));
          break;
        }
        case 'stop': {
          const op = [OP.set, this.#columns.actor(effect.id).column, 0];
          drafts = drafts.map((it) => ({ ...it, ops: [...it.ops, ...op] }));
          break;
        }
      }
    }
    return local.isFinal ? drafts.map((it) => ({ ...it, ops: [...it.ops, OP.set, actor.column, 0] })) : drafts;
  }
}

const STARTING: Happening = { type: 'passing', ms: 0 };

/** @param by which of the parts so far created the actor */
function append(draft: Draft, start: Draft, by: number): Draft {
  const shift = draft.parts.length;
  const parts = start.parts.map(({ cause, ...part }, at): Part => {
    const shifted: PartCause = cause.type === 'spawned' && at > 0 ? { type: 'spawned', by: cause.by + shift } : { type: 'spawned', by };
    return { ...part, cause: shifted };
  });
  return { ops: [...draft.ops, ...start.ops], parts: [...draft.parts, ...parts] };
}

function describeUnhandled(happening: Happening, { id, kind }: ActorColumn): string {
  const what =
    happening.type === 'timer' ? `the timer '${happening.timer}'` : 'message' in happening ? `'${happening.message.type}'` : 'what happens';
  return `${id} has no transition for ${what} as it stands; give the chart of '${kind}' one, or say that it is ignored: on: { '…': {} }`;
}
