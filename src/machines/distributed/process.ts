/**
 * A command where it runs: opens its files, computes, writes back, and tells its shadow at home how it
 * went. It asks the shadow for nothing, so that a home that cannot be reached does not stop it; and it
 * gives up in the end, so that no process outlives its purpose.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import { cpuOf, filesOf, instanceOf, machineOf, ownerOf, volumeOf } from './place.ts';
import type {
  Command,
  DistributedProtocol,
  FileVersion,
  Installation,
  NewVersion,
  Opened,
  ProcessEnd,
  ProcessId,
  ProcessMessage,
  ShadowId,
} from './protocol.ts';
import { newVersions, noSuchFile, resultOf } from './results.ts';

export interface ProcessInput {
  readonly id: ProcessId;
  readonly shadow: ShadowId;
  readonly command: Command;
  readonly installation: Installation;
}

export interface ProcessContext extends ProcessInput {
  readonly opened: readonly OpenedFile[];
  /** Versions that their machines have taken. */
  readonly written: readonly FileVersion[];
  /** Questions asked in vain, of the one thing that it waits for. */
  readonly tries: number;
  /** How it went, once that is known. */
  readonly end: ProcessEnd | null;
}

export interface OpenedFile {
  readonly path: string;
  readonly opened: Opened;
}

const { send } = effects<DistributedProtocol>();

function readsOf({ command: { does } }: ProcessContext): readonly string[] {
  if (does.type === 'run') return does.reads;
  return does.type === 'cat' ? [does.path] : [];
}

/** The files that it read, in the order in which its user named them. */
function filesRead(context: ProcessContext): readonly FileVersion[] {
  return readsOf(context).flatMap((path) => {
    const opened = context.opened.find((it) => it.path === path)?.opened;
    return opened?.type === 'found' ? [opened.file] : [];
  });
}

function firstRead(context: ProcessContext, type: Opened['type']): string | undefined {
  return readsOf(context).find((path) => context.opened.some((it) => it.path === path && it.opened.type === type));
}

/** What is still to be written; the first is on its way. */
function unwritten(context: ProcessContext): readonly NewVersion[] {
  return newVersions(context.command, filesRead(context)).filter(({ path }) => !context.written.some((it) => it.path === path));
}

function beingWritten(context: ProcessContext): NewVersion {
  const [file] = unwritten(context);
  if (!file) throw new Error('a process writes back, but has nothing to write');
  return file;
}

/** Whose files are listed. */
function listed({ command: { does } }: ProcessContext): string {
  if (does.type !== 'ls') throw new Error(`a process lists files, but does '${does.type}'`);
  return does.owner;
}

