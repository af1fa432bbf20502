/** The views of a run, in the order of their tabs. */
import type { ComponentType } from 'preact';
import type { About } from '../../protocol/frames.ts';
import { ChartView } from '../chart/chart-view.tsx';
import { CounterexampleView } from '../counterexample/counterexample-view.tsx';
import type { ViewName } from '../model/store.ts';
import { OverviewView } from '../overview/overview-view.tsx';
import { PlotsView } from '../plots/plots-view.tsx';
import { SequenceView } from '../sequence/sequence-view.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';

export interface View {
  readonly name: ViewName;
  readonly title: string;
  readonly component: ComponentType;
}

const VIEWS: readonly View[] = [
  { name: 'system', title: 'System', component: OverviewView },
  { name: 'chart', title: 'Statechart', component: ChartView },
  { name: 'sequence', title: 'Sequence', component: SequenceView },
  { name: 'timeline', title: 'Timeline', component: TimelineView },
  { name: 'figures', title: 'Figures', component: PlotsView },
  { name: 'counterexample', title: 'Counterexample', component: CounterexampleView },
];

export function viewsOf(about: About | null): readonly View[] {
  return VIEWS.filter(({ name }) => {
    if (name === 'counterexample') return about?.counterexample;
    // Another program has no scenario that could declare any.
    return name !== 'figures' || about?.mode !== 'application';
  });
}
