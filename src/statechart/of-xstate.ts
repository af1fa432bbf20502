/** Whether a machine is one of the XState whose algorithm is followed here. */
import type { AnyStateMachine } from 'xstate';
import { hasMember, memberOf } from './erased.ts';

/** What this package is made and tested with. */
export const XSTATE_VERSION = '5.33.3';

const MEMBERS = ['root', 'implementations', 'options', 'provide', 'getStateNodeById', 'resolveState'];

/** @throws TypeError if it is no machine of XState, or one of a version that is made otherwise */
export function checkMachine(machine: unknown): asserts machine is AnyStateMachine {
  const missing = MEMBERS.filter((name) => !hasMember(machine, name) || memberOf(machine, name) === undefined);
  if (missing.length === 0) return;
  if (isMachine(machine)) {
    throw new TypeError(
      `machine '${String(memberOf(machine, 'id'))}' was made by another version of XState, whose machines have no '${missing.join("', '")}'. ` +
        `This package works with version ${XSTATE_VERSION}: install that one (npm install xstate@${XSTATE_VERSION}), and see that there is no other (npm ls xstate).`,
    );
  }
  throw new TypeError(
    `${nameOf(machine)} is no machine of XState: give what createMachine({ … }) or setup({ … }).createMachine({ … }) returns`,
  );
}

/** Of any version. */
function isMachine(value: unknown): boolean {
  return ['root', 'config', 'transition', 'getInitialSnapshot'].every((name) => hasMember(value, name)) || hasMember(value, '__xstatenode');
}

function nameOf(value: unknown): string {
  if (hasMember(value, 'createMachine')) return 'what setup() returns';
  if (hasMember(value, 'states') || hasMember(value, 'initial') || hasMember(value, 'on')) return 'a configuration';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}
