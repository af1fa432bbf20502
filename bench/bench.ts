/**
 * The benchmark: Chartwright and others, side by side, in one run, at the same work. docs/benchmarks.md says how to read the figures.
 *
 *     npm run bench -- [WORK ...] [--json | --markdown] [--repeats N] [--size X] [--peer NAME] [--plot FILE]
 */
import { writeFileSync } from 'node:fs';
import { endChildrenOnSignals, Interrupted } from './children.ts';
import { asksForHelp, readFlags, USAGE, UsageError, type Flags } from './flags.ts';
import { reachedBy } from './goals.ts';
import { growthPlot } from './growth-plot.ts';
import { thisMachine } from './machine.ts';
import { messageOf } from './measure.ts';
import { measureWorks } from './measure-works.ts';
import { failedText, goalsText, jsonOf, workText } from './report.ts';
import { missingTraces } from './traces/work.ts';
import { openWorkshop } from './workshop.ts';

const EXIT = { failed: 1, usage: 64 } as const;

try {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) console.log(USAGE);
  else process.exitCode = await run(readFlags(args));
} catch (cause) {
  process.exitCode = cause instanceof UsageError ? EXIT.usage : cause instanceof Interrupted ? cause.exitCode : EXIT.failed;
  process.stderr.write(`${messageOf(cause)}\n`);
  if (cause instanceof UsageError) process.stderr.write(`\n${USAGE}\n`);
}

/** @returns the exit code */
async function run({ works, output, repeats, size, peers, plot }: Flags): Promise<number> {
  endChildrenOnSignals();
  const traces = process.env['CHARTWRIGHT_TRACES'];
  const workshop = await openWorkshop({ size, peers, traces });
  const machine = thisMachine();
  if (works.includes('traces')) sayMissing(traces);
  const { all, interrupted } = await measureWorks({
    works,
    workshop,
    repeats,
    onProgress: (text) => void process.stderr.write(`${text}\n`),
    onWork: (measured) => output !== 'json' && console.log(workText(measured, output)),
  });
  const goals = reachedBy(
    all.flatMap(({ rows }) => rows),
    { works, size },
  );
  console.log(output === 'json' ? JSON.stringify(jsonOf(all, machine, goals)) : goalsText(goals, machine, output));
  const failed = all.flatMap((it) => it.failed);
  if (failed.length > 0) process.stderr.write(`${failedText(failed)}\n`);
  const growth = all.find(({ work }) => work === 'growth')?.rows ?? [];
  if (plot !== undefined && growth.length > 0) {
    writeFileSync(plot, growthPlot(growth, machine));
    process.stderr.write(`${plot}\n`);
  }
  return interrupted?.exitCode ?? (failed.length > 0 ? EXIT.failed : 0);
}

function sayMissing(folder: string | undefined): void {
  for (const file of missingTraces(folder)) {
    const where =
      folder === undefined ? 'CHARTWRIGHT_TRACES names no folder of traces' : 'it is not in the folder that CHARTWRIGHT_TRACES names';
    process.stderr.write(`${file}: ${where}; work like it is made up instead\n`);
  }
}
