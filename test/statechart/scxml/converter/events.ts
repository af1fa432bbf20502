/** Events: as they are raised in a machine, as `_event` shows them to expressions, and the descriptors that transitions wait for. */
import { sanitized } from './names.ts';

/** An event of a machine, with what SCXML wants to know of it. What comes from outside has a type only. */
export interface ScxmlEvent {
  readonly type: string;
  readonly kind?: 'internal' | 'external' | 'platform';
  readonly data?: unknown;
  readonly sendid?: string | undefined;
}

/** What SCXML calls the session that a document runs in; there is one. */
export const SESSION = 'session';
export const SCXML_PROCESSOR = 'http://www.w3.org/TR/scxml/#SCXMLEventProcessor';
export const ADDRESS = `#_scxml_${SESSION}`;
/** What is sent by HTTP to the session itself comes to it as anything else; nobody else is there. */
export const HTTP_PROCESSOR = 'http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor';
export const HTTP_ADDRESS = `http://${SESSION}`;

const INIT = 'xstate.init';
const DONE = /^xstate\.(?=done\.)/;

/** Always the same for the same event: expressions may compare two of them. */
const views = new WeakMap<object, unknown>();

/** The system variable `_event`; unbound before the first event. */
export function viewOf(event: { readonly type: string }): unknown {
  if (event.type === INIT) return undefined;
  let view = views.get(event);
  if (!view) {
    view = describe(event);
    views.set(event, view);
  }
  return view;
}

function describe(event: ScxmlEvent & { readonly output?: unknown }): unknown {
  const isDone = DONE.test(event.type);
  const type = event.kind ?? (isDone ? 'platform' : 'external');
  const origins = type === 'external' ? { origin: ADDRESS, origintype: SCXML_PROCESSOR } : { origin: undefined, origintype: undefined };
  const data = isDone ? event.output : event.data;
  return { name: event.type.replace(DONE, ''), type, sendid: event.sendid, ...origins, invokeid: undefined, data };
}

/** The descriptors of an `event` attribute in XState's words, without wildcards but for `*`. */
export function descriptorsOf(attribute: string): readonly string[] {
  return attribute.trim().split(/\s+/).map(descriptorOf);
}

function descriptorOf(written: string): string {
  const prefix = written.replace(/\.\*?$/, '');
  if (prefix === '*' || prefix === '') return '*';
  const [, id] = /^done\.state\.(.+)$/.exec(prefix) ?? [];
  if (id !== undefined) return `xstate.done.state.${sanitized(id)}`;
  return prefix === 'done.state' ? 'xstate.done.state' : prefix;
}

/** Whether a descriptor matches all that another one matches. */
export function covers(descriptor: string, other: string): boolean {
  return descriptor === '*' || other === descriptor || other.startsWith(`${descriptor}.`);
}
