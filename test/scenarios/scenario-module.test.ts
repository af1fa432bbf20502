import { afterAll, describe, expect, test } from 'vitest';
import { behaviorOf } from '../../src/actors/behavior.ts';
import { resolveParameters } from '../../src/scenarios/parameters.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { changed, TemporaryFolder } from './temporary-folder.ts';

const folder = new TemporaryFolder();

afterAll(() => folder.remove());

const SHOP = `import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import { always, distribution, drawn, effects, group, parameter, scenarioFor, type Effect } from 'chartwright';

// kinds: { clerk: nothing } and delaysS: stand here to mislead.
type Shop = {
  readonly clerk: { readonly type: 'customer.came' };
  readonly guest: { readonly type: 'served' };
};

const { send } = effects<Shop>();

const clerk = setup({
  types: { context: {} as { served: number }, events: {} as Shop['clerk'], emitted: {} as Effect },
  actions: {
    count: assign({ served: ({ context }) => context.served + 1 }),
    tell: emit(send('guest-1', { type: 'served' })),
  },
  delays: { serving: drawn },
}).createMachine({
  id: 'clerk',
  context: () => ({ served: 0 }),
  initial: 'idle',
  states: {
    idle: { on: { 'customer.came': 'busy' } },
    busy: {
      after: { serving: { target: 'idle', actions: ['count', 'tell'] } },
    },
  },
});

const guest = setup({ types: { events: {} as Shop['guest'] } }).createMachine({ id: 'guest', on: { served: {} } });

export default scenarioFor<Shop>()({
  name: 'shop',
  title: 'A shop',
  description: 'One clerk, and a guest.',
  kinds: { clerk, guest },
  parameters: z.strictObject({
    clerk: group('The clerk', {
      servingS: parameter(distribution, 10, { doc: 'time for one customer', unit: 's' }),
      lunch: parameter(z.enum(['early', 'late']), 'early', { doc: 'when the clerk eats' }),
    }),
  }),
  presets: {
    slow: { description: 'It takes its time.', set: { clerk: { servingS: 60 } } },
  },
  *actors() {
    yield { id: 'clerk' };
    yield { id: 'guest-1' };
  },
  *arrivals() {
    yield { atMs: 0, to: 'clerk', message: { type: 'customer.came' } };
  },
  delaysS: ({ clerk: { servingS } }) => ({ clerk: { serving: servingS } }),
  properties: [always('there is a clerk', (state) => state.ofKind('clerk').length === 1)],
});
`;

const MEMBERS =
  'name, title, description, kinds, parameters, actors, presets, inputs, settingFiles, views, item, generate, refuse, arrivals, faults, wires, delaysS, properties, check, measure, report, overview, plots';

let modules = 0;

/** Each in a file of its own: a module is run once a process. */
async function problemsOf(text: string, extension = 'ts'): Promise<readonly string[]> {
  modules += 1;
  const name = `shop${modules}.${extension}`;
  folder.write(name, text);
  return (await folder.problems(name)).map((it) => it.replaceAll(name, 'shop'));
}

