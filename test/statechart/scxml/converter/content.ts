/** The two ways of making actions of executable content: see listed.ts and enqueued.ts. */
import type { ScxmlDocument } from './document.ts';
import type { Xml } from './xml.ts';

/** Makes actions of the elements of one block: those of an `onentry`, an `onexit`, a transition. */
export type Content = (elements: readonly Xml[], document: ScxmlDocument) => readonly unknown[];
