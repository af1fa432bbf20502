/**
 * An instance of the operating system: one on every machine, all acting as one. It lets users log in,
 * is home to what they type, tells others how full its machine is, and runs what any of them sends.
 *
 * Where a user is: whoever opens or closes a session tells the machine of the user's volume, again and
 * again until that has noted it; and whoever has a result for a user who is not where the command was
 * typed asks there.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import { drawn, effects, type Effect } from '../effects.ts';
import { freed, isKnown, needBytes, NOBODY, standing, taken, type Hardware, type Hosting } from './hosting.ts';
import { aged, learned, news, silenced } from './knowledge.ts';
import { instanceOf, shadowOf, volumeOf } from './place.ts';
import type { ProcessInput } from './process.ts';
import type {
  Command,
  DistributedProtocol,
  Installation,
  InstanceId,
  InstanceMessage,
  Known,
  Order,
  ProcessId,
  Session,
  ShadowId,
  TerminalId,
} from './protocol.ts';
import { ranks } from './ranks.ts';
import type { ShadowInput } from './errand.ts';

export interface InstanceInput extends Hardware {
  readonly installation: Installation;
  /** Seconds until somebody comes; before that, there is nothing to tell others. */
  readonly quietS: number;
}

export interface InstanceContext extends InstanceInput {
  /** The journal: commands that it is home to, in order; each of them has a shadow. On the disk. */
  readonly commands: readonly { readonly id: string; readonly user: string }[];
  /** Where those users are whose volume lies here, the newest log-in first. On the disk. */
  readonly whereabouts: readonly Session[];
  /** Processes that it has taken, the newest last: an order that comes again when its process is gone is not run again. On the disk. */
  readonly taken: readonly ProcessId[];
  /** Shadows, anywhere, that keep a result for a user who is away. */
  readonly seekers: readonly { readonly user: string; readonly by: ShadowId }[];
  /** Sessions opened or closed here, of which the machine of the volume has not said that it knows. */
  readonly announcements: readonly Announcement[];
  /** Announcements in vain. */
  readonly tries: number;
  readonly hosting: Hosting;
  /** What it knows of the others, sorted by machine. */
  readonly known: readonly Known[];
  /** What lies in its own cache. */
  readonly cached: readonly string[];
}

export interface Announcement {
  readonly session: Session;
  readonly isOpen: boolean;
}

const { send, spawn, choose } = effects<DistributedProtocol, { readonly shadow: ShadowInput; readonly process: ProcessInput }>();

/** What is forgotten when the machine crashes. */
const VOLATILE = {
  quietS: 0,
  seekers: [],
  announcements: [],
  tries: 0,
  hosting: NOBODY,
  known: [],
  cached: [],
} satisfies Partial<InstanceContext>;

/** How many of the processes that it has taken an instance remembers: none is ordered so late. */
const TAKEN_MAX = 64;

function own(context: InstanceContext): Known {
  return standing(context.hosting, context, context.cached);
}

function self({ machine }: InstanceContext): InstanceId {
  return instanceOf(machine);
}

/** The instance that keeps note of where a user is. */
function registrarOf({ installation }: InstanceContext, user: string): InstanceId {
  return instanceOf(volumeOf(installation, user));
}

function terminalsOf({ whereabouts }: InstanceContext, user: string): readonly TerminalId[] {
  return whereabouts.filter((it) => it.user === user).map(({ terminal }) => terminal);
}

function isSame(one: Session, other: Session): boolean {
  return one.terminal === other.terminal;
}

/** The machine of a rank among all others. */
function otherMachine({ installation: { machines }, machine }: InstanceContext, rank: number): string {
  const place = machines.indexOf(machine);
  return machines[rank < place ? rank : rank + 1] ?? machine;
}

function startOf({ process, shadow, command }: Order, { installation }: InstanceContext): Effect {
  return spawn(process, 'process', { id: process, shadow, command, installation });
}

