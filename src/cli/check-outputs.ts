/** The files of a check: its counterexample as a trace, as a diagram, and as a test. */
import { resolve } from 'node:path';
import type { CheckOptions, CheckResult, PropertyResult } from '../checker/check-options.ts';
import type { Path } from '../checker/path.ts';
import { sequenceDiagram } from '../report/sequence.ts';
import type { Loaded } from '../scenarios/loaded.ts';
import type { CheckFlags } from './check-flags.ts';
import { checkTest } from './check-test.ts';
import { checkTrace } from './check-trace.ts';
import type { Question } from './check-question.ts';
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
  readonly question: Question;
}

/** A property, and the path that shows how it comes to be violated, or reached. */
export interface Found extends PropertyResult {
  readonly path: Path;
}

/** What goes into the files: the first violation that a path shows; or how that is reached which alone was asked about. */
export function toldInFiles({ properties }: CheckResult, { only }: CheckOptions): Found | undefined {
  const found = properties.filter((it): it is Found => it.path !== undefined);
  const [asked, another] = only ?? [];
  return found.find(({ verdict }) => verdict === 'violated') ?? found.find(({ name }) => name === asked && another === undefined);
}

/** @throws Stop if a file cannot be written */
export function openCheckOutputs(it: CheckOutputsOptions): CheckOutputs {
  const { trace, mermaid, test } = it.flags;
  const texts: readonly (readonly [flag: string, path: string | undefined, text: (found: Found) => string])[] = [
    ['--trace', trace, (found) => checkTrace(it, found)],
    ['--mermaid', mermaid, ({ path }) => diagramOf(path)],
    ['--test', test, (found) => checkTest(it, found, test ?? '')],
  ];
  const asked = texts.flatMap(([flag, path, text]) => (path === undefined ? [] : [{ flag, path, text }]));
  refuseSameFile(asked);
  const files: OutputFile[] = [];
  const discard = (): void => files.forEach((file) => file.discard());
  try {
    for (const { path } of asked) files.push(new OutputFile(path));
  } catch (cause) {
    discard();
    throw cause;
  }
  return {
    discard,
    finish: (result) => {
      const found = toldInFiles(result, it.question.options);
      if (!found) {
        discard();
        if (asked.length > 0) complain(`! No path to be told: ${asked.map(({ path }) => path).join(', ')} not written.`);
        return [];
      }
      return asked.flatMap(({ path, text }, at) => (isWritten(files[at], path, () => text(found)) ? [path] : []));
    },
  };
}

/** A text that cannot be made must not hide what the check has found. */
function isWritten(file: OutputFile | undefined, path: string, text: () => string): boolean {
  try {
    file?.write(text());
    file?.commit();
    return true;
  } catch (cause) {
    file?.discard();
    if (cause instanceof Stop) throw cause;
    complain(`! ${path} not written: ${cause instanceof Error ? cause.message : String(cause)}. This is a fault of Chartwright.`);
    return false;
  }
}

/** Two outputs in one file would leave one of them. */
function refuseSameFile(asked: readonly { readonly flag: string; readonly path: string }[]): void {
  const taken = new Map<string, string>();
  for (const { flag, path } of asked) {
    const other = taken.get(resolve(path));
    if (other !== undefined) throw new Stop(EXIT.usage, `${other} and ${flag} both name ${path}; expected a file for each.`);
    taken.set(resolve(path), flag);
  }
}

/** A model has no times: the numbers of the steps stand in their place. */
function diagramOf({ start, steps }: Path): string {
  let text = '';
  const diagram = sequenceDiagram({ write: (more) => (text += more), moment: (step) => `step ${step}` });
  for (const { event } of start) diagram.see(event);
  for (const [at, { events }] of steps.entries()) for (const { event } of events) diagram.see({ ...event, atMs: at + 1 });
  diagram.end();
  return text;
}
