/** The members of an event that is sent by hand, as a person writes them. */

export type Members = Readonly<Record<string, unknown>>;

/** Reads JSON; an empty text is an event without members. */
export function membersIn(text: string): { readonly members: Members } | { readonly problem: string } {
  if (text.trim() === '') return { members: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return { members: value };
    return {
      problem: `The members must be an object, such as { "job": 7 }; this is ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}.`,
    };
  } catch (cause) {
    return { problem: `This is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.` };
  }
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
