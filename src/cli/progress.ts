/** A line that tells how far a run has come; on a terminal only, and never in the way of its output. */
import pc from 'picocolors';
import { duration, integer } from '../scenarios/format.ts';

export interface ProgressState {
  readonly simulatedMs: number;
  readonly events: number;
  /** Share of the work that is done, if the scenario can tell. */
  readonly share: number | undefined;
}

/** Between two lines, in milliseconds. */
const INTERVAL_MS = 200;

/** A line on a terminal that is written over, every so often. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #shown: boolean;
  readonly #startedMs: number;
  #lastMs: number;
  #written = false;

  constructor(stream: NodeJS.WriteStream, wanted: boolean) {
    this.#stream = stream;
    this.#shown = wanted && stream.isTTY === true;
    this.#startedMs = performance.now();
    this.#lastMs = this.#startedMs;
  }

  /** @param text of the milliseconds that have gone by; asked for only when it is shown */
  update(text: (elapsedMs: number) => string): void {
    const nowMs = performance.now();
    if (!this.#shown || nowMs - this.#lastMs < INTERVAL_MS) return;
    this.#lastMs = nowMs;
    const line = text(nowMs - this.#startedMs).slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1));
    this.#stream.write(`\r\u001b[2K${pc.dim(line)}`);
    this.#written = true;
  }

  /** Wipes the line, so that what follows begins on a clean one. */
  clear(): void {
    if (this.#written) this.#stream.write('\r\u001b[2K');
    this.#written = false;
  }
}

/** How far a run has come. */
export class Progress {
  readonly #line: ProgressLine;

  constructor(stream: NodeJS.WriteStream, wanted: boolean) {
    this.#line = new ProgressLine(stream, wanted);
  }

  update(state: ProgressState): void {
    this.#line.update((elapsedMs) => progressLine(state, elapsedMs));
  }

  clear(): void {
    this.#line.clear();
  }
}

/** `45%, about 12 s left · simulated 12 d 03:04:05 · 1,234,567 events · 65,000/s` */
function progressLine({ simulatedMs, events, share }: ProgressState, elapsedMs: number): string {
  const parts = [
    `simulated ${duration(Math.floor(simulatedMs / 1000))}`,
    `${integer(events)} events`,
    `${integer((events / elapsedMs) * 1000)}/s`,
  ];
  if (share !== undefined && share > 0) {
    parts.unshift(`${Math.floor(share * 100)}%, about ${duration(Math.ceil((elapsedMs / share - elapsedMs) / 1000))} left`);
  }
  return parts.join(' · ');
}
