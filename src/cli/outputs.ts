/** What a run leaves behind besides its report: the files named by its flags. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { chromeTrace } from '../report/chrome-trace.ts';
import { sequenceDiagram } from '../report/sequence.ts';
import type { Simulation, SimulationOptions, SimulationResult } from '../simulator/simulation.ts';
import { traceEnd, type ScheduleHeader } from '../simulator/trace-file.ts';
import { EXIT, Stop } from './exit.ts';
import { rounded } from './rounded.ts';
import { OutputFile } from './output-file.ts';
import { recordPage } from './recorded-page.ts';

export interface OutputFlags {
  readonly csv?: string;
  readonly trace?: string;
  readonly chromeTrace?: string;
  readonly mermaid?: string;
  readonly html?: string;
}

/** What is written down of a run beside its events. */
export interface Written {
  /** The lines of a trace before its events. */
  readonly head: { readonly lines: readonly string[]; readonly hash: string };
  /** The scenario, as a trace names it. */
  readonly reference: string;
  /** What the simulation was made from. */
  readonly options: SimulationOptions;
  /** Files that it was read from, which must stay as they are. */
  readonly inputs: readonly string[];
  /** Of a run that is led through a schedule. */
  readonly schedule?: ScheduleHeader;
}

export interface Outputs {
  /** Writes the ends and puts all files in their places; the paths of those that are there. */
  finish(result: SimulationResult): readonly string[];
  /** Why one of them is not. @throws Stop to be called when all else is said */
  complain(): void;
  /** Leaves none of the files. */
  discard(): void;
}

/**
 * Opens the files and listens to the simulation.
 *
 * @throws Stop if a file cannot be written
 */
export function openOutputs(flags: OutputFlags, simulation: Simulation, written: Written): Outputs {
  const { head } = written;
  refuseSameFile(flags, written.inputs);
  const files: OutputFile[] = [];
  const enders = new Map<OutputFile, (result: SimulationResult) => void>();
  const discard = (): void => {
    for (const file of files) file.discard();
  };
  const open = (path: string): OutputFile => {
    const file = new OutputFile(path);
    files.push(file);
    return file;
  };
  try {
    if (flags.trace !== undefined) {
      const file = open(flags.trace);
      for (const line of head.lines) file.write(`${line}\n`);
      simulation.onLine((line) => file.write(`${line}\n`));
      enders.set(file, (result) => file.write(`${traceEnd(result, head.hash)}\n`));
    }
    if (flags.csv !== undefined) {
      const file = open(flags.csv);
      let header = true;
      simulation.onRow((row) => {
        file.write(stringify([rounded(row)], { header, escape_formulas: true }));
        header = false;
      });
    }
    if (flags.chromeTrace !== undefined) {
      const file = open(flags.chromeTrace);
      const chrome = chromeTrace((text) => file.write(text));
      simulation.system.events.subscribe((event) => chrome.see(event));
      enders.set(file, ({ atMs }) => chrome.end(atMs));
    }
    if (flags.mermaid !== undefined) {
      const file = open(flags.mermaid);
      const diagram = sequenceDiagram({ write: (text) => file.write(text) });
      simulation.system.events.subscribe((event) => diagram.see(event));
      enders.set(file, () => diagram.end());
    }
    if (flags.html !== undefined) {
      const file = open(flags.html);
      const page = recordPage(simulation, written);
      enders.set(file, (result) => file.write(page(result)));
    }
  } catch (cause) {
    discard();
    throw cause;
  }
  let failure: Stop | undefined;
  return {
    complain: () => {
      if (failure) throw failure;
    },
    finish: (result) => {
      const written: string[] = [];
      for (const file of files) {
        try {
          enders.get(file)?.(result);
          file.commit();
          written.push(file.path);
        } catch (cause) {
          // The others are worth having all the same.
          file.discard();
          failure ??=
            cause instanceof Stop
              ? cause
              : new Stop(EXIT.input, `${file.path} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`);
        }
      }
      return written;
    },
    discard,
  };
}

/** Two outputs in one file would leave one of them; and what is read must not be written over. */
function refuseSameFile({ csv, trace, chromeTrace: chrome, mermaid, html }: OutputFlags, inputs: readonly string[]): void {
  const taken = new Map(inputs.map((path) => [whereIs(path), 'the input']));
  const paths = { '--csv': csv, '--trace': trace, '--chrome-trace': chrome, '--mermaid': mermaid, '--html': html };
  for (const [flag, path] of Object.entries(paths)) {
    if (path === undefined) continue;
    const other = taken.get(whereIs(path));
    if (other !== undefined) throw new Stop(EXIT.usage, `${other} and ${flag} both name ${path}; expected a file for each.`);
    taken.set(whereIs(path), flag);
  }
}

/** Where a path leads: two links may lead to one file. */
function whereIs(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
