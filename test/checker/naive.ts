/**
 * A second checker, as simple as can be: states are texts, nothing is remembered of a step, and no two things are shared with the first.
 * What the two count must be equal.
 */
import { behaviorOf } from '../../src/actors/behavior.ts';
import { canonical } from '../../src/actors/canonical.ts';
import { outcomesOf } from '../../src/actors/outcomes.ts';
import { Random } from '../../src/actors/random.ts';
import type { Chooser, Outcome, Snapshot } from '../../src/actors/step.ts';
import { kindOf, type Arrival } from '../../src/actors/system.ts';
import type { Message } from '../../src/machines/effects.ts';
import type { NetworkModel } from '../../src/scenarios/check-spec.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';

interface Actor {
  readonly snapshot: Snapshot;
  readonly timers: Readonly<Record<string, Message>>;
}

interface State {
  readonly actors: Readonly<Record<string, Actor>>;
  /** By `from>to`. */
  readonly wires: Readonly<Record<string, readonly Message[]>>;
  readonly losses: number;
  readonly doublings: number;
}

export interface Counted {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
}

export interface NaiveOptions {
  readonly scenario: AnyScenario;
  readonly params: unknown;
  readonly network: NetworkModel;
  readonly losses?: number;
  readonly doublings?: number;
}

export function countNaively({ scenario, params, network, losses = 0, doublings = 0 }: NaiveOptions): Counted {
  const behaviors = new Map(Object.entries(scenario.kinds).map(([kind, machine]) => [kind, behaviorOf(kind, machine)]));
  const plan = { params, work: [...(scenario.generate?.(params, new Random(1)) ?? [])], isMadeUp: true, random: new Random(1) };
  const arrivals: readonly Arrival[] = [...(scenario.arrivals?.(plan) ?? [])];

  const behavior = (id: string): NonNullable<ReturnType<typeof behaviors.get>> => behaviors.get(kindOf(id))!;
  const key = (state: State): string =>
    canonical({
      ...state,
      wires: Object.fromEntries(Object.entries(state.wires).map(([wire, all]) => [wire, sorted(wire, all)])),
      actors: Object.fromEntries(
        Object.entries(state.actors).map(([id, { snapshot, timers }]) => [id, [behavior(id).keyOf(snapshot), timers]]),
      ),
    });
  const isOrdered = (wire: string): boolean => wire.startsWith('>') || network.order === 'ordered';
  const sorted = (wire: string, all: readonly Message[]): readonly string[] => {
    const texts = all.map(canonical);
    return isOrdered(wire) ? texts : texts.sort();
  };
  const put = (wires: State['wires'], wire: string, message: Message): State['wires'] => {
    const there = wires[wire] ?? [];
    const isThere = network.order === 'set' && !isOrdered(wire) && there.some((it) => canonical(it) === canonical(message));
    return isThere ? wires : { ...wires, [wire]: [...there, message] };
  };
  const drop = (wires: State['wires'], wire: string, at: number): State['wires'] => {
    const { [wire]: there = [], ...others } = wires;
    const left = there.toSpliced(at, 1);
    return left.length === 0 ? others : { ...others, [wire]: left };
  };

  function after(state: State, id: string, timers: Actor['timers'], outcome: Outcome): readonly State[] {
    const isFinal = outcome.snapshot.status === 'done';
    let running = timers;
    let states: readonly State[] = [state];
    for (const effect of outcome.effects) {
      if (effect.type === 'timer.start' && !isFinal) running = { ...running, [effect.id]: effect.event };
      else if (effect.type === 'timer.cancel') running = Object.fromEntries(Object.entries(running).filter(([it]) => it !== effect.id));
      else if (effect.type === 'send') states = states.map((it) => ({ ...it, wires: put(it.wires, `${id}>${effect.to}`, effect.message) }));
      else if (effect.type === 'spawn') states = states.flatMap((it) => started(it, effect.id, effect.input));
      else if (effect.type === 'stop') states = states.map((it) => without(it, effect.id));
    }
    return states.map((it) =>
      isFinal ? without(it, id) : { ...it, actors: { ...it.actors, [id]: { snapshot: outcome.snapshot, timers: running } } },
    );
  }
  const without = (state: State, id: string): State => ({
    ...state,
    actors: Object.fromEntries(Object.entries(state.actors).filter(([it]) => it !== id)),
  });
  const taken = (state: State, id: string, timers: Actor['timers'], take: (choose: Chooser) => Outcome): readonly State[] =>
    outcomesOf(take).flatMap((outcome) => after(state, id, timers, outcome));
  const started = (state: State, id: string, input: unknown): readonly State[] =>
    taken(state, id, {}, (choose) => behavior(id).start(input, choose));
  const told = (state: State, id: string, message: Message): readonly State[] => {
    const actor = state.actors[id];
    return actor ? taken(state, id, actor.timers, (choose) => behavior(id).step(actor.snapshot, message, choose)) : [state];
  };

  function successors(state: State): readonly State[] {
    const all: State[] = [];
    for (const [wire, messages] of Object.entries(state.wires)) {
      const [from = '', to = ''] = wire.split('>');
      const texts = messages.map(canonical);
      for (const [at, message] of messages.entries()) {
        if (isOrdered(wire) ? at > 0 : texts.indexOf(texts[at]!) !== at) continue;
        const gone = { ...state, wires: drop(state.wires, wire, at) };
        const isSet = network.order === 'set' && from !== '';
        if (isSet) {
          const actor = state.actors[to];
          const isAwaited =
            actor && outcomesOf((choose) => behavior(to).step(actor.snapshot, message, choose)).some(({ handled }) => handled);
          if (isAwaited) all.push(...told(state, to, message));
        } else all.push(...told(gone, to, message));
        if (from === '') continue;
        if (network.lossy) all.push(gone);
        else if (state.losses > 0) all.push({ ...gone, losses: state.losses - 1 });
        if (network.duplicating && !isSet) all.push(...told(state, to, message));
        if (state.doublings > 0) all.push(...told({ ...state, doublings: state.doublings - 1 }, to, message));
      }
    }
    for (const [id, { snapshot, timers }] of Object.entries(state.actors)) {
      for (const [timer, event] of Object.entries(timers)) {
        const left = Object.fromEntries(Object.entries(timers).filter(([it]) => it !== timer));
        all.push(...taken(state, id, left, (choose) => behavior(id).step(snapshot, event, choose)));
      }
    }
    return all;
  }

  const begun: State = {
    actors: {},
    wires: arrivals.reduce<State['wires']>((wires, { to, message }) => put(wires, `>${String(to)}`, message), {}),
    losses,
    doublings,
  };
  let level: readonly State[] = [...scenario.actors(plan)].reduce<readonly State[]>(
    (states, { id, input }) => states.flatMap((it) => started(it, id, input)),
    [begun],
  );
  const seen = new Set<string>();
  let transitions = level.length;
  let depth = 0;
  level = level.filter((it) => !seen.has(key(it)) && seen.add(key(it)));
  while (level.length > 0) {
    depth += 1;
    const next: State[] = [];
    for (const state of level) {
      for (const successor of successors(state)) {
        transitions += 1;
        const text = key(successor);
        if (seen.has(text)) continue;
        seen.add(text);
        next.push(successor);
      }
    }
    level = next;
  }
  return { states: seen.size, transitions, depth };
}
