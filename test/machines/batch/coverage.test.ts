/** Nothing in the charts is dead: random shops go through every state and every transition of the four of them. */
import fc from 'fast-check';
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/actors/step.ts';
import type { StepEvent } from '../../../src/actors/trace.ts';
import * as machines from '../../../src/machines/batch/index.ts';
import type { Message } from '../../../src/machines/effects.ts';
import type { BatchWork } from '../../../src/scenarios/batch/work.ts';
import { runShop, shops, type ShopOptions } from '../../promises/shop.ts';
import { versionOf } from './alone.ts';

/** Transitions that no run of a sound shop takes, each with the reason why the chart has it all the same. */
const NEVER: Readonly<Record<string, string>> = {
  'memory.occupied on job.load, branch 1':
    'the refusal of a second job; the monitor never asks for room before it has given the last one back',
  'processor.running on batch.submitted, branch 1':
    'the refusal of a second batch; the operator never submits one before the last one is done',
  'processor.idle on compiler.mounted, branch 1': 'said before the machine is restarted, so that only a wire that reorders brings it later',
  'processor.idle on reader.cleared, branch 1': 'said before the machine is restarted, so that only a wire that reorders brings it later',
};

/** A program whose deck is unreadable when it first comes. */
const BENT: BatchWork = {
  type: 'program',
  user: 'user-ada',
  program: { id: 'bent', versions: [versionOf({ unreadable: 'a bent card' }), versionOf()] },
};

/** Shops of every policy, with messages that take time; bad days, on which faults come thick and fast; decks of which some are unreadable. */
const SHOPS: readonly ShopOptions[] = [
  { preset: 'rough', items: [BENT] },
  ...fc.sample(shops, { numRuns: 60, seed: 7 }),
  ...[1, 2, 3].flatMap((seed): ShopOptions[] => [
    { seed, preset: 'rough' },
    {
      seed,
      preset: 'rough',
      latencyS: { type: 'exponential', mean: 120 },
      settings: [
        { path: 'faults.powerEveryS', value: 900 },
        { path: 'faults.jamEveryS', value: 200 },
      ],
    },
    { seed, preset: 'polling', settings: [{ path: 'faults.schedule', value: [{ type: 'drop', atS: 3000 }] }] },
  ]),
];

const states = new Set<string>();
const transitions = new Set<string>();

describe('random shops', () => {
  beforeAll(() => {
    // Snapshots of XState's own are needed, to take the steps once more.
    for (const options of SHOPS) follow(runShop({ ...options, checked: false, engine: 'xstate' }).steps);
  });

  test.each(Object.entries(machines))('enter every state of the %s', (_, machine) => {
    const all = nodesOf(machine.root).map(({ id }) => id);
    expect(all.filter((id) => !states.has(id))).toEqual([]);
  });

  test.each(Object.entries(machines))(
    'take every transition of the %s, but for the few that are listed with their reasons',
    (_, machine) => {
      const all = nodesOf(machine.root)
        .flatMap(transitionsOf)
        .map(([name]) => name);
      const known = all.filter((name) => Object.hasOwn(NEVER, name));
      expect(all.filter((name) => !transitions.has(name))).toEqual(known);
    },
  );

  test('are excused from no transition that does not exist', () => {
    const all = Object.values(machines).flatMap((machine) =>
      nodesOf(machine.root)
        .flatMap(transitionsOf)
        .map(([name]) => name),
    );
    for (const name of Object.keys(NEVER)) expect(all).toContain(name);
  });
});

function nodesOf(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** Transitions that leave from a state, by a name that says where they stand in the chart. */
function transitionsOf(node: AnyStateNode): readonly (readonly [name: string, transition: AnyTransitionDefinition])[] {
  const on = [...node.transitions].map(([type, branches]) => [`on ${type}`, branches] as const);
  return [...on, ['always', node.always ?? []] as const].flatMap(([when, branches]) =>
    branches.map((transition, index) => [`${node.id} ${when}, branch ${index + 1}`, transition] as const),
  );
}

/** Takes the steps of a run once more, to see what no trace tells: the transitions within each step. */
function follow(steps: readonly StepEvent[]): void {
  const snapshots = new Map<string, AnyMachineSnapshot>();
  for (const { actor, cause, snapshot } of steps) {
    const after = asMachineSnapshot(snapshot);
    const before = snapshots.get(actor);
    const machine: AnyStateMachine = after.machine;
    const name = namesIn(machine);
    const scope = listening((transition) => {
      // A state that is left at once is in no snapshot.
      states.add(transition.source.id);
      const found = name.get(transition);
      if (found !== undefined) transitions.add(found);
    });
    // A machine's context begins with its input.
    if (!before) machine.getInitialSnapshot(scope, after.context);
    else machine.transition(before, 'message' in cause ? cause.message : eventOf(cause), scope);
    for (const node of after._nodes) states.add(node.id);
    snapshots.set(actor, after);
  }
}

const named = new WeakMap<AnyStateMachine, ReadonlyMap<AnyTransitionDefinition, string>>();

function namesIn(machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, string> {
  const names =
    named.get(machine) ??
    new Map(
      nodesOf(machine.root)
        .flatMap(transitionsOf)
        .map(([name, transition]) => [transition, name]),
    );
  named.set(machine, names);
  return names;
}

function eventOf(cause: Exclude<StepEvent['cause'], { readonly message: Message }>): Message & { readonly deck?: string } {
  if (cause.type !== 'timer') throw new Error(`a step after the first one came of nothing (${cause.type})`);
  const [, deck] = /^ripe\.(.*)$/.exec(cause.timer) ?? [];
  return deck === undefined ? { type: cause.timer } : { type: 'deck.ripened', deck };
}

/** An actor scope that hears of each transition, by way of what XState tells its inspectors. */
function listening(hear: (transition: AnyTransitionDefinition) => void): AnyActorScope {
  const nothing = (): void => {};
  const inspect = (event: { readonly type: string; readonly _transitions?: readonly AnyTransitionDefinition[] }): void => {
    if (event.type === '@xstate.microstep') for (const transition of event._transitions ?? []) hear(transition);
  };
  const system = { _sendInspectionEvent: inspect, scheduler: { schedule: nothing, cancel: nothing }, get: nothing };
  const self = { id: '', sessionId: '', send: nothing, getSnapshot: nothing, system };
  // XState's type asks for a whole actor and system; a step touches only what stands here.
  return {
    self,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    system,
    actionExecutor: nothing,
  } as unknown as AnyActorScope;
}

function asMachineSnapshot(snapshot: Snapshot): AnyMachineSnapshot {
  return snapshot as unknown as AnyMachineSnapshot; // What the run's behaviour made.
}
