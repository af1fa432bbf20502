/** What must hold when a network is at rest after bad weather: what was promised to its users, and that nothing is left over. */
import type { CpuContext } from '../../src/machines/distributed/cpu.ts';
import type { FilesContext } from '../../src/machines/distributed/files.ts';
import type { InstanceContext } from '../../src/machines/distributed/instance.ts';
import type { Command, FileVersion } from '../../src/machines/distributed/protocol.ts';
import { resultOf } from '../../src/machines/distributed/results.ts';
import type { TerminalContext } from '../../src/machines/distributed/terminal.ts';
import { distributedProperties } from '../../src/scenarios/distributed/properties.ts';
import { stateOf } from '../../src/simulator/system-state.ts';
import { commandsOf, contextsOf, versionsOf, type Network, type Played } from './network.ts';
import { INITIAL } from './storms.ts';

/** What of the promises does not hold; empty if all is well. */
export function broken(network: Network, played: Played): readonly string[] {
  return [...unsaid(network, played), ...misfiled(network, played), ...leftOver(network, played)];
}

/** Every command ends in exactly one thing on its user's screen. */
function unsaid({ items }: Network, { seen, result }: Played): readonly string[] {
  const commands = commandsOf(items);
  const strange = seen.filter(({ command, user }) => !commands.some((it) => it.id === command && it.user === user));
  return [
    ...(result.end === 'done' ? [] : [`the run ended as ${result.end}`]),
    ...commands.flatMap(({ id }) => {
      const count = seen.filter(({ command }) => command === id).length;
      return count === 1 ? [] : [`${id} was shown ${count} times`];
    }),
    ...strange.map(({ command, user }) => `${user} was shown ${command}`),
  ];
}

/** What commands said of files is so, no effect is there twice, and no version is lost. */
function misfiled({ items }: Network, played: Played): readonly string[] {
  const files = versionsOf(played);
  const problems: string[] = [];
  for (const path of new Set(files.map((it) => it.path))) {
    const versions = files.filter((it) => it.path === path);
    const first = INITIAL.includes(path) && versions[0]?.by !== null ? 2 : 1;
    if (versions.some(({ version }, at) => version !== first + at))
      problems.push(`${path} has the versions ${versions.map(({ version }) => version).join(', ')}`);
    const writers = versions.map(({ by }) => by);
    if (new Set(writers).size < writers.length) problems.push(`${path} took a command twice: ${writers.join(', ')}`);
  }
  const newest = contextsOf<FilesContext>(played, 'files').flatMap(({ disk }) => disk.flatMap((volume) => volume.files));
  for (const { newest: it } of newest)
    if (it.version !== files.findLast(({ path }) => path === it.path)?.version)
      problems.push(`${it.path} v${it.version} is not the newest`);
  for (const path of INITIAL) if (!files.some((it) => it.path === path)) problems.push(`${path} is gone`);
  for (const it of played.acknowledged)
    if (!files.some((file) => isSame(file, it))) problems.push(`${it.path} v${it.version} was written, and is gone`);
  return [...problems, ...commandsOf(items).flatMap((command) => untrue(command, played, files))];
}

function untrue(command: Command, { seen }: Played, files: readonly FileVersion[]): readonly string[] {
  const { id, does } = command;
  const shown = seen.find((it) => it.command === id);
  const writes = does.type === 'run' ? does.writes : does.type === 'put' ? [does.write] : [];
  const written = writes.flatMap(({ path, sizeBytes }) =>
    files.filter((it) => it.by === id && it.path === path && it.sizeBytes === sizeBytes),
  );
  const others = files.filter((it) => it.by === id && !written.includes(it));
  if (others.length > 0) return [`${id} wrote ${others.map(({ path }) => path).join(', ')}`];
  if (shown?.lines[0]?.startsWith('not run')) return written.length === 0 ? [] : [`${id} was not run, but has written`];
  if (shown?.outcome !== 'done' || (does.type !== 'run' && does.type !== 'put')) return [];
  const { lines } = resultOf(command, written);
  return lines.join() === shown.lines.join() ? [] : [`${id} says "${shown.lines.join()}", but on the disks is "${lines.join()}"`];
}

function isSame(one: FileVersion, other: FileVersion): boolean {
  return one.path === other.path && one.version === other.version && one.by === other.by && one.made === other.made;
}

/** The system is at rest. */
function leftOver({ items }: Network, played: Played): readonly string[] {
  const { actors, result } = played;
  const problems: string[] = [];
  const expectNone = (what: string, list: readonly unknown[]): void => {
    if (list.length > 0) problems.push(`${what}: ${JSON.stringify(list)}`);
  };
  expectNone(
    'still alive',
    actors.filter(({ kind }) => kind === 'process' || kind === 'fetch' || kind === 'shadow').map(({ id }) => id),
  );
  expectNone('unheard', Object.entries(result.unhandled));
  for (const it of contextsOf<InstanceContext>(played, 'instance')) {
    const { hosting, commands, announcements, seekers } = it;
    expectNone(`still in the journal of ${it.machine}`, commands);
    expectNone(`still to be announced by ${it.machine}`, announcements);
    expectNone(`still sought at ${it.machine}`, seekers);
    if (hosting.usedBytes !== 0) problems.push(`${it.machine} has given ${hosting.usedBytes} bytes to nobody`);
    expectNone(`still hosted by ${it.machine}`, [...hosting.hosted, ...hosting.waiting]);
  }
  for (const { running, waiting } of contextsOf<CpuContext>(played, 'cpu')) expectNone('still computing', [...running, ...waiting]);
  for (const { fetches } of contextsOf<FilesContext>(played, 'files')) expectNone('still fetched', fetches);
  for (const it of contextsOf<TerminalContext>(played, 'terminal')) expectNone(`not taken from ${it.id}`, [...it.unaccepted, ...it.typed]);
  expectNone(
    'down',
    actors.filter(({ snapshot }) => snapshot.value === 'down').map(({ id }) => id),
  );
  const whereabouts = contextsOf<InstanceContext>(played, 'instance').flatMap((it) => it.whereabouts);
  const last = new Map(
    items.flatMap((it) => (it.type === 'line' && it.line.typed.type === 'login' ? [[it.line.user, it.line.terminal]] : [])),
  );
  expectNone(
    'nobody knows of',
    [...last.values()].filter((terminal) => !whereabouts.some((it) => it.terminal === terminal)),
  );
  const state = stateOf(actors);
  expectNone(
    'not so',
    distributedProperties.filter((property) => property.type === 'always' && !property.holds(state)).map(({ name }) => name),
  );
  return problems;
}
