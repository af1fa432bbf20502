/**
 * What a machine of a scenario may not have, found before the first step.
 *
 * Everything here would make a run differ from what the chart says: actions that never run, delays
 * that are silently zero, actors that nobody simulates.
 */

/** As much of XState's StateNode as is read here. */
export interface StateNodeShape {
  readonly path: readonly string[];
  readonly config: { readonly context?: unknown; readonly invoke?: unknown };
  readonly states: Readonly<Record<string, StateNodeShape>>;
  readonly entry: readonly unknown[];
  readonly exit: readonly unknown[];
  readonly initial?: { readonly actions: readonly unknown[] } | undefined;
  readonly transitions: ReadonlyMap<string, readonly TransitionShape[]>;
  readonly always?: readonly TransitionShape[] | undefined;
}

interface TransitionShape {
  readonly actions: readonly unknown[];
  readonly guard?: unknown;
}

export interface MachineShape {
  readonly root: StateNodeShape;
  readonly implementations: {
    readonly actions: Readonly<Record<string, unknown>>;
    readonly guards: Readonly<Record<string, unknown>>;
    readonly delays: Readonly<Record<string, unknown>>;
  };
}

export interface Unsoundness {
  readonly path: readonly string[];
  readonly found: string;
  readonly remedy: string;
}

type Finding = Omit<Unsoundness, 'path'>;

/** The first thing, in document order, that a machine of a scenario may not have. */
export function findUnsoundness(machine: MachineShape): Unsoundness | undefined {
  const { context } = machine.root.config;
  if (context !== undefined && typeof context !== 'function') {
    return {
      path: [],
      found: 'its context is one object, which every actor of this kind would share',
      remedy: 'Write it as a function: context: () => ({ … }), or ({ input }) => ({ … }).',
    };
  }
  return findInNode(machine.root, machine);
}

function findInNode(node: StateNodeShape, machine: MachineShape): Unsoundness | undefined {
  const finding = findHere(node, machine);
  if (finding) return { path: node.path, ...finding };
  for (const child of Object.values(node.states)) {
    const inChild = findInNode(child, machine);
    if (inChild) return inChild;
  }
  return undefined;
}

function findHere(node: StateNodeShape, machine: MachineShape): Finding | undefined {
  if (node.config.invoke !== undefined) {
    return {
      found: 'it uses invoke, whose actor no simulation would see',
      remedy: 'Give the scenario an actor of its own for it, and exchange messages: emit(send(…)) or emit(spawn(…)).',
    };
  }
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  const actions = [
    ...node.entry,
    ...node.exit,
    ...(node.initial?.actions ?? []),
    ...transitions.flatMap((transition) => transition.actions),
  ];
  for (const action of actions) {
    const finding = checkAction(action, machine);
    if (finding) return finding;
  }
  for (const { guard } of transitions) {
    const finding = checkGuard(guard, machine);
    if (finding) return finding;
  }
  return undefined;
}

/** What XState's action creators leave on the function that they return. */
interface BuiltIn {
  readonly type?: string;
  readonly resolve?: unknown;
  readonly delay?: unknown;
  readonly id?: unknown;
}

function checkAction(action: unknown, { implementations: { actions, delays } }: MachineShape): Finding | undefined {
  const name = nameOf(action);
  const implementation = name === undefined ? action : actions[name];
  if (implementation === undefined) {
    return {
      found: `its action '${name}' has no implementation`,
      remedy: `Define it in setup({ actions: { ${name}: … } }), or correct its name (${listed(actions)}).`,
    };
  }
  const builtIn = implementation as BuiltIn; // A function or an object; only its presence of members is asked.
  const called = name === undefined ? 'an inline action' : `its action '${name}'`;
  if (typeof builtIn.resolve !== 'function') {
    return {
      found: `${called} is a plain function, which would never run`,
      remedy: 'Make it an assign(…) if it changes the context, or an emit(…) of send, spawn, stop or choose.',
    };
  }
  switch (builtIn.type) {
    case 'xstate.sendTo':
    case 'xstate.spawnChild':
    case 'xstate.stopChild':
    case 'xstate.log':
      return {
        found: `${called} is ${builtIn.type.slice('xstate.'.length)}, which acts outside of the machine`,
        remedy: 'Emit an effect instead: emit(send(to, message)), emit(spawn(id, kind, input)), emit(stop(id)).',
      };
    case 'xstate.raise':
      return checkDelay(builtIn, called, delays);
    default:
      return undefined;
  }
}

function checkDelay({ delay, id }: BuiltIn, called: string, delays: Readonly<Record<string, unknown>>): Finding | undefined {
  if (delay === undefined) return undefined;
  if (typeof delay === 'string' && delays[delay] === undefined) {
    return {
      found: `the delay '${delay}' is not defined, and XState would take it for no delay at all`,
      remedy: `Define it in setup({ delays: { ${delay}: … } }), or correct its name (${listed(delays)}).`,
    };
  }
  if (id === undefined) {
    return {
      found: `${called} raises with a delay and has no id`,
      remedy: 'Name the timer: raise(event, { id, delay }).',
    };
  }
  return undefined;
}

function checkGuard(guard: unknown, machine: MachineShape): Finding | undefined {
  if (guard === undefined || guard === null) return undefined;
  const name = nameOf(guard);
  if (name === undefined) {
    const { guards } = guard as { readonly guards?: readonly unknown[] }; // and, or, not carry their parts.
    for (const part of guards ?? []) {
      const finding = checkGuard(part, machine);
      if (finding) return finding;
    }
    return undefined;
  }
  if (machine.implementations.guards[name] !== undefined) return undefined;
  return {
    found: `its guard '${name}' has no implementation`,
    remedy: `Define it in setup({ guards: { ${name}: … } }), or correct its name (${listed(machine.implementations.guards)}).`,
  };
}

/** The name by which a chart refers to an implementation; undefined for an inline function. */
function nameOf(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  if (typeof reference === 'object' && reference !== null && 'type' in reference) return String(reference.type);
  return undefined;
}

function listed(implementations: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(implementations).sort();
  return names.length === 0 ? 'none is defined' : `defined: ${names.join(', ')}`;
}
