/**
 * The charts of the batch shop as plain XState actors: what a user of XState would write without Chartwright.
 *
 * Each actor is made by `createActor` and given a clock of virtual time. A message is sent on the
 * moment it is emitted: there is no wire, no trace, and nothing is measured but what `check` needs.
 */
import { createActor, type AnyActor, type AnyStateMachine } from 'xstate';
import { Random, type Distribution } from '../../src/actors/random.ts';
import type { Arrival } from '../../src/actors/system.ts';
import { toMicrosecond, VirtualClock } from '../../src/actors/virtual-clock.ts';
import type { ProcessorContext } from '../../src/machines/batch/processor.ts';
import type { Deck } from '../../src/machines/batch/protocol.ts';
import type { Message, Send } from '../../src/machines/effects.ts';
import { batch } from '../../src/scenarios/batch.ts';
import type { BatchParameters } from '../../src/scenarios/batch/parameters.ts';
import type { BatchWork } from '../../src/scenarios/batch/work.ts';
import { EVENTS_AT_ONCE, type BatchCheck, type Shop } from './shop.ts';
import type { ShopOrder } from './work.ts';

export function xstateShop(order: ShopOrder): Shop {
  const { seed } = order;
  const params = order.params as BatchParameters; // The scenario's own schema made them, and its own reader the items.
  const items = order.items as readonly BatchWork[] | undefined;
  const clock = new VirtualClock();
  const actors = new Map<string, AnyActor>();
  const waits = new Waits(clock);
  let events = 0;

  const timers = {
    setTimeout: (fire: () => void, delayMs: number) => {
      const count = (): void => {
        events += 1;
        fire();
      };
      return clock.at(clock.nowMs + toMicrosecond(delayMs), count);
    },
    clearTimeout: (task: ReturnType<VirtualClock['at']> | undefined) => {
      if (task) clock.cancel(task);
    },
  };

  function tell(to: string, message: Message): void {
    const actor = actors.get(to);
    if (!actor) throw new Error(`there is no actor '${to}'`);
    events += 1;
    waits.hear(message);
    actor.send(message);
  }

  function feed(arrivals: Iterator<Arrival>): void {
    const { done, value } = arrivals.next();
    if (done) return;
    const { to, message } = value;
    if (typeof to !== 'string') throw new Error('the batch shop has no places');
    clock.at(value.atMs, () => {
      tell(to, message);
      feed(arrivals);
    });
  }

  const random = new Random(seed);
  // A fresh source of randomness each time, so that each iteration gives the same work.
  const generated = { [Symbol.iterator]: () => (batch.generate?.(params, new Random(seed)) ?? [])[Symbol.iterator]() };
  const plan = { params, work: items ?? generated, isMadeUp: items === undefined, random };
  const machines = withDelays(batch.kinds, batch.delaysS?.(params) ?? {});
  for (const { id, input } of batch.actors(plan)) {
    const machine = machines.get(id.split('-', 1)[0] ?? '');
    if (!machine) throw new Error(`there is no machine for '${id}'`);
    const actor: AnyActor = createActor(machine, { id, input, clock: timers });
    actor.on('send', (emitted) => {
      const { to, message } = emitted as unknown as Send; // The only effect of that type.
      tell(to, message);
    });
    actors.set(id, actor);
  }
  actors.get('processor')?.subscribe(({ context }: { readonly context: ProcessorContext }) => waits.see(context));
  for (const actor of actors.values()) actor.start();
  feed((batch.arrivals?.(plan) ?? [])[Symbol.iterator]());

  return {
    advance() {
      for (let ticks = 0; ticks < EVENTS_AT_ONCE; ticks += 1) if (!clock.tick()) return false;
      return true;
    },
    get events() {
      return events;
    },
    check: () => waits.check(),
  };
}

/** The machines with a length for every delay that the charts leave to the scenario. */
function withDelays(
  kinds: Readonly<Record<string, AnyStateMachine>>,
  delaysS: Readonly<Record<string, Readonly<Record<string, Distribution>>>>,
): ReadonlyMap<string, AnyStateMachine> {
  const fixedMs = (delayS: Distribution): number => {
    if (typeof delayS !== 'number') throw new Error('delays that are drawn are not part of this comparison');
    return delayS * 1000;
  };
  return new Map(
    Object.entries(kinds).map(([kind, machine]) => {
      const delays = Object.entries(delaysS[kind] ?? {}).map(([name, delayS]) => [name, fixedMs(delayS)] as const);
      return [kind, machine.provide({ delays: Object.fromEntries(delays) })];
    }),
  );
}

/** How long jobs wait: from the window to the processor. */
class Waits {
  readonly #clock: VirtualClock;
  readonly #handedInMs = new Map<string, number>();
  #current: Deck | undefined;
  #jobs = 0;
  #takenUp = 0;
  #sumS = 0;
  #maxS = 0;
  #makespanMs = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  hear(message: Message): void {
    if (message.type !== 'deck.handedIn') return;
    const { deck } = message as unknown as { readonly deck: Deck }; // The protocol's message of that type.
    this.#jobs += 1;
    this.#handedInMs.set(deck.id, this.#clock.nowMs);
  }

  see({ jobs }: ProcessorContext): void {
    const next = jobs[0];
    if (next === this.#current) return;
    const { nowMs } = this.#clock;
    if (this.#current) this.#makespanMs = nowMs;
    this.#current = next;
    if (!next) return;
    const waitS = (nowMs - (this.#handedInMs.get(next.id) ?? Number.NaN)) / 1000;
    this.#handedInMs.delete(next.id);
    this.#takenUp += 1;
    this.#sumS += waitS;
    if (waitS > this.#maxS) this.#maxS = waitS;
  }

  check(): BatchCheck {
    return { jobs: this.#jobs, makespanS: this.#makespanMs / 1000, meanWaitS: this.#sumS / this.#takenUp, maxWaitS: this.#maxS };
  }
}
