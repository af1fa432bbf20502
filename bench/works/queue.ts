/** A queue with one server: a source and a server, two charts, and customers as messages between them. */
import { assign, emit, setup } from 'xstate';
import { behaviorsOf } from '../../src/actors/behavior.ts';
import type { EngineName } from '../../src/actors/stepper.ts';
import { ActorSystem } from '../../src/actors/system.ts';
import { effects, type Effect } from '../../src/machines/effects.ts';
import { readCustomersMs } from './customers.ts';
import { firstOf, joined, NOBODY, withoutFirst, type Line } from './line.ts';
import { contextOf, type Program } from './program.ts';

type QueueProtocol = { readonly server: { readonly type: 'customer'; readonly customer: number } };

interface SourceContext {
  /** The customer who comes next. */
  readonly next: number;
}

interface ServerContext {
  readonly line: Line;
  readonly serving: number;
  /** When that began. */
  readonly beganMs: number;
  readonly served: number;
  /** Of all who were served, or are being served. */
  readonly waitedMs: number;
}

const { send } = effects<QueueProtocol>();

/** @param timesMs arrival and service of each customer, one behind the other */
export function queueCharts(timesMs: Float64Array) {
  const customers = timesMs.length / 2;
  const arrivalMs = (customer: number): number => timesMs[2 * customer] ?? 0;
  const serviceMs = (customer: number): number => timesMs[2 * customer + 1] ?? 0;

  const source = setup({
    types: { context: {} as SourceContext, emitted: {} as Effect },
    actions: {
      sendCustomer: emit(({ context }) => send('server', { type: 'customer', customer: context.next })),
      goOn: assign({ next: ({ context }) => context.next + 1 }),
    },
    guards: { moreCome: ({ context }) => context.next < customers - 1 },
    delays: { gap: ({ context: { next } }) => arrivalMs(next) - (next === 0 ? 0 : arrivalMs(next - 1)) },
  }).createMachine({
    id: 'source',
    context: () => ({ next: 0 }),
    initial: 'waiting',
    states: {
      waiting: {
        after: {
          gap: [
            { guard: 'moreCome', target: 'waiting', reenter: true, actions: ['sendCustomer', 'goOn'] },
            { target: 'done', actions: 'sendCustomer' },
          ],
        },
      },
      done: { type: 'final' },
    },
  });

  const server = setup({
    types: { context: {} as ServerContext, events: {} as QueueProtocol['server'], emitted: {} as Effect },
    actions: {
      lineUp: assign({ line: ({ context }, { customer }: { customer: number }) => joined(context.line, customer) }),
      takeUp: assign((_, { customer }: { customer: number }) => ({ serving: customer, beganMs: arrivalMs(customer) })),
      takeNext: assign(({ context: { line, serving, beganMs, served, waitedMs } }) => {
        const next = firstOf(line) ?? -1;
        const nowMs = beganMs + serviceMs(serving);
        return {
          line: withoutFirst(line),
          serving: next,
          beganMs: nowMs,
          served: served + 1,
          waitedMs: waitedMs + nowMs - arrivalMs(next),
        };
      }),
      rest: assign({ served: ({ context }) => context.served + 1 }),
    },
    guards: { someoneWaits: ({ context }) => firstOf(context.line) !== undefined },
    delays: { service: ({ context }) => serviceMs(context.serving) },
  }).createMachine({
    id: 'server',
    context: () => ({ line: NOBODY, serving: -1, beganMs: 0, served: 0, waitedMs: 0 }),
    initial: 'idle',
    states: {
      idle: { on: { customer: { target: 'busy', actions: { type: 'takeUp', params: ({ event }) => ({ customer: event.customer }) } } } },
      busy: {
        on: { customer: { actions: { type: 'lineUp', params: ({ event }) => ({ customer: event.customer }) } } },
        after: {
          service: [
            { guard: 'someoneWaits', target: 'busy', reenter: true, actions: 'takeNext' },
            { target: 'idle', actions: 'rest' },
          ],
        },
      },
    },
  });
  return { source, server };
}

/** @param file as writeCustomers writes it */
export function queue({ file, engine }: { readonly file: string; readonly engine: EngineName }): Program {
  const timesMs = readCustomersMs(file);
  const system = new ActorSystem({ behaviors: behaviorsOf(queueCharts(timesMs), { engine }), seed: 1 });
  return {
    run() {
      system.start({ id: 'server' });
      system.start({ id: 'source' });
      while (system.tick());
    },
    check() {
      const { served, waitedMs } = contextOf<ServerContext>(system, 'server');
      const meanWaitS = waitedMs / 1000 / (timesMs.length / 2);
      return [served, Number(meanWaitS.toFixed(4)), Number((system.clock.nowMs / 1000).toFixed(2))];
    },
  };
}
