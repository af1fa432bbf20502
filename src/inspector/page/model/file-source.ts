/** A run that stands within the page itself (protocol/embedded.ts): nothing is asked of anybody. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { decodeColumns } from '../../protocol/columns.ts';
import { STRETCH_EVENTS, type Stretch } from '../../protocol/details.ts';
import type { EmbeddedRun } from '../../protocol/embedded.ts';
import type { About, PlotData, Status } from '../../protocol/frames.ts';
import { unpacked } from './base64.ts';
import { EventTable } from './event-table.ts';
import { NOTHING_YET } from './nothing-yet.ts';
import type { Connection, PageSource } from './page-source.ts';
import { StretchCache } from './stretch-cache.ts';

/** Matches that a search gives at most. */
const FOUND_MAX = 100_000;

const DAMAGED = 'This file is damaged: the run in it cannot be read';
const WHAT_TO_DO = 'Copy it anew from where it came from, or write it again with `chartwright run … --html FILE`.';

export class FileSource implements PageSource {
  readonly #about = signal<About | null>(null);
  readonly about: ReadonlySignal<About | null> = this.#about;
  readonly charts = computed(() => this.about.value?.charts ?? {});
  readonly #status = signal<Status>(NOTHING_YET);
  readonly status: ReadonlySignal<Status> = this.#status;
  readonly #plots = signal<PlotData>({ atS: [], values: [] });
  readonly plots: ReadonlySignal<PlotData> = this.#plots;
  readonly #connection = signal<Connection>({ type: 'file' });
  readonly connection: ReadonlySignal<Connection> = this.#connection;
  readonly events = new EventTable();
  readonly refusal = signal<string | null>(null);
  readonly #stretches: readonly string[];
  readonly #cache: StretchCache;
  /** Resolves when all events are there, or it is known that they will not be. */
  readonly loaded: Promise<void>;

  /** @param text of the element that holds the run */
  constructor(text: string) {
    const run = runIn(text);
    this.#stretches = run?.stretches ?? [];
    this.#cache = new StretchCache(
      (index) => this.#unpack(index),
      () => this.events.count.peek(),
    );
    this.loaded = run ? this.#take(run) : Promise.resolve();
    if (!run) this.#fail('it is no run');
  }

  stretch(index: number): Promise<Stretch> {
    return this.#cache.get(index);
  }

  async find(text: string): ReturnType<PageSource['find']> {
    const wanted = text.toLowerCase();
    const found: number[] = [];
    for (const index of this.#stretches.keys()) {
      const { events } = await this.#unpack(index);
      for (const [at, { event }] of events.entries()) {
        if (!JSON.stringify(event).toLowerCase().includes(wanted)) continue;
        if (found.length === FOUND_MAX) return { events: found, complete: false };
        found.push(index * STRETCH_EVENTS + at);
      }
    }
    return { events: found, complete: true };
  }

  command(): void {
    this.refusal.value = 'This run is over: nothing can be done in it. Open its scenario with `chartwright inspect` to lead a run.';
  }

  async #take({ about, status, plots, columns }: EmbeddedRun): Promise<void> {
    this.#about.value = about;
    this.#plots.value = plots;
    this.#status.value = { ...status, progress: 0 };
    try {
      for (const [done, frame] of columns.entries()) {
        this.events.append(decodeColumns(await unpacked(frame)));
        this.#status.value = { ...status, progress: (done + 1) / columns.length };
      }
      this.#status.value = status;
    } catch (cause) {
      this.#fail(messageOf(cause));
    }
  }

  #fail(what: string): void {
    this.#connection.value = { type: 'failed', why: `${DAMAGED} (${what}). ${WHAT_TO_DO}` };
  }

  async #unpack(index: number): Promise<Stretch> {
    const packed = this.#stretches[index];
    if (packed === undefined) throw new Error('Contexts do not stand in this file.');
    try {
      // It was written by the same version that wrote this page.
      return JSON.parse(new TextDecoder().decode(await unpacked(packed))) as Stretch;
    } catch (cause) {
      throw new Error(`${DAMAGED} (${messageOf(cause)}).`, { cause });
    }
  }
}

/** Undefined if it is none. */
function runIn(text: string): EmbeddedRun | undefined {
  try {
    // It was written by the same version that wrote this page; a file that was cut short is no JSON.
    const run = JSON.parse(text) as EmbeddedRun | null;
    return run?.about && run.status && Array.isArray(run.columns) && Array.isArray(run.stretches) ? run : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
