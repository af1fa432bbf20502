/** The states of a chart as a plain list, where it cannot be drawn. */
import type { JSX } from 'preact';
import type { Chart, ChartState } from '../../protocol/chart.ts';
import type { Marks } from './marks.ts';
import { transitionsFrom, transitionText } from './words.ts';

interface ListProps {
  readonly chart: Chart;
  readonly marks: Marks;
  readonly problem: string;
}

export function StateList({ chart, marks, problem }: ListProps): JSX.Element {
  return (
    <div class="chart-list">
      <p class="chart-problem" role="alert">
        The chart is shown as a list, because {problem}. Reload the page to try again.
      </p>
      <ul>
        <Item state={chart.root} {...{ chart, marks }} />
      </ul>
    </div>
  );
}

function Item({ state, chart, marks }: Pick<ListProps, 'chart' | 'marks'> & { readonly state: ChartState }): JSX.Element {
  return (
    <li class={marks.active.has(state.path) ? 'chart-active' : ''}>
      <strong>{state.key}</strong> {state.description}
      <ul>
        {transitionsFrom(chart, state.path).map(({ number, transition }) => (
          <li key={number} class={marks.fired.has(number) ? 'chart-fired' : ''}>
            {transitionText(transition)} {transition.to.length > 0 && `→ ${transition.to.join(', ')}`}
          </li>
        ))}
        {state.states.map((child) => (
          <Item key={child.path} state={child} {...{ chart, marks }} />
        ))}
      </ul>
    </li>
  );
}