describe('a module', () => {
  test('in a folder without packages loads, and runs with the very delays that it draws', async () => {
    folder.write('shop.ts', SHOP);
    const { scenario, source } = await folder.load('shop.ts');
    expect(source).toEqual({ type: 'module', path: `${folder.path}/shop.ts` });
    expect(Object.entries(scenario.kinds).map(([kind, machine]) => behaviorOf(kind, machine).drawnDelays)).toEqual([['serving'], []]);
    const resolved = resolveParameters(scenario, 'slow', []);
    if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
    const simulation = new Simulation({ scenario, params: resolved.params, seed: 1 });
    expect(simulation.advance(1000)).toBe('done');
    expect(simulation.result().atMs).toBe(60_000);
  });

  test('is reached from a YAML file, whose settings are checked against its parameters', async () => {
    folder.write('shop.ts', SHOP);
    folder.write('yaml/shop.yaml', 'scenario: ../shop.ts\npreset: slow\nset:\n  clerk: { lunch: never }\nswf: shop.yaml\n');
    expect(await folder.problems('yaml/shop.yaml')).toEqual([
      'yaml/shop.yaml:4:12: found "never" for clerk.lunch; expected one of early, late.',
      'yaml/shop.yaml:5:6: found swf for the scenario shop; expected no input from files, of which it takes none.',
    ]);
    folder.write('yaml/shop.yaml', 'scenario: ../shop.ts\nset: { clerk: { lunch: late } }\n');
    expect(await folder.load('yaml/shop.yaml')).toMatchObject({
      source: { type: 'module', path: `${folder.path}/shop.ts` },
      settings: [{ path: 'clerk.lunch', value: 'late' }],
    });
  });

  test('may be JavaScript, import files beside it, and subpaths of our packages', async () => {
    folder.write(
      'library/words.js',
      "import { of } from 'rxjs';\nimport { map } from 'rxjs/operators';\nlet title = '';\nof('a shop').pipe(map((it) => it.toUpperCase())).subscribe((it) => { title = it; });\nexport { title };\n",
    );
    folder.write(
      'library/plain.ts',
      changed(SHOP, "title: 'A shop'", 'title').replace("from 'zod';", "from 'zod';\nimport { title } from './words.js';"),
    );
    const { scenario } = await folder.load('library/plain.ts');
    expect(scenario.title).toBe('A SHOP');
    folder.write('library/again.mjs', "export { default } from './plain.ts';\n");
    expect((await folder.load('library/again.mjs')).scenario.title).toBe('A SHOP');
  });

  test('finds a package of its own folder before ours', async () => {
    folder.write('own/node_modules/rxjs/package.json', '{ "name": "rxjs", "main": "index.js" }\n');
    folder.write('own/node_modules/rxjs/index.js', "exports.title = 'my own rxjs';\n");
    folder.write(
      'own/shop.ts',
      changed(SHOP, "title: 'A shop'", 'title').replace("from 'zod';", "from 'zod';\nimport { title } from 'rxjs';"),
    );
    expect((await folder.load('own/shop.ts')).scenario.title).toBe('my own rxjs');
  });
});

describe('a module that does not run', () => {
  test('is told by the place of its syntax error', async () => {
    expect(await problemsOf('const a: number = 1;\nexport default { a: 1,, };\n')).toEqual([
      'shop:2:23: found a syntax error: unexpected token; expected TypeScript or JavaScript.',
    ]);
  });

  test('is told by the place of a syntax error in a file that it imports', async () => {
    folder.write('wrong/library.ts', 'export const a = ;\n');
    folder.write('wrong/shop.ts', "import { a } from './library.ts';\nexport default a;\n");
    expect(await folder.problems('wrong/shop.ts')).toEqual([
      'wrong/library.ts:1:18: found a syntax error: unexpected token; expected TypeScript or JavaScript.',
    ]);
  });

  test('is told by the line that threw, as it stands in the source', async () => {
    expect(
      await problemsOf('interface Shop {\n  readonly open: boolean;\n}\n\n  throw new RangeError("closed");\nexport default {} as Shop;\n'),
    ).toEqual(['shop:5:3: found an exception as the module ran (RangeError: closed); expected a module that runs to its end.']);
  });

  test('is told when it throws what is no error', async () => {
    expect(await problemsOf('throw "closed";\n')).toEqual([
      'shop:1:1: found an exception as the module ran ("closed" was thrown); expected a module that runs to its end.',
    ]);
  });

  test.each([
    [
      "import { setup } from 'xstat';\nexport default setup;\n",
      "shop:1:23: found an import of 'xstat', which is not there; expected a file, or an installed package. Did you mean xstate?",
    ],
    [
      "\nimport a from './temporary/nowhere.ts';\nexport default a;\n",
      "shop:2:15: found an import of './temporary/nowhere.ts', which is not there; expected a file, or an installed package.",
    ],
    [
      "import a from './near.ts';\nexport default a;\n",
      "shop:1:15: found an import of './near.ts', which is not there; expected a file, or an installed package. Did you mean nears.ts?",
    ],
  ])('is told by an import that is not there: %j', async (text, problem) => {
    folder.write('nears.ts', 'export default 1;\n');
    expect(await problemsOf(text)).toEqual([problem]);
  });

  test('is told by a name that chartwright does not export', async () => {
    expect(await problemsOf("import { scenarioFro } from 'chartwright';\n\nexport default scenarioFro()({});\n")).toEqual([
      'shop:3:1: found an exception as the module ran (TypeError: scenarioFro is not a function); expected a module that runs to its end.',
    ]);
  });
});

