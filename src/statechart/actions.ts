/** From an action of a chart to an act: a function that does to a running step what XState would do. */
import { assigning, cancelling, custom, emitting, logging, raising } from './built-in.ts';
import { enqueueing } from './enqueueing.ts';
import { hasMember, memberOf, referredTo } from './erased.ts';
import { paramsOf, type Parts } from './parts.ts';
import type { Act } from './running.ts';

export function compileAction(action: unknown, parts: Parts): Act {
  if (typeof action !== 'string' && typeof action !== 'function' && (typeof action !== 'object' || action === null)) {
    parts.refuse(`${String(action)} stands where an action should`, 'Leave it out, where there is nothing to do.');
    return () => {};
  }
  const name = referredTo(action);
  const found = name === undefined ? action : parts.actions[name];
  const params = paramsOf(action);
  if (!hasMember(found, 'resolve')) {
    if (found !== undefined && found !== null && typeof found !== 'function' && typeof found !== 'object') {
      parts.refuse(`its action '${name}' is a ${typeof found}`, 'Define it as a function, or as an assign, emit, raise and the like.');
    }
    if (typeof action === 'object') return custom(memberOf(action, 'type'), found, params);
    return custom(name ?? (String(memberOf(found, 'name')) || '(anonymous)'), found, params);
  }
  switch (memberOf(found, 'type')) {
    case 'xstate.assign':
      return assigning(memberOf(found, 'assignment'), params, parts.copiers);
    case 'xstate.emit':
      return emitting(memberOf(found, 'event'), params);
    case 'xstate.raise':
      return raising(found, params, parts);
    case 'xstate.cancel':
      return cancelling(memberOf(found, 'sendId'), params);
    case 'xstate.enqueueActions':
      return enqueueing(memberOf(found, 'collect'), params, parts, compileAction);
    case 'xstate.log':
      return logging(memberOf(found, 'value'), memberOf(found, 'label'), params);
    default:
      parts.refuse(
        `${name === undefined ? 'an inline action' : `its action '${name}'`} is ${String(memberOf(found, 'type')).replace('xstate.', '')}, which acts on XState's own actors`,
        'Emit what is to be done, and let whoever drives the machine do it; or step this machine with XState itself.',
      );
      return () => {};
  }
}
