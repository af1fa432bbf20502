import fc from 'fast-check';
import * as xstate from 'xstate';
import { expect, test } from 'vitest';
import { cases } from './machines.ts';
import { playsOf, type Play } from './plays.ts';
import { printed } from './print.ts';
import { standOf, textOf } from './stands.ts';
import { machineOf, type Config } from './toolbox.ts';

/** What a test makes of the text that has `machineOf` and what XState exports. */
function pasted(code: string): xstate.AnyStateMachine {
  const names = { ...xstate, machineOf };
  // The text is this project's own.
  const make = new Function(...Object.keys(names), `return ${code};`) as (...them: readonly unknown[]) => xstate.AnyStateMachine;
  return make(...Object.values(names));
}

test('a machine that is pasted from the report of a failure does what the one that failed did', () => {
  for (const drawn of fc.sample(cases, { seed: 1, numRuns: 100 })) {
    const config: Config = drawn.machine.config;
    const again = playsOf({ ...drawn, machine: pasted(printed(config)) });
    const stands = (plays: readonly Play[]): readonly string[] =>
      plays.flatMap(({ begun, steps }) => [begun, ...steps].map((taken) => textOf(standOf(taken, drawn.samples))));
    expect(stands(again)).toEqual(stands(playsOf(drawn)));
  }
});

test('a failure shows the machine, its input and its events', () => {
  const [drawn] = fc.sample(cases, { seed: 1, numRuns: 1 });
  expect(fc.stringify(drawn)).toMatch(/^\nmachineOf\(\{\n {2}id: 'm',[^]*\}\)\n {2}input: \{"n":\d\}\n {2}moves: \[\{/);
});
