/**
 * Draws the figures of the documentation: `npm run figures`, or with the name of one of them behind
 * `--`. Takes some minutes, and gives the same files every time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { drawBatchingAndJobLength } from './figures/batching-and-job-length.ts';
import { drawCostOfRareCompilers } from './figures/cost-of-rare-compilers.ts';
import type { Drawing } from './figures/drawing.ts';
import { drawStaleGossip } from './figures/stale-gossip.ts';
import { drawTwoSystems } from './figures/two-systems.ts';

const FOLDER = new URL('../docs/figures/', import.meta.url);

const EFFORT = { jobs: 2000, replications: 8 };

const FIGURES: Readonly<Record<string, () => Drawing>> = {
  'batching-and-job-length': () => drawBatchingAndJobLength(EFFORT),
  'cost-of-rare-compilers': () => drawCostOfRareCompilers(EFFORT),
  'stale-gossip': () => drawStaleGossip({ warmUp: 40, replications: 4 }),
  'two-systems': () => drawTwoSystems({ ...EFFORT, pile: 200 }),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => FIGURES[name] === undefined);
if (unknown.length > 0) throw new Error(`found no figure ${unknown.join(', ')}; the figures are ${Object.keys(FIGURES).join(', ')}`);

mkdirSync(FOLDER, { recursive: true });
for (const [name, draw] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { svg, csv } = draw();
  writeFileSync(new URL(`${name}.svg`, FOLDER), svg);
  writeFileSync(new URL(`${name}.csv`, FOLDER), csv);
  console.log(`docs/figures/${name}.svg`);
}
