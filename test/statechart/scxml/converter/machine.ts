/**
 * Makes a machine of XState of an SCXML document.
 *
 * In the spirit of XState's own converter (packages/core/src/scxml.ts of statelyai/xstate, MIT), which its tests use: states, transitions,
 * descriptors with wildcards, `In()` and the names of events are converted as there. What that one leaves out is here too: executable content
 * that fails, `foreach`, `script`, deep initial states, `donedata`, the order of transitions in the document. `send` is `raise` with a delay of
 * at least 0, so that it comes after the internal queue, where that one has `sendTo`. What neither has is `invoke`.
 */
import { createMachine, raise, type AnyStateMachine } from 'xstate';
import type { Content } from './content.ts';
import { ScxmlDocument } from './document.ts';
import { errorEvent } from './failure.ts';
import { States } from './states.ts';
import { readXml } from './xml.ts';

export interface Conversion {
  readonly content: Content;
  /** Where files lie that the document names. */
  readonly folder: string;
}

/** @throws Error if the document has what cannot be converted */
export function toMachine(xml: string, { content, folder }: Conversion): AnyStateMachine {
  const document = new ScxmlDocument(readXml(xml), folder);
  const root = new States(document, content).nodeOf(document.root, '(machine)');
  const failures = document.begin().failures.map((cause) => raise(errorEvent(cause, 'data')));
  const config = { ...root, context: () => document.begin().context, entry: [...failures, ...(root.entry ?? [])] };
  // XState's types of a configuration know the names in it, which here are those of a file.
  return createMachine(config as unknown as Parameters<typeof createMachine>[0]);
}
