/** Draws the figures of the documentation: `npm run figures`. Takes some minutes; gives the same files every time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { drawBatchingAndJobLength } from './figures/batching-and-job-length.ts';
import { drawCostOfRareCompilers } from './figures/cost-of-rare-compilers.ts';
import type { Drawing } from './figures/drawing.ts';

const FOLDER = new URL('../docs/figures/', import.meta.url);

const drawings: readonly (() => Drawing)[] = [
  () => drawBatchingAndJobLength({ jobs: 2000, replications: 8 }),
  () => drawCostOfRareCompilers({ jobs: 2000, replications: 8 }),
];

mkdirSync(FOLDER, { recursive: true });
for (const draw of drawings) {
  const { name, svg, csv } = draw();
  writeFileSync(new URL(`${name}.svg`, FOLDER), svg);
  writeFileSync(new URL(`${name}.csv`, FOLDER), csv);
  console.log(`docs/figures/${name}.svg`);
}
