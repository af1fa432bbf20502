/**
 * What a scenario says of itself to whoever draws it: which parts of its actors' contexts are worth seeing, and which figures are
 * worth plotting over simulated time. The inspector knows no scenario; it draws what stands here.
 */
import type { SystemState } from '../properties/property.ts';

/** Plain data: it is drawn from contexts alone, in a page that has no code of the scenario. */
export interface Overview {
  /** Draw what is at one place of the scenario's wires in one box. */
  readonly byPlace?: boolean;
  /** What to show of the actors of each kind, in this order; kinds that are left out are shown by their state alone, after these. */
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly kind: string;
  /** What actors of the kind are called together, where that is more than their kind: "Users". */
  readonly title?: string;
  /** Many and small: a line each, rather than a box. */
  readonly compact?: boolean;
  /** In the context: what to write on one of them, instead of its id. */
  readonly label?: string;
  readonly shows: readonly Show[];
}

/**
 * Members of a context are named by paths: `shelf`, `job.compiler`, `jobs.0.id`, `shelf.length`. The empty path is the thing itself, and
 * `*` stands for every member of a list or a record: `disk.*.files`; lists that it leads to become one.
 */
export type Show =
  | { readonly type: 'value'; readonly title: string; readonly path: string; readonly unit?: Unit }
  | {
      readonly type: 'gauge';
      readonly title: string;
      /** A number; of a list or a record, the number of its members. */
      readonly path: string;
      /** The most there can be: a number, or a path in the same context. */
      readonly of: number | string;
      readonly unit?: Unit;
      /** Within the members of the list, or within the one thing that stands there: what to add up, rather than count them. */
      readonly sum?: string;
      readonly ref?: Ref;
      /** As much is taken up in any case: a number, or a path in the same context. Drawn before the rest. */
      readonly base?: number | string;
    }
  | {
      readonly type: 'items';
      readonly title: string;
      /** A list, or one thing or null; the values of a record are at `record.*`. */
      readonly path: string;
      readonly ref?: Ref;
      /** Within an item: what to write on it; of several paths, one after the other. `$key` is its key, of a value of a record. */
      readonly label: string | readonly string[];
      /** Within an item: more of it, for who points at it. */
      readonly note?: string;
      /** Within an item: those with the same stand together, under it. */
      readonly groupBy?: string;
      /** Groups that are drawn even where nothing is in them, before others. */
      readonly groups?: readonly string[];
      /** What to say when there is none: "no job in memory". */
      readonly empty?: string;
    };

/** What an item holds is often but the name of something that stands elsewhere. The members of that are then members of the item, too. */
export interface Ref {
  /** Within the item: the name. The empty path, of an item that is nothing else. */
  readonly name: string;
  /** Of the actors in whose contexts the thing is looked for. */
  readonly kind: string;
  /** In their contexts: the list that it is in. Left out: the thing is the context of the actor with that id. */
  readonly list?: string;
  /** Within the members of that list: their name. */
  readonly key?: string;
}

export type Unit = 'bytes' | 'seconds' | 'milliseconds' | 'words' | 'share' | 'count';

/** Curves in one plot, which have one unit. */
export interface Plot {
  readonly title: string;
  readonly unit: Unit;
  readonly series: readonly Series[];
}

export interface Series {
  readonly label: string;
  /** `level`: what it is at the time. `rate`: `sample` counts up, and what is drawn is its increase per second of simulated time. */
  readonly as?: 'level' | 'rate';
  /** Null where there is nothing to tell yet. */
  sample(seen: Sampled): number | null;
}

export interface Sampled {
  readonly state: SystemState;
  /** The figures of the scenario's measure so far. */
  readonly metrics: object;
  readonly atMs: number;
}