describe('a default export', () => {
  test('that is missing is told, with the export that may be meant', async () => {
    expect(await problemsOf(changed(SHOP, 'export default scenario', 'export const shop = scenario'))).toEqual([
      'shop:1:1: found no default export; expected export default scenarioFor<Protocol>()({ … }). Add export default shop;.',
    ]);
  });

  test.each([
    ['export default 3;', 'shop:1:1: found 3 as the default export; expected a scenario: scenarioFor<Protocol>()({ … }).'],
    ['\n  export default [];', 'shop:2:3: found an array as the default export; expected a scenario: scenarioFor<Protocol>()({ … }).'],
    [
      "import { scenarioFor } from 'chartwright';\nexport default scenarioFor();",
      'shop:2:1: found a function as the default export; expected a scenario: scenarioFor<Protocol>()({ … }). It takes two calls: scenarioFor<Protocol>()({ … }).',
    ],
  ])('that is no scenario is told: %j', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });
});

describe('members', () => {
  test('that are missing or unknown are told with the nearest name', async () => {
    const text = changed(changed(SHOP, '  presets:', '  preset:'), "  title: 'A shop',\n", '');
    expect(await problemsOf(text)).toEqual([
      "shop:34:1: found no 'title'; expected a scenario with name, title, kinds, actors. Add title, a text.",
      `shop:44:3: found the unknown member 'preset'; expected one of ${MEMBERS}. Did you mean presets?`,
    ]);
  });

  test('that scenarioFor fills in may be left out, but not without it', async () => {
    const text = SHOP.replace(/  description: .*\n/, '')
      .replace(/  parameters: [^]*?  presets: [^]*?  },\n  \*/, '  *')
      .replace('({ clerk: { servingS } })', '()')
      .replace('serving: servingS', 'serving: 1');
    expect(await problemsOf(text)).toEqual([]);
    expect(await problemsOf(changed(text, 'scenarioFor<Shop>()(', '('))).toEqual([
      "shop:34:1: found no 'description'; expected a text. Write the scenario as scenarioFor<Protocol>()({ … }), which fills it in.",
      "shop:34:1: found no 'parameters'; expected a zod object. Write the scenario as scenarioFor<Protocol>()({ … }), which fills it in.",
    ]);
  });

  test.each([
    ["name: 'shop'", "name: ''", `shop:35:3: found "" as 'name'; expected a text.`],
    ['kinds: { clerk, guest }', 'kinds: [clerk, guest]', "shop:38:3: found an array as 'kinds'; expected an object."],
    [
      'parameters: z.strictObject(',
      'parameters: (',
      "shop:39:3: found an object as 'parameters'; expected a zod object. Write z.strictObject({ … }), of zod 4.",
    ],
    [
      'properties: [always(',
      'properties: [(',
      "shop:56:3: found a function as number 1 of the properties; expected a property, such as always('what holds', (state) => …); there are always, throughout, sometimes, eventually, leadsTo.",
    ],
    [
      'delaysS: (',
      "inputs: { jobList: { description: 'a list', read: () => [] } },\n  delaysS: (",
      "shop:55:13: found 'jobList' as the name of a flag; expected a word of lower-case letters and digits, such as decks.",
    ],
    [
      'delaysS: (',
      "inputs: { seed: { description: 'a seed', read: () => [] } },\n  delaysS: (",
      "shop:55:13: found 'seed' as the name of a flag; expected a name that does not mean something else already.",
    ],
    [
      'delaysS: (',
      "inputs: { swf: { description: 'a trace', read: () => [] } },\n  settingFiles: { swf: { description: 'a plan', read: () => [] } },\n  delaysS: (",
      "shop:56:19: found 'swf' a second time: it is one of the inputs too; expected a name of its own.",
    ],
    [
      'delaysS: (',
      "settingFiles: { plan: { description: 'a plan', read: 'plan.yaml' } },\n  delaysS: (",
      'shop:55:50: found "plan.yaml" as the read of \'plan\'; expected { description: a text, read: a function }.',
    ],
    [
      'delaysS: (',
      "views: { screen: { description: 'a screen', argument: 'user', names: () => [] } },\n  delaysS: (",
      "shop:55:12: found nothing as the watch of 'screen'; expected { description: a text, argument: a text, names: a function, watch: a function }.",
    ],
    [
      'delaysS: (',
      "views: { screen: { description: 'a screen', argument: 'user', names: () => ['ada', 'ada'], watch: () => {} } },\n  delaysS: (",
      'shop:55:65: found "ada" among the names of a view; expected an array of texts, each once.',
    ],
    [
      'delaysS: (',
      "inputs: { swf: { description: 'a trace' } },\n  delaysS: (",
      "shop:55:13: found nothing as the read of 'swf'; expected { description: a text, read: a function }.",
    ],
    [
      "slow: { description: 'It takes its time.', ",
      'slow: { ',
      "shop:46:5: found nothing as the description of 'slow'; expected { description: a text, set: an object }.",
    ],
  ])('are of their own shape: %s → %s', async (part, by, problem) => {
    expect(await problemsOf(changed(SHOP, part, by))).toEqual([problem]);
  });
});

