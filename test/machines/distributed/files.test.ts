import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviorOf } from '../../../src/actors/behavior.ts';
import type { Outcome, StepEffect } from '../../../src/actors/step.ts';
import { ActorSystem, type Arrival } from '../../../src/actors/system.ts';
import type { TraceEvent } from '../../../src/actors/trace.ts';
import type { WirePolicy } from '../../../src/actors/wire.ts';
import { newestOf } from '../../../src/machines/distributed/disk.ts';
import { fetch, type FetchInput } from '../../../src/machines/distributed/fetch.ts';
import { effects } from '../../../src/machines/effects.ts';
import { files, type FilesContext, type FilesInput } from '../../../src/machines/distributed/files.ts';
import { machineOf } from '../../../src/machines/distributed/place.ts';
import type {
  DistributedProtocol,
  FilesMessage,
  FileVersion,
  Installation,
  Opened,
  Patience,
  ProcessId,
  ProcessMessage,
} from '../../../src/machines/distributed/protocol.ts';
import { runs } from '../../runs.ts';

const PATIENCE: Patience = { answerS: 2, triesMax: 3, placesMax: 3, watchS: null, keepS: 60, doublingsMax: 6, slowestBytesPerS: null };
const INSTALLATION: Installation = {
  machines: ['pc1', 'pc2', 'pc5'],
  volumes: { ada: 'pc5', bob: 'pc2' },
  placement: { policy: 'local', threshold: 2, probes: 3 },
  gossip: { periodS: null, window: 4, knownMax: 8, ageMax: 5 },
  programBytes: 0,
  patience: PATIENCE,
};

const [a, b, c]: readonly [ProcessId, ProcessId, ProcessId] = ['process-pc5.ada.1.1', 'process-pc5.bob.7.2', 'process-pc5.carl.3.1'];

function fileOf(path: string, version = 1, changes: Partial<FileVersion> = {}): FileVersion {
  return { path, version, sizeBytes: 10, by: null, made: 'put', ...changes };
}

/** The file service of pc5, told things by hand: where ada's files lie, and bob's do not. */
class Service {
  readonly #behavior = behaviorOf('files', files, { checked: true });
  #outcome: Outcome;

  constructor({ disk = [], cacheBytes = 100 }: Partial<Pick<FilesInput, 'disk' | 'cacheBytes'>> = {}) {
    const input: FilesInput = { machine: 'pc5', installation: INSTALLATION, disk, cacheBytes };
    this.#outcome = this.#behavior.start(input, noChoice);
  }

  get state(): unknown {
    return this.#outcome.snapshot.value;
  }

  get context(): FilesContext {
    return this.#outcome.snapshot.context as unknown as FilesContext; // The machine is that of a file service.
  }

