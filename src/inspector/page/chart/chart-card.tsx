/** A state or a transition of the chart told in full, beside the drawing. */
import type { ComponentChildren, JSX } from 'preact';
import type { Chart, ChartState, ChartTransition } from '../../protocol/chart.ts';
import type { Handlers, Marks, Part } from './marks.ts';
import { isIgnored, transitionsFrom, transitionText, triggerLabel } from './words.ts';

interface CardProps {
  readonly chart: Chart;
  readonly part: Part;
  readonly marks: Marks;
  readonly handlers: Handlers;
  readonly onClose: () => void;
}

export function ChartCard({ part, onClose, ...shared }: CardProps): JSX.Element | null {
  const { chart } = shared;
  const state = part.type === 'state' ? stateAt(chart.root, part.path) : undefined;
  const transition = part.type === 'transition' ? chart.transitions[part.number] : undefined;
  return (
    <aside class="chart-card" aria-label="details">
      <button type="button" class="chart-card-close" aria-label="close" title="Close (Escape)" onClick={onClose}>
        ×
      </button>
      {state && <StateCard state={state} {...shared} />}
      {part.type === 'transition' && transition && <TransitionCard number={part.number} transition={transition} {...shared} />}
    </aside>
  );
}

type Shared = Omit<CardProps, 'part' | 'onClose'>;

function StateCard({ chart, state, marks, handlers }: Shared & { readonly state: ChartState }): JSX.Element {
  const leaving = transitionsFrom(chart, state.path);
  return (
    <>
      <h3>{state.path || state.key}</h3>
      <p class="chart-card-kind">
        {kindOf(state)}
        {marks.active.has(state.path) ? ', active' : ''}
        {state.tags.map((tag) => ` #${tag}`)}
      </p>
      {state.description !== null && <p>{state.description}</p>}
      <dl>
        <Entry name="entry">{state.entry.join(', ')}</Entry>
        <Entry name="exit">{state.exit.join(', ')}</Entry>
      </dl>
      {leaving.length > 0 && (
        <ul>
          {leaving.map(({ number, transition }) => (
            <li key={number} class={marks.fired.has(number) ? 'chart-fired' : ''}>
              {transitionText(transition)}
              <span class="chart-card-to"> {whereTo(transition)}</span>
              {marks.sendable.has(number) && <SendButton onClick={() => handlers.onSend(number)} />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TransitionCard({
  chart,
  number,
  transition,
  marks,
  handlers,
}: Shared & { readonly number: number; readonly transition: ChartTransition }): JSX.Element {
  const { from, guard, actions, description } = transition;
  return (
    <>
      <h3>{triggerLabel(transition)}</h3>
      <p class="chart-card-kind">
        {from || chart.root.key} {whereTo(transition)}
        {marks.fired.has(number) ? ', fired last' : ''}
      </p>
      {description !== null && <p>{description}</p>}
      <dl>
        <Entry name="only if">{guard ?? ''}</Entry>
        <Entry name="does">{actions.join(', ')}</Entry>
      </dl>
      {marks.sendable.has(number) && <SendButton onClick={() => handlers.onSend(number)} />}
    </>
  );
}

function SendButton({ onClick }: { readonly onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="chart-card-send" onClick={onClick}>
      Send …
    </button>
  );
}

function Entry({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element | null {
  if (children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function whereTo(transition: ChartTransition): string {
  const { from, to, reenter } = transition;
  if (isIgnored(transition)) return '(ignored)';
  if (to.length === 0) return '(stays)';
  if (to.length === 1 && to[0] === from) return '↻ enters it again';
  return `→ ${to.join(', ')}${reenter ? ' (enters again)' : ''}`;
}

function kindOf({ type, history, initial, orElse }: ChartState): string {
  switch (type) {
    case 'history':
      return `${history ?? 'shallow'} history${orElse === undefined ? '' : `, or else ${orElse}`}`;
    case 'compound':
      return `compound state, begins in ${initial ?? 'none'}`;
    case 'atomic':
    case 'final':
    case 'parallel':
      return `${type} state`;
  }
}

function stateAt(state: ChartState, path: string): ChartState | undefined {
  if (state.path === path) return state;
  for (const child of state.states) {
    const found = stateAt(child, path);
    if (found) return found;
  }
  return undefined;
}
