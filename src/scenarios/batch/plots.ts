/** What of the batch shop is worth seeing over time: queues, what the machine does with its time, how long its users wait. */
import type { Plot, Sampled, Series } from '../overview.ts';
import type { BatchMetrics } from './metrics.ts';
import { only, shopOf, waiting, type ShopState } from './shop-state.ts';

const STAFF = ['operator', 'processor', 'memory'] as const;

export function batchPlots(): readonly Plot[] {
  return [
    {
      title: 'Decks in the shop',
      unit: 'count',
      series: [
        level('at the window', (shop) => only(shop, 'operator').context.line.length),
        level('in trays', (shop) => only(shop, 'operator').context.shelf.length),
        level('in the machine', (shop) => only(shop, 'processor').context.jobs.length),
      ],
    },
    {
      title: 'What the machine did with its time, so far',
      unit: 'share',
      series: [
        share('compiling or executing', ({ busyS }) => busyS),
        share('reading, printing, held up', ({ overheadS }) => overheadS),
        share('a compiler being mounted', ({ setupS }) => setupS),
      ],
    },
    {
      title: 'Turnaround so far',
      unit: 'seconds',
      series: [
        figure('mean', ({ meanTurnaroundS }) => meanTurnaroundS),
        figure('median', ({ medianTurnaroundS }) => medianTurnaroundS),
        figure('95th percentile', ({ p95TurnaroundS }) => p95TurnaroundS),
      ],
    },
    {
      title: 'Memory in use',
      unit: 'words',
      series: [level('monitor and job', wordsUsed), level('in all', (shop) => only(shop, 'memory').context.words)],
    },
    {
      title: 'Users',
      unit: 'count',
      series: [
        level('at the desk or the keypunch', (shop) => shop.ofKind('user').length - waiting(shop).length),
        level('waiting for the operator', (shop) => waiting(shop).length),
      ],
    },
    {
      title: 'Jobs',
      unit: 'count',
      series: [
        measured('handed in', ({ jobs }) => jobs),
        measured('finished', ({ finished }) => finished),
        measured('failed or refused', ({ failed, refused }) => failed + refused),
      ],
    },
  ];
}

/** Actors start one after the other: before all are there, there is nothing to tell. */
function level(label: string, of: (shop: ShopState) => number): Series {
  return {
    label,
    sample: ({ state }) => {
      const shop = shopOf(state);
      return STAFF.every((kind) => shop.ofKind(kind).length > 0) ? of(shop) : null;
    },
  };
}

function measured(label: string, of: (metrics: BatchMetrics) => number | null): Series {
  return { label, sample: (seen) => of(metricsOf(seen)) };
}

/** Of jobs that are back: there is nothing to tell before the first one. */
function figure(label: string, of: (metrics: BatchMetrics) => number): Series {
  return measured(label, (metrics) => (metrics.returned === 0 ? null : of(metrics)));
}

/** Of the time that has gone by. */
function share(label: string, of: (metrics: BatchMetrics) => number): Series {
  return measured(label, (metrics) => (metrics.observedS === 0 ? null : of(metrics) / metrics.observedS));
}

function metricsOf({ metrics }: Sampled): BatchMetrics {
  return metrics as BatchMetrics; // What measureBatch makes.
}

/** The job in memory is one that the processor has. */
function wordsUsed(shop: ShopState): number {
  const { monitorWords, job } = only(shop, 'memory').context;
  return monitorWords + (only(shop, 'processor').context.jobs.find(({ id }) => id === job)?.demand.words ?? 0);
}
