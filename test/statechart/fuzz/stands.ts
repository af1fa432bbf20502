/** Where a machine stands after a step, and what the step did, in words that XState and a compiled machine share. */
import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate';
import { messageOf, type Action, type Taken } from './interpreter.ts';
import type { Event } from './toolbox.ts';

export interface Stand {
  readonly threw: string | undefined;
  readonly snapshot: unknown;
  /** In order. */
  readonly actions: readonly unknown[];
  readonly took: readonly string[];
  /** What it says of the events that it is asked about. */
  readonly can: readonly unknown[];
  readonly tagged: readonly boolean[];
}

/** Those that the chart's states may have. */
export const TAGS = ['x', 'y', 'z'];

/** All of a snapshot that can be seen, with the order of regions. */
export function seen({ status, value, context, output, error, tags, _nodes, historyValue, getMeta }: AnyMachineSnapshot): unknown {
  return {
    status,
    value: JSON.stringify(value),
    context: context as unknown,
    output,
    error: error === undefined ? undefined : messageOf(error),
    tags: [...tags],
    nodes: _nodes.map(({ id }) => id),
    // In which order the history states were come by shows in nothing that a machine does.
    history: Object.entries(historyValue)
      .map(([id, nodes]) => `${id}: ${nodes.map((node) => node.id).join(', ')}`)
      .sort(),
    meta: getMeta.call({ _nodes }),
  };
}

const stands = new WeakMap<Taken, Stand>();

/** Of a step of XState, which is worked out once for all compilers that it is compared with. */
export function standOf(taken: Taken, samples: readonly Event[]): Stand {
  const known = stands.get(taken) ?? newStandOf(taken, samples);
  stands.set(taken, known);
  return known;
}

function newStandOf({ snapshot, threw, actions, microsteps }: Taken, samples: readonly Event[]): Stand {
  return {
    threw,
    snapshot: snapshot && seen(snapshot),
    actions: actions.map(nameOfAction),
    took: microsteps.flatMap(({ transitions }) => transitions.map(nameOfTransition)),
    can: snapshot ? samples.map((event) => answer(() => snapshot.can(event))) : [],
    tagged: snapshot ? TAGS.map((tag) => snapshot.hasTag(tag)) : [],
  };
}

export function answer(ask: () => boolean): unknown {
  try {
    return ask();
  } catch (cause) {
    return messageOf(cause);
  }
}

/** Without what only its caller sees: the actor itself. */
export function nameOfAction({ type, params, info }: Action): unknown {
  if (type.startsWith('xstate.') && type !== 'xstate.log') return { type, params };
  const { context, event } = (info ?? {}) as { readonly context?: unknown; readonly event?: unknown }; // XState's erased arguments.
  return { type, params, context, event };
}

const names = new WeakMap<AnyTransitionDefinition, string>();

/** By its state and its place there. */
export function nameOfTransition(transition: AnyTransitionDefinition): string {
  const known = names.get(transition);
  if (known !== undefined) return known;
  const { source, eventType } = transition;
  const siblings: readonly AnyTransitionDefinition[] = (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [];
  const name = `${source.id} on '${eventType}' ${siblings.indexOf(transition)}`;
  names.set(transition, name);
  return name;
}

const texts = new WeakMap<object, string>();

/** The same text for two stands exactly if nothing in them differs that could be written down. */
export function textOf(stand: object): string {
  const known = texts.get(stand) ?? JSON.stringify(stand);
  texts.set(stand, known);
  return known;
}
