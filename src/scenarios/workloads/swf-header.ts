/** The header of a trace: what its comments say of the machine and of the log. */

const COMMENT = /^;(\s*)(?:([A-Za-z]\w*):(?=\s|$))?(.*)$/;

/** Text indented more than the first key goes on with the value above it, even if it looks like a key itself. */
export function readHeader(comments: readonly string[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  let key = '';
  let indent = Infinity;
  for (const comment of comments) {
    const [, blanks = '', name, rest = ''] = COMMENT.exec(comment) ?? [];
    const goesOn = blanks.length > indent;
    if (!goesOn && name === undefined) continue;
    if (!goesOn) key = name ?? key;
    if (indent === Infinity) indent = Math.max(1, blanks.length);
    const text = (goesOn && name !== undefined ? `${name}:${rest}` : rest).trim();
    const above = values.get(key);
    values.set(key, above === undefined || above === '' ? text : `${above}\n${text}`.trimEnd());
  }
  return Object.fromEntries(values);
}
