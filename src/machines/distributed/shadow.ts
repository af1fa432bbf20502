/**
 * The shadow of a command: what stands for it at home, from the moment it is typed until its result is on
 * the user's screen. It finds the files, finds a host, sees to it that somebody runs the command, and
 * brings the result to where the user is.
 *
 * The command, its result and where that was offered lie in the journal on the disk: a crash of the home
 * machine makes the shadow forget everything else, and it begins again.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import {
  amongOf,
  failed,
  hostOf,
  offeredTo,
  readsOf,
  situationOf,
  statusLine,
  unanswered,
  unlocated,
  VOLATILE,
  type Located,
  type ShadowContext,
  type ShadowInput,
} from './errand.ts';
import { filesOf, instanceOf, machineOf, ownerOf, processOf, volumeOf } from './place.ts';
import { policies } from './placement/index.ts';
import type { DistributedProtocol, Known, ProcessEnd, ProcessId, Result, ShadowId, ShadowMessage, TerminalId, View } from './protocol.ts';
import { ranks } from './ranks.ts';
import { nameOf } from './results.ts';

const { send, choose } = effects<DistributedProtocol>();

export const shadow = setup({
  types: {
    context: {} as ShadowContext,
    input: {} as ShadowInput,
    events: {} as ShadowMessage | { readonly type: 'chosen'; readonly value: number },
    emitted: {} as Effect,
  },
  actions: {
    askForVersions: enqueueActions(({ context, enqueue }) => {
      for (const path of unlocated(context))
        enqueue.emit(send(filesOf(volumeOf(context.installation, ownerOf(path))), { type: 'version.asked', path, by: context.id }));
    }),
    noteFile: assign({ files: ({ context }, { located }: { located: Located }) => [...context.files, located] }),
    failForAbsence: assign({
      result: ({ context }) => {
        const absent = readsOf(context).find((path) => context.files.some((it) => it.path === path && it.file === null));
        return failed(context, `no such file: ${absent}`);
      },
    }),
    failForSilence: assign({
      tries: 0,
      result: ({ context }) => failed(context, `the machine that keeps ${unlocated(context)[0]} does not answer`),
    }),
    askForView: emit(({ context }) => send(instanceOf(machineOf(context.id)), { type: 'view.asked', by: context.id })),
    noteView: assign({ view: (_, { view }: { view: View }) => view }),
    decide: assign({ move: ({ context }) => policies[context.installation.placement.policy](situationOf(context)) }),
    draw: emit(({ context }) => choose(ranks(amongOf(context).length))),
    noteDrawn: assign({
      drawn: ({ context }, { rank }: { rank: number }) => [...context.drawn, amongOf(context)[rank] ?? machineOf(context.id)],
    }),
    probe: enqueueActions(({ context, enqueue }) => {
      for (const machine of unanswered(context)) enqueue.emit(send(instanceOf(machine), { type: 'load.asked', by: context.id }));
    }),
    noteLoad: assign({
      probed: ({ context }, { known }: { known: Known }) => [...context.probed, { machine: known.machine, known }],
    }),
    noteNoAnswers: enqueueActions(({ context, enqueue }) => {
      const silent = unanswered(context);
      for (const machine of silent) enqueue.emit(send(instanceOf(machineOf(context.id)), { type: 'machine.silent', machine }));
      enqueue.assign({ probed: [...context.probed, ...silent.map((machine) => ({ machine, known: null }))] });
    }),
    settleOnHost: assign(({ context }) => {
      const home = machineOf(context.id);
      const host = context.move?.type === 'run' ? context.move.host : home;
      const attempts = context.attempts + 1;
      const process = processOf(host, context.command.id, attempts);
      return { attempts, places: context.places + 1, process, move: null, view: null, drawn: [], probed: [] };
    }),
    order: emit(({ context }) => {
      const { id, command, process, installation } = context;
      if (process === null) throw new Error('a shadow orders a process that it has not named');
      return send(instanceOf(hostOf(context)), {
        type: 'process.ordered',
        order: { process, shadow: id, command },
        sizeBytes: command.does.type === 'run' ? installation.programBytes : 0,
      });
    }),
    askForProcess: emit(({ context }) => {
      const { id, process } = context;
      if (process === null) throw new Error('a shadow asks for a process that it has not named');
      return send(instanceOf(hostOf(context)), { type: 'process.asked', process, by: id });
    }),
    suspectHost: emit(({ context }) => send(instanceOf(machineOf(context.id)), { type: 'machine.silent', machine: hostOf(context) })),
    giveUpHost: assign(({ context }, { reason }: { reason: string }) => ({
      avoided: [...new Set([...context.avoided, hostOf(context)])].sort(),
      process: null,
      reason,
    })),
    failForPlaces: assign({ result: ({ context }) => failed(context, context.reason) }),
    noteEnd: emit((_, { process }: { process: ProcessId }) => send(process, { type: 'end.noted' })),
    takeResult: assign({
      result: ({ context }, { end }: { end: ProcessEnd }) => (end.type === 'result' ? end.result : context.result),
      process: null,
      tries: 0,
    }),
    askForCommands: emit(({ context }) =>
      send(instanceOf(machineOf(context.id)), { type: 'commands.asked', user: context.command.user, by: context.id }),
    ),
    noteCount: assign({ expected: (_, { count }: { count: number }) => count }),
    noteStatus: assign({ told: ({ context }, { line }: { line: string }) => [...context.told, line] }),
    tellStatus: emit(({ context }, { by, state }: { by: ShadowId; state: string }) =>
      send(by, {
        type: 'status.told',
        command: context.command.id,
        program: nameOf(context.command),
        state,
        host: context.process === null ? null : machineOf(context.process),
      }),
    ),
    writeReport: assign({
      result: ({ context }): Result => ({
        command: context.command.id,
        outcome: 'done',
        lines: context.told.length === 0 ? ['nothing else that was typed at this machine runs'] : context.told.toSorted(),
      }),
    }),
    offer: emit(({ context }) => {
      const { result, command, id } = context;
      if (result === null) throw new Error('a shadow offers a result that it does not have');
      return send(offeredTo(context), { type: 'result.offered', result, typedAt: command.terminal, by: id });
    }),
    passOver: assign(({ context }) => {
      const [gone, ...others] = context.terminals;
      return { terminals: others, left: gone ? [...context.left, gone].sort() : context.left };
    }),
    seekUser: emit(({ context }) => {
      const { user } = context.command;
      return send(instanceOf(volumeOf(context.installation, user)), { type: 'user.sought', user, left: context.left, by: context.id });
    }),
    noteTerminals: assign({
      terminals: ({ context }, { terminals }: { terminals: readonly TerminalId[] }) => terminals.filter((it) => !context.left.includes(it)),
    }),
    tryAgain: assign({ tries: ({ context }) => context.tries + 1 }),
    waitLonger: assign({ tries: ({ context }) => Math.min(context.tries + 1, context.installation.patience.doublingsMax) }),
    beginAnew: assign({ tries: 0 }),
    forget: assign(VOLATILE),
    settle: emit(({ context }) => send(instanceOf(machineOf(context.id)), { type: 'command.settled', command: context.command.id })),
  },
  guards: {
    isReport: ({ context }) => context.command.does.type === 'ps' || context.command.does.type === 'where',
    isProgram: ({ context }) => context.command.does.type === 'run',
    readsFiles: ({ context }) => readsOf(context).length > 0,
    hasResult: ({ context }) => context.result !== null,
    isFresh: ({ context }) => context.command.does.type === 'run' && context.view !== null,
    isLastFile: ({ context }, { path }: { path: string }) => unlocated(context).length > 0 && unlocated(context).every((it) => it === path),
    aFileIsAbsent: ({ context }) => context.files.some(({ file }) => file === null),
    isUnlocated: ({ context }, { path }: { path: string }) => unlocated(context).includes(path),
    mayTryAgain: ({ context }) => context.tries + 1 < context.installation.patience.triesMax,
    mayNotRunElsewhere: ({ context }) => context.places >= context.installation.patience.placesMax,
    isToRun: ({ context }) => context.move?.type === 'run',
    isToDraw: ({ context }) => context.move?.type === 'draw',
    isAwaitedProbe: ({ context }, { known }: { known: Known }) => unanswered(context).includes(known.machine),
    isLastProbe: ({ context }, { known }: { known: Known }) => unanswered(context).every((it) => it === known.machine),
    isCurrent: ({ context }, { process }: { process: ProcessId }) => context.process === process,
    isWatched: ({ context }, { process }: { process: ProcessId }) =>
      context.process === process && context.installation.patience.watchS !== null,
    isKnownThere: ({ context }, { process, isKnown }: { process: ProcessId; isKnown: boolean }) => isKnown && context.process === process,
    isGone: ({ context }, { process, isKnown }: { process: ProcessId; isKnown: boolean }) => !isKnown && context.process === process,
    isResult: (_, { end }: { end: ProcessEnd }) => end.type === 'result',
    allReported: ({ context }) => context.expected !== null && context.told.length >= context.expected,
    wasShown: (_, { isShown }: { isShown: boolean }) => isShown,
    isOffered: ({ context }, { terminal }: { terminal: TerminalId }) => context.terminals[0] === terminal,
    hasTerminal: ({ context }) => context.terminals.length > 0,
    isSomewhere: ({ context }, { terminals }: { terminals: readonly TerminalId[] }) => terminals.some((it) => !context.left.includes(it)),
  },
  delays: {
    answer: ({ context }) => context.installation.patience.answerS * 1000,
    shipment: ({ context }) => {
      const { patience, programBytes } = context.installation;
      const bytesS = patience.slowestBytesPerS === null ? 0 : programBytes / patience.slowestBytesPerS;
      return (patience.answerS + bytesS) * 1000;
    },
    watch: ({ context }) => (context.installation.patience.watchS ?? 0) * 1000,
    backoff: ({ context }) => context.installation.patience.answerS * 1000 * 2 ** context.tries,
    keep: ({ context }) => context.installation.patience.keepS * 1000,
  },
}).createMachine({
  id: 'shadow',
  description: 'Stands for a command at its home, from the moment it is typed until its result is on the screen.',
  context: ({ input }) => ({ ...VOLATILE, ...input, attempts: 0, result: null, terminals: [input.command.terminal] }),
  initial: 'beginning',
  on: {
    'process.ended': [
      {
        guard: 'hasResult',
        actions: { type: 'noteEnd', params: ({ event }) => ({ process: event.process }) },
      },
      {
        // Of whatever attempt: what was done is done.
        guard: { type: 'isResult', params: ({ event }) => ({ end: event.end }) },
        target: '.returning',
        actions: [
          { type: 'noteEnd', params: ({ event }) => ({ process: event.process }) },
          { type: 'takeResult', params: ({ event }) => ({ end: event.end }) },
        ],
      },
      {
        guard: { type: 'isCurrent', params: ({ event }) => ({ process: event.process }) },
        target: '.elsewhere',
        actions: [
          { type: 'noteEnd', params: ({ event }) => ({ process: event.process }) },
          { type: 'giveUpHost', params: ({ event }) => ({ reason: event.end.type === 'failure' ? event.end.reason : '' }) },
        ],
      },
      { actions: { type: 'noteEnd', params: ({ event }) => ({ process: event.process }) } },
    ],
    'fault.crash': '.down',
    'fault.restart': {},
    // Answers that come late, or twice.
    'version.told': {},
    'view.told': {},
    'load.told': {},
    'process.accepted': {},
    'process.refused': {},
    'process.told': {},
    'commands.told': {},
    'status.told': {},
    'result.answered': {},
    'user.found': {},
  },
  states: {
    beginning: {
      description: 'What is there to do? What the system does itself is done at home.',
      always: [
        { guard: 'isReport', target: 'reporting' },
        { guard: 'readsFiles', target: 'locating' },
        // What its instance told it when it was typed is of this very moment.
        { guard: 'isFresh', target: 'placing.deciding' },
        { guard: 'isProgram', target: 'placing' },
        { target: 'shipping', actions: 'settleOnHost' },
      ],
    },
    locating: {
      description: 'Asks the machines of their volumes for the files that the command reads: where they are, and how large.',
      entry: 'askForVersions',
      on: {
        'version.told': [
          {
            guard: { type: 'isLastFile', params: ({ event }) => ({ path: event.path }) },
            target: 'located',
            actions: ['beginAnew', { type: 'noteFile', params: ({ event }) => ({ located: { path: event.path, file: event.file } }) }],
          },
          {
            guard: { type: 'isUnlocated', params: ({ event }) => ({ path: event.path }) },
            actions: { type: 'noteFile', params: ({ event }) => ({ located: { path: event.path, file: event.file } }) },
          },
        ],
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'locating its files' }) } },
      },
      after: {
        answer: [
          { guard: 'mayTryAgain', target: 'locating', reenter: true, actions: 'tryAgain' },
          { target: 'returning', actions: 'failForSilence' },
        ],
      },
    },
    located: {
      description: 'All files were told of. Are they all there?',
      always: [{ guard: 'aFileIsAbsent', target: 'returning', actions: 'failForAbsence' }, { target: 'placing' }],
    },
    placing: {
      description: 'Looks for a host, as the policy says.',
      initial: 'looking',
      on: {
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'looking for a host' }) } },
      },
      states: {
        looking: {
          description: 'Asks its instance for what is known of all machines.',
          entry: 'askForView',
          on: {
            'view.told': { target: 'deciding', actions: { type: 'noteView', params: ({ event }) => ({ view: event.view }) } },
          },
        },
        deciding: {
          description: 'The policy says what to do next: run it there, draw a machine, or ask some for their load.',
          entry: 'decide',
          always: [
            { guard: 'isToRun', target: '#shadow.shipping', actions: 'settleOnHost' },
            { guard: 'isToDraw', target: 'drawing' },
            { target: 'probing' },
          ],
        },
        drawing: {
          description: 'A machine is drawn at random.',
          entry: 'draw',
          on: {
            chosen: { target: 'deciding', actions: { type: 'noteDrawn', params: ({ event }) => ({ rank: event.value }) } },
          },
        },
        probing: {
          description: 'Asks machines for their load. One that does not answer is suspected.',
          entry: 'probe',
          on: {
            'load.told': [
              {
                guard: { type: 'isLastProbe', params: ({ event }) => ({ known: event.known }) },
                target: 'deciding',
                actions: { type: 'noteLoad', params: ({ event }) => ({ known: event.known }) },
              },
              {
                guard: { type: 'isAwaitedProbe', params: ({ event }) => ({ known: event.known }) },
                actions: { type: 'noteLoad', params: ({ event }) => ({ known: event.known }) },
              },
            ],
          },
          after: { answer: { target: 'deciding', actions: 'noteNoAnswers' } },
        },
      },
    },
    shipping: {
      description: 'Sends the program to its host, which may be home, until the host says that it has it.',
      entry: 'order',
      on: {
        'process.accepted': [
          {
            guard: { type: 'isWatched', params: ({ event }) => ({ process: event.process }) },
            target: 'running.quiet',
          },
          {
            guard: { type: 'isCurrent', params: ({ event }) => ({ process: event.process }) },
            target: 'running.unwatched',
          },
        ],
        'process.refused': {
          guard: { type: 'isCurrent', params: ({ event }) => ({ process: event.process }) },
          target: 'elsewhere',
          actions: { type: 'giveUpHost', params: ({ event }) => ({ reason: event.reason }) },
        },
        'process.told': {
          guard: { type: 'isGone', params: ({ event: { process, isKnown } }) => ({ process, isKnown }) },
          target: 'elsewhere',
          actions: { type: 'giveUpHost', params: { reason: 'its host did not know it any more' } },
        },
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'being shipped' }) } },
      },
      after: {
        shipment: [
          { guard: 'mayTryAgain', target: 'shipping', reenter: true, actions: 'tryAgain' },
          { target: 'elsewhere', actions: ['suspectHost', { type: 'giveUpHost', params: { reason: 'its host did not answer' } }] },
        ],
      },
    },
    running: {
      description: 'Its host has it. The result comes by itself, if the host lives.',
      initial: 'unwatched',
      on: {
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'running' }) } },
      },
      states: {
        unwatched: {
          description: 'Nobody doubts that the host lives.',
        },
        quiet: {
          description: 'Nothing was heard for a while, as is to be expected.',
          after: { watch: { target: 'asking', actions: 'beginAnew' } },
        },
        asking: {
          description: 'Does the host still have the process?',
          entry: 'askForProcess',
          on: {
            'process.told': [
              {
                guard: { type: 'isKnownThere', params: ({ event: { process, isKnown } }) => ({ process, isKnown }) },
                target: 'quiet',
              },
              {
                guard: { type: 'isCurrent', params: ({ event }) => ({ process: event.process }) },
                target: '#shadow.elsewhere',
                actions: { type: 'giveUpHost', params: { reason: 'its host did not know it any more' } },
              },
            ],
          },
          after: {
            answer: [
              { guard: 'mayTryAgain', target: 'asking', reenter: true, actions: 'tryAgain' },
              {
                target: '#shadow.elsewhere',
                actions: ['suspectHost', { type: 'giveUpHost', params: { reason: 'its host did not answer' } }],
              },
            ],
          },
        },
      },
    },
    elsewhere: {
      description: 'It was placed in vain: again, on another machine, but not for ever.',
      entry: 'beginAnew',
      always: [
        { guard: 'mayNotRunElsewhere', target: 'returning', actions: 'failForPlaces' },
        { guard: 'isProgram', target: 'placing' },
        { target: 'shipping', actions: 'settleOnHost' },
      ],
    },
    reporting: {
      description: 'For ps and where: every other command of the user that has its home here tells its state.',
      entry: 'askForCommands',
      on: {
        'commands.told': { actions: { type: 'noteCount', params: ({ event }) => ({ count: event.count }) } },
        'status.told': {
          actions: {
            type: 'noteStatus',
            params: ({ context, event }) => ({ line: statusLine(context.command, event) }),
          },
        },
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'running' }) } },
      },
      always: { guard: 'allReported', target: 'returning', actions: 'writeReport' },
      after: {
        // One of them may have come to its end at that very moment.
        answer: { target: 'returning', actions: 'writeReport' },
      },
    },
    returning: {
      description: 'The result is in the journal. It goes to where its user is.',
      initial: 'offering',
      on: {
        'status.asked': { actions: { type: 'tellStatus', params: ({ event }) => ({ by: event.by, state: 'ended' }) } },
      },
      states: {
        offering: {
          description:
            'Offered to one terminal, at first that where the command was typed. Until it answers, no other will do: it may have shown the result.',
          entry: 'offer',
          on: {
            'result.answered': [
              {
                guard: { type: 'wasShown', params: ({ event }) => ({ isShown: event.isShown }) },
                target: '#shadow.settled',
              },
              {
                guard: { type: 'isOffered', params: ({ event }) => ({ terminal: event.terminal }) },
                target: 'goingOn',
                actions: ['passOver', 'beginAnew'],
              },
            ],
          },
          after: { backoff: { target: 'offering', reenter: true, actions: 'waitLonger' } },
        },
        goingOn: {
          description: 'To the next terminal at which the user may be, if one is left.',
          always: [{ guard: 'hasTerminal', target: 'offering' }, { target: 'seeking' }],
        },
        seeking: {
          description: 'Asks the machine of the user’s volume, which keeps note of it, where the user is logged in now.',
          entry: 'seekUser',
          on: {
            'user.found': [
              {
                guard: { type: 'isSomewhere', params: ({ event }) => ({ terminals: event.terminals }) },
                target: 'offering',
                actions: ['beginAnew', { type: 'noteTerminals', params: ({ event }) => ({ terminals: event.terminals }) }],
              },
              { target: 'keeping', actions: 'beginAnew' },
            ],
          },
          after: {
            answer: [
              { guard: 'mayTryAgain', target: 'seeking', reenter: true, actions: 'tryAgain' },
              { target: 'keeping', actions: 'beginAnew' },
            ],
          },
        },
        keeping: {
          description:
            'The user is logged in nowhere that is known of. The result is kept, and shown at the next log-in, of which the same machine tells.',
          on: {
            'user.found': {
              guard: { type: 'isSomewhere', params: ({ event }) => ({ terminals: event.terminals }) },
              target: 'offering',
              actions: { type: 'noteTerminals', params: ({ event }) => ({ terminals: event.terminals }) },
            },
          },
          after: { keep: 'seeking' },
        },
      },
    },
    down: {
      description: 'The home machine is down. The journal lies on its disk.',
      entry: 'forget',
      on: {
        // The journal may say that the result was offered wherever the user was known to be, in vain.
        'fault.restart': [{ guard: 'hasResult', target: 'returning.goingOn' }, { target: 'beginning' }],
        '*': {},
      },
    },
    settled: {
      description: 'The result was shown. The entry in the journal is crossed out.',
      type: 'final',
      entry: 'settle',
    },
  },
});
