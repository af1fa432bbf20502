/** Tells whether a run is the one that a trace holds; and if not, where the two first differ. */
import { integer, visible } from '../scenarios/format.ts';
import type { SimulationResult } from '../simulator/simulation.ts';
import type { Divergence } from '../simulator/verify.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { OutputOptions } from './flags.ts';
import { complain, print, styleOf } from './io.ts';

interface Compared {
  readonly path: string;
  readonly result: SimulationResult;
  readonly divergence: Divergence | undefined;
  readonly options: OutputOptions;
}

/** Prints the verdict of a replay with --verify, and gives its exit code. */
export function tellVerdict({ path, result, divergence, options }: Compared): ExitCode {
  const { events, hash } = result;
  if (options.json)
    print(JSON.stringify({ verdict: divergence ? 'diverged' : 'same', events, hash, ...(divergence ? { divergence } : {}) }, null, 2));
  else if (divergence) complain(describeDivergence(path, divergence));
  else if (!options.quiet)
    print(`${styleOf(process.stdout).colors.green('same')}: all ${integer(events)} events of ${path}, byte for byte (hash ${hash}).`);
  return divergence ? EXIT.verdict : EXIT.ok;
}

export function describeDivergence(path: string, { n, run, trace }: Divergence): string {
  const { colors } = styleOf(process.stderr);
  return [
    `${colors.red('diverged')}: ${path} and the run first differ at event ${n}.`,
    `  the trace says: ${shorten(trace)}`,
    `  the run does:   ${shorten(run)}`,
  ].join('\n');
}

function shorten(line: string): string {
  const shown = visible(line);
  return shown.length > 400 ? `${shown.slice(0, 400)}… (${integer(shown.length)} characters)` : shown;
}
