/**
 * The file service of one machine: the store of the volumes that lie here, and for the processes here
 * the way to all files wherever they lie.
 *
 * A file that is opened is its newest version that was closed when it was asked for. A copy in the cache
 * is therefore checked at every opening; and who comes while a check is under way, which may have been
 * answered already, waits for the next one, together with all that came meanwhile.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { effects, type Effect } from '../effects.ts';
import { copyOf, keep, newestPaths, type Cache } from './cache.ts';
import { directoryOf, diskWith, newestOf, write, type Disk } from './disk.ts';
import type { FetchInput } from './fetch.ts';
import { filesOf, instanceOf, ownerOf } from './place.ts';
import type {
  DistributedProtocol,
  FetchId,
  FilesMessage,
  FileVersion,
  Installation,
  NewVersion,
  Opened,
  ProcessId,
  ShadowId,
} from './protocol.ts';

export interface FilesInput {
  readonly machine: string;
  readonly installation: Installation;
  /** What lies here from the beginning. */
  readonly disk: readonly FileVersion[];
  /** Bytes of the copies of files that lie elsewhere. */
  readonly cacheBytes: number;
}

export interface FilesContext extends Omit<FilesInput, 'disk'> {
  /** Survives a crash; all below does not. */
  readonly disk: Disk;
  readonly cache: Cache;
  /** The newest paths in the cache, as the instance knows them. */
  readonly announced: readonly string[];
  /** Fetches under way, one a path; sorted by path. */
  readonly fetches: readonly Fetching[];
}

export interface Fetching {
  readonly path: string;
  /** Who is answered with it; sorted. */
  readonly waiting: readonly ProcessId[];
  /** Who came when it was under way, and must see what was closed since; sorted. */
  readonly joined: readonly ProcessId[];
}

/** How many paths the instance is told, for its gossip. */
const ANNOUNCED_MAX = 8;

const { send, spawn } = effects<DistributedProtocol, { readonly fetch: FetchInput }>();

/** The machine where a file lies, if that is not this one; null also if its owner has no volume. */
function storeElsewhere({ installation: { volumes }, machine }: FilesContext, path: string): string | null {
  const owner = ownerOf(path);
  const store = Object.hasOwn(volumes, owner) ? volumes[owner] : undefined;
  return store === undefined || store === machine ? null : store;
}

function fetchingOf({ fetches }: FilesContext, path: string): Fetching | undefined {
  return fetches.find((it) => it.path === path);
}

