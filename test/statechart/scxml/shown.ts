/** What can be seen of a snapshot, as plain data: the variables of a document may be functions, or XML. */
import type { AnyMachineSnapshot } from 'xstate';

export interface Shown {
  readonly status: string;
  /** As text: the order of regions is part of it. */
  readonly value: string;
  readonly context: unknown;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly nodes: readonly string[];
  /** What history states remember. */
  readonly history: readonly (readonly [string, readonly string[]])[];
  /** Ids of atomic states, in alphabetical order: what SCXML calls the configuration. */
  readonly configuration: readonly string[];
}

export function shownOf({ status, value, context, output, error, _nodes, historyValue }: AnyMachineSnapshot): Shown {
  return {
    status,
    value: JSON.stringify(value),
    context: plain(context),
    output: plain(output),
    error: error === undefined ? undefined : messageOf(error),
    nodes: _nodes.map(({ id }) => id),
    history: Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id)] as const),
    configuration: _nodes
      .filter(({ type }) => type === 'atomic' || type === 'final')
      .map(({ id }) => id)
      .sort(),
  };
}

/** Of an error, which may be one of another realm. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

export function plain(value: unknown): unknown {
  if (typeof value === 'function') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if ('nodeType' in value) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
