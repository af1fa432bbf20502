/** JavaScript that is put together as text, with values in it; and functions made of it. */

/** A piece of JavaScript. Of its values, those that are code stand there as text, all others as constants. */
export class Code {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  /** How many texts and values it comes to. */
  readonly size: number;

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
    this.size = values.reduce<number>((size, it) => size + (it instanceof Code ? it.size : 1), texts.length);
  }
}

/** Code, as a tagged template. */
export function js(texts: TemplateStringsArray, ...values: readonly unknown[]): Code {
  return new Code(texts, values);
}

export function joined(codes: readonly Code[], separator: string): Code {
  return new Code(['', ...codes.slice(1).map(() => separator), ''], codes);
}

/**
 * An arrow function with such a body: V8 compiles it for these very constants, as if each had been written for its place.
 *
 * @returns undefined where functions may not be made of text, as in some pages
 */
export function functionOf<F>(parameters: string, body: Code): F | undefined {
  const constants: unknown[] = [];
  const text = textOf(body, constants);
  const names = constants.map((_, at) => nameOf(at)).join(', ');
  try {
    // All that comes from outside into the text are texts and numbers, as literals.
    const make = new Function('constants', `const [${names}] = constants; return (${parameters}) => {\n${text}\n};`);
    return make(constants) as F; // It is what the text makes it.
  } catch (cause) {
    if (cause instanceof EvalError) return undefined;
    throw cause;
  }
}

function textOf({ texts, values }: Code, constants: unknown[]): string {
  let text = texts[0] ?? '';
  for (const [at, value] of values.entries()) {
    text += value instanceof Code ? textOf(value, constants) : (literalOf(value) ?? nameOf(constants.push(value) - 1));
    text += texts[at + 1] ?? '';
  }
  return text;
}

function literalOf(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
}

function nameOf(at: number): string {
  return `$${at}`;
}
