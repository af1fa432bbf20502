/** What is marked in a drawing, for the parts that draw it. */
export interface Marks {
  /** Paths of the active states, and of those around them. */
  readonly active: ReadonlySet<string>;
  readonly innermost: ReadonlySet<string>;
  /** Numbers of the transitions that fired last. */
  readonly fired: ReadonlySet<number>;
  /** Numbers of those whose event can be sent now. */
  readonly sendable: ReadonlySet<number>;
}

/** What a click or the Enter key on a part of the chart is about. */
export type Part = { readonly type: 'state'; readonly path: string } | { readonly type: 'transition'; readonly number: number };

export interface Handlers {
  readonly onPart: (part: Part) => void;
  readonly onSend: (number: number) => void;
  readonly onToggle: (path: string) => void;
}