export const process = setup({
  types: {
    context: {} as ProcessContext,
    input: {} as ProcessInput,
    events: {} as ProcessMessage,
    emitted: {} as Effect,
  },
  actions: {
    openFiles: enqueueActions(({ context, enqueue }) => {
      for (const path of readsOf(context))
        enqueue.emit(send(filesOf(machineOf(context.id)), { type: 'file.wanted', path, by: context.id }));
    }),
    noteOpened: assign({ opened: ({ context }, { it }: { it: OpenedFile }) => [...context.opened, it] }),
    failForAbsence: assign({
      end: ({ context }): ProcessEnd => ({ type: 'result', result: noSuchFile(context.command, firstRead(context, 'absent') ?? '') }),
    }),
    failForSilence: assign({
      end: ({ context }): ProcessEnd => ({
        type: 'failure',
        reason: `the machine that keeps ${firstRead(context, 'unreachable')} does not answer`,
      }),
    }),
    compute: emit(({ context }) => {
      const { does } = context.command;
      return send(cpuOf(machineOf(context.id)), { type: 'work.added', process: context.id, workS: does.type === 'run' ? does.cpuS : 0 });
    }),
    write: emit(({ context }) => {
      const file = beingWritten(context);
      return send(filesOf(volumeOf(context.installation, ownerOf(file.path))), {
        type: 'file.writing',
        file,
        by: context.id,
        sizeBytes: file.sizeBytes,
      });
    }),
    noteWritten: assign({ written: ({ context }, { file }: { file: FileVersion }) => [...context.written, file] }),
    failToWrite: assign({
      end: ({ context }): ProcessEnd => ({
        type: 'failure',
        reason: `the machine that keeps ${beingWritten(context).path} does not answer`,
      }),
    }),
    list: emit(({ context }) => {
      const owner = listed(context);
      return send(filesOf(volumeOf(context.installation, owner)), { type: 'directory.asked', owner, by: context.id });
    }),
    noteListing: assign({
      end: ({ context }, { files }: { files: readonly FileVersion[] }): ProcessEnd => ({
        type: 'result',
        result: resultOf(context.command, files),
      }),
    }),
    failToList: assign({
      end: ({ context }): ProcessEnd => ({
        type: 'failure',
        reason: `the machine that keeps the files of ${listed(context)} does not answer`,
      }),
    }),
    conclude: assign({
      end: ({ context }): ProcessEnd => ({
        type: 'result',
        result: resultOf(context.command, context.command.does.type === 'cat' ? filesRead(context) : context.written),
      }),
    }),
    tellEnd: emit(({ context }) => {
      const { shadow, id, end } = context;
      if (end === null) throw new Error('a process tells how it ended, but it has not');
      return send(shadow, { type: 'process.ended', process: id, end });
    }),
    tryAgain: assign({ tries: ({ context }) => context.tries + 1 }),
    beginAnew: assign({ tries: 0 }),
    leave: emit(({ context }) => send(instanceOf(machineOf(context.id)), { type: 'process.gone', process: context.id })),
  },
  guards: {
    readsFiles: ({ context }) => readsOf(context).length > 0,
    isProgram: ({ context }) => context.command.does.type === 'run',
    isListing: ({ context }) => context.command.does.type === 'ls',
    isUnopened: ({ context }, { path }: { path: string }) => !context.opened.some((it) => it.path === path),
    isLastOpened: ({ context }, { path }: { path: string }) =>
      context.opened.length + 1 === readsOf(context).length && !context.opened.some((it) => it.path === path),
    aFileIsUnreachable: ({ context }) => firstRead(context, 'unreachable') !== undefined,
    aFileIsAbsent: ({ context }) => firstRead(context, 'absent') !== undefined,
    hasToWrite: ({ context }) => unwritten(context).length > 0,
    isBeingWritten: ({ context }, { path }: { path: string }) => unwritten(context)[0]?.path === path,
    isLastWritten: ({ context }, { path }: { path: string }) => unwritten(context).every((it) => it.path === path),
    mayTryAgain: ({ context }) => context.tries + 1 < context.installation.patience.triesMax,
  },
  delays: {
    answer: ({ context }) => context.installation.patience.answerS * 1000,
    transfer: ({ context }) => {
      const { answerS, slowestBytesPerS } = context.installation.patience;
      const bytesS = slowestBytesPerS === null ? 0 : beingWritten(context).sizeBytes / slowestBytesPerS;
      return (answerS + bytesS) * 1000;
    },
  },
}).createMachine({
  id: 'process',
  description: 'A command where it runs.',
  context: ({ input }) => ({ ...input, opened: [], written: [], tries: 0, end: null }),
  initial: 'beginning',
  on: {
    'fault.crash': '.killed',
    'fault.restart': {},
    // Answers that come twice, or late.
    'file.written': {},
    'directory.told': {},
    'end.noted': {},
  },
  states: {
    beginning: {
      description: 'It has its memory. What does it need?',
      always: [
        { guard: 'readsFiles', target: 'opening' },
        { guard: 'isProgram', target: 'computing' },
        { guard: 'isListing', target: 'listing' },
        { target: 'writing' },
      ],
    },
    opening: {
      description: 'The file service of its host gets the files that it reads, from wherever they are.',
      entry: 'openFiles',
      on: {
        'file.opened': [
          {
            guard: { type: 'isLastOpened', params: ({ event }) => ({ path: event.path }) },
            target: 'opened',
            actions: { type: 'noteOpened', params: ({ event }) => ({ it: { path: event.path, opened: event.opened } }) },
          },
          {
            guard: { type: 'isUnopened', params: ({ event }) => ({ path: event.path }) },
            actions: { type: 'noteOpened', params: ({ event }) => ({ it: { path: event.path, opened: event.opened } }) },
          },
        ],
      },
    },
    opened: {
      description: 'All of them were answered for.',
      always: [
        { guard: 'aFileIsUnreachable', target: 'ending', actions: 'failForSilence' },
        { guard: 'aFileIsAbsent', target: 'ending', actions: 'failForAbsence' },
        { guard: 'isProgram', target: 'computing' },
        { target: 'ending', actions: 'conclude' },
      ],
    },
    computing: {
      description: 'In the hands of the processor.',
      entry: 'compute',
      on: {
        'cpu.done': [
          { guard: 'hasToWrite', target: 'writing' },
          { target: 'ending', actions: 'conclude' },
        ],
      },
    },
    writing: {
      description: 'Writes its results back, one file after another, to the machines of their volumes.',
      entry: 'write',
      on: {
        'file.written': [
          {
            guard: { type: 'isLastWritten', params: ({ event }) => ({ path: event.file.path }) },
            target: 'ending',
            actions: ['beginAnew', { type: 'noteWritten', params: ({ event }) => ({ file: event.file }) }, 'conclude'],
          },
          {
            guard: { type: 'isBeingWritten', params: ({ event }) => ({ path: event.file.path }) },
            target: 'writing',
            reenter: true,
            actions: ['beginAnew', { type: 'noteWritten', params: ({ event }) => ({ file: event.file }) }],
          },
        ],
      },
      after: {
        transfer: [
          { guard: 'mayTryAgain', target: 'writing', reenter: true, actions: 'tryAgain' },
          { target: 'ending', actions: ['failToWrite', 'beginAnew'] },
        ],
      },
    },
    listing: {
      description: 'Asks the machine of a volume what files there are.',
      entry: 'list',
      on: {
        'directory.told': {
          target: 'ending',
          actions: ['beginAnew', { type: 'noteListing', params: ({ event }) => ({ files: event.files }) }],
        },
      },
      after: {
        answer: [
          { guard: 'mayTryAgain', target: 'listing', reenter: true, actions: 'tryAgain' },
          { target: 'ending', actions: ['failToList', 'beginAnew'] },
        ],
      },
    },
    ending: {
      description: 'Tells its shadow how it went, until the shadow knows. A shadow that never answers is gone, or will ask.',
      entry: 'tellEnd',
      on: { 'end.noted': 'ended' },
      after: {
        answer: [{ guard: 'mayTryAgain', target: 'ending', reenter: true, actions: 'tryAgain' }, { target: 'ended' }],
      },
    },
    ended: {
      description: 'Its memory is given back.',
      type: 'final',
      entry: 'leave',
    },
    killed: {
      description: 'Its machine went down.',
      type: 'final',
    },
  },
});
