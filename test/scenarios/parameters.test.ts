import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  describeParameters,
  distribution,
  group,
  parameter,
  resolveParameters,
  settingsOf,
  type Setting,
} from '../../src/scenarios/parameters.ts';
import { describeParameterProblem, showValue } from '../../src/scenarios/parameter-problems.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';

const toy: AnyScenario = {
  name: 'toy',
  title: 'Toy',
  description: 'Nothing but parameters.',
  kinds: {},
  actors: () => [],
  parameters: z.strictObject({
    desk: group('The desk', {
      clerks: parameter(z.int().positive(), 2, { doc: 'people at it' }),
      servingS: parameter(distribution, 10, { doc: 'time for one', unit: 's', source: 'a stopwatch' }),
      order: parameter(z.enum(['first', 'last']), 'first', { doc: 'who is next' }),
      limitS: parameter(z.number().positive().max(100).nullable(), null, { doc: 'longest visit', unit: 's' }),
      names: parameter(z.array(z.string().min(2)).nonempty(), ['Ada'], { doc: 'of the clerks' }),
      breaks: parameter(z.array(z.strictObject({ atS: z.number() })), [], { doc: 'when nobody is there' }),
      pace: parameter(z.union([z.number(), z.boolean()]), 1, { doc: 'a union of its own' }),
    }),
    open: parameter(z.boolean(), true, { doc: 'whether the door is open' }),
  }),
  presets: {
    busy: { description: 'Many clerks.', set: { desk: { clerks: 9, servingS: { type: 'exponential', mean: 3 } } } },
  },
  refuse: (params) => ((params as { readonly open: boolean }).open ? undefined : 'open=true, for a shop'),
};

const DEFAULTS = {
  desk: { clerks: 2, servingS: 10, order: 'first', limitS: null, names: ['Ada'], breaks: [], pace: 1 },
  open: true,
};

/** What is wrong with settings, given as paths and values. */
function problems(set: Readonly<Record<string, unknown>>, preset?: string): readonly string[] {
  const settings: readonly Setting[] = Object.entries(set).map(([path, value]) => ({ path, value }));
  const resolved = resolveParameters(toy, preset, settings);
  return 'problems' in resolved ? resolved.problems.map(describeParameterProblem) : [];
}

describe('resolving', () => {
  test('starts from the defaults', () => {
    expect(resolveParameters(toy, undefined, [])).toEqual({ params: DEFAULTS });
  });

  test('puts the preset above the defaults, and settings above the preset, the last one above all', () => {
    const settings = [
      { path: 'desk.clerks', value: 3 },
      { path: 'desk.clerks', value: 4 },
    ];
    expect(resolveParameters(toy, 'busy', settings)).toEqual({
      params: { ...DEFAULTS, desk: { ...DEFAULTS.desk, clerks: 4, servingS: { type: 'exponential', mean: 3 } } },
    });
  });

  test('sets a part of a parameter', () => {
    expect(resolveParameters(toy, 'busy', [{ path: 'desk.servingS.mean', value: 5 }])).toMatchObject({
      params: { desk: { servingS: { type: 'exponential', mean: 5 } } },
    });
  });

  test('leaves defaults and presets as they were', () => {
    resolveParameters(toy, 'busy', [
      { path: 'desk.servingS.mean', value: 5 },
      { path: 'desk.names', value: ['Bob'] },
    ]);
    expect(resolveParameters(toy, undefined, [])).toEqual({ params: DEFAULTS });
    expect(resolveParameters(toy, 'busy', [])).toMatchObject({ params: { desk: { servingS: { mean: 3 } } } });
  });

  test('never reaches what all objects share', () => {
    expect(
      problems({ 'desk.servingS.__proto__.polluted': 1, 'desk.servingS.__proto__': 1, __proto__: 1, 'constructor.prototype.polluted': 1 }),
    ).toEqual([
      'desk.servingS.__proto__.polluted: found no such parameter; expected the path of a parameter.',
      'desk.servingS.__proto__: found no such parameter; expected the path of a parameter.',
      'constructor.prototype.polluted: found no such parameter; expected the path of a parameter.',
    ]);
    expect('polluted' in {}).toBe(false);
  });

  test('resolves the defaults and every preset of the built-in scenarios', () => {
    for (const scenario of scenarios) {
      for (const preset of [undefined, ...Object.keys(scenario.presets ?? {})]) {
        expect(resolveParameters(scenario, preset, []), `${scenario.name} ${preset}`).toHaveProperty('params');
      }
    }
  });
});

