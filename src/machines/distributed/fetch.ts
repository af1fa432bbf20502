/**
 * A file on its way from the machine where it lies: asks for its newest version, and for its bytes
 * only if the copy in the cache is older. Created by the file service of a machine, which hears how it ended.
 */
import { assign, emit, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import type { DistributedProtocol, FetchId, FetchMessage, FilesId, FileVersion, Opened, Patience } from './protocol.ts';

export interface FetchInput {
  readonly id: FetchId;
  readonly path: string;
  /** Where the file lies. */
  readonly store: FilesId;
  /** The copy at hand. */
  readonly cached: FileVersion | null;
  readonly patience: Patience;
  /** Who wants to hear of the end. */
  readonly files: FilesId;
}

export interface FetchContext extends FetchInput {
  /** The version that the store told of, once it has. */
  readonly told: FileVersion | null;
  /** How often what is being asked has been asked. */
  readonly tries: number;
}

const { send } = effects<DistributedProtocol>();

/** Milliseconds that bytes may take. */
function transferMs(sizeBytes: number, { slowestBytesPerS }: Patience): number {
  return slowestBytesPerS === null ? 0 : (sizeBytes / slowestBytesPerS) * 1000;
}

export const fetch = setup({
  types: {
    context: {} as FetchContext,
    input: {} as FetchInput,
    events: {} as FetchMessage,
    emitted: {} as Effect,
  },
  actions: {
    askVersion: emit(({ context: { store, path, id } }) => send(store, { type: 'version.asked', path, by: id })),
    askBytes: emit(({ context: { store, path, id } }) => send(store, { type: 'file.asked', path, by: id })),
    noteVersion: assign((_, { file }: { file: FileVersion | null }) => ({ told: file, tries: 1 })),
    countTry: assign({ tries: ({ context }) => context.tries + 1 }),
    openCopy: emit(({ context: { files, path, cached } }) =>
      send(files, { type: 'fetch.ended', path, opened: cached ? { type: 'found', file: cached } : { type: 'absent' } }),
    ),
    end: emit(({ context: { files, path } }, { opened }: { opened: Opened }) => send(files, { type: 'fetch.ended', path, opened })),
  },
  guards: {
    isAbsent: (_, { file }: { file: FileVersion | null }) => file === null,
    isCached: ({ context: { cached } }, { file }: { file: FileVersion | null }) =>
      cached !== null && file !== null && cached.version >= file.version,
    isNewEnough: ({ context: { told } }, { file }: { file: FileVersion }) => told !== null && file.version >= told.version,
    mayAskAgain: ({ context: { tries, patience } }) => tries < patience.triesMax,
  },
  delays: {
    answer: ({ context: { patience } }) => patience.answerS * 1000,
    bytes: ({ context: { patience, told } }) => patience.answerS * 1000 + transferMs(told?.sizeBytes ?? 0, patience),
  },
}).createMachine({
  id: 'fetch',
  description: 'One file on its way from the machine where it lies.',
  context: ({ input }) => ({ ...input, told: null, tries: 1 }),
  initial: 'checking',
  on: {
    'fault.crash': '.lost',
    'fault.restart': {},
  },
  states: {
    checking: {
      description: 'Asks the machine of the file which version is the newest one there.',
      entry: 'askVersion',
      after: {
        answer: [
          { guard: 'mayAskAgain', target: 'checking', reenter: true, actions: 'countTry' },
          { target: 'unreachable', actions: { type: 'end', params: { opened: { type: 'unreachable' } } } },
        ],
      },
      on: {
        'version.told': [
          {
            guard: { type: 'isAbsent', params: ({ event }) => ({ file: event.file }) },
            target: 'absent',
            actions: { type: 'end', params: { opened: { type: 'absent' } } },
          },
          { guard: { type: 'isCached', params: ({ event }) => ({ file: event.file }) }, target: 'found', actions: 'openCopy' },
          { target: 'fetching', actions: { type: 'noteVersion', params: ({ event }) => ({ file: event.file }) } },
        ],
        // Sent to one of the same name, before a crash of this machine: the version must be known first.
        'file.sent': {},
      },
    },
    fetching: {
      description: 'The copy is old, or there is none: the bytes are on their way.',
      entry: 'askBytes',
      after: {
        bytes: [
          { guard: 'mayAskAgain', target: 'fetching', reenter: true, actions: 'countTry' },
          { target: 'unreachable', actions: { type: 'end', params: { opened: { type: 'unreachable' } } } },
        ],
      },
      on: {
        'file.sent': [
          {
            guard: { type: 'isNewEnough', params: ({ event }) => ({ file: event.file }) },
            target: 'found',
            actions: { type: 'end', params: ({ event }) => ({ opened: { type: 'found', file: event.file } }) },
          },
          // Older than what is there: sent to one of the same name, before a crash of this machine.
          {},
        ],
        // The answer to a question that was asked again, or an answer that came twice.
        'version.told': {},
      },
    },
    found: { type: 'final', description: 'The newest version is here.' },
    absent: { type: 'final', description: 'There is no such file.' },
    unreachable: { type: 'final', description: 'The machine of the file does not answer.' },
    lost: { type: 'final', description: 'This machine crashed, and nobody waits for the file any more.' },
  },
});
