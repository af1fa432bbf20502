/** What the scenarios declare about themselves for drawing is there in real runs, and their figures are right. */
import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../src/inspector/page/overview/look-up.ts';
import { batch } from '../../src/scenarios/batch.ts';
import { checkOverview, checkPlots } from '../../src/scenarios/check-overview.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import type { Overview, Panel, Plot, Sampled } from '../../src/scenarios/overview.ts';
import { paramsOf } from '../../src/scenarios/parameters.ts';
import { anyScenario, type AnyScenario } from '../../src/scenarios/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { stateOf } from '../../src/simulator/system-state.ts';

interface Setup {
  readonly scenario: AnyScenario;
  readonly params: unknown;
}

const setups: Readonly<Record<string, Setup>> = {
  batch: setup(anyScenario(batch), 'rough', { 'faults.powerEveryS': 3600 }),
  distributed: setup(anyScenario(distributed), undefined, { 'faults.crashEveryS': 600 }),
};

function setup(scenario: AnyScenario, preset: string | undefined, settings: Readonly<Record<string, unknown>>): Setup {
  return { scenario, params: paramsOf(scenario, preset, settings) };
}

function setupOf(name: string): Setup {
  const it = setups[name];
  if (!it) throw new Error(`no setup '${name}'`);
  return it;
}

/** Runs to the end, or to so many events, and looks after every few of them. */
function watch({ scenario, params }: Setup, see: (seen: Sampled, simulation: Simulation) => void, eventsMax = 6000): void {
  const simulation = new Simulation({ scenario, params, seed: 1, eventsMax });
  let end;
  do {
    end = simulation.advance(7);
    const { system } = simulation;
    see({ state: stateOf(system.actors()), metrics: simulation.metrics(), atMs: system.clock.nowMs }, simulation);
  } while (end === undefined);
}

function overviewOf({ scenario, params }: Setup): Overview {
  const overview = scenario.overview?.(params);
  if (!overview) throw new Error(`${scenario.name} declares no overview`);
  return overview;
}

/** A path in contexts of a kind; with `within`, one in the things that are at `path`. */
interface Declared {
  readonly kind: string;
  readonly path: string;
  readonly within?: string;
}

function declaredBy(panel: Panel): readonly Declared[] {
  const { kind, label, shows } = panel;
  const at = (path: string | number | undefined): readonly Declared[] => (typeof path === 'string' ? [{ kind, path }] : []);
  return [
    ...at(label),
    ...shows.flatMap((show): readonly Declared[] => {
      switch (show.type) {
        case 'value':
          return at(show.path);
        case 'gauge':
          return [...at(show.path), ...at(show.of), ...at(show.base), ...(show.ref ? [] : within(kind, show.path, [show.sum]))];
        case 'items': {
          const own = show.ref === undefined ? [show.label, show.note, show.groupBy].flat() : [show.ref.name];
          const there = show.ref ? [show.label, show.note, show.groupBy].flat() : [];
          return [...at(show.path), ...within(kind, show.path, own), ...inRef(show.ref, there)];
        }
      }
    }),
  ];
}

function within(kind: string, path: string, inner: readonly (string | undefined)[]): readonly Declared[] {
  return inner.flatMap((it) => (it === undefined || it === '' || it === '$key' ? [] : [{ kind, path, within: it }]));
}

/** What is read of the thing that is referred to, where that stands; of what stands in the item itself there is nothing to say here. */
function inRef(
  ref: Extract<Panel['shows'][number], { type: 'items' }>['ref'],
  paths: readonly (string | undefined)[],
): readonly Declared[] {
  if (!ref) return [];
  const known = paths.filter((it) => it !== ref.name);
  if (ref.list === undefined) return known.flatMap((it) => (it === undefined ? [] : [{ kind: ref.kind, path: it }]));
  return within(ref.kind, ref.list, [...known, ref.key]);
}

/** Something is there: no empty text, list or record. */
function isSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function isThere({ path, within: inner }: Declared, context: unknown): boolean {
  const values = valuesAt(context, path).map((it) => it.value);
  if (inner === undefined) return values.some(isSomething);
  return values.flat().some((thing) => valuesAt(thing, inner).some((it) => isSomething(it.value)));
}

