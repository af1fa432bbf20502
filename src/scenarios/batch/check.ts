/**
 * How the model checker looks at the batch shop: work so small that every schedule of it can be explored, and what may go wrong.
 *
 * Two users have a program each. The first one asked for the wrong compiler: the deck fails, is corrected, and may then share a batch
 * with the deck of the second. `--set workload.users=3` makes the same of more users, `--set workload.mode=open` of decks that arise.
 */
import type { OperatorMessage, ProcessorMessage, Program } from '../../machines/batch/protocol.ts';
import type { SystemState } from '../../properties/property.ts';
import type { CheckSpec, FaultOption } from '../check-spec.ts';
import type { BatchParameters } from './parameters.ts';
import { isEmpty, shopOf } from './shop-state.ts';
import type { BatchWork } from './work.ts';

export const checkBatch: CheckSpec<BatchParameters, BatchWork> = {
  set: {
    workload: { users: 2, programsPerUser: 1, jobs: 2, compilers: ['COBOL', 'FORTRAN'] },
    user: { attemptsMax: 2 },
    operator: { largestBatch: 2 },
  },
  work,
  faults,
  budget: { power: 1 },
  isEnd,
};

function* work({ workload, job }: BatchParameters): Generator<BatchWork> {
  const { mode, users, programsPerUser, jobs, compilers } = workload;
  if (mode === 'open') {
    for (let number = 0; number < jobs; number += 1) {
      const user = 1 + (number % users);
      const version = versionBy(user, compilers[(number >> 1) % compilers.length], job.limitS);
      yield { type: 'deck', atS: 0, deck: { ...version, id: `j${number + 1}.1`, owner: `user-${user}` } };
    }
    return;
  }
  for (let user = 1; user <= users; user += 1) {
    for (let number = 1; number <= programsPerUser; number += 1) {
      const good = versionBy(user, compilers[number % compilers.length], job.limitS);
      const bad = wrong(good, compilers[(number + 1) % compilers.length]);
      yield {
        type: 'program',
        user: `user-${user}`,
        program: { id: `u${user}p${number}`, versions: user === 1 && number === 1 ? [bad, good] : [good] },
      };
    }
  }
}

type Version = Program['versions'][number];

/** How long everything takes does not matter: whatever can end may end first. */
function versionBy(user: number, compiler: string | undefined, limitS: number | null): Version {
  return {
    programmer: `USER ${user}`,
    account: `${1000 + user}`,
    compiler: compiler ?? 'none',
    cards: 1,
    estimateS: limitS,
    limitS,
    unreadable: null,
    demand: { compileS: 1, runS: 1, words: 1_000, lines: 1, ends: 'normally' },
  };
}

/** What comes of asking for a compiler that does not know the language. */
function wrong(version: Version, compiler: string | undefined): Version {
  return { ...version, compiler: compiler ?? version.compiler, demand: { ...version.demand, ends: 'compile error' } };
}

function faults(): Readonly<Record<string, readonly FaultOption[]>> {
  const toOperator = (message: OperatorMessage): readonly FaultOption[] => [{ to: 'operator', message }];
  const toProcessor = (message: ProcessorMessage): readonly FaultOption[] => [{ to: 'processor', message }];
  return {
    drop: toOperator({ type: 'fault.drop' }),
    missort: toOperator({ type: 'fault.missort' }),
    jam: toProcessor({ type: 'fault.jam' }),
    power: toProcessor({ type: 'fault.power' }),
  };
}

/** Everybody has gone, but for those who feed a stream of decks; and everything was given back. */
function isEnd(state: SystemState): boolean {
  const shop = shopOf(state);
  return isEmpty(shop) && shop.ofKind('user').every(({ context }) => context.mode === 'open');
}
