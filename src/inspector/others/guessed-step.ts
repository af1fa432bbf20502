/**
 * What an application does not tell of a step, but its chart does: which transition fired, or that there was none for the event.
 *
 * Guards are out of sight here. So a transition is named only where no other one leads from where the actor stood, by that event, to
 * where it stands.
 */
import { isRecord } from '../../report/chart-parts.ts';
import type { Chart, ChartTransition } from '../protocol/chart.ts';

export interface SeenStep {
  readonly chart: Chart;
  /** State values. */
  readonly before: unknown;
  readonly after: unknown;
  /** The type of the event. */
  readonly word: string;
  /** Whether anything is other than it was: the state or the context. */
  readonly isChanged: boolean;
}

export interface GuessedStep {
  /** Numbers of transitions, as in Detail: one or none. */
  readonly fired: readonly number[];
  readonly unhandled: boolean;
}

export function guessStep({ chart, before, after, word, isChanged }: SeenStep): GuessedStep {
  const was = activeIn(before);
  const is = activeIn(after);
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const heard = chart.transitions.flatMap((transition, number) =>
    was.has(transition.from) && answers(transition, word) ? [{ transition, number }] : [],
  );
  const possible = heard.filter(({ transition: { to } }) => (to.length === 0 ? isSame : to.every((path) => is.has(path))));
  return {
    fired: possible.length === 1 ? possible.map(({ number }) => number) : [],
    unhandled: heard.length === 0 && !isChanged && !word.startsWith('xstate.'),
  };
}

/** Paths of the states that are active where the value is this, the root included. */
export function activeIn(value: unknown): ReadonlySet<string> {
  const paths = new Set(['']);
  const add = (part: unknown, prefix: string): void => {
    if (typeof part === 'string') paths.add(`${prefix}${part}`);
    else if (isRecord(part))
      for (const [key, below] of Object.entries(part)) {
        paths.add(`${prefix}${key}`);
        add(below, `${prefix}${key}.`);
      }
  };
  add(value, '');
  return paths;
}

function answers({ trigger, text, from }: ChartTransition, word: string): boolean {
  switch (trigger) {
    case 'event':
      return text === word || text === '*' || (text.endsWith('.*') && word.startsWith(text.slice(0, -1)));
    case 'after':
      return word.startsWith(`xstate.after.${text.replace(/ ms$/, '')}.`) && word.endsWith(from);
    case 'done':
      return word.startsWith('xstate.done.state.') && word.endsWith(from);
    case 'always':
      return false;
  }
}
