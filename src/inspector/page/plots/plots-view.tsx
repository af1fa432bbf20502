/** The figures of the scenario over simulated time, a plot each. A click looks at the run at that time. */
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useStore } from '../model/context.ts';
import { isDark } from '../shell/theme.ts';
import { PlotChart } from './plot-chart.tsx';
import './plots.css';

export function PlotsView(): JSX.Element {
  const store = useStore();
  const { source } = store;
  const theme = isDark.value ? 'dark' : 'light';
  const pointed = useSignal<number | null>(null);
  const plots = source.about.value?.plots ?? [];
  const { atS, values } = source.plots.value;
  const cursor = store.cursor.value;
  const nowS = (source.events.atMs[Math.max(0, cursor)] ?? 0) / 1000;

  if (plots.length === 0) {
    return (
      <div class="plots">
        <p class="plots-nothing">
          This scenario declares no figures; see <code>plots</code> in docs/scenarios.md.
        </p>
      </div>
    );
  }
  if (atS.length === 0) {
    return (
      <div class="plots">
        <p class="plots-nothing">No figures yet. They are taken while the run goes on: press play.</p>
      </div>
    );
  }
  return (
    <section class="plots" aria-label="Figures" tabIndex={0}>
      <div class="plots-grid">
        {plots.map((plot, at) => (
          <PlotChart
            key={plot.title}
            plot={plot}
            atS={atS}
            values={values[at] ?? NONE}
            nowS={nowS}
            theme={theme}
            pointed={pointed}
            onTime={(atMs) => store.goToTime(atMs)}
          />
        ))}
      </div>
    </section>
  );
}

const NONE: readonly never[] = [];