function withFetching(fetches: readonly Fetching[], changed: Fetching): readonly Fetching[] {
  const others = fetches.filter(({ path }) => path !== changed.path);
  return [...others, changed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One fetch for all of them, named after the first: `fetch-pc5.alice.3.1:bob/data`. */
function spawnFetch(context: FilesContext, path: string, [first]: readonly ProcessId[], cached: FileVersion | null): Effect {
  const { machine, installation } = context;
  const store = storeElsewhere(context, path);
  if (store === null || first === undefined)
    throw new Error(`a fetch of '${path}' from ${store ?? 'this machine'} for ${first ?? 'nobody'}`);
  const id: FetchId = `fetch-${first.slice('process-'.length)}:${path}`;
  return spawn(id, 'fetch', { id, path, store: filesOf(store), cached, patience: installation.patience, files: filesOf(machine) });
}

export const files = setup({
  types: {
    context: {} as FilesContext,
    input: {} as FilesInput,
    events: {} as FilesMessage,
    emitted: {} as Effect,
  },
  actions: {
    openFromDisk: emit(({ context }, { path, by }: { path: string; by: ProcessId }) => {
      const file = newestOf(context.disk, path);
      return send(by, { type: 'file.opened', path, opened: file ? { type: 'found', file } : { type: 'absent' } });
    }),
    join: assign({
      fetches: ({ context }, { path, by }: { path: string; by: ProcessId }) =>
        context.fetches.map((it) => (it.path === path ? { ...it, joined: [...it.joined, by].sort() } : it)),
    }),
    beginFetch: enqueueActions(({ context, enqueue }, { path, by }: { path: string; by: ProcessId }) => {
      enqueue.assign({ fetches: withFetching(context.fetches, { path, waiting: [by], joined: [] }) });
      enqueue.emit(spawnFetch(context, path, [by], copyOf(context.cache, path)));
    }),
    keepCopy: enqueueActions(({ context, enqueue }, { opened }: { opened: Opened }) => {
      if (opened.type !== 'found') return;
      const cache = keep(context.cache, opened.file, context.cacheBytes);
      const cached = newestPaths(cache, ANNOUNCED_MAX);
      const isNews = cached.length !== context.announced.length || cached.some((path, at) => path !== context.announced[at]);
      enqueue.assign(isNews ? { cache, announced: cached } : { cache });
      if (isNews) enqueue.emit(send(instanceOf(context.machine), { type: 'cache.changed', cached }));
    }),
    answerWaiting: enqueueActions(({ context, enqueue }, { path, opened }: { path: string; opened: Opened }) => {
      for (const by of fetchingOf(context, path)?.waiting ?? []) enqueue.emit(send(by, { type: 'file.opened', path, opened }));
    }),
    fetchForJoined: enqueueActions(({ context, enqueue }, { path, opened }: { path: string; opened: Opened }) => {
      const joined = fetchingOf(context, path)?.joined ?? [];
      if (joined.length === 0) {
        enqueue.assign({ fetches: context.fetches.filter((it) => it.path !== path) });
        return;
      }
      enqueue.assign({ fetches: withFetching(context.fetches, { path, waiting: joined, joined: [] }) });
      // What has just come is at hand, even if it is too large for the cache.
      const cached = opened.type === 'found' ? opened.file : copyOf(context.cache, path);
      enqueue.emit(spawnFetch(context, path, joined, cached));
    }),
    tellVersion: emit(({ context }, { path, by }: { path: string; by: FetchId | ShadowId }) =>
      send(by, { type: 'version.told', path, file: newestOf(context.disk, path) }),
    ),
    sendFile: enqueueActions(({ context, enqueue }, { path, by }: { path: string; by: FetchId }) => {
      const file = newestOf(context.disk, path);
      if (file) enqueue.emit(send(by, { type: 'file.sent', file, sizeBytes: file.sizeBytes }));
    }),
    store: enqueueActions(({ context, enqueue }, { file, by }: { file: NewVersion; by: ProcessId }) => {
      const written = write(context.disk, file);
      enqueue.assign({ disk: written.disk });
      enqueue.emit(send(by, { type: 'file.written', file: written.file }));
    }),
    tellDirectory: emit(({ context }, { owner, by }: { owner: string; by: ProcessId }) =>
      send(by, { type: 'directory.told', files: directoryOf(context.disk, owner) }),
    ),
    forget: assign({ cache: [], announced: [], fetches: [] }),
  },
  guards: {
    isBeingFetched: ({ context }, { path }: { path: string }) => fetchingOf(context, path) !== undefined,
    liesElsewhere: ({ context }, { path }: { path: string }) => storeElsewhere(context, path) !== null,
  },
}).createMachine({
  id: 'files',
  description: 'The file service of a machine: the volumes that lie here, and a cache of files that lie elsewhere.',
  context: ({ input }) => ({ ...input, disk: diskWith(input.disk), cache: [], announced: [], fetches: [] }),
  initial: 'up',
  states: {
    up: {
      description: 'Serves the processes of this machine, and all machines with what lies on its disk.',
      on: {
        'file.wanted': [
          {
            guard: { type: 'isBeingFetched', params: ({ event }) => ({ path: event.path }) },
            actions: { type: 'join', params: ({ event }) => ({ path: event.path, by: event.by }) },
          },
          {
            guard: { type: 'liesElsewhere', params: ({ event }) => ({ path: event.path }) },
            actions: { type: 'beginFetch', params: ({ event }) => ({ path: event.path, by: event.by }) },
          },
          { actions: { type: 'openFromDisk', params: ({ event }) => ({ path: event.path, by: event.by }) } },
        ],
        'fetch.ended': {
          actions: [
            { type: 'keepCopy', params: ({ event }) => ({ opened: event.opened }) },
            { type: 'answerWaiting', params: ({ event }) => ({ path: event.path, opened: event.opened }) },
            { type: 'fetchForJoined', params: ({ event }) => ({ path: event.path, opened: event.opened }) },
          ],
        },
        'version.asked': { actions: { type: 'tellVersion', params: ({ event }) => ({ path: event.path, by: event.by }) } },
        'file.asked': { actions: { type: 'sendFile', params: ({ event }) => ({ path: event.path, by: event.by }) } },
        'file.writing': { actions: { type: 'store', params: ({ event }) => ({ file: event.file, by: event.by }) } },
        'directory.asked': { actions: { type: 'tellDirectory', params: ({ event }) => ({ owner: event.owner, by: event.by }) } },
        'fault.crash': { target: 'down', actions: 'forget' },
        'fault.restart': {},
      },
    },
    down: {
      description: 'Crashed. The disk keeps its files; the cache is lost, and so are those who waited.',
      on: {
        'fault.restart': 'up',
        '*': {},
      },
    },
  },
});
