/** The acts that XState's own actions come to: assign, emit, raise, cancel, log; and calls of a machine's own functions. */
import { PROTOTYPE, type Copiers, type Copying } from './copying.ts';
import { isCallable, memberOf, type Callable } from './erased.ts';
import { js, type Code } from './code.ts';
import type { Lines, Text } from './lines.ts';
import { paramsCode, type Params, type Parts } from './parts.ts';
import type { Context, Event } from './args.ts';
import type { Act, Running } from './running.ts';

export function assigning(assignment: unknown, params: Params, copiers: Copiers): Act {
  if (assignment === undefined || assignment === null) return () => fail('Cannot convert undefined or null to object');
  if (isCallable(assignment)) {
    const merge = copiers.merging();
    return written(
      (run) => {
        const given = params?.(run);
        run.context = merge(run.context, contextFrom(assignment(run.args(), given)));
      },
      (lines) => lines.assign(js`${merge}(context, ${contextFrom}(${called(assignment, params, lines)}))`),
    );
  }
  const parts = Object.entries(Object(assignment) as Readonly<Record<string, unknown>>);
  const [only] = parts;
  if (parts.length === 1 && only) return assigningOne(only[1], params, copiers.replacing(only[0]));
  const keys = parts.map(([key]) => key);
  const values = parts.map(([, value]) => valued(value));
  const copy = copiers.copying();
  return written(
    (run) => {
      const given = params?.(run);
      // The functions see the context from before.
      const context = copy(run.context, undefined);
      for (let i = 0; i < keys.length; i++) {
        const [key = '', part] = [keys[i], values[i]?.(run, given)];
        if (key !== PROTOTYPE) context[key] = part;
      }
      run.context = context;
    },
    (lines) => {
      lines.add(js`const given = ${paramsCode(params, lines)}; const next = ${copy}(context, undefined);`);
      for (const [key, value] of parts) {
        const part = valueCode(value, lines);
        lines.add(key === PROTOTYPE ? js`${part};` : js`next[${key}] = ${part};`);
      }
      lines.assign(js`next`);
    },
  );
}

function assigningOne(value: unknown, params: Params, replace: Copying<unknown>): Act {
  const valueOf = valued(value);
  return written(
    (run) => {
      const part = valueOf(run, params?.(run));
      run.context = replace(run.context, part);
    },
    (lines) => {
      lines.add(js`const given = ${paramsCode(params, lines)};`);
      lines.assign(js`${replace}(context, ${valueCode(value, lines)})`);
    },
  );
}

/** What an assigner returns is copied from, whatever it is, as XState does. */
function contextFrom(update: unknown): Context {
  return Object(update) as Context; // Of what has no members, none are copied.
}

export function emitting(event: unknown, params: Params): Act {
  // What is worked out of parameters is worked out, even if nobody asks for it: it may fail.
  if (!isCallable(event) && isCallable(params?.it)) return emitting(() => event, params);
  if (!isCallable(event)) {
    return written(
      (run) => run.sink.emitted(event),
      (lines) => lines.add(js`sink.emitted(${event});`),
    );
  }
  return written(
    (run) => run.sink.emitted(event(run.args(), params?.(run))),
    (lines) => lines.add(js`sink.emitted(${called(event, params, lines)});`),
  );
}

export function raising(raise: unknown, params: Params, { delays }: Parts): Act {
  const event = memberOf(raise, 'event');
  const id = memberOf(raise, 'id');
  const delay = memberOf(raise, 'delay');
  if (typeof event === 'string') {
    return () => {
      throw new Error(`Only event objects may be used with raise; use raise({ type: "${event}" }) instead`);
    };
  }
  const length = typeof delay === 'string' ? delays[delay] : delay;
  const eventOf = valued(event);
  const lengthOf = valued(length);
  return written(
    (run) => {
      const given = params?.(run);
      const raised = eventOf(run, given);
      const resolved = lengthOf(run, given);
      if (typeof resolved !== 'number') run.raise(raised as Event); // A chart's own events are what it raises.
      run.sink.raised(raised, id, resolved);
    },
    (lines) => {
      lines.add(js`const given = ${paramsCode(params, lines)}; const it = ${valueCode(event, lines)};`);
      lines.add(js`const length = ${valueCode(length, lines)};`);
      if (typeof length !== 'number') lines.add(js`if (typeof length !== 'number') ${lines.raise(js`it`)}`);
      lines.add(js`sink.raised(it, ${id}, length);`);
    },
  );
}

export function cancelling(sendId: unknown, params: Params): Act {
  const idOf = valued(sendId);
  return written(
    (run) => run.sink.cancelled(idOf(run, params?.(run))),
    (lines) => {
      lines.add(js`const given = ${paramsCode(params, lines)};`);
      lines.add(js`sink.cancelled(${valueCode(sendId, lines)});`);
    },
  );
}

export function logging(value: unknown, label: unknown, params: Params): Act {
  const valueOf = valued(value);
  return (run) => run.sink.called('xstate.log', { value: valueOf(run, params?.(run)), label }, run.info(), undefined);
}

/** @param type a text, or whatever an action object has in its place */
export function custom(type: unknown, exec: unknown, params: Params): Act {
  return (run) => run.sink.called(type as string, params?.(run), run.info(), exec); // As XState tells of it.
}

/** As XState does at a step, in its words. */
export function fail(message: string): never {
  throw new TypeError(message);
}

/** An act, with the same as text for steps that are written. */
function written(act: { (run: Running): void; text?: Text }, text: Text): Act {
  act.text = text;
  return act;
}

function called(it: Callable, params: Params, lines: Lines): Code {
  return js`${it}(${lines.args()}, ${paramsCode(params, lines)})`;
}

/** As `valued`, where `given` are the parameters. */
function valueCode(it: unknown, lines: Lines): Code {
  return isCallable(it) ? js`${it}(${lines.args()}, given)` : js`${it}`;
}

/** Something that stands in a chart as it is, or as a function. */
function valued(it: unknown): (run: Running, params: unknown) => unknown {
  if (!isCallable(it)) return () => it;
  const worked: Callable = it;
  return (run, params) => worked(run.args(), params);
}
