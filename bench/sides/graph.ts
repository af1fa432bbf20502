/** `@xstate/graph` on two-phase commit, where it is installed. */
import type { Side } from '../comparison.ts';
import { explorationFrom } from '../printed.ts';
import { runNode } from '../run-program.ts';
import { PEERS_FOLDER } from '../workshop.ts';
import { explored } from './exploration.ts';
import { versionOf } from './javascript.ts';

/** @param events how it is told what may happen: `all` events in each state, or only those that are `enabled` there */
export function graphSide(managers: number, events: 'all' | 'enabled'): Side {
  const version = versionOf('@xstate/graph');
  const file = `${PEERS_FOLDER}xstate-graph/two-phase-commit.mjs`;
  const name = `xstate-graph, ${events} events`;
  return {
    peer: 'xstate-graph',
    mode: `${events} events`,
    ...(version === undefined ? { absent: 'the package @xstate/graph is not installed' } : { version }),
    run: () => explored(async () => explorationFrom(await runNode({ file, argument: { managers, events }, name }), name)),
  };
}
