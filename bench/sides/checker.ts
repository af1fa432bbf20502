/** Chartwright's model checker on examples/two-phase-commit, as the command line runs it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../../src/actors/stepper.ts';
import type { PeerName, Side } from '../comparison.ts';
import { outputOf } from '../run-program.ts';
import { explored } from './exploration.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = `${ROOT}dist/cli/main.js`;

/** @throws if the package is not built */
export function checkerSides(managers: number): readonly Side[] {
  if (!existsSync(MAIN)) throw new Error(`there is no ${MAIN}; run: npm run build`);
  return [side('chartwright', managers, 'compiled'), side('chartwright --engine xstate', managers, 'xstate')];
}

function side(peer: PeerName, managers: number, engine: EngineName): Side {
  const flags = ['--set', `managers=${managers}`, '--engine', engine, '--json'];
  return {
    peer,
    run: () =>
      explored(() => {
        const args = [MAIN, 'check', `${ROOT}examples/two-phase-commit`, ...flags];
        // What the command promises to print.
        const { states, wallMs, peakMemoryBytes } = JSON.parse(outputOf({ program: process.execPath, args, name: peer })) as CheckJson;
        return { states, wallMs, memoryBytes: peakMemoryBytes };
      }),
  };
}

interface CheckJson {
  readonly states: number;
  readonly wallMs: number;
  readonly peakMemoryBytes: number;
}
