/** What stands at an arrow, or in a state for what it handles by staying: `event [guard] / actions`. */
import type { Chart, ChartState, ChartTransition } from '../../protocol/chart.ts';
import type { Piece } from './text.ts';

export function transitionPieces(transition: ChartTransition): readonly Piece[] {
  const { guard, actions } = transition;
  return [
    { text: triggerLabel(transition), style: 'event' },
    ...(guard === null ? [] : [{ text: `[${guard}]`, style: 'guard' } as const]),
    ...(actions.length === 0 ? [] : [{ text: `/ ${actions.join(', ')}`, style: 'action' } as const]),
  ];
}

export function triggerLabel({ trigger, text }: Pick<ChartTransition, 'trigger' | 'text'>): string {
  switch (trigger) {
    case 'event':
      return text === '*' ? 'any event' : text;
    case 'after':
      return `after ${text}`;
    case 'always':
    case 'done':
      return trigger;
  }
}

/** In one line, as it is read aloud or shown where there is room. */
export function transitionText(transition: ChartTransition): string {
  return transitionPieces(transition)
    .map(({ text }) => text)
    .join(' ');
}

/** Whether it is told inside of its state: nothing is left, or only to be entered again at once. */
export function staysInside({ from, to }: ChartTransition): boolean {
  return to.every((target) => target === from);
}

/** Whether it does nothing at all: its event is ignored, and states around it do not hear of it. */
export function isIgnored({ to, actions }: ChartTransition): boolean {
  return to.length === 0 && actions.length === 0;
}

/** Transitions of a state, with their numbers. */
export function transitionsFrom(
  { transitions }: Chart,
  path: string,
): readonly { readonly number: number; readonly transition: ChartTransition }[] {
  return transitions.flatMap((transition, number) => (transition.from === path ? [{ number, transition }] : []));
}

/** The chart in brief: states with their names, and arrows with what sets them off. */
export function shortened(chart: Chart): Chart {
  const brief = (state: ChartState): ChartState => ({
    ...state,
    description: null,
    tags: [],
    entry: [],
    exit: [],
    states: state.states.map(brief),
  });
  return {
    ...chart,
    root: brief(chart.root),
    // Those told inside of states are left out; the others keep their numbers.
    transitions: chart.transitions.map((transition) => ({
      ...transition,
      guard: null,
      actions: [],
      ...(staysInside(transition) ? { from: NOWHERE, to: [] } : {}),
    })),
  };
}

/** No path of a state: keys of states are words. */
const NOWHERE = '\0';
