/** Everything in a chart that does or asks something, compiled: entries, exits, actions of transitions, guards. */
import { compileAction } from './actions.ts';
import type { Machine, Node, Transition } from './chart.ts';
import { ownCopiers } from './copying.ts';
import { compileGuard } from './guards.ts';
import type { Parts } from './parts.ts';
import type { Act, Test } from './running.ts';
import type { Obstacle } from './uncompilable.ts';

export class ChartActs {
  readonly obstacles: Obstacle[] = [];
  readonly #entries = new Map<Node, readonly Act[]>();
  readonly #exits = new Map<Node, readonly Act[]>();
  readonly #initials = new Map<Node, readonly Act[]>();
  readonly #actions = new Map<Transition, readonly Act[]>();
  readonly #tests = new Map<Transition, Test | undefined>();

  constructor(machine: Machine, nodes: readonly Node[]) {
    const { actions, guards, delays } = machine.implementations;
    for (const node of nodes) {
      const refuse = (feature: string, remedy: string): void => void this.obstacles.push({ path: node.path, feature, remedy });
      this.#compile(
        node,
        { actions, guards, delays, copiers: ownCopiers, tests: new Map(), nodeById: (id) => machine.getStateNodeById(id), refuse },
        refuse,
      );
    }
  }

  entryOf(node: Node): readonly Act[] {
    return this.#entries.get(node) ?? [];
  }

  exitOf(node: Node): readonly Act[] {
    return this.#exits.get(node) ?? [];
  }

  /** Of the transition into the initial state. */
  initialOf(node: Node): readonly Act[] {
    return this.#initials.get(node) ?? [];
  }

  actionsOf(transition: Transition): readonly Act[] {
    return this.#actions.get(transition) ?? [];
  }

  testOf(transition: Transition): Test | undefined {
    return this.#tests.get(transition);
  }

  #compile(node: Node, parts: Parts, refuse: Parts['refuse']): void {
    if (node.invoke.length > 0)
      refuse('it uses invoke, which starts an actor of XState', 'Step this machine with XState itself, or let another actor do it.');
    const acts = (actions: readonly unknown[]): readonly Act[] => actions.map((action) => compileAction(action, parts));
    this.#entries.set(node, acts(node.entry));
    this.#exits.set(node, acts(node.exit));
    try {
      this.#initials.set(node, acts(node.initial.actions));
    } catch (cause) {
      refuse(`its initial state cannot be found: ${cause instanceof Error ? cause.message : String(cause)}`, 'Name one of its states.');
    }
    for (const transition of [...node.transitions.values()].flat()) {
      this.#actions.set(transition, acts(transition.actions));
      // As in XState: of what is taken on an event, a guard that is false, 0, null or empty is none.
      this.#tests.set(transition, transition.guard ? compileGuard(transition.guard, parts) : undefined);
    }
    for (const transition of node.always ?? []) {
      this.#actions.set(transition, acts(transition.actions));
      this.#tests.set(transition, transition.guard === undefined ? undefined : compileGuard(transition.guard, parts));
    }
  }
}
