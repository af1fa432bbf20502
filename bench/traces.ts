/**
 * The batch shop on a real trace, and on runs of growing length, beside the same charts driven by
 * plain XState actors. docs/benchmarks.md says how to read the figures.
 *
 *     CHARTWRIGHT_TRACES=path/to/traces npx jiti bench/traces.ts [--json] [--repeats N] [--limit N]
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { compileChild } from './compile.ts';
import { measureAll } from './measure.ts';
import { tableOf } from './table.ts';
import { worksOf } from './work.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, repeats: { type: 'string' }, limit: { type: 'string' } },
});
const limit = values.limit === undefined ? undefined : countOf('limit', values.limit);
const works = worksOf({ folder: process.env['CHARTWRIGHT_TRACES'], limit });
const rows = measureAll({
  works,
  repeats: countOf('repeats', values.repeats ?? '3'),
  child: compileChild(),
  onProgress: (text) => process.stderr.write(`${text}\n`),
});
const processors = cpus();
const machine = { cpu: processors[0]?.model ?? 'unknown', cores: processors.length, memoryBytes: totalmem(), node: process.version };
if (values.json) {
  console.log(
    JSON.stringify({
      work: 'batch, preset bare, operator.groupBy=nothing',
      machine,
      works: works.map(({ name, description, jobs }) => ({ name, description, jobs })),
      rows,
    }),
  );
} else {
  console.log(
    `The batch shop, preset bare, operator.groupBy=nothing, on ${machine.cpu}, ${machine.cores} cores, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, Node ${machine.node}`,
  );
  for (const { name, description } of works) console.log(`  ${name}: ${description}`);
  console.log(tableOf(rows));
}

function countOf(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${flag} ${text}: expected a whole number from 1`);
  return count;
}