  /** Tells it one thing after another; what it did at the last one. */
  tell(...messages: readonly FilesMessage[]): readonly StepEffect[] {
    for (const message of messages) {
      this.#outcome = this.#behavior.step(this.#outcome.snapshot, message, noChoice);
      if (!this.#outcome.handled) throw new Error(`'${message.type}' is not heard in ${String(this.state)}`);
    }
    return this.#outcome.effects;
  }
}

function noChoice(): never {
  throw new Error('a file service leaves nothing open');
}

function wanted(path: string, by: ProcessId): FilesMessage {
  return { type: 'file.wanted', path, by };
}

function ended(path: string, opened: Opened): FilesMessage {
  return { type: 'fetch.ended', path, opened };
}

function found(file: FileVersion): Opened {
  return { type: 'found', file };
}

function writing(path: string, command: string, by: ProcessId): FilesMessage {
  return { type: 'file.writing', file: { path, by: command, sizeBytes: 10, made: 'put' }, by, sizeBytes: 10 };
}

const { send, spawn } = effects<DistributedProtocol, { readonly fetch: FetchInput }>();

function opens(path: string, by: ProcessId, opened: Opened): StepEffect {
  return send(by, { type: 'file.opened', path, opened });
}

function fetches(token: string, path: string, cached: FileVersion | null): StepEffect {
  const id: FetchInput['id'] = `fetch-${token}:${path}`;
  return spawn(id, 'fetch', { id, path, store: 'files-pc2', cached, patience: PATIENCE, files: 'files-pc5' });
}

function announces(...cached: readonly string[]): StepEffect {
  return send('instance-pc5', { type: 'cache.changed', cached });
}

const CRASH: FilesMessage = { type: 'fault.crash' };
const RESTART: FilesMessage = { type: 'fault.restart' };

describe('the store of a machine', () => {
  const disk = [fileOf('ada/x', 3), fileOf('ada/a', 1)];

  test('tells anybody the newest version of a file, or that there is none', () => {
    const service = new Service({ disk });
    const by = 'shadow-pc1.bob.1';
    const told = (path: string): readonly StepEffect[] => service.tell({ type: 'version.asked', path, by });
    expect(told('ada/x')).toEqual([send(by, { type: 'version.told', path: 'ada/x', file: fileOf('ada/x', 3) })]);
    expect(told('ada/y')).toEqual([send(by, { type: 'version.told', path: 'ada/y', file: null })]);
  });

  test('sends a file with its bytes, and nothing for a file that is not there', () => {
    const service = new Service({ disk });
    const by = 'fetch-pc1.bob.1.1:ada/x';
    expect(service.tell({ type: 'file.asked', path: 'ada/x', by })).toEqual([
      send(by, { type: 'file.sent', file: fileOf('ada/x', 3), sizeBytes: 10 }),
    ]);
    expect(service.tell({ type: 'file.asked', path: 'ada/y', by })).toEqual([]);
  });

  test('lists what an owner has here, by path', () => {
    expect(new Service({ disk }).tell({ type: 'directory.asked', owner: 'ada', by: a })).toEqual([
      send(a, { type: 'directory.told', files: [fileOf('ada/a', 1), fileOf('ada/x', 3)] }),
    ]);
  });

  test('takes a write as the next version, and answers it with the same one when it comes again, from whatever attempt', () => {
    const service = new Service({ disk });
    const file = fileOf('ada/x', 4, { by: 'bob.7' });
    expect(service.tell(writing('ada/x', 'bob.7', 'process-pc1.bob.7.1'))).toEqual([
      send('process-pc1.bob.7.1', { type: 'file.written', file }),
    ]);
    service.tell(writing('ada/x', 'carl.1', c), CRASH, RESTART);
    expect(service.tell(writing('ada/x', 'bob.7', b))).toEqual([send(b, { type: 'file.written', file })]);
    expect(newestOf(service.context.disk, 'ada/x')?.version).toBe(5);
  });

  test('hears nothing while it is down, and has the same files afterwards', () => {
    const service = new Service({ disk });
    const before = service.context.disk;
    service.tell(CRASH);
    expect(service.tell(writing('ada/x', 'bob.7', b), wanted('ada/x', a), CRASH)).toEqual([]);
    expect(service.state).toBe('down');
    service.tell(RESTART, RESTART);
    expect([service.state, service.context.disk]).toEqual(['up', before]);
  });
});

describe('a process that opens a file', () => {
  const [one, two, three] = [fileOf('bob/data', 1), fileOf('bob/data', 2), fileOf('bob/data', 3)];

  test('is answered at once if the file lies here, or nowhere', () => {
    const service = new Service({ disk: [fileOf('ada/x', 3)] });
    expect(service.tell(wanted('ada/x', a))).toEqual([opens('ada/x', a, found(fileOf('ada/x', 3)))]);
    for (const path of ['ada/y', 'nobody/x', 'constructor/x', 'nonsense'])
      expect(service.tell(wanted(path, a))).toEqual([opens(path, a, { type: 'absent' })]);
  });

  test('has a file that lies elsewhere fetched, kept, and told of', () => {
    const service = new Service();
    expect(service.tell(wanted('bob/data', a))).toEqual([fetches('pc5.ada.1.1', 'bob/data', null)]);
    expect(service.tell(ended('bob/data', found(one)))).toEqual([announces('bob/data'), opens('bob/data', a, found(one))]);
    expect([service.context.cache, service.context.fetches]).toEqual([[one], []]);
  });

  test('has a copy that was fetched before checked, and nothing is told that is known', () => {
    const service = new Service();
    service.tell(wanted('bob/data', a), ended('bob/data', found(one)));
    expect(service.tell(wanted('bob/data', b))).toEqual([fetches('pc5.bob.7.2', 'bob/data', one)]);
    expect(service.tell(ended('bob/data', found(two)))).toEqual([opens('bob/data', b, found(two))]);
    expect(service.context.cache).toEqual([two]);
  });

  test.each<Opened>([{ type: 'absent' }, { type: 'unreachable' }])('hears what else became of it: %j', (opened) => {
    const service = new Service();
    service.tell(wanted('bob/data', a));
    expect(service.tell(ended('bob/data', opened))).toEqual([opens('bob/data', a, opened)]);
    expect([service.context.cache, service.context.fetches]).toEqual([[], []]);
  });

  test('that comes during a fetch is answered by the next one, which finds the copy at hand and serves all who came', () => {
    const service = new Service();
    expect(service.tell(wanted('bob/data', a), wanted('bob/data', c))).toEqual([]);
    expect(service.tell(wanted('bob/data', b))).toEqual([]);
    expect(service.tell(ended('bob/data', found(one)))).toEqual([
      announces('bob/data'),
      opens('bob/data', a, found(one)),
      fetches('pc5.bob.7.2', 'bob/data', one),
    ]);
    expect(service.tell(wanted('bob/data', a))).toEqual([]);
    expect(service.tell(ended('bob/data', found(two)))).toEqual([
      opens('bob/data', b, found(two)),
      opens('bob/data', c, found(two)),
      fetches('pc5.ada.1.1', 'bob/data', two),
    ]);
    expect(service.tell(ended('bob/data', found(three)))).toEqual([opens('bob/data', a, found(three))]);
    expect(service.context.fetches).toEqual([]);
  });

  test('that comes during the fetch of a file too large for the cache gets it with no second transfer', () => {
    const service = new Service({ cacheBytes: 5 });
    service.tell(wanted('bob/data', a), wanted('bob/data', b));
    expect(service.tell(ended('bob/data', found(one)))).toEqual([
      opens('bob/data', a, found(one)),
      fetches('pc5.bob.7.2', 'bob/data', one),
    ]);
    expect(service.context.cache).toEqual([]);
  });

  test('that comes during a fetch in vain has it tried again, with the copy of before', () => {
    const service = new Service();
    service.tell(wanted('bob/data', a), ended('bob/data', found(one)));
    service.tell(wanted('bob/data', a), wanted('bob/data', b));
    expect(service.tell(ended('bob/data', { type: 'unreachable' }))).toEqual([
      opens('bob/data', a, { type: 'unreachable' }),
      fetches('pc5.bob.7.2', 'bob/data', one),
    ]);
  });

  test('does not wait for the fetch of another file', () => {
    const service = new Service();
    service.tell(wanted('bob/data', a));
    expect(service.tell(wanted('bob/code', b))).toEqual([fetches('pc5.bob.7.2', 'bob/code', null)]);
    expect(service.context.fetches.map(({ path }) => path)).toEqual(['bob/code', 'bob/data']);
    service.tell(ended('bob/data', found(one)));
    expect(service.context.fetches.map(({ path }) => path)).toEqual(['bob/code']);
  });
});

describe('the cache of a machine', () => {
  /** Has files of bob fetched, one after the other; what was done at the end of the last one. */
  function fetchAll(service: Service, ...names: readonly string[]): readonly StepEffect[] {
    return service.tell(...names.flatMap((name) => [wanted(`bob/${name}`, a), ended(`bob/${name}`, found(fileOf(`bob/${name}`)))]));
  }

  test('lets go of what was used least recently when it is full, and says so', () => {
    const service = new Service({ cacheBytes: 20 });
    fetchAll(service, 'x', 'y', 'x');
    expect(fetchAll(service, 'z')[0]).toEqual(announces('bob/x', 'bob/z'));
    expect(service.context.cache.map(({ path }) => path)).toEqual(['bob/x', 'bob/z']);
  });

  test('is told of by its eight newest paths, sorted, and only when they are others', () => {
    const service = new Service();
    const names = ['i', 'h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'];
    const eight = names.slice(1).map((name) => `bob/${name}`);
    expect(fetchAll(service, ...names)[0]).toEqual(announces(...eight.toSorted()));
    expect(fetchAll(service, 'c')).toEqual([opens('bob/c', a, found(fileOf('bob/c')))]);
    expect(fetchAll(service, 'i')[0]).toEqual(announces(...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'i'].map((name) => `bob/${name}`)));
  });

  test('is lost in a crash, with all that is under way', () => {
    const service = new Service();
    fetchAll(service, 'x');
    service.tell(wanted('bob/y', a), wanted('bob/y', b), CRASH);
    expect(service.tell(ended('bob/y', found(fileOf('bob/y'))))).toEqual([]);
    service.tell(RESTART);
    expect(service.context).toEqual(new Service().context);
    expect(service.tell(wanted('bob/x', c))).toEqual([fetches('pc5.carl.3.1', 'bob/x', null)]);
  });
});

