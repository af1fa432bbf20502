/**
 * A terminal, from one log-in to the log-out: where a user types, and reads what comes back.
 *
 * It runs one foreground command at a time; what is typed meanwhile waits. It knows what it has shown,
 * so that nothing is shown twice, and what its instance has not taken yet, so that nothing gets lost.
 * It is the glass and not the machine: it outlives a crash, but not its user's session.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import { instanceOf, machineOf } from './place.ts';
import type { Command, DistributedProtocol, Result, ShadowId, TerminalId, TerminalMessage } from './protocol.ts';

export interface TerminalInput {
  readonly id: TerminalId;
  readonly user: string;
}

export interface TerminalContext extends TerminalInput {
  /** Typed, and not begun: null is the log-out. */
  readonly typed: readonly (Command | null)[];
  /** The command that the prompt waits for. */
  readonly foreground: string | null;
  /** Submitted, and not yet taken by the instance. */
  readonly unaccepted: readonly Command[];
  /** Submitted here, and not yet shown here. */
  readonly awaited: readonly string[];
  /** Results shown here of commands that were typed elsewhere; sorted. */
  readonly guests: readonly string[];
  /** What it showed last: all that appeared in one step. */
  readonly screen: readonly Shown[];
}

/** Something that appeared on the screen. */
export interface Shown {
  /** Null: the system itself has something to say. */
  readonly command: string | null;
  readonly outcome: 'done' | 'failed';
  readonly lines: readonly string[];
}

const { send } = effects<DistributedProtocol>();

/** Whether a result was shown here before. */
function hasShown({ id, awaited, guests }: TerminalContext, { command }: Result, typedAt: TerminalId): boolean {
  return typedAt === id ? !awaited.includes(command) : guests.includes(command);
}

function submission({ id }: TerminalContext, command: Command): Effect {
  return send(instanceOf(machineOf(id)), { type: 'command.submitted', command });
}

function departure({ id, user }: TerminalContext): Effect {
  return send(instanceOf(machineOf(id)), { type: 'logout.told', user, terminal: id });
}

function afterSubmitting({ unaccepted, awaited, foreground }: TerminalContext, command: Command): Partial<TerminalContext> {
  return {
    unaccepted: [...unaccepted, command],
    awaited: [...awaited, command.id],
    foreground: command.isBackground ? foreground : command.id,
  };
}

function says(line: string): Shown {
  return { command: null, outcome: 'done', lines: [line] };
}

function notRun(command: Command, why: string): Shown {
  return { command: command.id, outcome: 'failed', lines: [`not run: ${why}`] };
}

/** What becomes of the lines that never began. */
function dropped(typed: TerminalContext['typed'], why: string): readonly Shown[] {
  return typed.filter((it) => it !== null).map((it) => notRun(it, why));
}

