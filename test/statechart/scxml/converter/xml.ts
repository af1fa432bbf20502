/** Reads XML into plain elements: as much of a document as the converter looks at. */
import { DOMParser, type Element } from '@xmldom/xmldom';

export interface Xml {
  /** Without a prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements only. */
  readonly children: readonly Xml[];
  /** All that is written inside. */
  readonly text: string;
  /** What it was read from: what stands inline as data is handed to expressions as it is. */
  readonly element: Element;
}

/** @throws Error if it is not well-formed */
export function readXml(text: string): Xml {
  const { documentElement } = new DOMParser({ onError: refuse }).parseFromString(text, 'text/xml');
  if (!documentElement) throw new Error('the document has no element');
  return xmlOf(documentElement);
}

function xmlOf(element: Element): Xml {
  return {
    name: element.localName ?? element.nodeName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    children: elementsIn(element).map(xmlOf),
    text: element.textContent ?? '',
    element,
  };
}

function elementsIn({ childNodes }: Element): readonly Element[] {
  // A node of this type is an element.
  return [...childNodes].filter(({ nodeType }) => nodeType === 1).map((node) => node as Element);
}

function refuse(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}