describe('a problem', () => {
  test.each([
    ['desk.clarks', 1, 'no such parameter; expected the path of a parameter. Did you mean desk.clerks?'],
    ['clerks', 1, 'no such parameter; expected the path of a parameter. Did you mean desk.clerks?'],
    ['dask', 1, 'no such parameter; expected the path of a parameter. Did you mean desk?'],
    ['', 1, 'no such parameter; expected the path of a parameter.'],
    ['desk', 1, 'a group of parameters; expected a parameter of it, such as desk.clerks.'],
    ['desk.clerks', 'two', '"two"; expected a number.'],
    ['desk.clerks', 1.5, '1.5; expected a whole number.'],
    ['desk.clerks', 0, '0; expected more than 0.'],
    ['desk.clerks', null, 'null; expected a number.'],
    ['desk.order', 'frist', '"frist"; expected one of first, last. Did you mean first?'],
    ['desk.limitS', 101, '101; expected at most 100.'],
    ['desk.limitS', Infinity, 'Infinity; expected a finite number.'],
    ['desk.limitS', NaN, 'NaN; expected a finite number.'],
    ['desk.names', [], '[]; expected at least 1 element.'],
    ['desk.names', 'Ada', '"Ada"; expected a list.'],
    ['desk.pace', 'slow', '"slow"; expected a number, or true or false.'],
    ['open', 'yes', '"yes"; expected true or false.'],
    ['desk.servingS', -1, '-1; expected at least 0.'],
    ['desk.servingS', 'long', '"long"; expected a number from 0, or a distribution such as {type: exponential, mean: 10}.'],
    ['desk.servingS', [1], '[1]; expected a number from 0, or a distribution such as {type: exponential, mean: 10}.'],
    [
      'desk.servingS.mean',
      1,
      "10 at servingS; expected an object with a member mean. Set it as a whole: --set desk.servingS='{type: exponential, mean: 10}'.",
    ],
  ])('with %s set to %j says what was found and expected', (path, value, text) => {
    expect(problems({ [path]: value })).toEqual([`${path}: found ${text}`]);
  });

  test.each([
    [
      { type: 'exponental', mean: 1 },
      'desk.servingS.type: found "exponental"; expected one of constant, uniform, exponential, erlang, hyperexponential, lognormal, normal, pareto, empirical. Did you mean exponential?',
    ],
    [
      { mean: 1 },
      'desk.servingS.type: found nothing; expected one of constant, uniform, exponential, erlang, hyperexponential, lognormal, normal, pareto, empirical.',
    ],
    [{ type: 'exponential' }, 'desk.servingS.mean: found nothing; expected a number.'],
    [{ type: 'exponential', mean: -1 }, 'desk.servingS.mean: found -1; expected at least 0.'],
    [
      { type: 'exponential', maen: 1 },
      'desk.servingS.maen: found an unknown member; expected a member of the exponential distribution. Did you mean mean?',
    ],
    [{ type: 'erlang', mean: 1, stages: 1.5 }, 'desk.servingS.stages: found 1.5; expected a whole number.'],
    [{ type: 'uniform', min: 2, max: 1 }, 'desk.servingS: found {"type":"uniform","min":2,"max":1}; expected a min that is not above max.'],
    [{ type: 'empirical', values: [] }, 'desk.servingS.values: found []; expected at least 1 element.'],
  ])('with a distribution is told by its member: %j', (value, text) => {
    expect(problems({ 'desk.servingS': value })).toEqual([text]);
  });

  test('of an element is told by its number, and of a stranger in it by its name', () => {
    expect(problems({ 'desk.breaks': [{ atS: 1 }, { atS: 2, until: 3 }], 'desk.names': ['Ada', 'B'] })).toEqual([
      'desk.names.1: found "B"; expected at least 2 characters.',
      'desk.breaks.1.until: found an unknown member; expected only known members.',
    ]);
    expect(problems({ 'desk.breaks': ['noon'] })).toEqual(['desk.breaks.0: found "noon"; expected an object.']);
  });

  test('is told of every setting at once', () => {
    expect(problems({ 'desk.clerks': -1, 'desk.order': 'x' })).toHaveLength(2);
    expect(problems({ nothing: 1, desk: 1 })).toHaveLength(2);
  });

  test('of parameters together is told in the words of the scenario', () => {
    expect(problems({ open: false })).toEqual([
      'these parameters together: found a combination that cannot run; expected open=true, for a shop.',
    ]);
  });

  test.each([
    ['bussy', 'preset: found "bussy"; expected one of busy. Did you mean busy?'],
    ['constructor', 'preset: found "constructor"; expected one of busy.'],
    ['__proto__', 'preset: found "__proto__"; expected one of busy.'],
  ])('of the preset %s names those that there are', (preset, text) => {
    expect(problems({}, preset)).toEqual([text]);
  });

  test('of a preset where there is none says so', () => {
    const { presets: _, ...without } = toy;
    expect(resolveParameters(without, 'busy', [])).toEqual({
      problems: [{ path: 'preset', found: '"busy"', expected: 'no preset: this scenario has none' }],
    });
  });

  test('shows a long value in part', () => {
    expect(showValue('x'.repeat(1000))).toHaveLength(80);
    expect(showValue(undefined)).toBe('nothing');
    expect(showValue(3n)).toBe('3');
  });
});

