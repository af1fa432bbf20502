/** How things are written in the page: states, times, amounts. */
import type { Unit } from '../../../scenarios/overview.ts';

/** A state value in words: `running.loading`, `machineRoom.supervising + shelf.empty`. */
export function stateLabel(state: unknown): string {
  return leaves(state, '').join(' + ');
}

function leaves(state: unknown, path: string): readonly string[] {
  if (typeof state === 'string') return [path === '' ? state : `${path}.${state}`];
  if (typeof state !== 'object' || state === null) return [path];
  const inner = Object.entries(state);
  if (inner.length === 0) return [path];
  return inner.flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`));
}

/** Paths of all states that are active in a state value, as charts name them; the root, the empty path, is among them. */
export function activePaths(state: unknown): ReadonlySet<string> {
  const paths = new Set(['']);
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') paths.add(path === '' ? value : `${path}.${value}`);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        const next = path === '' ? key : `${path}.${key}`;
        paths.add(next);
        walk(inner, next);
      }
  };
  walk(state, '');
  return paths;
}

/** Simulated time as a clock tells it, with days before it where there are any: `2d 09:15:03.250`. */
export function timeLabel(atMs: number, withMs = true): string {
  const ms = Math.round(atMs);
  const s = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const days = Math.floor(s / 86_400);
  const clock = `${two(Math.floor(s / 3600) % 24)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return `${days > 0 ? `${days}d ` : ''}${clock}${withMs ? `.${String(ms % 1000).padStart(3, '0')}` : ''}`;
}

/** A length of time: `1 h 20 min`, `2 min 41 s`, `3.2 s`, `12 ms`. */
export function durationLabel(ms: number): string {
  if (ms < 1) return `${round(ms * 1000)} µs`;
  if (ms < 1000) return `${round(ms)} ms`;
  if (ms < 60_000) return `${round(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return parts([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  const minutes = Math.round(ms / 60_000);
  if (minutes < 48 * 60) return parts([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
  return `${round(minutes / 60 / 24)} days`;
}

function parts(...amounts: readonly (readonly [amount: number, unit: string])[]): string {
  return amounts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** Made once: making it takes longer than many numbers do. */
const GROUPED = new Intl.NumberFormat('en-US');

export function amountLabel(value: number, unit: Unit = 'count'): string {
  switch (unit) {
    case 'seconds':
      return durationLabel(value * 1000);
    case 'milliseconds':
      return durationLabel(value);
    case 'share':
      return `${round(value * 100)} %`;
    case 'bytes':
      return bytesLabel(value);
    case 'words':
      return `${GROUPED.format(value)} words`;
    case 'count':
      return Number.isInteger(value) ? GROUPED.format(value) : String(round(value));
  }
}

function bytesLabel(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let at = 0;
  for (; Math.abs(value) >= 1000 && at < units.length - 1; at += 1) value /= 1000;
  return `${round(value)} ${units[at]}`;
}

/** To three significant digits. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
