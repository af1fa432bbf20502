/** What goes wrong in executable content, and the event by which SCXML tells of it. */
import type { ScxmlEvent } from './events.ts';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly type: 'error.execution' | 'error.communication';
  readonly sendid: string | undefined;

  constructor(message: string, type: Failure['type'] = 'error.execution', sendid?: string) {
    super(message);
    this.type = type;
    this.sendid = sendid;
  }
}

/** @param element the name of what failed */
export function errorEvent(cause: unknown, element: string): ScxmlEvent {
  const { type, sendid } = cause instanceof Failure ? cause : new Failure('');
  // As SCION tells of it, whose cases ask for a place too.
  return { type, kind: 'platform', sendid, data: { tagname: element, line: 0, column: 0, reason: String(cause) } };
}
