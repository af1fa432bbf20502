/**
 * The distributed operating system on 10, 100 and 1,000 machines: what an event and a command cost, and
 * whether a command costs more the more machines there are. docs/benchmarks.md says how to read the figures.
 *
 *     npx jiti bench/networks.ts [--json] [--repeats N] [--jobs-per-machine N]
 */
import { parseArgs } from 'node:util';
import { endChildrenOnSignals } from './children.ts';
import { compilePrograms } from './compile.ts';
import { machineText, thisMachine } from './machine.ts';
import { measureNetworks } from './networks-measure.ts';
import { networkTableOf } from './networks-table.ts';
import { networkWorks } from './networks-work.ts';

const WORK = 'The distributed operating system, preset campus, load 0.8';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    repeats: { type: 'string', default: '3' },
    'jobs-per-machine': { type: 'string', default: '20' },
  },
});
const works = networkWorks({ commandsPerMachine: countOf('jobs-per-machine', values['jobs-per-machine']) });
endChildrenOnSignals();
const rows = await measureNetworks({
  works,
  repeats: countOf('repeats', values.repeats),
  child: `${await compilePrograms()}/bench/networks-child.js`,
  onProgress: (text) => process.stderr.write(`${text}\n`),
});
const computer = thisMachine();
if (values.json) {
  console.log(JSON.stringify({ work: WORK, computer, works, rows }));
} else {
  console.log(`${WORK}, on ${machineText(computer)}`);
  console.log(networkTableOf(rows));
}

function countOf(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${flag} ${text}: expected a whole number from 1`);
  return count;
}
