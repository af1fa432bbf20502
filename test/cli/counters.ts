/** A scenario with flags of its own, small enough to be read at a glance: letters come to counters, and each counter sees its own. */
import { readFileSync } from 'node:fs';
import { setup } from 'xstate';
import { z } from 'zod';
import type { Effect } from '../../src/machines/effects.ts';
import { group, parameter } from '../../src/scenarios/parameters.ts';
import { UnusableInput } from '../../src/scenarios/problem.ts';
import { anyScenario, scenarioFor, type AnyScenario, type FileSetting, type Plan } from '../../src/scenarios/scenario.ts';

type Office = {
  readonly counter: { readonly type: 'letter'; readonly text: string } | { readonly type: 'stamp' };
};

export const letterItem = z.strictObject({ atS: z.number(), to: z.string(), text: z.string() });
type Letter = z.output<typeof letterItem>;

const parameters = z.strictObject({
  office: group('The office', {
    counters: parameter(z.int().positive().max(500), 2, { doc: 'counters there are' }),
    opensAtS: parameter(z.number().nonnegative(), 0, { doc: 'when the first letter can come', unit: 's' }),
    name: parameter(z.string(), 'nameless', { doc: 'shown where letters are seen' }),
  }),
});
type OfficeParams = z.output<typeof parameters>;
type OfficePlan = Plan<OfficeParams, Letter>;

const counter = setup({ types: { events: {} as Office['counter'], emitted: {} as Effect } }).createMachine({
  id: 'counter',
  on: { letter: {} },
});

export const office: AnyScenario = anyScenario(
  scenarioFor<Office>()({
    name: 'office',
    title: 'Counters that letters come to',
    kinds: { counter },
    parameters,
    presets: { big: { description: 'Many counters.', set: { office: { counters: 5, name: 'preset' } } } },
    item: letterItem,
    inputs: {
      letters: {
        description: 'letters, a line each',
        read: (path, { limit, timeScale = 1 }) => {
          const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(0, limit);
          const items = lines.map((line): Letter => {
            const [atS = '', to = '', text = ''] = line.split('|');
            return { atS: Number(atS) * timeScale, to, text: text.replaceAll('\\n', '\n') };
          });
          return { items, problems: [], summary: `${items.length} letters from ${path}` };
        },
      },
      // Takes no notice of how much, nor of when.
      parcels: { description: 'parcels', read: () => ({ items: [], problems: [], summary: 'no parcels' }) },
    },
    settingFiles: {
      rooms: { description: 'the rooms of the office', read: readPlan },
      hours: { description: 'when it is open', read: readPlan },
    },
    *generate({ office: { opensAtS } }, random) {
      const draw = random.stream('letters');
      for (let n = 1; n <= 4; n += 1) yield { atS: opensAtS + n, to: `counter-${n % 2 === 0 ? 2 : 1}`, text: `drawn ${draw().toFixed(6)}` };
    },
    *actors({ params }: OfficePlan) {
      for (let n = 1; n <= params.office.counters; n += 1) yield { id: `counter-${n}` };
    },
    *arrivals({ work }: OfficePlan) {
      for (const { atS, to, text } of work) yield { atMs: atS * 1000, to, message: { type: 'letter', text } };
    },
    views: {
      counter: {
        description: 'the letters that came to a counter',
        argument: 'counter',
        names: ({ params }: OfficePlan) => Array.from({ length: params.office.counters }, (_, index) => `counter-${index + 1}`),
        watch: ({ params, random }: OfficePlan, name) => {
          // Draws from a stream that the work is drawn from too: the run must not notice.
          random.stream('letters')();
          const lines: { readonly atS: number; readonly where: string; readonly text: string }[] = [];
          return {
            see: (event) => {
              if (event.type !== 'step' || event.actor !== name || event.cause.type !== 'arrival') return;
              const { message } = event.cause;
              if ('text' in message) lines.push({ atS: event.atMs / 1000, where: params.office.name, text: String(message.text) });
            },
            lines: () => lines,
          };
        },
      },
      people: {
        description: 'what people saw',
        argument: 'person',
        names: ({ work }: OfficePlan) => [...new Set([...work].map(({ to }) => to))],
        watch: () => ({ see: () => undefined, lines: () => [] }),
      },
    },
  }),
);

/** Lines of `path=value`; a value that is a whole number is one. */
function readPlan(path: string): { readonly settings: readonly FileSetting[]; readonly summary: string } {
  const settings = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line, index): FileSetting => {
      const [name = '', value] = line.split('=');
      if (value === undefined)
        throw new UnusableInput([{ file: path, line: index + 1, column: 3, found: JSON.stringify(line), expected: 'path=value' }]);
      const setting = { path: name, value: /^-?\d+$/.test(value) ? Number(value) : value };
      return name.startsWith('office.counters') ? { ...setting, at: { file: path, line: index + 1, column: name.length + 2 } } : setting;
    });
  return { settings, summary: `${settings.length} settings from ${path}` };
}
