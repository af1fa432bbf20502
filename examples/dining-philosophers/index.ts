/** Dining philosophers who hand each other dirty forks, cleaned: the solution of Chandy and Misra. */
import { assign, setup } from 'xstate';
import { drawn, isIn, propertiesOver, scenarioFor, type ActorState, type Measure } from 'chartwright';

/** Seats around the table; the fork of a seat lies to its left. */
const SEATS = [1, 2, 3, 4, 5] as const;
type Seat = (typeof SEATS)[number];

interface Fork {
  readonly holder: Seat;
  readonly isClean: boolean;
}

interface Table {
  readonly forks: Readonly<Record<Seat, Fork>>;
}

interface OfSeat {
  readonly seat: Seat;
}

const parts = setup({
  types: { context: {} as Table },
  actions: {
    handOver: assign({ forks: ({ context }, { seat }: OfSeat) => handedOver(context, seat) }),
    soilBoth: assign({ forks: ({ context: { forks } }, { seat }: OfSeat) => soiled(soiled(forks, seat), rightOf(seat)) }),
  },
  guards: {
    holdsBothClean: ({ context: { forks } }, { seat }: OfSeat) => isReady(forks[seat], seat) && isReady(forks[rightOf(seat)], seat),
  },
  delays: { looking: drawn, eating: drawn, thinking: drawn },
});

function rightOf(seat: Seat): Seat {
  return SEATS[seat % SEATS.length]!;
}

function leftOf(seat: Seat): Seat {
  return SEATS[(seat + SEATS.length - 2) % SEATS.length]!;
}

function isReady({ holder, isClean }: Fork, seat: Seat): boolean {
  return holder === seat && isClean;
}

function soiled(forks: Table['forks'], fork: Seat): Table['forks'] {
  return { ...forks, [fork]: { ...forks[fork], isClean: false } };
}

/** One dirty fork, if a philosopher holds any, goes to the neighbour who shares it: the left one first. */
function handedOver({ forks }: Table, seat: Seat): Table['forks'] {
  const isDirty = (fork: Seat): boolean => forks[fork].holder === seat && !forks[fork].isClean;
  const right = rightOf(seat);
  if (isDirty(seat)) return { ...forks, [seat]: { holder: leftOf(seat), isClean: true } };
  if (isDirty(right)) return { ...forks, [right]: { holder: right, isClean: true } };
  return forks;
}

/** A philosopher, who looks at the forks again and again: each look is a step, even one that changes nothing. */
function philosopher(seat: Seat) {
  return parts.createStateConfig({
    initial: 'hungry',
    states: {
      hungry: {
        description: 'Hands over dirty forks, and eats when both are here, and clean.',
        after: {
          looking: [
            { guard: { type: 'holdsBothClean', params: { seat } }, target: 'eating' },
            { target: 'hungry', reenter: true, actions: { type: 'handOver', params: { seat } } },
          ],
        },
      },
      eating: {
        description: 'No neighbour can eat now.',
        after: { eating: { target: 'sated', actions: { type: 'soilBoth', params: { seat } } } },
      },
      sated: { after: { looking: { target: 'thinking', actions: { type: 'handOver', params: { seat } } } } },
      thinking: { after: { thinking: 'hungry' } },
    },
  });
}

const table = parts.createMachine({
  id: 'table',
  description: 'The philosophers, and the forks between them.',
  // Every fork is dirty, and so will be handed over: 2 gets both of its own first, then 3, 4, 5 and 1. Nobody waits in a circle.
  context: () => ({ forks: { 1: dirty(1), 2: dirty(1), 3: dirty(3), 4: dirty(4), 5: dirty(5) } }),
  type: 'parallel',
  states: { '1': philosopher(1), '2': philosopher(2), '3': philosopher(3), '4': philosopher(4), '5': philosopher(5) },
});

function dirty(holder: Seat): Fork {
  return { holder, isClean: false };
}

const { always, sometimes, leadsTo } = propertiesOver<{ table: Table }>();

type All = Pick<ActorState, 'value'>;

export default scenarioFor<{ readonly table: never }>()({
  name: 'dining-philosophers',
  title: 'Five philosophers, five forks',
  description:
    'Who has eaten leaves dirty forks, and hands a dirty fork, cleaned, to the neighbour who shares it; a clean one is kept until its holder has eaten. So everybody eats in turn.',
  kinds: { table },
  actors: () => [{ id: 'table' }],
  delaysS: () => ({
    table: {
      looking: { type: 'exponential', mean: 5 },
      eating: { type: 'exponential', mean: 20 },
      thinking: { type: 'exponential', mean: 40 },
    },
  }),
  properties: [
    always('no two neighbours eat at once', (state) =>
      state.ofKind('table').every((all) => SEATS.every((seat) => !(eats(all, seat) && eats(all, rightOf(seat))))),
    ),
    always('a fork lies with one of the two who share it', (state) =>
      state.ofKind('table').every(({ context: { forks } }) => SEATS.every((fork) => [fork, leftOf(fork)].includes(forks[fork].holder))),
    ),
    sometimes('somebody eats', (state) => state.ofKind('table').some((all) => SEATS.some((seat) => eats(all, seat)))),
    ...SEATS.map((seat) =>
      leadsTo(`who is hungry eats: philosopher ${seat}`, {
        when: (state) => state.ofKind('table').some((all) => isIn(all, `${seat}.hungry`)),
        follows: (state) => state.ofKind('table').some((all) => eats(all, seat)),
      }),
    ),
  ],
  measure: () => countMeals(),
});

function eats(all: All, seat: Seat): boolean {
  return isIn(all, `${seat}.eating`);
}

/** Meals after which a run ends; the philosophers themselves never do. */
const MEALS = 50;

interface Meals {
  readonly meals: number;
  /** Of the philosopher who ate least often. */
  readonly fewest: number;
}

function countMeals(): Measure<Meals> {
  const meals = new Map<Seat, number>(SEATS.map((seat) => [seat, 0]));
  const eating = new Set<Seat>();
  const total = (): number => [...meals.values()].reduce((sum, it) => sum + it, 0);
  return {
    see: (event) => {
      if (event.type !== 'step') return;
      for (const seat of SEATS) {
        if (!eats({ value: event.state }, seat)) eating.delete(seat);
        else if (!eating.has(seat)) {
          eating.add(seat);
          meals.set(seat, (meals.get(seat) ?? 0) + 1);
        }
      }
    },
    metrics: () => ({ meals: total(), fewest: Math.min(...meals.values()) }),
    progress: () => Math.min(1, total() / MEALS),
  };
}
