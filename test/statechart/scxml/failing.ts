/**
 * Cases in which executable content fails. In SCXML that raises an event; an action of XState that throws ends the machine with an
 * error. So they come to where their oracles say only where content is enqueued (see converter/enqueued.ts).
 */
export const failing: ReadonlySet<string> = new Set([
  'assign/assign_invalid',
  'error/error',
  ...[152, 156, 159, 194, 199, 286, 298, 307, 311, 312, 313, 314, 322, 324, 326, 329, 331, 332, 343, 346, 376, 378].map(w3c),
  ...[401, 402, 457, 487, 488, 496, 521, 528, 553].map(w3c),
]);

function w3c(number: number): string {
  return `w3c-ecma/test${number}.txml`;
}
