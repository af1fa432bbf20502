/** The lines of session scripts: what is there from the beginning, and the section of each user. */
import { ownerOf } from '../../machines/distributed/place.ts';
import type { Writing } from '../../machines/distributed/protocol.ts';
import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { isLikeTime, sizeOf } from './session-amounts.ts';
import { isVerb } from './session-command.ts';
import { machineNamed, nameOf, pathOf } from './session-names.ts';
import { SessionUser } from './session-user.ts';
import { illegible, shown, type Word, Words, Wrong } from './session-words.ts';

type Place = Pick<Problem, 'file' | 'line'>;

/** Takes scripts one by one, and keeps what they say. */
export class ScriptReader {
  readonly users: SessionUser[] = [];
  readonly files: Writing[] = [];
  /** Those that a line places. */
  readonly volumes = new Map<string, string>();
  readonly #machines: readonly string[];
  /** Where each user, volume and file was spoken of first. */
  readonly #firsts = new Map<string, Place>();
  /** Whose lines these are: nobody's yet; or those of a user whose first line was wrong, which are left out. */
  #section: SessionUser | 'nobody' | 'left out' = 'nobody';

  constructor(machines: readonly string[]) {
    this.#machines = machines;
  }

  /** Everybody who has files, or is asked for them. */
  get owners(): ReadonlySet<string> {
    const owners = this.users.flatMap((user) => [...user.owners]);
    return new Set([...owners, ...this.volumes.keys(), ...this.files.map(({ path }) => ownerOf(path))]);
  }

  /** All lines of a file; gives their problems. */
  read(file: string, lines: readonly string[]): readonly Problem[] {
    this.#section = 'nobody';
    return lines.flatMap((text, index) => {
      const place = { file, line: index + 1 };
      const wrong = this.#line(text, place);
      return wrong === null ? [] : [wrong.at(place, text)];
    });
  }

  #line(text: string, place: Place): Wrong | null {
    const words = new Words(text);
    const bad = illegible(text);
    if (bad !== null) return this.#illegible(bad, words.next, text);
    switch (words.next.text) {
      case '':
        return null;
      case 'user':
        return this.#user(words, place);
      case 'volume':
        return this.#volume(words, place);
      case 'file':
        return this.#file(words, place);
      default:
        return this.#typed(words.next, text);
    }
  }

  #illegible(bad: Wrong, first: Word, text: string): Wrong {
    if (first.text === 'user') {
      this.#section = 'left out';
      return bad.adding(LEFT_OUT);
    }
    return this.#section instanceof SessionUser ? this.#section.leaveOut(text, bad) : bad;
  }

  #user(words: Words, place: Place): Wrong | null {
    this.#section = 'left out';
    words.take();
    const word = words.take();
    const name = nameOf(word, 'the name of a user');
    const wrong = name instanceof Wrong ? name : (words.excess ?? this.#again(word, `section of ${name}`, place));
    if (wrong !== null) return wrong.adding(LEFT_OUT);
    if (name instanceof Wrong) return name;
    const user = new SessionUser(name, this.#machines);
    this.users.push(user);
    this.#section = user;
    return null;
  }

  #volume(words: Words, place: Place): Wrong | null {
    words.take();
    const word = words.take();
    const owner = nameOf(word, 'the owner of files, as in volume shared on pc1');
    if (owner instanceof Wrong) return owner;
    if (!words.takeIf('on')) return new Wrong(words.next, shown(words.next), `on and a machine, as in volume ${owner} on pc1`);
    const machine = machineNamed(words.take(), this.#machines);
    if (machine instanceof Wrong) return machine;
    const wrong = words.excess ?? this.#again(word, `volume of ${owner}`, place);
    if (wrong === null) this.volumes.set(owner, machine);
    return wrong;
  }

  #file(words: Words, place: Place): Wrong | null {
    words.take();
    const word = words.take();
    const path = pathOf(word, null);
    if (path instanceof Wrong) return path;
    const sizeBytes = sizeOf(words.take());
    if (sizeBytes instanceof Wrong) return sizeBytes;
    const wrong = words.excess ?? this.#again(word, `file ${path}`, place);
    if (wrong === null) this.files.push({ path, sizeBytes });
    return wrong;
  }

  #typed(first: Word, text: string): Wrong | null {
    const isLine = isLikeTime(first) || isVerb(first);
    const meant = isLine ? undefined : didYouMean(first.text, KEYWORDS);
    // The lines below a misspelled user must not become those of the user above it.
    if (meant === 'Did you mean user?') this.#section = 'left out';
    if (!isLine) return this.#noLine(first, text, meant);
    if (this.#section instanceof SessionUser) return this.#section.read(text);
    if (this.#section === 'left out') return null;
    this.#section = 'left out';
    return new Wrong(first, `${shown(first)}, which nobody types`, 'user and a name above it', LEFT_OUT);
  }

  #noLine(first: Word, text: string, meant: string | undefined): Wrong {
    if (meant === 'Did you mean user?') return new Wrong(first, shown(first), EXPECTED, `${meant} ${LEFT_OUT}`);
    const wrong = new Wrong(first, shown(first), EXPECTED, meant);
    return this.#section instanceof SessionUser ? this.#section.leaveOut(text, wrong) : wrong;
  }

  /** Notes what may be said once only. */
  #again(word: Word, what: string, place: Place): Wrong | null {
    const first = this.#firsts.get(what);
    if (first === undefined) {
      this.#firsts.set(what, place);
      return null;
    }
    return new Wrong(word, `a second ${what}`, 'one only', `The first is at ${first.file}:${first.line}.`);
  }
}

const KEYWORDS = ['user', 'volume', 'file', 'then'];
const EXPECTED = 'user, volume or file, or a time, as 9:00, 90s, +10s or then';
const LEFT_OUT = 'The lines up to the next user are left out.';
