/** What a run leaves behind besides its report: the files named by its flags. */
import { resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { chromeTrace } from '../report/chrome-trace.ts';
import { sequenceDiagram } from '../report/sequence.ts';
import type { Simulation, SimulationResult } from '../simulator/simulation.ts';
import { traceEnd } from '../simulator/trace-file.ts';
import { EXIT, Stop } from './exit.ts';
import { rounded } from './rounded.ts';
import { OutputFile } from './output-file.ts';

export interface OutputFlags {
  readonly csv?: string;
  readonly trace?: string;
  readonly chromeTrace?: string;
  readonly mermaid?: string;
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
 * @param head the lines of a trace before its events
 * @throws Stop if a file cannot be written
 */
export function openOutputs(
  flags: OutputFlags,
  simulation: Simulation,
  head: { readonly lines: readonly string[]; readonly hash: string },
): Outputs {
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
function refuseSameFile({ csv, trace, chromeTrace: chrome, mermaid }: OutputFlags): void {
  const taken = new Map<string, string>();
  for (const [flag, path] of Object.entries({ '--csv': csv, '--trace': trace, '--chrome-trace': chrome, '--mermaid': mermaid })) {
    if (path === undefined) continue;
    const other = taken.get(resolve(path));
    if (other !== undefined) throw new Stop(EXIT.usage, `${other} and ${flag} both name ${path}; expected a file for each.`);
    taken.set(resolve(path), flag);
  }
}
