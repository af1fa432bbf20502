/** The text of a sequence diagram while it is put together: its participants stand at the top, but are known last. */
import { mermaidText, mermaidWord } from './mermaid.ts';

export interface Participant {
  readonly name: string;
  /** False for what is outside of the system, which may bear the name of an actor. */
  readonly isActor: boolean;
}

export interface Arrow {
  readonly from: Participant;
  readonly to: Participant;
  readonly sign: '->>' | '--)' | '-x';
  readonly label: string;
}

type Line = { readonly type: 'line' | 'over all'; readonly text: string };

/** Characters of a name in an alias: enough to read the text by. */
const ALIAS_WORD_MAX = 24;

export class SequencePage {
  readonly #aliases = new Map<string, string>();
  readonly #participants: string[] = [];
  readonly #lines: Line[] = [];
  #notesOverAll = 0;
  #charactersKnown = 0;

  /** Characters of the text so far. */
  get length(): number {
    return this.#charactersKnown + this.#notesOverAll * this.#overAll().length;
  }

  has(participant: Participant): boolean {
    return this.#aliases.has(keyOf(participant));
  }

  addArrow({ from, to, sign, label }: Arrow): void {
    const [start, end] = [this.#alias(from), this.#alias(to)];
    this.#add({ type: 'line', text: `    ${start}${sign}${end}: ${mermaidText(label)}` });
  }

  addNote(over: Participant, text: string): void {
    this.#add({ type: 'line', text: `    Note over ${this.#alias(over)}: ${mermaidText(text)}` });
  }

  /** A note as wide as the whole diagram. Its text is taken as it is: without anything that Mermaid reads as its own. */
  addNoteOverAll(text: string): void {
    this.#notesOverAll += 1;
    this.#add({ type: 'over all', text });
  }

  writeTo(write: (text: string) => void): void {
    if (this.#participants.length === 0) this.#alias({ name: 'world', isActor: false });
    const over = this.#overAll();
    write('sequenceDiagram\n');
    for (const participant of this.#participants) write(`${participant}\n`);
    for (const { type, text } of this.#lines) write(`${type === 'line' ? text : `${over}${text}`}\n`);
  }

  #alias(participant: Participant): string {
    const key = keyOf(participant);
    let alias = this.#aliases.get(key);
    if (alias === undefined) {
      // The number makes it unique, and no word of Mermaid's grammar ends with one.
      alias = `${mermaidWord(participant.name).slice(0, ALIAS_WORD_MAX)}_${this.#aliases.size + 1}`;
      this.#aliases.set(key, alias);
      const line = `    participant ${alias} as ${mermaidText(participant.name)}`;
      this.#participants.push(line);
      this.#charactersKnown += line.length + 1;
    }
    return alias;
  }

  #add(line: Line): void {
    this.#lines.push(line);
    this.#charactersKnown += line.text.length + 1;
  }

  #overAll(): string {
    const aliases = [...this.#aliases.values()];
    const [first, last] = [aliases[0], aliases.at(-1)];
    return `    Note over ${first === last ? first : `${first},${last}`}: `;
  }
}

function keyOf({ name, isActor }: Participant): string {
  return `${isActor ? 'actor' : 'outside'} ${name}`;
}
