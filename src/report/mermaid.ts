/** What every Mermaid text needs: names that its grammar cannot trip over, and lines of a bearable length. */

/**
 * Text as Mermaid shows it, character for character. Whatever Mermaid, or the HTML and Markdown that
 * it renders with, could take for its own is written as an entity, `#59;` for a semicolon; white
 * space becomes one space.
 */
export function mermaidText(text: string): string {
  const plain = text.replace(/\s+/gu, ' ').trim();
  // Mermaid refuses a label with nothing in it; a space that does not break is something.
  if (plain === '') return '#160;';
  return plain.replace(/[^\p{L}\p{N} .,()[\]/'!?=_→…-]|^[-_]|^\d+(?=[.)])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (found) =>
    Array.from(found, (character) => `#${character.codePointAt(0) ?? 0};`).join(''),
  );
}

/** A name as part of an identifier: letters, digits and underscores of ASCII. Not unique, and may be a word of Mermaid's. */
export function mermaidWord(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_');
}

/** Breaks a text between words into lines of at most `lengthMax` characters, but for a longer word. */
export function wrapped(text: string, lengthMax: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= lengthMax) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
