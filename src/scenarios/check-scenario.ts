/** Whether a value is a scenario: its members, their shapes, and that its defaults can run. */
import { z } from 'zod';
import { behaviorOf, UnsoundMachine } from '../actors/behavior.ts';
import type { EngineName } from '../actors/stepper.ts';
import type { Property } from '../properties/property.ts';
import { checkSystem, checkValues } from './check-defaults.ts';
import { checkFlagNames } from './check-flags.ts';
import { didYouMean } from './nearest.ts';
import { showValue } from './parameter-problems.ts';
import { aProblem, anException, type ScenarioProblem } from './scenario-problem.ts';
import type { AnyScenario } from './scenario.ts';

export type Checked = { readonly scenario: AnyScenario } | { readonly problems: readonly ScenarioProblem[] };

/**
 * Later checks need what earlier ones assert, so that only the first ones that fail are told.
 *
 * Calls the scenario's functions, with its default parameters and a part of its work.
 *
 * @param engine what is to step its machines, 'compiled' unless given: that it cannot is a problem
 */
export function checkScenario(value: unknown, engine: EngineName = 'compiled'): Checked {
  const shape = checkMembers(value);
  if (shape.length > 0) return { problems: shape };
  // The boundary: a value of a user's module, whose members were just found to be there.
  const scenario = value as AnyScenario;
  for (const check of [checkParts, checkValues, checkSystem]) {
    const problems = check(scenario, engine);
    if (problems.length > 0) return { problems };
  }
  return { scenario };
}

type Shape = 'a text' | 'an object' | 'an array' | 'a function' | 'a zod object' | 'a zod schema';

interface Member {
  readonly shape: Shape;
  /** `filled in`: scenarioFor does it, where the author does not. */
  readonly required?: 'by hand' | 'filled in';
}

const MEMBERS: Readonly<Record<keyof AnyScenario, Member>> = {
  name: { shape: 'a text', required: 'by hand' },
  title: { shape: 'a text', required: 'by hand' },
  description: { shape: 'a text', required: 'filled in' },
  kinds: { shape: 'an object', required: 'by hand' },
  parameters: { shape: 'a zod object', required: 'filled in' },
  actors: { shape: 'a function', required: 'by hand' },
  presets: { shape: 'an object' },
  inputs: { shape: 'an object' },
  settingFiles: { shape: 'an object' },
  views: { shape: 'an object' },
  item: { shape: 'a zod schema' },
  generate: { shape: 'a function' },
  refuse: { shape: 'a function' },
  arrivals: { shape: 'a function' },
  faults: { shape: 'a function' },
  wires: { shape: 'a function' },
  delaysS: { shape: 'a function' },
  properties: { shape: 'an array' },
  check: { shape: 'an object' },
  measure: { shape: 'a function' },
  report: { shape: 'a function' },
  overview: { shape: 'a function' },
  plots: { shape: 'a function' },
};

function checkMembers(value: unknown): readonly ScenarioProblem[] {
  if (!isRecord(value)) {
    const hint = typeof value === 'function' ? 'It takes two calls: scenarioFor<Protocol>()({ … }).' : undefined;
    return [aProblem([], `${nameOf(value)} as the default export`, 'a scenario: scenarioFor<Protocol>()({ … })', hint)];
  }
  const byHand = Object.keys(MEMBERS).filter((name) => isMember(name) && MEMBERS[name].required === 'by hand');
  const expected = `a scenario with ${byHand.join(', ')}`;
  const missing = Object.entries(MEMBERS).flatMap(([name, { shape, required }]) => {
    if (!required || value[name] !== undefined) return [];
    if (required === 'by hand') return [aProblem([], `no '${name}'`, expected, `Add ${name}, ${shape}.`)];
    // A title that is missing leaves the description without what it is filled in from.
    if (name in value) return [];
    return [aProblem([], `no '${name}'`, shape, 'Write the scenario as scenarioFor<Protocol>()({ … }), which fills it in.')];
  });
  return [...missing, ...Object.entries(value).flatMap(([name, part]) => checkMember(name, part, Object.keys(value)))];
}

function checkMember(name: string, value: unknown, present: readonly string[]): readonly ScenarioProblem[] {
  if (!isMember(name)) {
    const absent = Object.keys(MEMBERS).filter((it) => !present.includes(it));
    return [aProblem([name], `the unknown member '${name}'`, `one of ${Object.keys(MEMBERS).join(', ')}`, didYouMean(name, absent))];
  }
  if (value === undefined || hasShape(value, MEMBERS[name].shape)) return [];
  return [
    aProblem(
      [name],
      `${nameOf(value)} as '${name}'`,
      MEMBERS[name].shape,
      name === 'parameters' ? 'Write z.strictObject({ … }), of zod 4.' : undefined,
    ),
  ];
}

