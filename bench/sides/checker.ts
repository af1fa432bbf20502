/** Chartwright's model checker on examples/two-phase-commit, as the command line runs it. */
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../../src/actors/stepper.ts';
import type { PeerName, Side } from '../comparison.ts';
import { checkedFrom } from '../printed.ts';
import { outputOf } from '../run-program.ts';
import type { Workshop } from '../workshop.ts';
import { explored } from './exploration.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/two-phase-commit', import.meta.url));

interface Way {
  readonly peer: PeerName;
  readonly engine: EngineName;
  /** Whether whole states are kept, rather than fingerprints of 64 bits. */
  readonly exact?: boolean;
}

/** In the order of rows: what all are compared with comes first. */
const WAYS: readonly Way[] = [
  { peer: 'chartwright', engine: 'compiled' },
  { peer: 'chartwright', engine: 'compiled', exact: true },
  { peer: 'chartwright --engine xstate', engine: 'xstate' },
];

export function checkerSides(managers: number, { compiled }: Pick<Workshop, 'compiled'>): readonly Side[] {
  const main = compiled('src/cli/main');
  return WAYS.map(({ peer, engine, exact = false }) => ({
    peer,
    ...(exact ? { mode: 'exact' } : {}),
    run: () =>
      explored(async () => {
        const flags = ['--set', `managers=${managers}`, '--engine', engine, '--json', ...(exact ? ['--exact'] : [])];
        const printed: unknown = JSON.parse(
          await outputOf({ program: process.execPath, args: [main, 'check', EXAMPLE, ...flags], name: peer }),
        );
        return checkedFrom(printed, peer);
      }),
  }));
}