describe('kinds', () => {
  test('have no hyphen in their names', async () => {
    expect(await problemsOf(changed(SHOP, 'kinds: { clerk, guest }', "kinds: { clerk, 'paying-guest': guest }"))).toEqual([
      "shop:38:19: found 'paying-guest' as the name of a kind; expected a name without a hyphen, which in an id ends the kind: worker-7. Write payingGuest.",
    ]);
  });

  test.each([
    ['guest: setup({})', 'Call createMachine({ … }) on what setup({ … }) gives.', 'an object'],
    ["guest: 'guest'", '', '"guest"'],
  ])('are machines: %s', async (by, hint, found) => {
    const [problem] = await problemsOf(changed(SHOP, 'kinds: { clerk, guest }', `kinds: { clerk, ${by} }`));
    expect(problem).toBe(
      `shop:38:19: found ${found} as the machine of 'guest'; expected a machine of XState 5: setup({ … }).createMachine({ … }).${hint && ` ${hint}`}`,
    );
  });

  test('are at least one', async () => {
    expect(await problemsOf(changed(SHOP, 'kinds: { clerk, guest }', 'kinds: {}'))).toEqual([
      'shop:38:3: found no kind of actor; expected at least one.',
    ]);
  });

  test('are sound: the state is told by its place', async () => {
    expect(await problemsOf(changed(SHOP, "actions: ['count', 'tell']", "actions: ['count', 'tel']"))).toEqual([
      "shop:26:5: found machine 'clerk' (kind 'clerk') in state 'busy': its action 'tel' has no implementation; expected a machine that can be simulated. Define it in setup({ actions: { tel: … } }), or correct its name (defined: count, tell).",
    ]);
  });

  test('are sound: the chart is told by its place, if it is the root', async () => {
    expect(await problemsOf(changed(SHOP, 'context: () => ({ served: 0 })', 'context: { served: 0 }'))).toEqual([
      "shop:21:3: found machine 'clerk' (kind 'clerk') at its root: its context is one object, which every actor of this kind would share; expected a machine that can be simulated. Write it as a function: context: () => ({ … }), or ({ input }) => ({ … }).",
    ]);
  });

  test('are sound: a state of a machine in a file beside it is told by the place in that file', async () => {
    const start = SHOP.indexOf('const guest');
    folder.write(
      'split/clerk.ts',
      changed(SHOP.slice(0, start), "actions: ['count', 'tell']", "actions: ['count', 'tel']").replace('const clerk', 'export const clerk'),
    );
    const imports =
      "import { setup } from 'xstate';\nimport { z } from 'zod';\nimport { always, distribution, group, parameter, scenarioFor } from 'chartwright';\nimport { clerk } from './clerk.ts';\n";
    folder.write('split/shop.ts', imports + SHOP.slice(start));
    const [problem] = await folder.problems('split/shop.ts');
    expect(problem).toMatch(/^split\/clerk\.ts:26:5: found machine 'clerk' /);
  });
});

