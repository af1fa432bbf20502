/** Two-phase commit in several sizes, and who explores which of them. */

/** The first is what the others are compared with. */
export const PEERS = [
  'chartwright',
  'spin, depth first',
  'spin, breadth first',
  '@xstate/graph, enabled events',
  '@xstate/graph, all events',
] as const;

export type CheckPeer = (typeof PEERS)[number];

export interface CheckWork {
  readonly managers: number;
  readonly peers: readonly CheckPeer[];
}

/** What all explore once before anything is timed: whoever finds another number of states is found out at once. */
export const AGREEMENT: CheckWork = { managers: 3, peers: PEERS };

/** One more manager takes @xstate/graph minutes: it takes the next state from the front of an array, which moves all that wait behind it. */
const GRAPH_MANAGERS = { 'all events': 5, 'enabled events': 6 } as const;

/** Below it, Spin is done before its clock of hundredths of a second has moved much. */
export const MANAGERS_MIN = 7;

/** As many as the scenario takes. */
export const MANAGERS_MAX = 12;

/** @param managers of those who are not through with it in minutes */
export function checkWorks(managers: number): readonly CheckWork[] {
  return [
    { managers: GRAPH_MANAGERS['all events'], peers: ['chartwright', '@xstate/graph, all events'] },
    { managers: GRAPH_MANAGERS['enabled events'], peers: ['chartwright', '@xstate/graph, enabled events'] },
    { managers, peers: ['chartwright', 'spin, depth first', 'spin, breadth first'] },
  ];
}

/**
 * How many states there are. Undecided: each manager works, has aborted on its own, or has said that it is prepared, heard or
 * unheard. After `abort`: each works or has aborted, without having said so; or has said so, heard or unheard, and is prepared
 * or has aborted. After `commit`: all were heard, and each is prepared or has committed.
 */
export function statesOf(managers: number): number {
  const undecided = 4 ** managers;
  const aborted = 6 ** managers;
  const committed = 2 ** managers;
  return undecided + aborted + committed;
}
