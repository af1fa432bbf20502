/** The timers of a machine, kept by who steps it, as XState's scheduler keeps them: an id stands for the timer that was started last. */
import type { Event } from './toolbox.ts';

interface Timer {
  readonly id: unknown;
  readonly dueMs: number;
  readonly event: Event;
}

export class Timers {
  #nowMs = 0;
  readonly #timers: Timer[] = [];

  get pending(): readonly Timer[] {
    return this.#timers;
  }

  /** Hears of an action in XState's words. */
  heard({ type, params }: { readonly type: string; readonly params?: unknown }): void {
    // XState's erased parameters.
    const { event, id, delay, sendId } = (params ?? {}) as { event?: Event; id?: unknown; delay?: unknown; sendId?: unknown };
    if (type === 'xstate.cancel') this.#drop(sendId);
    if (type !== 'xstate.raise' || typeof delay !== 'number' || !event) return;
    if (id !== undefined) this.#drop(id);
    this.#timers.push({ id, dueMs: this.#nowMs + delay, event });
  }

  /** The event of the timer that is due first. */
  due(): Event | undefined {
    const dueMs = Math.min(...this.#timers.map((timer) => timer.dueMs));
    return this.#take(this.#timers.findIndex((timer) => timer.dueMs === dueMs));
  }

  whichever(pick: number): Event | undefined {
    return this.#timers.length === 0 ? undefined : this.#take(pick % this.#timers.length);
  }

  #take(at: number): Event | undefined {
    const [timer] = at < 0 ? [] : this.#timers.splice(at, 1);
    if (timer) this.#nowMs = Math.max(this.#nowMs, timer.dueMs);
    return timer?.event;
  }

  #drop(id: unknown): void {
    const at = this.#timers.findIndex((timer) => timer.id === id);
    if (at >= 0) this.#timers.splice(at, 1);
  }
}
