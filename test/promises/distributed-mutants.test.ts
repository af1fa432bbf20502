/** What the checker says of the distributed operating system can be otherwise: machines broken on purpose, and the shortest way to see it. */
import { describe, expect, test } from 'vitest';
import { assign, createMachine, enqueueActions } from 'xstate';
import type { Machine } from '../../src/actors/behavior.ts';
import { BUILT_IN } from '../../src/checker/check-options.ts';
import { cpu } from '../../src/machines/distributed/cpu.ts';
import { write } from '../../src/machines/distributed/disk.ts';
import { fetch } from '../../src/machines/distributed/fetch.ts';
import { files } from '../../src/machines/distributed/files.ts';
import { taken } from '../../src/machines/distributed/hosting.ts';
import { instance } from '../../src/machines/distributed/instance.ts';
import { instanceOf, processOf } from '../../src/machines/distributed/place.ts';
import { process, type ProcessInput } from '../../src/machines/distributed/process.ts';
import type { DistributedProtocol } from '../../src/machines/distributed/protocol.ts';
import { shadow } from '../../src/machines/distributed/shadow.ts';
import { terminal } from '../../src/machines/distributed/terminal.ts';
import { effects } from '../../src/machines/effects.ts';
import { timeout } from '../runs.ts';
import { checked, counterexample, reached, type Counterexample, type Model } from './distributed-models.ts';

const { send, spawn } = effects<DistributedProtocol, { readonly process: ProcessInput }>();

interface Mutant extends Model {
  readonly name: string;
  readonly found: Counterexample;
}

const ROAMING = `
  user ann
    9:00 login pc1
    then run sort cpu 1s &
    then logout
    then login pc2`;

const ONE = `
  user ann
    9:00 login pc1
    then run sort cpu 1s`;

/** Away from home whatever the load is. */
const AWAY = { 'placement.policy': 'random-threshold', 'placement.threshold': 0 };

const ENDS_ONCE = 'a command ends once on the screens of its user, with a result or a failure, and never twice';
const READS_NEWEST = 'who opens a file reads no older version than the newest that was closed before';

