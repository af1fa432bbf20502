/** The batch shop as its properties see it: what its four kinds of actor have in mind, and what they were told. */
import { isIn, type ActorState, type Seen, type SystemState } from '../../properties/property.ts';
import type { MemoryContext } from '../../machines/batch/memory.ts';
import type { OperatorContext } from '../../machines/batch/operator.ts';
import type { ProcessorContext } from '../../machines/batch/processor.ts';
import type { BatchProtocol } from '../../machines/batch/protocol.ts';
import type { UserContext } from '../../machines/batch/user.ts';

export type ShopContexts = {
  readonly user: UserContext;
  readonly operator: OperatorContext;
  readonly processor: ProcessorContext;
  readonly memory: MemoryContext;
};

export type ShopState = SystemState<ShopContexts>;

/** The state of a system that is a batch shop. */
export function shopOf(state: SystemState): ShopState {
  return state as unknown as ShopState; // Asked for the kinds of the shop, it gives what their machines have.
}

/** The only actor of a kind. */
export function only<K extends keyof ShopContexts>(state: ShopState, kind: K): ActorState<ShopContexts[K]> {
  const [actor] = state.ofKind(kind);
  if (!actor) throw new Error(`a batch shop without a ${kind}`);
  return actor;
}

/** No deck, no listing and no job is anywhere between the window and the machine, and the machine stands ready. */
export function isEmpty(state: ShopState): boolean {
  const operator = only(state, 'operator');
  const { line, shelf, rest, kept } = operator.context;
  const hasNothing = [line, shelf, rest, kept].every((it) => it.length === 0);
  const rests = !isIn(operator, 'machineRoom.supervising') && only(state, 'processor').value === 'idle';
  return hasNothing && rests && only(state, 'memory').context.job === null;
}

/** Users who wait for a deck to come back. One who feeds a stream of decks waits for none of them. */
export function waiting(state: ShopState): readonly ActorState<UserContext>[] {
  return state.ofKind('user').filter(({ value }) => value === 'waiting');
}

type ToldTo<K extends keyof BatchProtocol, T extends string> = Extract<BatchProtocol[K], { readonly type: T }>;

/** What an actor of this kind was told in a step, if it was told this. */
export function told<K extends keyof BatchProtocol, T extends BatchProtocol[K]['type']>(
  { kind, message }: Seen,
  to: K,
  type: T,
): ToldTo<K, T> | undefined {
  // A kind is told what the protocol has for it.
  return kind === to && message?.type === type ? (message as ToldTo<K, T>) : undefined;
}

/** The operator before and after a step, if it was the operator's. */
export function operatorsStep({
  kind,
  before,
  after,
}: Seen): { readonly before: ActorState<OperatorContext>; readonly after: ActorState<OperatorContext> } | undefined {
  if (kind !== 'operator' || before === null) return undefined;
  // What the operator's machine has made.
  return { before, after } as unknown as { readonly before: ActorState<OperatorContext>; readonly after: ActorState<OperatorContext> };
}