describe('parameters', () => {
  test('all have a default', async () => {
    expect(await problemsOf(changed(SHOP, 'clerk: group(', 'count: z.number(),\n    clerk: group('))).toEqual([
      'shop:40:5: found no default that fits for count (Invalid input: expected number, received undefined); expected a default for every parameter. Write parameter(schema, default, { doc }).',
    ]);
  });

  test('that a preset sets exist, and take the value', async () => {
    const text = changed(
      SHOP,
      '{ clerk: { servingS: 60 } }',
      "{ clerk: { servinS: 60 } } },\n    late: { description: 'Lunch is late.', set: { clerk: { lunch: 'lat' } }",
    );
    expect(await problemsOf(text)).toEqual([
      "shop:46:64: found no such parameter for clerk.servinS in the preset 'slow'; expected the path of a parameter. Did you mean clerk.servingS?",
      `shop:47:60: found "lat" for clerk.lunch in the preset 'late'; expected one of early, late. Did you mean late?`,
    ]);
  });
});

describe('delays', () => {
  test('that a machine draws are all given, and no others', async () => {
    expect(await problemsOf(changed(SHOP, '({ clerk: { serving: servingS } })', '({ clerk: { servin: servingS }, clark: {} })'))).toEqual([
      "shop:55:44: found no length for the delay 'serving' of kind 'clerk', which its machine leaves to the scenario; expected delaysS to give one: { clerk: { serving: … } }. Did you mean servin?",
      "shop:55:53: found a length for 'servin', which is no drawn delay of kind 'clerk'; expected one of serving. Did you mean serving?",
      "shop:55:73: found delays of the kind 'clark', which there is not; expected one of the kinds clerk, guest. Did you mean clerk?",
    ]);
  });

  test('that nobody gives are told at the scenario', async () => {
    expect(await problemsOf(changed(SHOP, '  delaysS: ({ clerk: { servingS } }) => ({ clerk: { serving: servingS } }),\n', ''))).toEqual([
      "shop:34:1: found no length for the delay 'serving' of kind 'clerk', which its machine leaves to the scenario; expected delaysS to give one: { clerk: { serving: … } }.",
    ]);
  });

  test('are distributions', async () => {
    expect(await problemsOf(changed(SHOP, '{ serving: servingS }', '{ serving: -1 }'))).toEqual([
      "shop:55:53: found -1 as the length of 'serving'; expected seconds from 0, or a distribution such as {type: exponential, mean: 10}.",
    ]);
  });
});

describe('actors', () => {
  test.each([
    [
      "'gest-1'",
      "the actor 'gest-1', whose kind 'gest' there is not; expected an id that is one of clerk, guest, or starts with it and a hyphen. Did you mean guest?",
    ],
    ["'clerk'", "two actors with the id 'clerk'; expected an id of its own for each actor."],
    ['7', '{"id":7} as an actor; expected an actor: { id, input }.'],
  ])('have an id of their own, of a kind: %s', async (id, problem) => {
    expect(await problemsOf(changed(SHOP, "{ id: 'guest-1' }", `{ id: ${id} }`))).toEqual([`shop:48:4: found ${problem}`]);
  });

  test('may be without end', async () => {
    expect(await problemsOf(changed(SHOP, "yield { id: 'guest-1' };", 'for (let i = 1; ; i += 1) yield { id: `guest-${i}` };'))).toEqual(
      [],
    );
  });

  test('that throw are told by the line', async () => {
    expect(await problemsOf(changed(SHOP, "    yield { id: 'guest-1' };", "    throw new Error('nobody is here');"))).toEqual([
      'shop:50:5: found an exception in actors (Error: nobody is here); expected no exception with the default parameters.',
    ]);
  });
});
