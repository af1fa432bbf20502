/** What the distributed operating system promises: in every state of every run, and on every path that the checker explores. */
import type { CpuContext } from '../../machines/distributed/cpu.ts';
import type { ShadowContext } from '../../machines/distributed/errand.ts';
import type { FilesContext } from '../../machines/distributed/files.ts';
import { needBytes } from '../../machines/distributed/hosting.ts';
import type { InstanceContext } from '../../machines/distributed/instance.ts';
import { machineOf } from '../../machines/distributed/place.ts';
import type { ProcessContext } from '../../machines/distributed/process.ts';
import type { TerminalContext } from '../../machines/distributed/terminal.ts';
import { isIn, propertiesOver, type Property, type SystemState } from '../../properties/property.ts';
import { noneEnded, withEnds } from './ends-shown.ts';
import { nothingAsked, withOpening } from './files-opened.ts';

type Contexts = {
  readonly terminal: TerminalContext;
  readonly instance: InstanceContext;
  readonly shadow: ShadowContext;
  readonly process: ProcessContext;
  readonly cpu: CpuContext;
  readonly files: FilesContext;
};

const { always, throughout, sometimes, leadsTo } = propertiesOver<Contexts>();

export const distributedProperties: readonly Property[] = [
  throughout('a command ends once on the screens of its user, with a result or a failure, and never twice', {
    initial: noneEnded,
    next: withEnds,
    holds: ({ twice }) => twice === null,
  }),
  always('a command runs twice at once only if a host was given up, or its home went down', (state) => {
    const running = countedBy(state.ofKind('process'), ({ context }) => context.command.id);
    return state
      .ofKind('shadow')
      .every(({ context }) => (running.get(context.command.id) ?? 0) <= 1 || context.avoided.length > 0 || hasBegunAgain(context));
  }),
  throughout('who opens a file reads no older version than the newest that was closed before', {
    initial: nothingAsked,
    next: withOpening,
    holds: ({ stale }) => stale === null,
  }),
  always('no file takes a command twice', (state) =>
    state
      .ofKind('files')
      .every(({ context: { disk } }) =>
        disk.every(({ files }) => files.every(({ written }) => new Set(written.map(({ by }) => by)).size === written.length)),
      ),
  ),
  always('the programs of a machine have no more memory than there is', (state) => {
    const bytes = countedBy(
      state.ofKind('process'),
      ({ id }) => machineOf(id),
      ({ context }) => needBytes(context),
    );
    return state
      .ofKind('instance')
      .every(({ context: { machine, hosting, memoryBytes } }) => Math.max(hosting.usedBytes, bytes.get(machine) ?? 0) <= memoryBytes);
  }),
  always('no machine computes on more cores than it has', (state) =>
    state.ofKind('cpu').every(({ context: { running, cores } }) => running.length <= cores),
  ),
  leadsTo('what is typed comes to its end, on a screen or in the journal of a user who has gone', {
    when: (state) => !hasEnded(state),
    follows: hasEnded,
    // A wire that loses messages does not lose all.
    fairness: 'strong',
  }),
  sometimes('a program runs on another machine than where it was typed', (state) =>
    state.ofKind('process').some(({ id, context }) => context.command.does.type === 'run' && machineOf(id) !== machineOf(context.shadow)),
  ),
  sometimes('a result appears on another screen than where its command was typed', (state) =>
    state.ofKind('terminal').some(({ context }) => context.guests.length > 0),
  ),
  sometimes('a command is placed once more', (state) => state.ofKind('shadow').some(({ context }) => context.attempts > 1)),
];

/** Its home went down, and all that the shadow knew of an attempt before is that there was one. */
function hasBegunAgain({ attempts, places }: ShadowContext): boolean {
  return places < attempts;
}

/** Every command that was typed has its end: shown, or kept for a user who is logged in nowhere. */
function hasEnded(state: SystemState<Contexts>): boolean {
  const terminals = state.ofKind('terminal');
  return (
    terminals.every(({ context: { typed, unaccepted } }) => typed.length + unaccepted.length === 0) &&
    state.ofKind('shadow').every(({ context: { result, command } }) => {
      const isHere = terminals.some((it) => it.context.user === command.user && (isIn(it, 'open.prompting') || isIn(it, 'open.waiting')));
      return result !== null && !isHere;
    })
  );
}

function countedBy<T>(all: readonly T[], keyOf: (it: T) => string, amountOf: (it: T) => number = () => 1): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const it of all) counts.set(keyOf(it), (counts.get(keyOf(it)) ?? 0) + amountOf(it));
  return counts;
}
