/** Reads where to go in a run, as a person writes it: the number of an event, or a time. */

export type PlaceInRun = { readonly type: 'event'; readonly n: number } | { readonly type: 'time'; readonly atMs: number };

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `120` and `#120` are events; `09:15`, `2d 09:15:03.250`, `90 s` and `1.5h` times. Null: it is neither. */
export function readPlace(text: string): PlaceInRun | null {
  const written = text.trim();
  if (/^#?\d+$/.test(written)) return { type: 'event', n: Number(written.replace('#', '')) };
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(written) ?? [];
  if (amount !== undefined) return { type: 'time', atMs: Number(amount) * (UNIT_MS[unit] ?? 0) };
  const [whole, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)d\s+)?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$/.exec(written) ?? [];
  if (whole === undefined) return null;
  return { type: 'time', atMs: Math.round((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000) };
}