describe.each(Object.keys(setups))('the overview of %s', (name) => {
  const it = setupOf(name);
  const { panels } = overviewOf(it);

  test('names kinds of the scenario, each once', () => {
    const kinds = panels.map(({ kind }) => kind);
    expect(Object.keys(it.scenario.kinds)).toEqual(expect.arrayContaining(kinds));
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test('is plain data: it is the same on the other side of a wire', () => {
    expect(JSON.parse(JSON.stringify(overviewOf(it)))).toEqual(overviewOf(it));
  });

  test('names nothing that is never there', () => {
    const open = new Set(panels.flatMap(declaredBy));
    watch(it, ({ state }) => {
      for (const declared of open) if (state.ofKind(declared.kind).some(({ context }) => isThere(declared, context))) open.delete(declared);
    });
    expect([...open]).toEqual([]);
  });
});

function plotsOf({ scenario, params }: Setup): readonly Plot[] {
  const plots = scenario.plots?.(params) ?? [];
  if (plots.length === 0) throw new Error(`${scenario.name} declares no plots`);
  return plots;
}

function sampleOf(plots: readonly Plot[], title: string, label: string): (seen: Sampled) => number | null {
  const series = plots.find((plot) => plot.title === title)?.series.find((one) => one.label === label);
  if (!series) throw new Error(`no '${label}' in '${title}'`);
  return (seen) => series.sample(seen);
}

describe.each(Object.keys(setups))('the figures of %s', (name) => {
  const it = setupOf(name);

  test('are finite or not yet known, and each is known in the end', () => {
    const plots = plotsOf(it);
    const wrong: string[] = [];
    const unknown = new Set(plots.flatMap(({ title, series }) => series.map(({ label }) => `${title}: ${label}`)));
    watch(it, (seen) => {
      for (const { title, series } of plots)
        for (const one of series) {
          const value = one.sample(seen);
          if (value !== null && !Number.isFinite(value)) wrong.push(`${title}: ${one.label} is ${value} at ${seen.atMs}`);
          if (value !== null) unknown.delete(`${title}: ${one.label}`);
        }
    });
    expect(wrong).toEqual([]);
    expect([...unknown]).toEqual([]);
  });

  test('can be asked for before all actors have started', () => {
    const simulation = new Simulation({ scenario: it.scenario, params: it.params, seed: 1 });
    const metrics = simulation.metrics();
    for (const { series } of plotsOf(it)) for (const one of series) one.sample({ state: { ofKind: () => [] }, metrics, atMs: 0 });
  });
});

test('a path that leads nowhere would be noticed', () => {
  const seen: unknown[] = [];
  const panel: Panel = { kind: 'memory', shows: [{ type: 'items', title: 'job', path: 'jobs', label: 'id' }] };
  watch(
    setupOf('batch'),
    ({ state }) => {
      for (const declared of declaredBy(panel)) seen.push(...state.ofKind('memory').filter(({ context }) => isThere(declared, context)));
    },
    500,
  );
  expect(declaredBy(panel)).toHaveLength(2);
  expect(seen).toEqual([]);
});

test('a batch shop has as many decks in trays as its operator has on the shelf, and each somewhere', () => {
  const it = setup(anyScenario(batch), undefined, {});
  const plots = plotsOf(it);
  const inTrays = sampleOf(plots, 'Decks in the shop', 'in trays');
  const words = sampleOf(plots, 'Memory in use', 'monitor and job');
  let most = 0;
  watch(it, (seen) => {
    const [operator] = seen.state.ofKind('operator');
    const [memory] = seen.state.ofKind('memory');
    if (!operator || !memory) return;
    const { shelf } = operator.context as unknown as { readonly shelf: readonly unknown[] }; // The operator's own context.
    expect(inTrays(seen)).toBe(shelf.length);
    most = Math.max(most, shelf.length);
    if (memory.value === 'free') expect(words(seen)).toBe(6000);
    else expect(words(seen)).toBeGreaterThan(6000);
  });
  expect(most).toBeGreaterThan(1);
});

test('a distributed system has as many programs at its machines as its processors have', () => {
  const it = setupOf('distributed');
  const plots = plotsOf(it);
  const atMachines = ['pc1', 'pc2', 'pc3', 'pc4'].map((machine) => sampleOf(plots, 'Processes at each machine', machine));
  const computing = sampleOf(plots, 'Programs in the system', 'computing');
  const ready = sampleOf(plots, 'Programs in the system', 'ready');
  let most = 0;
  watch(it, (seen) => {
    const all = seen.state.ofKind('cpu');
    if (all.length < 4) return;
    const queues = all.map(({ context }) => {
      // The processors' own context.
      const { running, waiting } = context as unknown as {
        readonly running: readonly unknown[];
        readonly waiting: readonly (readonly unknown[])[];
      };
      return { running: running.length, waiting: waiting.flat().length };
    });
    expect(atMachines.map((sample) => sample(seen))).toEqual(queues.map(({ running, waiting }) => running + waiting));
    expect(computing(seen)).toBe(queues.reduce((sum, { running }) => sum + running, 0));
    expect(ready(seen)).toBe(queues.reduce((sum, { waiting }) => sum + waiting, 0));
    most = Math.max(most, ...queues.map(({ running, waiting }) => running + waiting));
  });
  expect(most).toBeGreaterThan(1);
});

test('many machines are told of together', () => {
  const it = setup(anyScenario(distributed), undefined, { machines: 30 });
  const [first] = plotsOf(it);
  expect(first?.series.map(({ label }) => label)).toEqual(['fewest', 'on average', 'most']);
});

describe('what is declared is looked at when a module is loaded', () => {
  const kinds = ['clerk', 'guest'];
  const text = ({ found, expected, hint = '' }: { found: string; expected: string; hint?: string }): string =>
    `${found}; expected ${expected}. ${hint}`.trim();
  const panels = (...shows: readonly unknown[]): unknown => ({ panels: [{ kind: 'clerk', shows }] });

  test.each<[string, unknown, string]>([
    ['no object', 7, 'overview that does not fit'],
    ['no panels', {}, 'overview.panels that does not fit'],
    ['a member that there is not', { panels: [{ kind: 'clerk', show: [], shows: [] }] }, 'overview.panels.0 that does not fit'],
    ['another type of show', panels({ type: 'pie', title: 'x', path: 'y' }), 'overview.panels.0.shows.0.type that does not fit'],
    ['a gauge without an end', panels({ type: 'gauge', title: 'x', path: 'y' }), 'overview.panels.0.shows.0.of that does not fit'],
    ['another kind', { panels: [{ kind: 'clark', shows: [] }] }, "the kind 'clark' in the overview, which there is not"],
    [
      'a reference to another kind',
      panels({ type: 'items', title: 'x', path: 'y', label: 'z', ref: { name: '', kind: 'gest' } }),
      "the kind 'gest' in the overview, which there is not; expected one of clerk, guest. Did you mean guest?",
    ],
  ])('an overview with %s', (_, declared, problem) => {
    expect(checkOverview(declared, kinds).map(text)).toEqual([expect.stringContaining(problem)]);
  });

  test.each<[string, unknown, string]>([
    ['no list', {}, 'plots that does not fit'],
    ['another unit', [{ title: 'x', unit: 'parsecs', series: [] }], 'plots.0.unit that does not fit'],
    [
      'a series that cannot be asked',
      [{ title: 'x', unit: 'count', series: [{ label: 'y' }] }],
      'plots.0.series.0.sample that does not fit (Invalid input: expected a function)',
    ],
  ])('plots with %s', (_, declared, problem) => {
    expect(checkPlots(declared).map(text)).toEqual([expect.stringContaining(problem)]);
  });

  test.each(Object.entries(setups))('those of %s fit', (_, it) => {
    expect(checkOverview(overviewOf(it), Object.keys(it.scenario.kinds))).toEqual([]);
    expect(checkPlots(plotsOf(it))).toEqual([]);
  });
});
