/** A machine's config as JSON, as XState's own tools read it. */
import type { Machine } from '../actors/behavior.ts';
import { actionData, dataOf, guardData, isRecord, type Data } from './chart-parts.ts';

/**
 * The config with the names of its actions, guards and delays, in the order in which it was written.
 *
 * Functions cannot be told in JSON. Context and params that are functions are left out; an inline
 * action or guard becomes an object that says what it was (chart-parts.ts).
 */
export function statechartJson(machine: Machine): string {
  return JSON.stringify(stateData(machine.config), null, 2);
}

function stateData(config: unknown): Data {
  return members(config, (key, value) => {
    switch (key) {
      case 'states':
        return members(value, (_, state) => stateData(state));
      case 'on':
      case 'after':
        return members(value, (_, transitions) => transitionData(transitions));
      case 'always':
      case 'initial':
      case 'route':
      case 'onDone':
      case 'onError':
      case 'onSnapshot':
        return transitionData(value);
      case 'entry':
      case 'exit':
        return each(value, actionData);
      case 'invoke':
        return each(value, stateData);
      case 'src':
        return typeof value === 'string' ? value : { type: 'inline' };
      default:
        return dataOf(value);
    }
  });
}

function transitionData(transitions: unknown): Data {
  if (Array.isArray(transitions)) return transitions.map(transitionData);
  // `on: { event: undefined }` forbids the event, as an empty transition does; JSON knows only the latter.
  if (transitions === undefined) return {};
  return members(transitions, (key, value) => {
    switch (key) {
      case 'guard':
        return value === undefined ? undefined : guardData(value);
      case 'actions':
        return each(value, actionData);
      default:
        return dataOf(value);
    }
  });
}

function each(value: unknown, show: (item: unknown) => Data): Data | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(show) : show(value);
}

/** The members of an object, each shown in its own way; what is no object is shown as it is. */
function members(value: unknown, show: (key: string, value: unknown) => Data | undefined): Data {
  if (!isRecord(value)) return dataOf(value) ?? null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const data = show(key, member);
      return data === undefined ? [] : [[key, data] as const];
    }),
  );
}
