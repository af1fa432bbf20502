/** Numbers as people read them, the same in every report. */

/** Seconds as `1 d 04:05:06`, `4:05:06`, `5:06`, or `6.3 s`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '—';
  if (seconds < 9.95 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const tail = `${pad(minutes)}:${pad(whole % 60)}`;
  if (days > 0) return `${integer(days)} d ${pad(hours)}:${tail}`;
  return hours > 0 ? `${hours}:${tail}` : `${minutes}:${pad(whole % 60)}`;
}

export function integer(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${integer(count)} ${count === 1 ? noun : plural}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** Text of others as it can be shown on a terminal: what would move its cursor or turn its text around is shown by its code. */
export function visible(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
