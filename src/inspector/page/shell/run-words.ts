/** What the page says of a run as a whole: whether it goes on, how fast, and why it ended. */
import type { About, Status } from '../../protocol/frames.ts';

/** @param isCutOff there is no connection any more: how it goes on is not known */
export function statusText(
  { mode }: Pick<About, 'mode'>,
  { playing, speed, progress, end, rebuilt, events }: Status,
  isCutOff = false,
): string {
  if (isCutOff && end === null) return 'cut off';
  if (mode === 'application') return applicationText(events, end);
  if (mode === 'live' && end === null) {
    // Where work counts as done at its very end, a nothing says nothing.
    const done = progress === null || progress === 0 ? '' : ` · ${percent(progress)} done`;
    return playing ? `running ${speedText(speed)}${done}` : `paused${done}`;
  }
  if (end === null) return progress === null ? 'reading…' : `reading, ${percent(progress)}`;
  const ended = endText(end);
  return mode === 'trace' && rebuilt < events && rebuilt > 0 ? `${ended} · rebuilding states, ${percent(rebuilt / events)}` : ended;
}

function applicationText(events: number, end: string | null): string {
  if (end !== null) return 'the program is gone';
  return events === 0 ? 'waiting for a program' : 'a program is connected';
}

export function speedText(speed: number | null): string {
  return speed === null ? 'as fast as possible' : `at ${speed}×`;
}

/** @param end as the end of a trace has it */
export function endText(end: string): string {
  return END_TEXTS[end] ?? `ended (${end})`;
}

const END_TEXTS: Readonly<Record<string, string>> = {
  done: 'ended: all is done',
  until: 'ended: its time is up',
  bound: 'ended: its bound of events is reached',
  stalled: 'ended: nothing moves any more',
  interrupted: 'ended: it was interrupted',
  violated: 'ended: a property is violated',
  failed: 'ended: a machine failed',
};

export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
