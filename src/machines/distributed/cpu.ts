/**
 * The processors of one machine: some cores of one speed, and a queue of those that wait for one.
 *
 * It is told of work, and says when it is done. First come first served, or round robin: then a core
 * is given on after each quantum, and nobody waits long behind a long one.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import type { CpuMessage, DistributedProtocol, ProcessId } from './protocol.ts';
import { EMPTY, endSlice, freesCore, isNothing, queueUp, sliceS, start, type ReadyQueue, type Task } from './ready-queue.ts';

export interface CpuInput {
  /** How many processes it runs at a time; from 1. */
  readonly cores: number;
  /** Seconds of work that a core does in a second. */
  readonly speed: number;
  /** Seconds of work after which a core is given on, if somebody waits; null: first come, first served. */
  readonly quantumS: number | null;
}

export interface CpuContext extends CpuInput, ReadyQueue {}

type CpuEvent = CpuMessage | { readonly type: 'slice.ended'; readonly process: ProcessId };

const { send } = effects<DistributedProtocol>();

function sliceMs(task: Task, { quantumS, speed }: CpuContext): number {
  return (sliceS(task, quantumS) / speed) * 1000;
}

export const cpu = setup({
  types: {
    context: {} as CpuContext,
    input: {} as CpuInput,
    events: {} as CpuEvent,
    emitted: {} as Effect,
  },
  actions: {
    start: enqueueActions(({ context, enqueue }, { task }: { task: Task }) => {
      enqueue.assign(start(context, task));
      enqueue.raise({ type: 'slice.ended', process: task.process }, { id: task.process, delay: sliceMs(task, context) });
    }),
    queueUp: assign(({ context }, { task }: { task: Task }) => queueUp(context, task)),
    sayDone: emit((_, { process }: { process: ProcessId }) => send(process, { type: 'cpu.done' })),
    endSlice: enqueueActions(({ context, enqueue }, { process }: { process: ProcessId }) => {
      const { queue, isDone, next } = endSlice(context, process, context.quantumS);
      enqueue.assign(queue);
      if (isDone) enqueue.emit(send(process, { type: 'cpu.done' }));
      if (next) enqueue.raise({ type: 'slice.ended', process: next.process }, { id: next.process, delay: sliceMs(next, context) });
    }),
    forget: enqueueActions(({ context, enqueue }) => {
      for (const { process } of context.running) enqueue.cancel(process);
      enqueue.assign(EMPTY);
    }),
  },
  guards: {
    isNothing: (_, { workS }: { workS: number }) => isNothing(workS),
    takesLastCore: ({ context }) => context.running.length + 1 === context.cores,
    freesCore: ({ context }, { process }: { process: ProcessId }) => freesCore(context, process, context.quantumS),
    freesOnlyCore: ({ context }, { process }: { process: ProcessId }) =>
      context.running.length === 1 && freesCore(context, process, context.quantumS),
  },
}).createMachine({
  id: 'cpu',
  description: 'The cores of a machine, and the processes that compute on them or wait to.',
  context: ({ input }) => ({ ...input, ...EMPTY }),
  initial: 'idle',
  states: {
    idle: {
      description: 'Nobody has anything to compute.',
      on: {
        'work.added': [
          // Work that takes no time needs no core, and so it waits for none, here and below.
          {
            guard: { type: 'isNothing', params: ({ event }) => ({ workS: event.workS }) },
            actions: { type: 'sayDone', params: ({ event }) => ({ process: event.process }) },
          },
          {
            guard: 'takesLastCore',
            target: 'saturated',
            actions: { type: 'start', params: ({ event }) => ({ task: { process: event.process, leftS: event.workS } }) },
          },
          {
            target: 'computing',
            actions: { type: 'start', params: ({ event }) => ({ task: { process: event.process, leftS: event.workS } }) },
          },
        ],
        'fault.crash': 'down',
        'fault.restart': {},
      },
    },
    computing: {
      description: 'Some cores are busy and some are free: nobody waits.',
      on: {
        'work.added': [
          {
            guard: { type: 'isNothing', params: ({ event }) => ({ workS: event.workS }) },
            actions: { type: 'sayDone', params: ({ event }) => ({ process: event.process }) },
          },
          {
            guard: 'takesLastCore',
            target: 'saturated',
            actions: { type: 'start', params: ({ event }) => ({ task: { process: event.process, leftS: event.workS } }) },
          },
          { actions: { type: 'start', params: ({ event }) => ({ task: { process: event.process, leftS: event.workS } }) } },
        ],
        'slice.ended': [
          {
            guard: { type: 'freesOnlyCore', params: ({ event }) => ({ process: event.process }) },
            target: 'idle',
            actions: { type: 'endSlice', params: ({ event }) => ({ process: event.process }) },
          },
          { actions: { type: 'endSlice', params: ({ event }) => ({ process: event.process }) } },
        ],
        'fault.crash': { target: 'down', actions: 'forget' },
        'fault.restart': {},
      },
    },
    saturated: {
      description: 'Every core is busy. Who comes now waits until one is given on, or is free.',
      on: {
        'work.added': [
          {
            guard: { type: 'isNothing', params: ({ event }) => ({ workS: event.workS }) },
            actions: { type: 'sayDone', params: ({ event }) => ({ process: event.process }) },
          },
          { actions: { type: 'queueUp', params: ({ event }) => ({ task: { process: event.process, leftS: event.workS } }) } },
        ],
        'slice.ended': [
          {
            guard: { type: 'freesOnlyCore', params: ({ event }) => ({ process: event.process }) },
            target: 'idle',
            actions: { type: 'endSlice', params: ({ event }) => ({ process: event.process }) },
          },
          {
            guard: { type: 'freesCore', params: ({ event }) => ({ process: event.process }) },
            target: 'computing',
            actions: { type: 'endSlice', params: ({ event }) => ({ process: event.process }) },
          },
          { actions: { type: 'endSlice', params: ({ event }) => ({ process: event.process }) } },
        ],
        'fault.crash': { target: 'down', actions: 'forget' },
        'fault.restart': {},
      },
    },
    down: {
      description: 'Crashed. What was computed and what waited is lost; nothing is heard before the restart.',
      on: {
        'fault.restart': 'idle',
        '*': {},
      },
    },
  },
});