/** What happens to a network of two machines: pc2, where bob's files lie, and pc5, where they are read. */
interface Case {
  readonly seed: number;
  readonly cacheBytes: number;
  readonly wire: WirePolicy;
  readonly happenings: readonly {
    readonly afterMs: number;
    readonly type: 'read' | 'write';
    readonly path: string;
    readonly repeats: boolean;
  }[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(),
  cacheBytes: fc.constantFrom(0, 10, 20, 100),
  wire: fc.record({
    latencyS: fc.constantFrom<NonNullable<WirePolicy['latencyS']>>(0.1, { type: 'exponential', mean: 0.5 }),
    loss: fc.constantFrom(0, 0, 0.1, 0.4),
    duplication: fc.constantFrom(0, 0.3),
    reordering: fc.constant({ probability: 0.3, byS: { type: 'uniform', min: 0, max: 4 } as const }),
  }),
  happenings: fc.array(
    fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.nat({ max: 1500 })),
      type: fc.constantFrom('read', 'read', 'write'),
      path: fc.constantFrom('bob/x', 'bob/x', 'bob/y', 'bob/z'),
      repeats: fc.boolean(),
    }),
    { maxLength: 25 },
  ),
});

/** All that happens, in order. Writes are told to pc2 from outside; a process is no actor, so that answers are dead letters. */
function run({ seed, cacheBytes, wire, happenings }: Case): readonly TraceEvent[] {
  const behaviors = new Map([
    ['files', behaviorOf('files', files, { checked: true })],
    ['fetch', behaviorOf('fetch', fetch, { checked: true })],
  ]);
  const system = new ActorSystem({ behaviors, seed, wires: { placeOf: machineOf, between: () => wire } });
  const events: TraceEvent[] = [];
  system.events.subscribe((event) => events.push(event));
  const disk = [fileOf('bob/x'), fileOf('bob/y')];
  system.start({ id: 'files-pc2', input: { machine: 'pc2', installation: INSTALLATION, disk, cacheBytes: 0 } });
  system.start({ id: 'files-pc5', input: { machine: 'pc5', installation: INSTALLATION, disk: [], cacheBytes } });
  let atMs = 0;
  const arrivals = happenings.flatMap(({ afterMs, type, path, repeats }, at): Arrival[] => {
    atMs += afterMs;
    if (type === 'read') return [{ atMs, to: 'files-pc5', message: wanted(path, readerOf(at)) }];
    const write = { atMs, to: 'files-pc2', message: writing(path, `bob.${at}`, `process-pc2.bob.${at}.1`) };
    return repeats ? [write, write] : [write];
  });
  system.feed(arrivals, 'arrival');
  for (let ticks = 0; ticks < 100_000 && system.tick(); ticks += 1);
  return events;
}

