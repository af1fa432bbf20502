// A source whose events are made up, which counts what it is asked, and can be told to grow, to wait, or to fail.
import { EventLog } from '../../../src/inspector/recording/event-log.ts';
import { SourceError, type Source } from '../../../src/inspector/recording/source.ts';
import type { Stretch } from '../../../src/inspector/protocol/details.ts';
import type { About, Command, PlotData, Status } from '../../../src/inspector/protocol/frames.ts';

const ABOUT: About = {
  mode: 'live',
  title: 'Made up',
  description: '',
  scenario: 'made-up',
  version: '0',
  seed: 1,
  params: {},
  charts: {},
  overview: null,
  plots: [],
  counterexample: null,
};

export class FakeSource implements Source {
  readonly about = ABOUT;
  readonly log = new EventLog((id) => ({ id, kind: 'clock', place: null }));
  readonly commands: Command[] = [];
  readonly #listeners = new Set<() => void>();
  columnsAsked = 0;
  plotsNow: PlotData = { atS: [], values: [] };
  chartsNow: About['charts'] = {};
  /** Of every pause. */
  refusal = 'It stands already.';
  /** Questions wait for it. */
  until: Promise<void> = Promise.resolve();
  /** What it throws, whatever it is asked. */
  fault: Error | undefined;

  constructor(events: number) {
    this.add(events);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  add(events: number): void {
    for (let n = 0; n < events; n += 1) {
      const at = this.log.count;
      this.log.add({
        type: at === 0 ? 'start' : 'timer',
        atMs: at,
        actor: `clock-${at % 7}`,
        sender: null,
        word: at === 0 ? null : 'tick',
        state: `s${at % 5}`,
        cause: null,
        flags: 0,
      });
    }
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  charts(): About['charts'] {
    return this.chartsNow;
  }

  status(): Status {
    const { count } = this.log;
    return { events: count, atMs: count, playing: false, speed: null, progress: null, end: null, problem: null, rebuilt: count };
  }

  columns(from: number, atMost: number): ReturnType<Source['columns']> {
    this.columnsAsked += 1;
    if (this.fault) throw this.fault;
    return this.log.columns(from, atMost);
  }

  plots(): PlotData {
    return this.plotsNow;
  }

  async stretch(index: number): Promise<Stretch> {
    await this.until;
    if (this.fault) throw this.fault;
    if (index > 0) throw new SourceError(`There is no stretch ${index}.`);
    return { index, before: {}, events: [] };
  }

  async find(text: string): ReturnType<Source['find']> {
    await this.until;
    return { events: [text.length], complete: true };
  }

  command(command: Command): string | undefined {
    this.commands.push(command);
    return command.type === 'pause' ? this.refusal : undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
