/**
 * What a machine may do to the world, written down as data.
 *
 * A machine never acts: it emits one of these effects, and whoever runs it decides what the effect
 * means. Timers are the only effects not made here; a machine writes them as XState's `after`, or as
 * a delayed `raise` with an id, and `cancel`.
 *
 *     const { send } = effects<ShopProtocol>();
 *     actions: { ring: emit(send('operator', { type: 'bell' })) }
 */

/** A protocol: for each kind of actor, the messages that it accepts. */
export type Protocol = { readonly [kind: string]: Message };

/** Anything an actor can be told. Plain data, told apart by `type`. */
export interface Message {
  readonly type: string;
}

/** The id of an actor of kind `K`: the kind itself, or the kind, a hyphen and a token. */
export type Address<K extends string> = K | `${K}-${string}`;

/** The kind that an address names, among the kinds of a protocol. */
export type KindOf<P, A extends string> = A extends keyof P & string
  ? A
  : A extends `${infer K}-${string}`
    ? K extends keyof P & string
      ? K
      : never
    : never;

type AnyAddress<P> = Address<keyof P & string>;

/** Put a message on the wire to another actor. */
export interface Send {
  readonly type: 'send';
  readonly to: string;
  readonly message: Message;
}

/** Create an actor. Its id must not exist yet; its kind names a machine of the scenario. */
export interface Spawn {
  readonly type: 'spawn';
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
}

/** Stop an actor; what is still on its way to it becomes a dead letter. */
export interface Stop {
  readonly type: 'stop';
  readonly id: string;
}

/** Leave something open: the chart waits in a state that handles `chosen`. */
export interface Choose {
  readonly type: 'choose';
  readonly options: readonly Option[];
}

/** One way a choice can go. The simulator draws by weight; the checker tries every option. */
export interface Option<V = unknown> {
  readonly value: V;
  /** Relative, at least 0; an option of weight 0 is never taken. */
  readonly weight: number;
}

/** The answer to `choose`, delivered within the same step. */
export interface Chosen<V = unknown> {
  readonly type: 'chosen';
  readonly value: V;
}

/** What a machine declares as the events that it emits. */
export type Effect = Send | Spawn | Stop | Choose;

/** Makes the effects of one protocol, so that a wrong message is a compile error on one line. */
export function effects<P extends Protocol, Inputs extends { readonly [kind: string]: unknown } = Record<never, never>>(): {
  send<A extends AnyAddress<P>>(to: A, message: P[KindOf<P, A>]): Send;
  spawn<K extends keyof Inputs & string>(id: Address<K>, kind: K, input: Inputs[K]): Spawn;
  stop(id: AnyAddress<P>): Stop;
  choose<V>(options: readonly Option<V>[]): Choose;
} {
  return {
    send: (to, message) => ({ type: 'send', to, message }),
    spawn: (id, kind, input) => ({ type: 'spawn', id, kind, input }),
    stop: (id) => ({ type: 'stop', id }),
    choose: (options) => ({ type: 'choose', options }),
  };
}

/**
 * Stands where a machine names a delay whose length is not its own to say: the scenario gives it a
 * distribution, by kind and delay name. The simulator draws it, the checker needs only its order.
 */
export function drawn(): number {
  throw new Error('A drawn delay has no length of its own: run this machine in a scenario that gives it one.');
}
