/** Where one is on a path, and what its end shows. */
import type { Counterexample } from '../../protocol/frames.ts';

/** The last step that has happened at an event; -1: none has. */
export function currentStep(steps: Counterexample['steps'], cursor: number): number {
  return steps.findLastIndex(({ event }) => event <= cursor);
}

/** A path to something that is wished to be possible is none. @param type as a trace's header has it */
export function isBadNews(type: string): boolean {
  return type !== 'sometimes';
}

export function lastStepText(type: string): string {
  switch (type) {
    case 'always':
    case 'throughout':
      return 'after this step, the property does not hold';
    case 'sometimes':
      return 'this is what was looked for';
    case 'eventually':
    case 'leadsTo':
      return 'and it has not come about';
    case 'deadlock':
      return 'after this step, nothing is left to happen';
    case 'unhandled':
      return 'this message is not awaited';
    case 'failure':
      return 'here a machine fails';
    default:
      return 'the path ends here';
  }
}
