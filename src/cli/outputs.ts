/** What a run leaves behind besides its report: the files named by its flags. */
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
  /** Of a run that is led through a schedule. */
  readonly schedule?: ScheduleHeader;
}

export interface Outputs {
  /** Writes the ends and puts all files in their places; their paths. */
  finish(result: SimulationResult): readonly string[];
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
  refuseSameFile(flags);
  const files: OutputFile[] = [];
  const enders: ((result: SimulationResult) => void)[] = [];
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
      enders.push((result) => file.write(`${traceEnd(result, head.hash)}\n`));
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
      enders.push(({ atMs }) => chrome.end(atMs));
    }
    if (flags.mermaid !== undefined) {
      const file = open(flags.mermaid);
      const diagram = sequenceDiagram({ write: (text) => file.write(text) });
      simulation.system.events.subscribe((event) => diagram.see(event));
      enders.push(() => diagram.end());
    }
    if (flags.html !== undefined) {
      const file = open(flags.html);
      const page = recordPage(simulation, written);
      enders.push((result) => file.write(page(result)));
    }
  } catch (cause) {
    discard();
    throw cause;
  }
  return {
    finish: (result) => {
      for (const end of enders) end(result);
      for (const file of files) file.commit();
      return files.map(({ path }) => path);
    },
    discard,
  };
}

/** Two outputs in one file would leave one of them. */
function refuseSameFile({ csv, trace, chromeTrace: chrome, mermaid, html }: OutputFlags): void {
  const taken = new Map<string, string>();
  const paths = { '--csv': csv, '--trace': trace, '--chrome-trace': chrome, '--mermaid': mermaid, '--html': html };
  for (const [flag, path] of Object.entries(paths)) {
    if (path === undefined) continue;
    const other = taken.get(resolve(path));
    if (other !== undefined) throw new Stop(EXIT.usage, `${other} and ${flag} both name ${path}; expected a file for each.`);
    taken.set(resolve(path), flag);
  }
}
