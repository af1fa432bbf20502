/** Has all players play a case, side by side. */
import { expect } from 'vitest';
import { compile } from '../../../src/statechart/index.ts';
import type { Case } from './cases.ts';
import type { Content } from './converter/content.ts';
import { toMachine } from './converter/machine.ts';
import { sanitized } from './converter/names.ts';
import { actorPlayer, compiledPlayer, transitionPlayer, type Player, type Stand } from './players.ts';

/** Ids of atomic states, at each moment that the oracle tells of. */
export type Configurations = readonly (readonly string[])[];

/** What all come to. @throws AssertionError if the tables, in either order, or an actor of XState come elsewhere than XState's `transition` */
export function playedByAll(it: Case, content: Content): Configurations {
  return standsOfAll(it, content).map(({ shown }) => shown.configuration);
}

export function standsOfAll(it: Case, content: Content): readonly Stand[] {
  const machine = toMachine(it.xml, { content, folder: it.folder });
  const theirs = play(transitionPlayer(machine), it);
  expect(play(compiledPlayer(compile(machine)), it)).toEqual(theirs);
  expect(play(compiledPlayer(compile(machine, { order: 'document' })), it).map(inDocumentOrder)).toEqual(theirs.map(inDocumentOrder));
  expect(play(actorPlayer(machine), it).map(withoutActions)).toEqual(theirs.map(withoutActions));
  return theirs;
}

export function oracleOf({ oracle }: Case): Configurations {
  return [oracle.initialConfiguration, ...oracle.events.map((it) => it.nextConfiguration)].map((ids) => ids.map(sanitized).sort());
}

/** Where a player stands at each moment that the oracle tells of. */
function play(player: Player, { oracle }: Case): readonly Stand[] {
  return [player.start(), ...oracle.events.map(({ event, after = 0 }) => player.move(event.name, after))];
}

/** All but the order in which regions lie. */
function inDocumentOrder({ shown, actions }: Stand): unknown {
  const history = shown.history.map(([id, nodes]) => [id, [...nodes].sort()]);
  return { ...shown, value: JSON.parse(shown.value) as unknown, nodes: [...shown.nodes].sort(), history, actions };
}

function withoutActions({ shown }: Stand): unknown {
  return shown;
}
