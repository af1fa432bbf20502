/** The states in which actors rested while time went by. */
import type { StateValue } from '../actors/step.ts';
import { regionPath, regionsOf } from './regions.ts';

/** Of the states of one actor that nobody asked for in a long time, only the last ones are kept, and dots for the others. */
const STATES_MAX = 5;

/** Of parallel regions, only those that changed are told. */
export class Rests {
  readonly #now = new Map<string, readonly string[]>();
  readonly #told = new Map<string, readonly string[]>();
  readonly #since = new Map<string, string[]>();
  #nowMs = 0;

  /** Time has come to be so many milliseconds. An actor rests in the state that it has when time moves on. */
  at(atMs: number): void {
    if (atMs <= this.#nowMs) return;
    this.#nowMs = atMs;
    for (const [actor, paths] of this.#now) this.#rest(actor, paths);
    this.#now.clear();
  }

  see(actor: string, state: StateValue): void {
    this.#now.set(
      actor,
      regionsOf(state)
        .map(regionPath)
        .filter((path) => path !== ''),
    );
  }

  /** Each actor that rested in another state than was told before, with its states since; they count as told now. */
  take(): readonly (readonly [actor: string, states: string])[] {
    const taken = [...this.#since].map(([actor, states]) => [actor, states.join(' → ')] as const);
    this.#since.clear();
    return taken;
  }

  #rest(actor: string, paths: readonly string[]): void {
    const before = this.#told.get(actor) ?? [];
    const changed = paths.filter((path) => !before.includes(path));
    if (changed.length === 0) return;
    this.#told.set(actor, paths);
    const states = this.#since.get(actor) ?? [];
    this.#since.set(actor, states);
    states.push(changed.join(', '));
    if (states.length > STATES_MAX) states.splice(0, 2, '…');
  }
}
