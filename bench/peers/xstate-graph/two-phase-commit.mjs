/**
 * Two-phase commit for @xstate/graph, with the states of examples/two-phase-commit. It explores one machine and knows no
 * actors, so all of them are in the context of one. The argument is JSON, `{ managers, events }`; the last line on standard
 * output is JSON: what was found, the time of the exploration alone, and what it added to the memory of the process.
 *
 * `events` is how the library is told what may happen: `all`, one list for every state, as in most examples; or `enabled`, a
 * function that gives those that have an effect in a state, which spares it the others.
 */
import { getAdjacencyMap } from '@xstate/graph';
import { assign, setup } from 'xstate';

const { managers, events: told } = JSON.parse(process.argv[2]);

/** One type of event a step: when it may happen, and what it changes. */
const steps = {
  commit: [(it) => it.coordinator === 'undecided' && it.heard.every(Boolean), () => ({ coordinator: 'committed' })],
  abort: [(it) => it.coordinator === 'undecided', () => ({ coordinator: 'aborted' })],
};
for (let at = 0; at < managers; at += 1) {
  const becomes = (state) => (it) => ({ managers: it.managers.with(at, state) });
  steps[`prepare ${at}`] = [(it) => it.managers[at] === 'working', (it) => ({ ...becomes('prepared')(it), sent: it.sent.with(at, true) })];
  steps[`give up ${at}`] = [(it) => it.managers[at] === 'working', becomes('aborted')];
  steps[`hear ${at}`] = [
    (it) => it.coordinator === 'undecided' && it.sent[at] && !it.heard[at],
    (it) => ({ heard: it.heard.with(at, true) }),
  ];
  steps[`commit ${at}`] = [(it) => it.coordinator === 'committed' && it.managers[at] !== 'committed', becomes('committed')];
  steps[`abort ${at}`] = [(it) => it.coordinator === 'aborted' && it.managers[at] !== 'aborted', becomes('aborted')];
}

const each = (value) => Array.from({ length: managers }, () => value);
const machine = setup({}).createMachine({
  context: { managers: each('working'), coordinator: 'undecided', sent: each(false), heard: each(false) },
  on: Object.fromEntries(
    Object.entries(steps).map(([type, [mayHappen, change]]) => [
      type,
      { guard: ({ context }) => mayHappen(context), actions: assign(({ context }) => change(context)) },
    ]),
  ),
});

const all = Object.keys(steps).map((type) => ({ type }));
const enabled = ({ context }) => all.filter(({ type }) => steps[type][0](context));

const startBytes = heldBytes();
const started = process.hrtime.bigint();
const found = getAdjacencyMap(machine, {
  events: told === 'enabled' ? enabled : all,
  // The context is all of the state: less text than the whole snapshot.
  serializeState: ({ context }) => JSON.stringify(context),
  stopWhen({ context }) {
    if (context.managers.includes('committed') && context.managers.includes('aborted')) throw new Error('the managers disagree');
    return false;
  },
});
const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
const memoryBytes = heldBytes() - startBytes;
console.log(JSON.stringify({ states: Object.keys(found).length, wallMs, memoryBytes }));

/** As the command `check` counts: of JavaScript, and of what lies outside of its heap. */
function heldBytes() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
