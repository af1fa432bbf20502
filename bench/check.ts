/**
 * The model checker on two-phase commit, beside Spin and @xstate/graph: states a second and bytes a state.
 * docs/benchmarks.md says how to read the figures.
 *
 *     npm run bench:check -- [--json] [--repeats N] [--managers N]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureChecks, speedsOf, type CheckRow } from './check-measure.ts';
import { explorersIn, type Explorer } from './check-peers.ts';
import { checkTableOf, speedTextOf } from './check-table.ts';
import { checkWorks, MANAGERS_MAX, MANAGERS_MIN } from './check-work.ts';

const WORK = 'Two-phase commit, every state once, no reduction';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    repeats: { type: 'string', default: '3' },
    managers: { type: 'string', default: '8' },
  },
});
const repeats = countOf('repeats', values.repeats, { from: 1, to: 1000 });
const managers = countOf('managers', values.managers, { from: MANAGERS_MIN, to: MANAGERS_MAX });

const scratch = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
try {
  const explorers = explorersIn(scratch);
  const rows = measureChecks({
    works: checkWorks(managers),
    repeats,
    explorers,
    onProgress: (text) => process.stderr.write(`${text}\n`),
  });
  print(explorers, rows);
} finally {
  rmSync(scratch, { recursive: true });
}

function print(explorers: readonly Explorer[], rows: readonly CheckRow[]): void {
  const processors = cpus();
  const machine = { cpu: processors[0]?.model ?? 'unknown', cores: processors.length, memoryBytes: totalmem(), node: process.version };
  const peers = explorers.map(({ peer, version, absent }) => ({ peer, version, absent }));
  const speeds = speedsOf(rows);
  if (values.json) {
    console.log(JSON.stringify({ work: WORK, machine, peers, rows, speeds }));
    return;
  }
  console.log(`${WORK}, on ${machine.cpu}, ${machine.cores} cores, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, Node ${machine.node}`);
  for (const { peer, version, absent } of peers) {
    if (absent !== undefined) console.log(`  ${peer}: absent, since ${absent}`);
    else if (version !== undefined) console.log(`  ${peer}: version ${version}`);
  }
  console.log(checkTableOf(rows));
  console.log(speedTextOf(speeds));
}

function countOf(flag: string, text: string, { from, to }: { readonly from: number; readonly to: number }): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < from || count > to)
    throw new Error(`--${flag} ${text}: expected a whole number from ${from} to ${to}`);
  return count;
}
