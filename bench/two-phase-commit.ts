/** Two-phase commit: how many states it has, which all who explore it must find. */

/**
 * Undecided: each manager works, has aborted on its own, or has said that it is prepared, heard or unheard. After `abort`: each
 * works or has aborted, without having said so; or has said so, heard or unheard, and is prepared or has aborted. After `commit`:
 * all were heard, and each is prepared or has committed.
 */
export function statesOf(managers: number): number {
  const undecided = 4 ** managers;
  const aborted = 6 ** managers;
  const committed = 2 ** managers;
  return undecided + aborted + committed;
}

/** As many as the scenario takes. */
const MANAGERS_MAX = 12;

/** So many that about so much of the states is left: each manager makes six times as many. */
export function managersFor(managers: number, size: number): number {
  return Math.min(MANAGERS_MAX, Math.max(3, managers + Math.round(Math.log(size) / Math.log(6))));
}
