/** Who takes part so much that its lane is shown, if there is no room for all: what changes nothing does not count, and no kind is left out. */
import { EVENT_TYPES, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';
import { otherParty } from './parties.ts';

const TIMER = EVENT_TYPES.indexOf('timer');
const START = EVENT_TYPES.indexOf('start');
const SPAWNED = EVENT_TYPES.indexOf('spawned');

export class Liveliness {
  readonly #events: EventTable;
  /** By the numbers of actors, as the others. */
  readonly #deeds: number[] = [];
  readonly #talks: boolean[] = [];
  readonly #state: number[] = [];

  constructor(events: EventTable) {
    this.#events = events;
  }

  /** Takes in the next event. */
  take(n: number, isWanted: boolean): void {
    const { actor, state, type } = this.#events;
    const who = actor[n] ?? NONE;
    const now = state[n] ?? NONE;
    const isSame = this.#state[who] === now;
    if (now !== NONE) this.#state[who] = now;
    if (!isWanted) return;
    const other = otherParty(this.#events, n);
    const isMessage = type[n] !== TIMER && type[n] !== START && type[n] !== SPAWNED;
    const weight = type[n] === TIMER && isSame ? 0 : 1;
    for (const party of who === other ? [who] : [who, other]) {
      if (party === NONE) continue;
      this.#deeds[party] = (this.#deeds[party] ?? 0) + weight;
      if (isMessage) this.#talks[party] = true;
    }
  }

  /** The liveliest, and before all others one of each kind that exchanges messages. */
  first(atMost: number): readonly number[] {
    // Keys of a list with gaps: the actors who take part.
    const ranked = Object.keys(this.#deeds)
      .map(Number)
      .toSorted((a, b) => (this.#deeds[b] ?? 0) - (this.#deeds[a] ?? 0) || a - b);
    if (ranked.length <= atMost) return ranked;
    const ofKinds = new Map<string, number>();
    for (const actor of ranked) {
      const kind = this.#events.actors[actor]?.kind ?? '';
      if (this.#talks[actor] && !ofKinds.has(kind)) ofKinds.set(kind, actor);
    }
    return [...new Set([...ofKinds.values(), ...ranked])].slice(0, atMost);
  }
}
