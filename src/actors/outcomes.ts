/** All that a step can come to, for those who want every case. */
import { StepError, type Chooser, type Outcome } from './step.ts';

/**
 * Every outcome of a step, one for each way its choices can go: options of weight 0 left out.
 *
 * @param take the step, given a way to choose
 */
export function outcomesOf(take: (choose: Chooser) => Outcome): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const pending: (readonly number[])[] = [[]];
  for (let path = pending.pop(); path; path = pending.pop()) {
    const made: number[] = [];
    const prefix = path;
    outcomes.push(
      take((options) => {
        const possible = options.flatMap(({ weight }, index) => (weight > 0 ? [index] : []));
        const [first, ...others] = possible;
        if (first === undefined) throw new StepError('none of the options has a weight above 0');
        const decided = prefix[made.length];
        if (decided === undefined) for (const other of others.reverse()) pending.push([...made, other]);
        made.push(decided ?? first);
        return decided ?? first;
      }),
    );
  }
  return outcomes;
}