export const instance = setup({
  types: {
    context: {} as InstanceContext,
    input: {} as InstanceInput,
    events: {} as InstanceMessage | { readonly type: 'chosen'; readonly value: number },
    emitted: {} as Effect,
  },
  actions: {
    letIn: emit((_, { terminal }: { terminal: TerminalId }) => send(terminal, { type: 'login.accepted' })),
    toAnnounce: assign(({ context }, announcement: Announcement) => ({
      announcements: [...context.announcements, announcement],
      tries: 0,
    })),
    announce: enqueueActions(({ context, enqueue }) => {
      for (const { session, isOpen } of context.announcements) {
        const type = isOpen ? 'session.opened' : 'session.closed';
        enqueue.emit(send(registrarOf(context, session.user), { type, session, by: self(context) }));
      }
    }),
    crossOff: assign({
      announcements: ({ context }, { session, isOpen }: Announcement) =>
        context.announcements.filter((it) => !isSame(it.session, session) || it.isOpen !== isOpen),
    }),
    waitLonger: assign({ tries: ({ context }) => Math.min(context.tries + 1, context.installation.patience.doublingsMax) }),
    noteSession: enqueueActions(({ context, enqueue }, { session, by }: { session: Session; by: InstanceId }) => {
      // What is told again is no newer log-in.
      const isNew = !context.whereabouts.some((it) => isSame(it, session));
      const whereabouts = isNew ? [session, ...context.whereabouts] : context.whereabouts;
      const terminals = terminalsOf({ ...context, whereabouts }, session.user);
      enqueue.assign({ whereabouts, seekers: context.seekers.filter(({ user }) => user !== session.user) });
      enqueue.emit(send(by, { type: 'session.noted', session, isOpen: true }));
      for (const seeker of context.seekers)
        if (seeker.user === session.user) enqueue.emit(send(seeker.by, { type: 'user.found', terminals }));
    }),
    crossOffSession: enqueueActions(({ context, enqueue }, { session, by }: { session: Session; by: InstanceId }) => {
      enqueue.assign({ whereabouts: context.whereabouts.filter((it) => !isSame(it, session)) });
      enqueue.emit(send(by, { type: 'session.noted', session, isOpen: false }));
    }),
    tellWhere: enqueueActions(({ context, enqueue }, { user, left, by }: { user: string; left: readonly TerminalId[]; by: ShadowId }) => {
      const whereabouts = context.whereabouts.filter(({ terminal }) => !left.includes(terminal));
      const terminals = terminalsOf({ ...context, whereabouts }, user);
      const others = context.seekers.filter((it) => it.by !== by);
      enqueue.assign({ whereabouts, seekers: terminals.length > 0 ? others : [...others, { user, by }] });
      enqueue.emit(send(by, { type: 'user.found', terminals }));
    }),
    beHomeTo: enqueueActions(({ context, enqueue }, { command }: { command: Command }) => {
      const { machine, installation, commands, known } = context;
      const id = shadowOf(machine, command.id);
      enqueue.assign({ commands: [...commands, { id: command.id, user: command.user }] });
      enqueue.emit(send(command.terminal, { type: 'command.accepted', command: command.id }));
      enqueue.emit(spawn(id, 'shadow', { id, command, installation, view: { home: own(context), others: known } }));
    }),
    acceptAgain: emit((_, { command }: { command: Command }) => send(command.terminal, { type: 'command.accepted', command: command.id })),
    crossOffCommand: assign({
      commands: ({ context }, { command }: { command: string }) => context.commands.filter(({ id }) => id !== command),
    }),
    askShadows: enqueueActions(({ context, enqueue }, { user, by }: { user: string; by: ShadowId }) => {
      const shadows = context.commands.filter((it) => it.user === user).map(({ id }) => shadowOf(context.machine, id));
      const others = shadows.filter((it) => it !== by);
      enqueue.emit(send(by, { type: 'commands.told', count: others.length }));
      for (const it of others) enqueue.emit(send(it, { type: 'status.asked', by }));
    }),
    tellView: emit(({ context }, { by }: { by: ShadowId }) =>
      send(by, { type: 'view.told', view: { home: own(context), others: context.known } }),
    ),
    tellLoad: emit(({ context }, { by }: { by: ShadowId }) => send(by, { type: 'load.told', known: own(context) })),
    suspect: assign({
      known: ({ context }, { machine }: { machine: string }) =>
        machine === context.machine ? context.known : silenced(context.known, machine, context.installation.gossip),
    }),
    drawRecipient: emit(({ context }) => choose(ranks(context.installation.machines.length - 1))),
    growOlder: assign({ known: ({ context }) => aged(context.known, context.installation.gossip) }),
    tellNews: emit(({ context }, { rank }: { rank: number }) =>
      send(instanceOf(otherMachine(context, rank)), {
        type: 'gossip',
        news: news(own(context), context.known, context.installation.gossip),
      }),
    ),
    learn: assign({
      known: ({ context }, { heard }: { heard: readonly Known[] }) =>
        learned(context.known, heard, context.machine, context.installation.gossip),
    }),
    noteCache: assign({ cached: (_, { cached }: { cached: readonly string[] }) => cached }),
    accept: emit((_, { order }: { order: Order }) => send(order.shadow, { type: 'process.accepted', process: order.process })),
    refuse: emit((_, { order }: { order: Order }) =>
      send(order.shadow, {
        type: 'process.refused',
        process: order.process,
        reason: 'it needs more memory than the machines have that were asked',
      }),
    ),
    take: enqueueActions(({ context, enqueue }, { order }: { order: Order }) => {
      const { hosting, admitted } = taken(context.hosting, order, context.memoryBytes);
      enqueue.assign({ hosting, taken: [...context.taken.slice(1 - TAKEN_MAX), order.process] });
      for (const it of admitted) enqueue.emit(startOf(it, context));
    }),
    free: enqueueActions(({ context, enqueue }, { process }: { process: ProcessId }) => {
      const { hosting, admitted } = freed(context.hosting, process, context.memoryBytes);
      enqueue.assign({ hosting });
      for (const it of admitted) enqueue.emit(startOf(it, context));
    }),
    tellProcess: emit(({ context }, { process, by }: { process: ProcessId; by: ShadowId }) =>
      send(by, { type: 'process.told', process, isKnown: isKnown(context.hosting, process) }),
    ),
    forget: assign(VOLATILE),
  },
  guards: {
    isLastAnnouncement: ({ context }, { session, isOpen }: Announcement) =>
      context.announcements.every((it) => isSame(it.session, session) && it.isOpen === isOpen),
    isInJournal: ({ context }, { command }: { command: Command }) => context.commands.some(({ id }) => id === command.id),
    gossips: ({ context }) => context.installation.gossip.periodS !== null && context.installation.machines.length > 1,
    isKnownHere: ({ context }, { order }: { order: Order }) => isKnown(context.hosting, order.process),
    wasHere: ({ context }, { order }: { order: Order }) => context.taken.includes(order.process),
    neverFits: ({ context }, { order }: { order: Order }) => needBytes(order) > context.memoryBytes,
    someWait: ({ context }) => context.hosting.waiting.length > 0,
    noneWait: ({ context }) => context.hosting.waiting.length === 0,
  },
  delays: {
    backoff: ({ context }) => context.installation.patience.answerS * 1000 * 2 ** context.tries,
    quiet: ({ context }) => context.quietS * 1000,
    phase: drawn,
    period: ({ context }) => (context.installation.gossip.periodS ?? 0) * 1000,
  },
}).createMachine({
  id: 'instance',
  description: 'The operating system on one machine.',
  context: ({ input }) => ({ ...VOLATILE, ...input, commands: [], whereabouts: [], taken: [] }),
  initial: 'up',
  states: {
    up: {
      description: 'The machine runs.',
      type: 'parallel',
      on: { 'fault.crash': 'down', 'fault.restart': {} },
      states: {
        sessions: {
          description: 'Who is logged in here. It is told to the machine of the user’s volume.',
          initial: 'calm',
          states: {
            calm: {
              description: 'All log-ins and log-outs are known where they must be.',
              on: {
                'login.asked': {
                  target: 'announcing',
                  actions: [
                    { type: 'letIn', params: ({ event }) => ({ terminal: event.terminal }) },
                    { type: 'toAnnounce', params: ({ event: { user, terminal } }) => ({ session: { user, terminal }, isOpen: true }) },
                  ],
                },
                'logout.told': {
                  target: 'announcing',
                  actions: {
                    type: 'toAnnounce',
                    params: ({ event: { user, terminal } }) => ({ session: { user, terminal }, isOpen: false }),
                  },
                },
                'session.noted': {},
              },
            },
            announcing: {
              description: 'Tells of log-ins and log-outs until they are noted, ever more seldom.',
              entry: 'announce',
              on: {
                'login.asked': {
                  target: 'announcing',
                  reenter: true,
                  actions: [
                    { type: 'letIn', params: ({ event }) => ({ terminal: event.terminal }) },
                    { type: 'toAnnounce', params: ({ event: { user, terminal } }) => ({ session: { user, terminal }, isOpen: true }) },
                  ],
                },
                'logout.told': {
                  target: 'announcing',
                  reenter: true,
                  actions: {
                    type: 'toAnnounce',
                    params: ({ event: { user, terminal } }) => ({ session: { user, terminal }, isOpen: false }),
                  },
                },
                'session.noted': [
                  {
                    guard: { type: 'isLastAnnouncement', params: ({ event: { session, isOpen } }) => ({ session, isOpen }) },
                    target: 'calm',
                    actions: { type: 'crossOff', params: ({ event: { session, isOpen } }) => ({ session, isOpen }) },
                  },
                  { actions: { type: 'crossOff', params: ({ event: { session, isOpen } }) => ({ session, isOpen }) } },
                ],
              },
              after: { backoff: { target: 'announcing', reenter: true, actions: 'waitLonger' } },
            },
          },
        },
        register: {
          description: 'Where the users are whose volume lies here. Who seeks one in vain is told of the next log-in.',
          on: {
            'session.opened': { actions: { type: 'noteSession', params: ({ event: { session, by } }) => ({ session, by }) } },
            'session.closed': { actions: { type: 'crossOffSession', params: ({ event: { session, by } }) => ({ session, by }) } },
            'user.sought': { actions: { type: 'tellWhere', params: ({ event: { user, left, by } }) => ({ user, left, by }) } },
          },
        },
        commands: {
          description: 'Home to what is typed here: each command gets a shadow, which stands in the journal until it is settled.',
          on: {
            'command.submitted': [
              {
                guard: { type: 'isInJournal', params: ({ event }) => ({ command: event.command }) },
                actions: { type: 'acceptAgain', params: ({ event }) => ({ command: event.command }) },
              },
              { actions: { type: 'beHomeTo', params: ({ event }) => ({ command: event.command }) } },
            ],
            'command.settled': { actions: { type: 'crossOffCommand', params: ({ event }) => ({ command: event.command }) } },
            'commands.asked': { actions: { type: 'askShadows', params: ({ event: { user, by } }) => ({ user, by }) } },
            'view.asked': { actions: { type: 'tellView', params: ({ event }) => ({ by: event.by }) } },
          },
        },
        exchange: {
          description: 'At each period, the newest of what is known goes to one other machine, drawn at random. There is no broadcast.',
          initial: 'deciding',
          on: {
            'load.asked': { actions: { type: 'tellLoad', params: ({ event }) => ({ by: event.by }) } },
            'machine.silent': { actions: { type: 'suspect', params: ({ event }) => ({ machine: event.machine }) } },
            gossip: { actions: { type: 'learn', params: ({ event }) => ({ heard: event.news }) } },
            'cache.changed': { actions: { type: 'noteCache', params: ({ event }) => ({ cached: event.cached }) } },
          },
          states: {
            deciding: {
              description: 'Does this system gossip, and is there anybody to tell?',
              always: [{ guard: 'gossips', target: 'resting' }, { target: 'keepingToItself' }],
            },
            keepingToItself: {
              description: 'Nothing is told unasked.',
            },
            resting: {
              description: 'The day has not begun.',
              after: { quiet: 'starting' },
            },
            starting: {
              description: 'Each instance begins at a moment of its own.',
              after: { phase: 'telling' },
            },
            listening: {
              description: 'Until the next period.',
              after: { period: 'telling' },
            },
            telling: {
              description: 'What it knows is one period older; it goes to one machine.',
              entry: ['growOlder', 'drawRecipient'],
              on: {
                chosen: { target: 'listening', actions: { type: 'tellNews', params: ({ event }) => ({ rank: event.value }) } },
              },
            },
          },
        },
        hosting: {
          description: 'Runs what any home sends, as far as there is memory.',
          initial: 'roomy',
          on: {
            'process.ordered': [
              {
                guard: { type: 'isKnownHere', params: ({ event }) => ({ order: event.order }) },
                actions: { type: 'accept', params: ({ event }) => ({ order: event.order }) },
              },
              // It has ended, or a crash has ended it. Another one of its name would be told what was meant for the first.
              {
                guard: { type: 'wasHere', params: ({ event }) => ({ order: event.order }) },
                actions: { type: 'tellProcess', params: ({ event: { order } }) => ({ process: order.process, by: order.shadow }) },
              },
              {
                guard: { type: 'neverFits', params: ({ event }) => ({ order: event.order }) },
                actions: { type: 'refuse', params: ({ event }) => ({ order: event.order }) },
              },
              {
                actions: [
                  { type: 'take', params: ({ event }) => ({ order: event.order }) },
                  { type: 'accept', params: ({ event }) => ({ order: event.order }) },
                ],
              },
            ],
            'process.gone': { actions: { type: 'free', params: ({ event }) => ({ process: event.process }) } },
            'process.asked': { actions: { type: 'tellProcess', params: ({ event: { process, by } }) => ({ process, by }) } },
          },
          states: {
            roomy: {
              description: 'Every process has its memory.',
              always: { guard: 'someWait', target: 'full' },
            },
            full: {
              description: 'Processes wait for memory, in order of arrival.',
              always: { guard: 'noneWait', target: 'roomy' },
            },
          },
        },
      },
    },
    down: {
      description: 'The machine has crashed. The journal and the whereabouts lie on its disk; the rest is forgotten.',
      entry: 'forget',
      on: {
        'fault.restart': 'up',
        // A shadow ended at the moment of the crash: it has crossed out its entry, and never comes back to do so.
        'command.settled': { actions: { type: 'crossOffCommand', params: ({ event }) => ({ command: event.command }) } },
        '*': {},
      },
    },
  },
});
