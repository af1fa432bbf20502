/** What a machine is compiled into, in the types of that machine. */
import type {
  AnyMachineSnapshot,
  AnyStateMachine,
  ContextFrom,
  EmittedFrom,
  EventFromLogic,
  InputFrom,
  OutputFrom,
  SnapshotFrom,
  StateValueFrom,
} from 'xstate';
import type { ActionTaken } from './action-taken.ts';
import type { Event } from './args.ts';
import type { Sink } from './sink.ts';
import type { CompiledSnapshot } from './snapshot.ts';

export interface Stepped<Snapshot = CompiledSnapshot, E = Event, Emitted = unknown> {
  readonly snapshot: Snapshot;
  /** In order, in XState's words. Nothing of it was carried out. */
  readonly actions: readonly ActionTaken<E, Emitted>[];
}

export type SnapshotOf<M extends AnyStateMachine> = CompiledSnapshot<ContextFrom<M>, OutputFrom<M>>;
export type SteppedOf<M extends AnyStateMachine> = Stepped<SnapshotOf<M>, EventFromLogic<M>, EmittedFrom<M>>;
/** The input of a machine: to be given if it asks for some. */
export type InputOf<M extends AnyStateMachine> = undefined extends InputFrom<M> ? [input?: InputFrom<M>] : [input: InputFrom<M>];

export interface CompiledMachine<M extends AnyStateMachine = AnyStateMachine> {
  readonly machine: M;
  /** For who steps it in bulk, and takes the actions as they come. */
  readonly engine: Steps<M>;
  /** As XState's `initialTransition`. What a function throws is in the snapshot, whose status is then 'error'. */
  initial(...[input]: InputOf<M>): SteppedOf<M>;
  /** As XState's `transition`. @throws what a function of the machine throws */
  step(snapshot: SnapshotOf<M>, event: EventFromLogic<M>): SteppedOf<M>;
  /** As a snapshot's `can` in XState: whether the event would do anything. */
  can(snapshot: SnapshotOf<M>, event: EventFromLogic<M>): boolean;
  /** As a snapshot's `hasTag` in XState. */
  hasTag(snapshot: SnapshotOf<M>, tag: string): boolean;
  /** As a snapshot's `matches` in XState: whether it is in a state, or in several. */
  matches(snapshot: SnapshotOf<M>, value: StateValueFrom<M>): boolean;
  /** The snapshot that XState would have here. @throws Error if it is in a state that this machine does not have */
  toXState(snapshot: SnapshotOf<M>): SnapshotFrom<M>;
  /** @throws Error if it has children, or is in a state that this machine does not have: its states are known by their ids, and by nothing else */
  fromXState(snapshot: AnyMachineSnapshot): SnapshotOf<M>;
}

/** Steps without a list of actions: a sink is told of each as it comes. */
export interface Steps<M extends AnyStateMachine = AnyStateMachine> {
  /** As `initial`. */
  start(input: InputFrom<M>, sink: Sink): SnapshotOf<M>;
  /** As `step`. @throws what a function of the machine throws, or the sink */
  step(snapshot: SnapshotOf<M>, event: EventFromLogic<M>, sink: Sink): SnapshotOf<M>;
}
