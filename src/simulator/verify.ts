/**
 * Compares a run with the trace that it should have left, line by line as it goes on. A trace that
 * was changed, shortened or put into another order differs at some event; the first one is named.
 */
import type { End, SimulationResult } from './simulation.ts';
import { parseTraceEnd } from './trace-file.ts';

export interface Divergence {
  /** Number of the event, from 0; the number of all events where only the end differs. */
  readonly n: number;
  /** What the run does there. */
  readonly run: string;
  /** What the trace says. */
  readonly trace: string;
}

const NOTHING = 'nothing: it ends here';

export class Verifier {
  readonly #lines: Iterator<string>;
  readonly #headHash: string;
  #n = 0;
  #divergence: Divergence | undefined;

  /** @param lines of the trace file, from its first event on */
  constructor(lines: Iterator<string>, headHash: string) {
    this.#lines = lines;
    this.#headHash = headHash;
  }

  /** The first difference so far. */
  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  /** Hears a line that the run leaves. */
  see(line: string): void {
    if (this.#divergence) return;
    const next = this.#lines.next();
    const ended = next.done === true || parseTraceEnd(next.value) !== undefined;
    if (ended) this.#differ(line, NOTHING);
    else if (next.value !== line) this.#differ(line, next.value);
    this.#n += 1;
  }

  /** The run has ended: so must the trace, with the same figures. */
  end(result: SimulationResult): Divergence | undefined {
    if (this.#divergence) return this.#divergence;
    const next = this.#lines.next();
    if (next.done) return this.#differ('the end of the trace', 'nothing: its last line is missing');
    const end = parseTraceEnd(next.value);
    if (!end) return this.#differ(NOTHING, next.value);
    if (end.header !== this.#headHash)
      return this.#differ(`a header and work of hash ${this.#headHash}`, `hash ${end.header}: the first lines were changed`);
    if (end.hash !== result.hash || end.events !== result.events) {
      return this.#differ(`${result.events} events of hash ${result.hash}`, `${end.events} events of hash ${end.hash}`);
    }
    if (end.at !== result.atMs || !isSameEnd(end.reason, result.end)) {
      return this.#differ(`the end (${result.end}) at ${result.atMs} ms`, `the end (${end.reason}) at ${end.at} ms`);
    }
    const more = this.#lines.next();
    return more.done ? undefined : this.#differ(NOTHING, more.value);
  }

  #differ(run: string, trace: string): Divergence {
    this.#divergence = { n: this.#n, run, trace };
    return this.#divergence;
  }
}

/** A run that was interrupted is replayed up to as many events, which is then a bound. */
function isSameEnd(recorded: End, replayed: End): boolean {
  return recorded === replayed || (recorded === 'interrupted' && replayed === 'bound');
}