describe('settings of nested values', () => {
  test('are those of --set, down to the parameters and not into them', () => {
    expect(settingsOf(toy, { desk: { clerks: 3, servingS: { type: 'constant', value: 1 } }, 'desk.order': 'last', open: false })).toEqual([
      { path: 'desk.clerks', value: 3 },
      { path: 'desk.servingS', value: { type: 'constant', value: 1 } },
      { path: 'desk.order', value: 'last' },
      { path: 'open', value: false },
    ]);
  });

  test('keep what is no parameter, for it to be reported', () => {
    expect(settingsOf(toy, { desk: 3, dask: { clerks: 1 } })).toEqual([
      { path: 'desk', value: 3 },
      { path: 'dask', value: { clerks: 1 } },
    ]);
  });
});

describe('the description', () => {
  test('has every parameter in its order, with default, values, unit and source', () => {
    expect(describeParameters(toy).map(({ path, values }) => [path, values])).toEqual([
      ['desk.clerks', 'whole number'],
      ['desk.servingS', 'number | distribution'],
      ['desk.order', 'first | last'],
      ['desk.limitS', 'number | null'],
      ['desk.names', '[text, …]'],
      ['desk.breaks', '[{atS: number}, …]'],
      ['desk.pace', 'value'],
      ['open', 'true | false'],
    ]);
    expect(describeParameters(toy)[1]).toEqual({
      path: 'desk.servingS',
      fallback: 10,
      values: 'number | distribution',
      doc: 'time for one',
      unit: 's',
      source: 'a stopwatch',
    });
  });

  test('of the built-in scenarios leaves no parameter without words', () => {
    for (const scenario of scenarios) {
      for (const { path, doc } of describeParameters(scenario)) expect(doc, `${scenario.name} ${path}`).not.toBe('');
    }
  });
});
