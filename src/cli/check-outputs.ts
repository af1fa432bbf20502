/** The files of a check: its counterexample as a trace, as a diagram, and as a test. */
import type { CheckOptions, CheckResult, PropertyResult } from '../checker/check-options.ts';
import type { Path } from '../checker/path.ts';
import { planOf } from '../checker/build.ts';
import { scheduleOf } from '../checker/schedule-of.ts';
import { timesOf } from '../checker/times.ts';
import { generatedTest } from '../report/generated-test.ts';
import { sequenceDiagram } from '../report/sequence.ts';
import type { Loaded } from '../scenarios/loaded.ts';
import { scheduleTrace } from '../simulator/schedule-trace.ts';
import { version } from '../version.ts';
import type { CheckFlags } from './check-flags.ts';
import { EXIT, Stop } from './exit.ts';
import { complain } from './io.ts';
import { OutputFile } from './output-file.ts';

export interface CheckOutputs {
  /** Writes what there is to write; the paths of the files. */
  finish(result: CheckResult): readonly string[];
  discard(): void;
}

export interface CheckOutputsOptions {
  readonly flags: CheckFlags;
  readonly loaded: Loaded;
  readonly reference: string;
  readonly options: CheckOptions;
  /** What was read as work, in words. */
  readonly summary: string | undefined;
}

/** The violation that is told in files: the first that a path shows; else what can be reached, if that is all that was asked. */
export function told({ properties }: CheckResult): PropertyResult | undefined {
  return properties.find(({ verdict, path }) => verdict === 'violated' && path) ?? (properties.length === 2 ? properties.find(({ path }) => path) : undefined);
}

/** @throws Stop if a file cannot be written */
export function openCheckOutputs(it: CheckOutputsOptions): CheckOutputs {
  const { trace, mermaid, test } = it.flags;
  const paths = [trace, mermaid, test].filter((path) => path !== undefined);
  if (new Set(paths).size < paths.length) throw new Stop(EXIT.usage, 'two of --trace, --mermaid and --test name one file; expected a file for each.');
  const files = new Map<string, OutputFile>();
  const discard = (): void => files.forEach((file) => file.discard());
  try {
    for (const path of paths) files.set(path, new OutputFile(path));
  } catch (cause) {
    discard();
    throw cause;
  }
  const write = (path: string | undefined, text: () => string): void => {
    if (path !== undefined) files.get(path)?.write(text());
  };
  return {
    discard,
    finish: (result) => {
      const found = told(result);
      const path = found?.path;
      if (!found || !path) {
        discard();
        if (paths.length > 0) complain(`! Nothing to write: there is no counterexample. ${paths.join(', ')} ${paths.length === 1 ? 'was' : 'were'} not written.`);
        return [];
      }
      write(trace, () => traceOf(it, found, path));
      write(mermaid, () => diagramOf(path));
      write(test, () => generatedTest({ ...testOf(it, found, path), file: test ?? '' }));
      files.forEach((file) => file.commit());
      return paths;
    },
  };
}

function traceOf({ loaded, options, summary }: CheckOutputsOptions, found: PropertyResult, path: Path): string {
  const { scenario, params, seed = 1, network = scenario.check?.network ?? { order: 'ordered' } } = options;
  const { work, isMadeUp } = planOf(options);
  const isLossy = network.lossy === true || ((options.faults ?? scenario.check?.budget)?.['loss'] ?? 0) > 0;
  const times = timesOf(path, {
    delaysS: scenario.delaysS?.(params) ?? {},
    wires: scenario.wires?.(params) ?? {},
    arrivals: [...(scenario.arrivals?.(planOf(options)) ?? [])],
    network: { ...network, lossy: isLossy },
  });
  const fails = found.type === 'failure';
  const { events, failing, ...schedule } = scheduleOf(path, times, { fails });
  const { order, lossy, duplicating } = network;
  const lines = scheduleTrace({
    reference: loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path,
    simulation: { scenario, params, seed, ...(isMadeUp ? {} : { items: [...work] }) },
    writer: { version, input: summary },
    schedule: {
      property: found.name,
      type: found.type,
      network: { order, ...(lossy ? { lossy } : {}), ...(duplicating ? { duplicating } : {}) },
      ...schedule,
    },
    events,
    ...(failing ? { failing } : {}),
  });
  return `${lines.join('\n')}\n`;
}

function diagramOf({ start, steps }: Path): string {
  let text = '';
  const diagram = sequenceDiagram({ write: (more) => (text += more) });
  // The steps stand for the times, which the model does not have.
  for (const { event } of start) diagram.see(event);
  for (const [at, { events }] of steps.entries()) for (const { event } of events) diagram.see({ ...event, atMs: (at + 1) * 1000 });
  diagram.end();
  return text;
}

function testOf({ loaded, options, flags }: CheckOutputsOptions, found: PropertyResult, path: Path): Omit<Parameters<typeof generatedTest>[0], 'file'> {
  const { network, faults, timers } = options;
  return {
    scenario: loaded.source.type === 'built-in' ? { builtIn: loaded.source.name } : { module: loaded.source.path },
    property: found.name,
    path,
    options: {
      ...(flags.preset ?? loaded.preset ? { preset: flags.preset ?? loaded.preset } : {}),
      settings: Object.fromEntries([...loaded.settings, ...flags.set].map(({ path: name, value }) => [name, value])),
      ...(network ? { network } : {}),
      ...(faults ? { faults } : {}),
      ...(timers ? { timers } : {}),
    },
  };
}
