/**
 * A machine's config in the words of XState 4, from its JSON in those of XState 5 (src/report/statechart-json.ts).
 *
 * It is drawn, and never run: guards and actions cross by name. What version 4 has no word for is listed in docs/inspector-others.md.
 */
import { guardWords } from '../../../src/report/chart-parts.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Members = Readonly<Record<string, Json>>;

/** @param config a machine's config */
export function v4Config(config: Json): Members {
  return { predictableActionArguments: true, ...stateOf(config) };
}

function stateOf(config: Json): Members {
  const entries = Object.entries(membersOf(config)).flatMap(([key, value]): [string, Json][] => {
    switch (key) {
      case 'states':
        return [[key, mapped(value, stateOf)]];
      case 'on':
      case 'after':
        return [[key, mapped(value, transitions)]];
      case 'always':
      case 'onDone':
        return [[key, transitions(value)]];
      case 'initial':
        // Actions of an initial transition have no place there.
        return [[key, typeof value === 'string' ? value : initialOf(value)]];
      case 'output':
        return [['data', value]];
      // Nobody runs it: what the machine is given, and what it may do otherwise, is of no use.
      case 'input':
      case 'types':
      case 'version':
      case 'route':
        return [];
      default:
        return [[key, value]];
    }
  });
  return Object.fromEntries(entries);
}

function transitions(value: Json): Json {
  return Array.isArray(value) ? value.map(transition) : transition(value as Exclude<Json, readonly Json[]>);
}

/** Version 5 leaves a state only where it is told to enter it anew; version 4 stays only where it is told to. */
function transition(value: Json): Json {
  if (typeof value === 'string') return { target: value, internal: true };
  const { guard, reenter, ...others } = membersOf(value);
  return {
    ...others,
    ...('target' in others ? { internal: reenter !== true } : {}),
    ...(guard === undefined ? {} : { cond: typeof guard === 'string' ? guard : guardWords(guard) }),
  };
}

function initialOf(value: Json): Json {
  const { target = null } = membersOf(value);
  return Array.isArray(target) ? (target[0] ?? null) : target;
}

function mapped(value: Json, each: (member: Json) => Json): Members {
  return Object.fromEntries(Object.entries(membersOf(value)).map(([key, member]) => [key, each(member)]));
}

function membersOf(value: Json): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