function checkParts(scenario: AnyScenario, engine: EngineName): readonly ScenarioProblem[] {
  const kinds = Object.entries(scenario.kinds);
  return [
    ...(kinds.length === 0
      ? [aProblem(['kinds'], 'no kind of actor', 'at least one')]
      : kinds.flatMap(([kind, machine]) => checkKind(kind, machine, engine))),
    ...Object.entries(scenario.presets ?? {}).flatMap(([name, preset]) =>
      checkEntry(['presets', name], preset, { description: 'a text', set: 'an object' }),
    ),
    ...checkFlagNames(scenario),
    ...(['inputs', 'settingFiles'] as const).flatMap((member) =>
      Object.entries(scenario[member] ?? {}).flatMap(([flag, reader]) =>
        checkEntry([member, flag], reader, { description: 'a text', read: 'a function' }),
      ),
    ),
    ...Object.entries(scenario.views ?? {}).flatMap(([flag, view]) =>
      checkEntry(['views', flag], view, { description: 'a text', argument: 'a text', names: 'a function', watch: 'a function' }),
    ),
    ...(scenario.properties ?? []).flatMap((property: unknown, index) => checkProperty(property, index)),
  ];
}

/** What a property of each type is asked. */
const QUESTIONS: Readonly<Record<Property['type'], readonly string[]>> = {
  always: ['holds'],
  throughout: ['next', 'holds'],
  sometimes: ['holds'],
  eventually: ['holds'],
  leadsTo: ['when', 'follows'],
};

function checkProperty(property: unknown, index: number): readonly ScenarioProblem[] {
  const questions =
    isRecord(property) && typeof property['name'] === 'string'
      ? Object.entries(QUESTIONS).find(([type]) => type === property['type'])?.[1]
      : undefined;
  if (isRecord(property) && questions?.every((it) => typeof property[it] === 'function')) return [];
  return [
    aProblem(
      ['properties'],
      `${nameOf(property)} as number ${index + 1} of the properties`,
      `a property, such as always('what holds', (state) => …); there are ${Object.keys(QUESTIONS).join(', ')}`,
    ),
  ];
}

function checkKind(kind: string, machine: unknown, engine: EngineName): readonly ScenarioProblem[] {
  const path = ['kinds', kind];
  if (kind === '' || kind.includes('-')) {
    return [
      aProblem(
        path,
        `'${kind}' as the name of a kind`,
        'a name without a hyphen, which in an id ends the kind: worker-7',
        `Write ${kind.replace(/-+(.?)/g, (_, next: string) => next.toUpperCase()) || 'a name'}.`,
      ),
    ];
  }
  if (!isMachine(machine)) {
    const hint =
      isRecord(machine) && typeof machine['createMachine'] === 'function'
        ? 'Call createMachine({ … }) on what setup({ … }) gives.'
        : undefined;
    return [
      aProblem(path, `${nameOf(machine)} as the machine of '${kind}'`, 'a machine of XState 5: setup({ … }).createMachine({ … })', hint),
    ];
  }
  try {
    behaviorOf(kind, machine, { engine });
    return [];
  } catch (cause) {
    if (!(cause instanceof UnsoundMachine)) return [anException(path, `the machine of '${kind}'`, cause)];
    // Its message ends with the remedy, a sentence of its own.
    const end = cause.message.indexOf('. ');
    const remedy = cause.message.slice(end + 2);
    return [
      {
        ...aProblem(path, cause.message.slice(0, end), 'a machine that can be simulated', remedy),
        state: { kind, machine: machine.id, key: cause.stateKey },
      },
    ];
  }
}

function checkEntry(path: readonly string[], value: unknown, shapes: Readonly<Record<string, Shape>>): readonly ScenarioProblem[] {
  const expected = `{ ${Object.entries(shapes)
    .map(([name, shape]) => `${name}: ${shape}`)
    .join(', ')} }`;
  if (!isRecord(value)) return [aProblem(path, nameOf(value), expected)];
  return Object.entries(shapes)
    .filter(([name, shape]) => !hasShape(value[name], shape))
    .map(([name]) => aProblem([...path, name], `${nameOf(value[name])} as the ${name} of '${path.at(-1)}'`, expected));
}

function hasShape(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'a text':
      return typeof value === 'string' && value !== '';
    case 'an object':
      return isRecord(value);
    case 'an array':
      return Array.isArray(value);
    case 'a function':
      return typeof value === 'function';
    case 'a zod object':
      return value instanceof z.ZodObject;
    case 'a zod schema':
      return value instanceof z.ZodType;
  }
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  return isRecord(value) ? 'an object' : showValue(value);
}

function isMember(name: string): name is keyof AnyScenario {
  return Object.hasOwn(MEMBERS, name);
}

/** XState exports its class, but a user's folder may hold another copy of it. */
function isMachine(value: unknown): value is AnyScenario['kinds'][string] {
  return (
    isRecord(value) &&
    typeof value['provide'] === 'function' &&
    typeof value['getTransitionData'] === 'function' &&
    isRecord(value['implementations'])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
