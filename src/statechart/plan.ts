/** What taking some transitions in some control state comes to: worked out once, and then only carried out. */
import { isAtomic, isDescendant, isInFinal, type History, type Node, type Transition } from './chart.ts';
import type { ChartActs } from './chart-acts.ts';
import type { Control } from './control.ts';
import type { ControlTable } from './control-table.ts';
import { EntrySet } from './entry-set.ts';
import { completing, ending } from './completion.ts';
import type { Act } from './running.ts';
import { initialNodesOf } from './state-value.ts';
import { exitSetOf, withoutConflicts, type Way } from './targets.ts';

export interface Plan {
  /** Exits, the transitions' own actions, and entries, in order. */
  readonly acts: readonly Act[];
  readonly next: Control;
  /** Whether XState would make another snapshot, whatever the acts do. */
  readonly isChange: boolean;
  /** What an observer hears of. */
  readonly told: readonly Transition[];
}

export class Planner {
  readonly #root: Node;
  readonly #acts: ChartActs;
  readonly #table: ControlTable;

  constructor(root: Node, acts: ChartActs, table: ControlTable) {
    this.#root = root;
    this.#acts = acts;
    this.#table = table;
  }

  plan(control: Control, transitions: readonly Transition[], isEventless: boolean): Plan {
    const kept = withoutConflicts(transitions, control.nodes, control.history);
    const leaving = this.#leave(control, kept);
    const acts = [...leaving.acts, ...kept.flatMap((it) => this.#acts.actionsOf(it))];
    // XState tells of the transitions that an event selects before it looks which of them get in each other's way.
    return this.#enter({ control, ways: kept, ...leaving, acts, told: isEventless ? kept : transitions });
  }

  /** From before the beginning into the initial state. */
  begin(control: Control): Plan {
    const { history } = control;
    const ways = [{ target: [...initialNodesOf(this.#root)], source: this.#root, reenter: true }];
    return this.#enter({ control, ways, nodes: new Set(control.nodes), history, acts: [], told: [], isBeginning: true });
  }

  #leave({ nodes, history }: Control, ways: readonly Way[]): { nodes: Set<Node>; history: History; acts: Act[] } {
    const left = [...exitSetOf(ways, nodes, history)].sort((a, b) => b.order - a.order);
    let remembered: Record<string, readonly Node[]> | undefined;
    for (const node of left) {
      for (const child of Object.values(node.states)) {
        if (child.type !== 'history') continue;
        remembered ??= { ...history };
        remembered[child.id] = nodes.filter((it) =>
          child.history === 'deep' ? isAtomic(it) && isDescendant(it, node) : it.parent === node,
        );
      }
    }
    const gone = new Set(left);
    return {
      nodes: new Set(nodes.filter((node) => !gone.has(node))),
      history: remembered ?? history,
      acts: left.flatMap((node) => this.#acts.exitOf(node)),
    };
  }

  #enter({ control, ways, nodes, history, acts, told, isBeginning = false }: Entering): Plan {
    const entry = new EntrySet(ways, history);
    if (isBeginning) entry.byDefault.add(this.#root);
    const completed = new Set<Node>();
    let isEnd = false;
    for (const node of [...entry.nodes].sort((a, b) => a.order - b.order)) {
      nodes.add(node);
      acts.push(...this.#acts.entryOf(node));
      if (entry.byDefault.has(node)) acts.push(...this.#acts.initialOf(node));
      if (node.type !== 'final') continue;
      const last = this.#complete(node, nodes, completed, acts);
      if (!last) continue;
      acts.push(ending(this.#root, last));
      isEnd = true;
    }
    const status = isEnd ? 'done' : control.status;
    const all = [...nodes];
    if (status === 'done') acts.push(...all.sort((a, b) => b.order - a.order).flatMap((node) => this.#acts.exitOf(node)));
    const isMoved = history !== control.history || all.length !== control.nodes.length || !control.nodes.every((node) => nodes.has(node));
    const next = this.#table.intern({ nodes: isMoved ? all : control.nodes, history, status });
    return { acts, next, isChange: isMoved || isEnd, told };
  }

  /** What a final state completes by being entered; the last of it, if that is the machine as a whole. */
  #complete(node: Node, nodes: ReadonlySet<Node>, completed: Set<Node>, acts: Act[]): Node | undefined {
    const { parent } = node;
    let around = parent?.type === 'parallel' ? parent : parent?.parent;
    let last = around ?? node;
    if (parent?.type === 'compound') acts.push(completing(parent.id, node.output));
    while (around?.type === 'parallel' && !completed.has(around) && isInFinal(nodes, around)) {
      completed.add(around);
      acts.push(completing(around.id, undefined));
      last = around;
      around = around.parent;
    }
    return around ? undefined : last;
  }
}

interface Entering {
  readonly control: Control;
  readonly ways: readonly Way[];
  /** Those that stay; what is entered is added. */
  readonly nodes: Set<Node>;
  readonly history: History;
  readonly acts: Act[];
  readonly told: readonly Transition[];
  readonly isBeginning?: boolean;
}
