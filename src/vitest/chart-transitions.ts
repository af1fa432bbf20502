/** The transitions of a chart, with names that tell where they stand in it. */
import type { ChartTransition, Machine } from '../actors/behavior.ts';
import { guardWords } from '../report/chart-parts.ts';

export interface TransitionOfChart {
  /** `idle: bell [isOpen] → busy`; of two that are alike in all of this, the second ends in ` (2)`. */
  readonly name: string;
  /** The state that it leaves, named from the root: `running.loading`. The machine's id, of one that holds in all states. */
  readonly source: string;
  /** The type of a message; `after` and the name of a delay or its milliseconds; `always`, `done`, `any event`. */
  readonly event: string;
  readonly guard?: string;
  /** None, where it stays in its state. */
  readonly targets: readonly string[];
}

type Node = ChartTransition['source'];

/** In order of the chart, by keys that the machine shares with those that behave like it. */
export function transitionsOf({ root }: Machine): ReadonlyMap<string, TransitionOfChart> {
  const taken = new Map<string, number>();
  return new Map(
    nodesFrom(root)
      .flatMap((node) => [...[...node.transitions.values()].flat(), ...(node.always ?? [])])
      .map((transition) => {
        const described = describe(transition);
        const count = (taken.get(described.name) ?? 0) + 1;
        taken.set(described.name, count);
        return [keyOf(transition), count === 1 ? described : { ...described, name: `${described.name} (${count})` }];
      }),
  );
}

/** Where it stands in the chart: XState makes new objects of every copy of a machine. */
export function keyOf(transition: ChartTransition): string {
  const { source, eventType } = transition;
  const branches = eventType === '' ? source.always : source.transitions.get(eventType);
  return `${source.id} on ${eventType} ${branches?.indexOf(transition) ?? -1}`;
}

function describe({ source, eventType, guard: condition, target = [] }: ChartTransition): TransitionOfChart {
  const event = eventOf(String(eventType), source);
  const guard = condition === undefined ? undefined : guardWords(condition);
  const targets = target.map(pathOf);
  const name = `${pathOf(source)}: ${event}${guard === undefined ? '' : ` [${guard}]`}${targets.length === 0 ? '' : ` → ${targets.join(', ')}`}`;
  return { name, source: pathOf(source), event, ...(guard === undefined ? {} : { guard }), targets };
}

function pathOf({ path, id }: Node): string {
  return path.length === 0 ? id : path.join('.');
}

function eventOf(type: string, source: Node): string {
  if (type === '') return 'always';
  if (type === '*') return 'any event';
  if (type === `xstate.done.state.${source.id}`) return 'done';
  const prefix = 'xstate.after.';
  return type.startsWith(prefix) ? `after ${type.slice(prefix.length, -`.${source.id}`.length)}` : type;
}

function nodesFrom(node: Node): readonly Node[] {
  return [node, ...Object.values(node.states).flatMap(nodesFrom)];
}