function readerOf(at: number): ProcessId {
  return `process-pc5.ada.${at}.1`;
}

interface Answer {
  readonly to: string;
  readonly path: string;
  readonly opened: Opened;
}

function answersIn(events: readonly TraceEvent[]): readonly Answer[] {
  return events.flatMap((event): Answer[] => {
    if (event.type !== 'dead letter' || event.message.type !== 'file.opened') return [];
    const { path, opened } = event.message as Extract<ProcessMessage, { type: 'file.opened' }>; // By its type.
    return [{ to: event.to, path, opened }];
  });
}

describe('two machines on a bad network', () => {
  test('answer every process that opens a file, once', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const readers = given.happenings.flatMap(({ type }, at) => (type === 'read' ? [readerOf(at)] : []));
        const answered = answersIn(run(given)).map(({ to }) => to);
        expect(answered.toSorted()).toEqual(readers.toSorted());
      }),
      runs(150),
    );
  });

  test('never open a version that is older than the newest one closed when it was asked for', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const newest = new Map([
          ['bob/x', 1],
          ['bob/y', 1],
        ]);
        const atLeast = new Map<string, number>();
        for (const event of run(given)) {
          if (event.type === 'step' && event.cause.type === 'arrival') {
            const message = event.cause.message as FilesMessage; // Nothing but file services is told from outside.
            const { disk } = event.snapshot.context as unknown as FilesContext; // As above.
            if (message.type === 'file.wanted') atLeast.set(message.by, newest.get(message.path) ?? 0);
            else if (message.type === 'file.writing') newest.set(message.file.path, newestOf(disk, message.file.path)?.version ?? 0);
          }
          for (const { to, opened } of answersIn([event])) {
            if (opened.type === 'found') expect(opened.file.version).toBeGreaterThanOrEqual(atLeast.get(to) ?? 0);
            else if (opened.type === 'absent') expect(atLeast.get(to)).toBe(0);
          }
        }
      }),
      runs(300),
    );
  });

  test('never keep more copies than fit', () => {
    fc.assert(
      fc.property(cases, (given) => {
        for (const event of run(given)) {
          if (event.type !== 'step' || event.actor !== 'files-pc5') continue;
          const { cache } = event.snapshot.context as unknown as FilesContext; // By its id.
          expect(cache.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(given.cacheBytes);
        }
      }),
      runs(100),
    );
  });

  test('understand all that they are told, and leave no fetch behind', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const events = run(given);
        expect(events.filter((event) => event.type === 'step' && event.unhandled)).toEqual([]);
        const born = events.flatMap((event) => (event.type === 'step' ? event.spawns : []));
        const gone = events.flatMap((event) => (event.type === 'step' && event.final ? [event.actor] : []));
        expect(gone.toSorted()).toEqual(born.toSorted());
      }),
      runs(100),
    );
  });

  test('move the bytes of a file once when many want it at the same time', () => {
    const read = { afterMs: 0, type: 'read', path: 'bob/x', repeats: false } as const;
    for (const cacheBytes of [0, 100]) {
      const events = run({ seed: 1, cacheBytes, wire: { latencyS: 0.1 }, happenings: Array.from({ length: 9 }, () => read) });
      const sends = events.flatMap((event) => (event.type === 'step' ? event.sends : []));
      expect(sends.filter(({ type }) => type === 'file.sent')).toHaveLength(1);
      expect(answersIn(events)).toHaveLength(9);
    }
  });
});
