/** What a state of a chart does, in words, and which arrows leave it. */
import type { ChartTransition } from '../actors/behavior.ts';
import { actionWords, guardWords } from './chart-parts.ts';
import { transitionsOf, triggerOf, type StateNode } from './chart-transitions.ts';

export type { StateNode };

/** Where an arrow begins or ends: at a state, or at the box that stands for it among its own children. */
export interface Place {
  readonly node: StateNode;
  readonly inside: boolean;
}

export interface Edge {
  readonly from: Place;
  readonly to: Place;
  /** One, but for an arrow that stands for several transitions. */
  readonly labels: readonly string[];
}

/** The arrows that leave a state; one for each target of each of its transitions. */
export function edgesOf(node: StateNode): readonly Edge[] {
  return transitionsOf(node).flatMap((transition) =>
    (transition.target ?? []).map((target) => {
      const again = isWithin(node, target) ? ` (enters ${target.key} again)` : '';
      return {
        from: { node, inside: isWithin(target, node) },
        to: { node: target, inside: isWithin(node, target) },
        labels: [`${labelOf(transition)}${again}`],
      };
    }),
  );
}

/** What a state does while it is not left, a line each: on entry and exit, and on events that it handles by staying. */
export function habitsOf(node: StateNode): readonly string[] {
  // The node's own lists hold XState's timers as well; the config has what was written.
  const habits = [...onPassing('entry', node.config.entry), ...onPassing('exit', node.config.exit)];
  const ignored: string[] = [];
  for (const transition of transitionsOf(node)) {
    if (transition.target !== undefined) continue;
    if (transition.actions.length > 0) habits.push(labelOf(transition));
    else ignored.push(labelOf(transition));
  }
  if (ignored.length > 0) habits.push(`ignores ${ignored.join(', ')}`);
  if (node.type === 'history') habits.push(`${node.history || 'shallow'} history`, ...orElse(node.config.target));
  return habits;
}

/** `event [guard] / actions` */
function labelOf(transition: ChartTransition): string {
  const guard = transition.guard === undefined ? '' : ` [${guardWords(transition.guard)}]`;
  const actions = transition.actions.length === 0 ? '' : ` / ${transition.actions.map(actionWords).join(', ')}`;
  return `${eventOf(transition)}${guard}${actions}`;
}

function eventOf(transition: ChartTransition): string {
  const { trigger, text } = triggerOf(transition);
  if (trigger === 'after') return `after ${text}`;
  return text === '*' ? 'any event' : text;
}

function onPassing(when: 'entry' | 'exit', actions: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(actions) ? actions : [actions];
  const words = list.filter((action) => action !== undefined).map(actionWords);
  return words.length === 0 ? [] : [`${when} / ${words.join(', ')}`];
}

function orElse(target: unknown): readonly string[] {
  return target === undefined ? [] : [`or else ${String(target)}`];
}

function isWithin(node: StateNode, ancestor: StateNode): boolean {
  for (let up = node.parent; up; up = up.parent) if (up === ancestor) return true;
  return false;
}
