/** Plays the charts of the cases with other events than theirs: there is no oracle then, but XState. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/statechart/index.ts';
import { cases, type Case } from './cases.ts';
import { enqueued } from './converter/enqueued.ts';
import { descriptorsOf } from './converter/events.ts';
import { toMachine } from './converter/machine.ts';
import { notRun } from './not-run.ts';
import { compiledPlayer, transitionPlayer, type Player, type Stand } from './players.ts';

/** W3C's come to their end by themselves. */
const open = [...cases.values()].filter(({ title }) => !(title in notRun) && !title.startsWith('w3c-ecma/'));

const WAIT_MS_MAX = 20;

/** The events that a document waits for. */
function eventsIn({ xml }: Case): readonly string[] {
  const attributes = [...xml.matchAll(/\bevent="([^"]*)"/g)].flatMap(([, attribute = '']) => descriptorsOf(attribute));
  return [...new Set(attributes)].filter((event) => event !== '*' && event !== '').sort();
}

function play(player: Player, moves: readonly (readonly [string, number])[]): readonly Stand[] {
  return [player.start(), ...moves.map(([event, afterMs]) => player.move(event, afterMs))];
}

describe("with events that are not the oracle's", () => {
  test.each(open)('the tables do as XState does: $title', (it) => {
    const machine = toMachine(it.xml, { content: enqueued, folder: it.folder });
    const compiled = compile(machine);
    const move = fc.tuple(fc.constantFrom(...eventsIn(it), 'unknown'), fc.nat({ max: WAIT_MS_MAX }));
    fc.assert(
      fc.property(fc.array(move, { minLength: 3, maxLength: 12 }), (moves) => {
        expect(play(compiledPlayer(compiled), moves)).toEqual(play(transitionPlayer(machine), moves));
      }),
      { numRuns: 6 },
    );
  });
});
