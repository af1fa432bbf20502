/** `send`: which event goes where, and when. */
import type { ScxmlDocument } from './document.ts';
import { ADDRESS, HTTP_ADDRESS, HTTP_PROCESSOR, SCXML_PROCESSOR, type ScxmlEvent } from './events.ts';
import type { Scope } from './expressions.ts';
import { Failure } from './failure.ts';
import type { Xml } from './xml.ts';

export interface Sending {
  readonly event: ScxmlEvent;
  /** None if it goes to the internal queue. Of what goes to the external queue, it is at least 0. */
  readonly delayMs: number | undefined;
}

const INTERNAL = '#_internal';
const PROCESSORS: readonly string[] = [SCXML_PROCESSOR, HTTP_PROCESSOR, 'http://www.w3.org/TR/scxml', 'scxml'];
/** All of them are the session itself. */
const SELF: readonly unknown[] = ['', INTERNAL, ADDRESS, HTTP_ADDRESS];
const MS_PER_S = 1000;

/** By which it may be cancelled. SCXML has a new one for each time; here the element has one. */
export function sendIdOf({ attributes: { id, idlocation } }: Xml): string | undefined {
  return id ?? (idlocation === undefined ? undefined : `sent.${idlocation}`);
}

/** @throws Failure if there is nobody there, and whatever its expressions throw */
export function sendingOf(send: Xml, document: ScxmlDocument, scope: Scope): Sending {
  const of = (name: string): unknown => {
    const expression = send.attributes[`${name}expr`];
    return expression === undefined ? send.attributes[name] : document.expressions.evaluate(expression, scope);
  };
  const sendid = sendIdOf(send);
  const processor = of('type') ?? SCXML_PROCESSOR;
  if (!PROCESSORS.includes(String(processor))) throw new Failure(`there is no I/O processor '${String(processor)}'`, undefined, sendid);
  const target = of('target');
  refuseTarget(target, sendid);
  const isInternal = target === INTERNAL;
  const event = {
    type: String(of('event')),
    kind: isInternal ? ('internal' as const) : ('external' as const),
    data: document.payloadOf(send, scope),
    sendid,
  };
  return { event, delayMs: isInternal ? undefined : millisecondsOf(of('delay')) };
}

function refuseTarget(target: unknown, sendid: string | undefined): void {
  if (target === undefined || SELF.includes(target)) return;
  const type = String(target).startsWith('#_scxml_') ? 'error.communication' : 'error.execution';
  throw new Failure(`there is nobody at '${String(target)}'`, type, sendid);
}

function millisecondsOf(delay: unknown): number {
  if (delay === undefined || delay === '') return 0;
  const [, length = '', unit] = /^\s*(\d*\.?\d+)\s*(ms|s)\s*$/.exec(String(delay)) ?? [];
  if (!unit) throw new Failure(`'${String(delay)}' is no delay`);
  return Number(length) * (unit === 's' ? MS_PER_S : 1);
}
