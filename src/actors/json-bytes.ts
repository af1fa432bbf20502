/**
 * JSON of plain data as bytes: those of what JSON.stringify makes of it. A run writes some hundreds of them at each step, and
 * most runs only to hash them: as strings, they would cost more than the steps themselves.
 */
import { KnownKeys } from './known-keys.ts';
import { KnownNumbers } from './known-numbers.ts';
import { KnownParts, partOf, WORD_BYTES, type TextPart } from './text-part.ts';

export class JsonBytes {
  #bytes = Buffer.alloc(ROOM_BYTES);
  #view = viewOf(this.#bytes);
  #length = 0;
  readonly #keys = new KnownKeys();
  readonly #names = new KnownParts((name) => JSON.stringify(name));
  readonly #numbers = new KnownNumbers();

  get length(): number {
    return this.#length;
  }

  /** Forgets what was written after so many bytes. */
  cut(length: number): void {
    this.#length = length;
  }

  /** What was written so far; it is gone as soon as more is written. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Some of it. */
  text(start: number, end: number): string {
    return this.#bytes.toString('utf8', start, end);
  }

  /** Text as it is. */
  part({ length, words }: TextPart): void {
    this.#makeRoom(length + WORD_BYTES);
    const view = this.#view;
    const start = this.#length;
    for (let at = 0; at < words.length; at += 1) view.setInt32(start + WORD_BYTES * at, words[at] ?? 0, true);
    this.#length = start + length;
  }

  string(text: string): void {
    const { length } = text;
    if (length > SHORT) {
      this.#text(JSON.stringify(text));
      return;
    }
    this.#makeRoom(length + 2);
    const bytes = this.#bytes;
    let end = this.#length;
    bytes[end++] = QUOTE;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < BLANK || code > TILDE || code === QUOTE || code === BACKSLASH) {
        this.#text(JSON.stringify(text));
        return;
      }
      bytes[end++] = code;
    }
    bytes[end++] = QUOTE;
    this.#length = end;
  }

  /** A string that most likely comes again. */
  name(text: string): void {
    const known = this.#names.of(text);
    if (known) this.part(known);
    else this.string(text);
  }

  number(value: number): void {
    if (Number.isInteger(value)) this.#whole(value);
    else if (!Number.isFinite(value)) this.part(NULL);
    else if (!this.#wroteThousandths(value)) this.#ascii(this.#numbers.textOf(value));
  }

  /** @returns false, with nothing written, if JSON has nothing for it: for undefined, a function, a symbol */
  value(value: unknown, depth = 0): boolean {
    switch (typeof value) {
      case 'string':
        this.string(value);
        return true;
      case 'number':
        this.number(value);
        return true;
      case 'boolean':
        this.part(value ? TRUE : FALSE);
        return true;
      case 'object':
        if (value === null) this.part(NULL);
        else if (depth < DEPTH_MAX && Array.isArray(value)) this.list(value, depth);
        else if (depth < DEPTH_MAX && isPlain(value)) return this.#record(value, depth);
        else return this.#other(value);
        return true;
      default:
        return this.#other(value);
    }
  }

  list(list: readonly unknown[], depth = 0): void {
    this.#sign(OPEN_LIST);
    for (let at = 0; at < list.length; at += 1) {
      if (at > 0) this.#sign(COMMA);
      if (!this.value(list[at], depth + 1)) this.part(NULL);
    }
    this.#sign(CLOSE_LIST);
  }

  #record(record: Readonly<Record<string, unknown>>, depth: number): boolean {
    const start = this.#length;
    let place = 0;
    for (const key in record) {
      const member = record[key];
      const before = this.#length;
      if (typeof member === 'function') {
        // It may be one that says how the record is written.
        this.#length = start;
        return this.#other(record);
      }
      this.#key(key, place);
      if (this.value(member, depth + 1)) place += 1;
      else this.#length = before;
    }
    if (this.#length === start) this.#sign(OPEN);
    this.#sign(CLOSE);
    return true;
  }

  #key(key: string, place: number): void {
    const known = this.#keys.of(key, place);
    if (known) {
      this.part(known);
      return;
    }
    this.#sign(place === 0 ? OPEN : COMMA);
    this.string(key);
    this.#sign(COLON);
  }

  /** What is no plain data, or a cycle: whatever JSON.stringify makes of it. */
  #other(value: unknown): boolean {
    const text: string | undefined = JSON.stringify(value); // Its type says string; of some values it makes undefined.
    if (text === undefined) return false;
    this.#text(text);
    return true;
  }

  #whole(value: number): void {
    if (value >= 0 && value < BILLION) this.#digits(value, digitsIn(value));
    else if (value >= BILLION && value <= Number.MAX_SAFE_INTEGER) {
      const billions = Math.floor(value / BILLION);
      this.#digits(billions, digitsIn(billions));
      this.#digits(value - billions * BILLION, 9);
    } else this.#ascii(String(value));
  }

  /** Times have three digits after the point, and hardly any comes again. Of up to 15 digits there are never two ways to write a number. */
  #wroteThousandths(value: number): boolean {
    const thousandths = value * 1000;
    if (!(value > 0 && thousandths < THOUSANDTHS_MAX && Number.isInteger(thousandths) && thousandths / 1000 === value)) return false;
    const whole = Math.floor(value);
    const rest = thousandths - 1000 * whole;
    this.#whole(whole);
    this.#sign(POINT);
    if (rest % 10 > 0) this.#digits(rest, 3);
    else if (rest % 100 > 0) this.#digits(rest / 10, 2);
    else this.#digits(rest / 100, 1);
    return true;
  }

  /** A whole number below a billion, in so many digits. */
  #digits(value: number, count: number): void {
    this.#makeRoom(count);
    const bytes = this.#bytes;
    const start = this.#length;
    this.#length = start + count;
    for (let at = start + count - 1, left = value | 0; at >= start; at -= 1) {
      const tens = (left / 10) | 0;
      bytes[at] = ZERO + left - 10 * tens;
      left = tens;
    }
  }

  #sign(code: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  #text(text: string): void {
    this.#makeRoom(UTF8_BYTES_MAX * text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  #ascii(text: string): void {
    const { length } = text;
    this.#makeRoom(length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let at = 0; at < length; at += 1) bytes[start + at] = text.charCodeAt(at);
    this.#length = start + length;
  }

  #makeRoom(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.#length + length));
    larger.set(this.written());
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

/** At first; it grows with what is written. */
const ROOM_BYTES = 1024;

/** For each unit of a string. */
const UTF8_BYTES_MAX = 3;

/** Characters of a string that are written sooner one by one than by what writes strings. */
const SHORT = 64;

/** Data deeper than that are a cycle, or nearly: JSON.stringify says so. */
const DEPTH_MAX = 100;

const BILLION = 1e9;
const THOUSANDTHS_MAX = 1e15;

const [BLANK, QUOTE, COMMA, POINT, ZERO, COLON, BACKSLASH, TILDE] = [0x20, 0x22, 0x2c, 0x2e, 0x30, 0x3a, 0x5c, 0x7e] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d] as const;
const [TRUE, FALSE, NULL] = [partOf('true'), partOf('false'), partOf('null')] as const;

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function digitsIn(value: number): number {
  let count = 1;
  for (let least = 10; value >= least; least *= 10) count += 1;
  return count;
}

/** Whether all that it has is its own, as of data that come of JSON. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
