/**
 * Executable content as a list of XState's own actions, one for each element, as XState's converter has it.
 *
 * What fails there ends the step with an error, where SCXML would raise an event.
 */
import { assign, cancel, enqueueActions, log, raise } from 'xstate';
import { guardOf } from './conditions.ts';
import type { Content } from './content.ts';
import type { ScxmlDocument } from './document.ts';
import { branchesOf, itemsOf, missingOf, raisedBy } from './elements.ts';
import { sendIdOf, sendingOf } from './send.ts';
import type { Xml } from './xml.ts';

export const listed: Content = (elements, document) => elements.flatMap((element) => actionsOf(element, document));

function actionsOf(element: Xml, document: ScxmlDocument): readonly unknown[] {
  const { attributes } = element;
  const { expressions } = document;
  switch (element.name) {
    case 'raise':
      return [raise(raisedBy(element))];
    case 'assign':
      return [assign((scope) => expressions.assign(attributes['location'] ?? '', document.valueOf(element, scope), scope))];
    case 'datamodel':
      return [assign((scope) => missingOf(element, document, scope))];
    case 'script':
      return [assign((scope) => document.executeScript(element, scope))];
    case 'log':
      return [log((scope) => expressions.evaluate(attributes['expr'] ?? '', scope), attributes['label'])];
    case 'cancel':
      return [cancel((scope) => String(attributes['sendid'] ?? expressions.evaluate(attributes['sendidexpr'] ?? '', scope)))];
    case 'send':
      return sendActions(element, document);
    case 'donedata':
      return [enqueueActions((scope) => void document.payloadOf(element, scope))];
    case 'if':
      return [conditional(element, document)];
    case 'foreach':
      return [repeated(element, document)];
    default:
      throw new Error(`executable content '${element.name}' is not known`);
  }
}

function sendActions(element: Xml, document: ScxmlDocument): readonly unknown[] {
  const id = sendIdOf(element);
  const { idlocation } = element.attributes;
  return [
    ...(idlocation === undefined ? [] : [assign((scope) => document.expressions.assign(idlocation, id, scope))]),
    raise((scope) => sendingOf(element, document, scope).event, {
      ...(id === undefined ? {} : { id }),
      // XState takes a delay that is undefined for none, though its types do not say so.
      delay: (scope) => sendingOf(element, document, scope).delayMs as number,
    }),
  ];
}

function conditional(element: Xml, document: ScxmlDocument): unknown {
  const branches = branchesOf(element).map(({ condition, elements }) => ({
    guard: condition === undefined ? undefined : guardOf(condition, document),
    actions: listed(elements, document),
  }));
  return enqueueActions(({ enqueue, check }) => {
    // Guards and actions of XState are functions, whose types it keeps to itself.
    const taken = branches.find(({ guard }) => guard === undefined || check(guard as Parameters<typeof check>[0]));
    for (const action of taken?.actions ?? []) enqueue(action as Parameters<typeof enqueue>[0]);
  });
}

function repeated(element: Xml, document: ScxmlDocument): unknown {
  const actions = listed(element.children, document);
  return enqueueActions(({ context, event, enqueue }) => {
    for (const part of itemsOf(element, document, { context, event })) {
      enqueue.assign(part);
      // As above.
      for (const action of actions) enqueue(action as Parameters<typeof enqueue>[0]);
    }
  });
}
