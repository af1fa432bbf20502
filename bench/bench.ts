/**
 * The benchmark: Chartwright and others, side by side, in one run, at the same work. docs/benchmarks.md says how to read the figures.
 *
 *     npm run bench -- [WORK ...] [--json | --markdown] [--repeats N] [--size X] [--peer NAME] [--plot FILE]
 */
import { writeFileSync } from 'node:fs';
import type { Comparison, PeerName } from './comparison.ts';
import { WORKS, type WorkName } from './comparisons/index.ts';
import { readFlags, USAGE, UsageError, type Flags } from './flags.ts';
import { reachedBy } from './goals.ts';
import { growthPlot } from './growth-plot.ts';
import { thisMachine } from './machine.ts';
import { measureAll } from './measure.ts';
import { goalsText, jsonOf, workText, type Measured } from './report.ts';
import { missingTraces } from './traces/work.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

const EXIT = { failed: 1, usage: 64 } as const;

try {
  run(readFlags(process.argv.slice(2)));
} catch (cause) {
  process.exitCode = cause instanceof UsageError ? EXIT.usage : EXIT.failed;
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  if (cause instanceof UsageError) process.stderr.write(`\n${USAGE}\n`);
}

function run({ works, output, repeats, size, peers, plot }: Flags): void {
  const traces = process.env['CHARTWRIGHT_TRACES'];
  const workshop = openWorkshop({ size, peers, traces });
  const machine = thisMachine();
  if (works.includes('traces')) sayMissing(traces);
  const all = works.map((work) => {
    const measured = measure(work, workshop, repeats);
    if (output !== 'json') console.log(workText(measured, output));
    return measured;
  });
  const rows = all.flatMap((it) => it.rows);
  const goals = reachedBy(rows, { works, size });
  if (plot !== undefined) {
    writeFileSync(plot, growthPlot(all.find(({ work }) => work === 'growth')?.rows ?? [], machine));
    process.stderr.write(`${plot}\n`);
  }
  console.log(output === 'json' ? JSON.stringify(jsonOf(all, machine, goals)) : goalsText(goals, machine, output));
}

function measure(work: WorkName, workshop: Workshop, repeats: number): Measured {
  const comparisons = WORKS[work](workshop).map((comparison) => among(comparison, workshop.peers));
  const onProgress = (text: string): void => void process.stderr.write(`${text}\n`);
  return { work, comparisons, rows: measureAll({ comparisons, repeats, onProgress }) };
}

/** Chartwright is always there: all are compared with it. */
function among(comparison: Comparison, peers: ReadonlySet<PeerName> | undefined): Comparison {
  if (!peers) return comparison;
  return { ...comparison, sides: comparison.sides.filter(({ peer }) => peer === 'chartwright' || peers.has(peer)) };
}

function sayMissing(folder: string | undefined): void {
  for (const file of missingTraces(folder)) {
    const where =
      folder === undefined ? 'CHARTWRIGHT_TRACES names no folder of traces' : 'it is not in the folder that CHARTWRIGHT_TRACES names';
    process.stderr.write(`${file}: ${where}; work like it is made up instead\n`);
  }
}
