/** Which actors there are after an event, as far as the columns tell: who was stopped by another one is not known to be gone. */
import { FLAG, NONE } from '../../protocol/columns.ts';
import type { EventTable } from '../model/event-table.ts';

export class Lives {
  /** Of each actor, the number of its first event; of those without any, NONE. */
  readonly #first: number[] = [];
  /** The event after which it was gone, or NONE. */
  readonly #end: number[] = [];
  /** Those that came again under the same id. */
  readonly #again = new Set<number>();
  #taken = 0;

  take(events: EventTable): void {
    const count = events.count.peek();
    while (this.#first.length < events.actors.length) {
      this.#first.push(NONE);
      this.#end.push(NONE);
    }
    for (let n = this.#taken; n < count; n += 1) {
      if (events.state[n] === NONE) continue;
      const actor = events.actor[n] ?? 0;
      if (this.#first[actor] === NONE) this.#first[actor] = n;
      else if (this.#end[actor] !== NONE) this.#again.add(actor);
      this.#end[actor] = ((events.flags[n] ?? 0) & FLAG.final) === 0 ? NONE : n;
    }
    this.#taken = count;
  }

  /** Numbers of the actors that there are after an event, in the order in which they were named first. */
  after(events: EventTable, n: number): readonly number[] {
    const there: number[] = [];
    for (const [actor, first] of this.#first.entries()) {
      if (first > n) continue;
      if (this.#again.has(actor)) {
        const last = events.lastStepOf(actor, n);
        if (last !== undefined && ((events.flags[last] ?? 0) & FLAG.final) === 0) there.push(actor);
      } else if ((this.#end[actor] ?? NONE) > n) there.push(actor);
    }
    return there;
  }
}
