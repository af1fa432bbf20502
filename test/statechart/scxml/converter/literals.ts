/** Data that stands in a document as it is, or in a file beside it: JSON, XML or text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expressions } from './expressions.ts';
import { readXml, type Xml } from './xml.ts';

/** What stands inside of an element. */
export function literalIn({ children, text }: Xml, expressions: Expressions): unknown {
  const [child] = children;
  return child ? child.element : textual(text, expressions);
}

/** @param source as in `file:name` */
export function literalAt(source: string, folder: string, expressions: Expressions): unknown {
  const text = textAt(source, folder);
  return text.trimStart().startsWith('<') ? readXml(text).element : textual(text, expressions);
}

export function textAt(source: string, folder: string): string {
  return readFileSync(join(folder, source.replace(/^file:/, '')), 'utf8');
}

function textual(text: string, expressions: Expressions): unknown {
  try {
    return expressions.parseJson(text);
  } catch {
    return text.trim().replaceAll(/\s+/g, ' ');
  }
}