const mutants: readonly Mutant[] = [
  {
    name: 'a terminal that does not know what it has shown',
    script: ROAMING,
    kinds: { terminal: terminal.provide({ guards: { isNew: () => true } }) },
    found: { property: ENDS_ONCE, steps: 27, last: 'delivery of result.offered from shadow-pc1.ann.1 to terminal-pc2.ann.2' },
  },
  {
    name: 'a shadow that takes no answer for a no, and goes on to the next terminal',
    script: `
      user ann
        9:00 login pc1
        then run sort cpu 1s &
        then logout
        then login pc2
        then login pc1`,
    settings: { 'placement.policy': 'local' },
    kinds: {
      shadow: shadow.provide({
        actions: { waitLonger: assign({ terminals: ({ context: { terminals } }) => [...terminals.slice(1), ...terminals.slice(0, 1)] }) },
      }),
    },
    found: { property: ENDS_ONCE, steps: 37, last: 'delivery of result.offered from shadow-pc1.ann.1 to terminal-pc1.ann.3' },
  },
  {
    name: 'a shadow that has its command run on all machines, to be on the safe side',
    script: ONE,
    kinds: {
      shadow: shadow.provide({
        actions: {
          order: enqueueActions(({ context: { id, command, installation, attempts }, enqueue }) => {
            for (const machine of installation.machines) {
              const order = { process: processOf(machine, command.id, attempts), shadow: id, command };
              enqueue.emit(send(instanceOf(machine), { type: 'process.ordered', order, sizeBytes: 0 }));
            }
          }),
        },
      }),
    },
    found: {
      property: 'a command runs twice at once only if a host was given up, or its home went down',
      steps: 12,
      last: 'delivery of process.ordered from shadow-pc1.ann.1 to instance-pc2',
    },
  },
  {
    name: 'a fetch that takes the copy at hand for the newest version',
    script: `
      volume shared on pc2
      file shared/list 1kB
      user ann
        9:00 login pc1
        then cat shared/list
        then put shared/list 2kB
        then cat shared/list`,
    kinds: { fetch: fetch.provide({ guards: { isCached: ({ context }) => context.cached !== null } }) },
    found: { property: READS_NEWEST, steps: 47, last: 'delivery of file.opened from files-pc1 to process-pc1.ann.3.1' },
  },
  {
    name: 'an instance that runs an order again when its process is gone',
    script: `
      volume shared on pc2
      file shared/list 1kB
      user ann
        9:00 login pc2
        then run sort cpu 1s reads shared/list &
        then put shared/list 2kB`,
    settings: AWAY,
    faults: { duplication: 2 },
    kinds: { instance: instance.provide({ guards: { wasHere: () => false } }) },
    found: { property: READS_NEWEST, steps: 42, last: 'delivery of file.opened from files-pc1 to process-pc1.ann.1.1' },
  },
  {
    name: 'a file service that takes a write as often as it comes',
    script: `
      volume shared on pc2
      user ann
        9:00 login pc1
        then put shared/list 2kB`,
    faults: { duplication: 1 },
    kinds: {
      files: files.provide({
        actions: {
          store: enqueueActions(({ context, enqueue }, { file, by }) => {
            const { disk, file: made } = write(context.disk, file);
            const isAgain = disk === context.disk;
            const noted = disk.map(({ owner, files: all }) => ({
              owner,
              files: all.map(({ newest, written }) => ({ newest, written: isAgain ? [...written, newest] : written })),
            }));
            enqueue.assign({ disk: noted });
            enqueue.emit(send(by, { type: 'file.written', file: made }));
          }),
        },
      }),
    },
    found: { property: 'no file takes a command twice', steps: 19, last: 'delivery of file.writing from process-pc1.ann.1.1 to files-pc2' },
  },
  {
    name: 'an instance that lets in whoever comes',
    script: `
      user ann
        9:00 login pc1
        then run sort cpu 1s memory 600MB &
        then run count cpu 1s memory 600MB`,
    settings: { 'placement.policy': 'local' },
    kinds: {
      instance: instance.provide({
        actions: {
          take: enqueueActions(({ context, enqueue }, { order }) => {
            const { hosting, admitted } = taken(context.hosting, order, Number.POSITIVE_INFINITY);
            enqueue.assign({ hosting });
            for (const { process, shadow: by, command } of admitted)
              enqueue.emit(spawn(process, 'process', { id: process, shadow: by, command, installation: context.installation }));
          }),
        },
      }),
    },
    found: {
      property: 'the programs of a machine have no more memory than there is',
      steps: 14,
      last: 'delivery of process.ordered from shadow-pc1.ann.2 to instance-pc1',
    },
  },
  {
    name: 'a processor that always has one more core',
    script: `
      user ann
        9:00 login pc1
        then run sort cpu 1s &
        then run count cpu 1s`,
    settings: { 'placement.policy': 'local' },
    kinds: { cpu: cpu.provide({ guards: { takesLastCore: () => false } }) },
    found: {
      property: 'no machine computes on more cores than it has',
      steps: 15,
      last: 'delivery of work.added from process-pc1.ann.2.1 to cpu-pc1',
    },
  },
  {
    name: 'a terminal that does not say what it has shown',
    script: ONE,
    kinds: { terminal: terminal.provide({ actions: { answerShown: enqueueActions(() => undefined) } }) },
    found: {
      property: 'what is typed comes to its end, on a screen or in the journal of a user who has gone',
      steps: 20,
      last: 'delivery of result.offered from shadow-pc1.ann.1 to terminal-pc1.ann.1',
    },
  },
  {
    name: 'a shadow that never looks after its process',
    script: ONE,
    faults: { crash: 1 },
    kinds: { shadow: shadow.provide({ guards: { isWatched: () => false } }) },
    found: { property: BUILT_IN.deadlock, steps: 13, last: 'fault.restart at pc2' },
  },
  {
    name: 'a process that never gives its memory back',
    script: ONE,
    kinds: { process: process.provide({ actions: { leave: enqueueActions(() => undefined) } }) },
    found: { property: BUILT_IN.deadlock, steps: 19, last: 'delivery of end.noted from shadow-pc1.ann.1 to process-pc1.ann.1.1' },
  },
  {
    name: 'a terminal to which a result must not come before its session has begun',
    script: `
      user ann
        9:00 login pc1
        then run sort cpu 1s &
        then logout
        then login pc1`,
    kinds: { terminal: withoutPatience() },
    found: { property: BUILT_IN.unhandled, steps: 23, last: 'delivery of result.offered from shadow-pc1.ann.1 to terminal-pc1.ann.2' },
  },
];

describe('a promise is broken, and it shows, by', () => {
  test.each(mutants)('$name', { timeout: timeout(60_000) }, ({ found, ...model }) => {
    expect(counterexample(checked(model))).toEqual(found);
  });
});

describe('what is merely possible', () => {
  const possible = [
    'a program runs on another machine than where it was typed',
    'a result appears on another screen than where its command was typed',
    'a command is placed once more',
  ];

  test('is so in the session that the scenario is checked with', () => {
    expect(reached(checked({ script: ROAMING, faults: { crash: 1 } }, { only: possible }))).toEqual(possible);
  });

  test.each([
    { name: 'where everything runs at home', settings: { 'placement.policy': 'local' }, script: ROAMING, missing: 0 },
    { name: 'where users stay where they are', settings: {}, script: ONE, missing: 1 },
  ])('is found not to be, $name', ({ settings, script, missing }) => {
    const all = reached(checked({ script, settings, faults: { crash: 1 } }, { only: possible }));
    expect(all).toEqual(possible.filter((_, at) => at !== missing));
  });

  test('is found not to be, where nobody gives up a machine', () => {
    expect(reached(checked({ script: ROAMING }, { only: possible }))).toEqual(possible.slice(0, 2));
  });
});

/** A terminal as it was before the checker found that it cannot choose what it is told first. */
function withoutPatience(): Machine {
  // The chart as it stands there, of which nothing is changed but that; its types are those of the whole.
  const { states } = terminal.config as unknown as {
    readonly states: { readonly loggingIn: { readonly on: Readonly<Record<string, unknown>> } };
  };
  const { 'result.offered': _, ...on } = states.loggingIn.on;
  const config = { ...terminal.config, states: { ...states, loggingIn: { ...states.loggingIn, on } } };
  return createMachine(config as never, terminal.implementations as never) as unknown as Machine;
}