export const terminal = setup({
  types: {
    context: {} as TerminalContext,
    input: {} as TerminalInput,
    events: {} as TerminalMessage,
    emitted: {} as Effect,
  },
  actions: {
    askForSession: emit(({ context }) =>
      send(instanceOf(machineOf(context.id)), { type: 'login.asked', user: context.user, terminal: context.id }),
    ),
    greet: assign({ screen: ({ context }) => [says(`welcome, ${context.user}`)] }),
    wait: assign({ typed: ({ context }, { next }: { next: Command | null }) => [...context.typed, next] }),
    submit: enqueueActions(({ context, enqueue }, { command }: { command: Command }) => {
      enqueue.emit(submission(context, command));
      enqueue.assign(afterSubmitting(context, command));
    }),
    submitNext: enqueueActions(({ context, enqueue }) => {
      const [command] = context.typed;
      if (!command) return;
      enqueue.emit(submission(context, command));
      enqueue.assign({ ...afterSubmitting(context, command), typed: context.typed.slice(1) });
    }),
    submitAgain: enqueueActions(({ context, enqueue }) => {
      for (const command of context.unaccepted) enqueue.emit(submission(context, command));
    }),
    noteAccepted: assign({
      unaccepted: ({ context }, { command }: { command: string }) => context.unaccepted.filter((it) => it.id !== command),
    }),
    refuseToRun: assign({ screen: (_, { command }: { command: Command }) => [notRun(command, 'you are not logged in')] }),
    answerShown: emit(({ context }, { by }: { by: ShadowId }) =>
      send(by, { type: 'result.answered', terminal: context.id, isShown: true }),
    ),
    answerAway: emit(({ context }, { by }: { by: ShadowId }) =>
      send(by, { type: 'result.answered', terminal: context.id, isShown: false }),
    ),
    show: assign(({ context }, { result, typedAt }: { result: Result; typedAt: TerminalId }) => ({
      screen: [{ command: result.command, outcome: result.outcome, lines: result.lines }],
      foreground: context.foreground === result.command ? null : context.foreground,
      ...(typedAt === context.id
        ? {
            awaited: context.awaited.filter((it) => it !== result.command),
            unaccepted: context.unaccepted.length === 0 ? context.unaccepted : context.unaccepted.filter((it) => it.id !== result.command),
          }
        : { guests: [...context.guests, result.command].sort() }),
    })),
    leave: enqueueActions(({ context, enqueue }) => {
      enqueue.emit(departure(context));
      enqueue.assign({ screen: [says(`goodbye, ${context.user}`)] });
    }),
    leaveAtLast: enqueueActions(({ context, enqueue }) => {
      enqueue.emit(departure(context));
      const late = dropped(context.typed.slice(1), 'you had logged out');
      // What it has just shown stands above.
      enqueue.assign({ typed: [], screen: [...context.screen, ...late, says(`goodbye, ${context.user}`)] });
    }),
    loseSession: assign({
      screen: ({ context }) => {
        const machine = machineOf(context.id);
        return [says(`${machine} has stopped`), ...dropped(context.typed, `${machine} has stopped`)];
      },
      typed: [],
      foreground: null,
    }),
    sayNoAnswer: assign({ screen: ({ context }) => [says(`${machineOf(context.id)} does not answer`)] }),
  },
  guards: {
    isBackground: (_, { command }: { command: Command }) => command.isBackground,
    leavesNext: ({ context }) => context.typed[0] === null,
    hasNext: ({ context }) => context.typed.length > 0,
    nextIsBackground: ({ context }) => context.typed[0]?.isBackground === true,
    isNew: ({ context }, { result, typedAt }: { result: Result; typedAt: TerminalId }) => !hasShown(context, result, typedAt),
    endsForeground: ({ context }, { result }: { result: Result }) => context.foreground === result.command,
  },
}).createMachine({
  id: 'terminal',
  description: 'Where a user types and reads, from one log-in to the log-out.',
  context: ({ input }) => ({ ...input, typed: [], foreground: null, unaccepted: [], awaited: [], guests: [], screen: [] }),
  initial: 'off',
  on: {
    'fault.restart': {},
    'logout.typed': {},
    'login.typed': {},
    'command.accepted': { actions: { type: 'noteAccepted', params: ({ event }) => ({ command: event.command }) } },
  },
  states: {
    off: {
      description: 'Nobody has sat down yet.',
      on: {
        'login.typed': 'loggingIn',
        'command.typed': { actions: { type: 'refuseToRun', params: ({ event }) => ({ command: event.command }) } },
        'fault.crash': 'unplugged',
      },
    },
    unplugged: {
      description: 'Its machine is down. Who wants to log in is told so, and has to try again later.',
      on: {
        'login.typed': { target: 'dark', actions: 'sayNoAnswer' },
        'command.typed': { actions: { type: 'refuseToRun', params: ({ event }) => ({ command: event.command }) } },
        'fault.restart': 'off',
        'fault.crash': {},
      },
    },
    loggingIn: {
      description: 'Asks the instance of its machine for a session.',
      entry: 'askForSession',
      on: {
        'login.accepted': { target: 'open.prompting', actions: 'greet' },
        'command.typed': { actions: { type: 'wait', params: ({ event }) => ({ next: event.command }) } },
        'logout.typed': { actions: { type: 'wait', params: { next: null } } },
        // The news that the user is here may be quicker than the session itself. What is not answered is offered again.
        'result.offered': {},
        'fault.crash': { target: 'dark', actions: 'loseSession' },
      },
    },
    open: {
      description: 'A user is here. Results appear, of what was typed here and of what the user typed elsewhere.',
      initial: 'prompting',
      on: {
        'result.offered': [
          {
            guard: { type: 'endsForeground', params: ({ event }) => ({ result: event.result }) },
            target: '.prompting',
            actions: [
              { type: 'show', params: ({ event }) => ({ result: event.result, typedAt: event.typedAt }) },
              { type: 'answerShown', params: ({ event }) => ({ by: event.by }) },
            ],
          },
          {
            guard: { type: 'isNew', params: ({ event }) => ({ result: event.result, typedAt: event.typedAt }) },
            actions: [
              { type: 'show', params: ({ event }) => ({ result: event.result, typedAt: event.typedAt }) },
              { type: 'answerShown', params: ({ event }) => ({ by: event.by }) },
            ],
          },
          { actions: { type: 'answerShown', params: ({ event }) => ({ by: event.by }) } },
        ],
        'fault.crash': { target: 'dark', actions: 'loseSession' },
      },
      states: {
        prompting: {
          description: 'Ready for a line. What was typed ahead goes first.',
          always: [
            { guard: 'leavesNext', target: '#terminal.closed', actions: 'leaveAtLast' },
            { guard: 'nextIsBackground', target: 'prompting', actions: 'submitNext' },
            { guard: 'hasNext', target: 'waiting', actions: 'submitNext' },
          ],
          on: {
            'command.typed': [
              {
                guard: { type: 'isBackground', params: ({ event }) => ({ command: event.command }) },
                actions: { type: 'submit', params: ({ event }) => ({ command: event.command }) },
              },
              { target: 'waiting', actions: { type: 'submit', params: ({ event }) => ({ command: event.command }) } },
            ],
            'logout.typed': { target: '#terminal.closed', actions: 'leave' },
          },
        },
        waiting: {
          description: 'A command runs in the foreground. What is typed waits for it.',
          on: {
            'command.typed': { actions: { type: 'wait', params: ({ event }) => ({ next: event.command }) } },
            'logout.typed': { actions: { type: 'wait', params: { next: null } } },
          },
        },
      },
    },
    closed: {
      description: 'The user has gone, or the session was lost. Nobody ever sits down here again: what is offered goes elsewhere.',
      on: {
        'command.typed': { actions: { type: 'refuseToRun', params: ({ event }) => ({ command: event.command }) } },
        'result.offered': [
          {
            guard: { type: 'isNew', params: ({ event }) => ({ result: event.result, typedAt: event.typedAt }) },
            actions: { type: 'answerAway', params: ({ event }) => ({ by: event.by }) },
          },
          { actions: { type: 'answerShown', params: ({ event }) => ({ by: event.by }) } },
        ],
        // Asked for before the machine went down, and given by an instance that was up again at that very moment.
        'login.accepted': {},
        'fault.crash': 'dark',
      },
    },
    dark: {
      description: 'Its machine is down, and its user gone. Nothing comes in, and nothing is answered.',
      on: {
        'command.typed': { actions: { type: 'refuseToRun', params: ({ event }) => ({ command: event.command }) } },
        'fault.restart': { target: 'closed', actions: 'submitAgain' },
        '*': {},
      },
    },
  },
});
