/** Names of users, machines, programs and files, as they stand in a session script. */
import { didYouMean } from '../nearest.ts';
import { quoted } from './control-cards.ts';
import { shown, type Word, Wrong } from './session-words.ts';

/** The name of a user or of an owner of files. */
export function nameOf(word: Word, what: string): string | Wrong {
  if (/^[a-z][a-z0-9_]*$/.test(word.text)) return word.text;
  return new Wrong(word, shown(word), what, word.text === '' ? undefined : 'Names have small letters, digits and _, a letter first.');
}

/** The name of a program. */
export function programOf(word: Word): string | Wrong {
  return FILE_NAME.test(word.text) ? word.text : new Wrong(word, shown(word), 'the name of a program', nameHint(word));
}

/**
 * A file as `owner/name`.
 *
 * @param user Whose file it is if only its name was written; null: then its owner is missing.
 */
export function pathOf(word: Word, user: string | null): string | Wrong {
  const { text } = word;
  if (user !== null && FILE_NAME.test(text)) return `${user}/${text}`;
  if (/^[a-z][a-z0-9_]*\/[a-z][a-z0-9_.]*$/.test(text)) return text;
  const expected = user === null ? 'a file as owner/name' : 'the name of a file, or owner/name';
  if (/^[a-z][a-z0-9_]*\/?$/.test(text))
    return new Wrong(word, `${quoted(text)}, a directory`, expected, 'Only a file has a size and contents.');
  if (text.split('/').length > 2) return new Wrong(word, shown(word), expected, 'A directory holds files, and no directories.');
  return new Wrong(word, shown(word), expected, nameHint(word));
}

/** A machine of the network. `from` is where its name begins in the word. */
export function machineNamed(word: Word, machines: readonly string[], from = 0): string | Wrong {
  const name = word.text.slice(from);
  if (machines.includes(name)) return name;
  const some = machines.length > 6 ? `${machines.slice(0, 5).join(', ')}, …` : machines.join(', ');
  const hint = name === '' ? undefined : didYouMean(name, machines);
  return new Wrong(word, shown(word), `a machine of the network (${some})`, hint);
}

const FILE_NAME = /^[a-z][a-z0-9_.]*$/;

function nameHint({ text }: Word): string | undefined {
  return text === '' ? undefined : 'Names have small letters, digits, _ and ., a letter first.';
}
