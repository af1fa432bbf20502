/** From a guard of a chart to a test of a running step. */
import { and, not, or, stateIn } from 'xstate';
import type { StateValue } from './chart.ts';
import { joined, js, type Code } from './code.ts';
import { isCallable, memberOf, referredTo } from './erased.ts';
import { paramsCode, paramsOf, type Parts } from './parts.ts';
import type { Test } from './running.ts';
import { XSTATE_VERSION } from './of-xstate.ts';

/** How XState marks its own: by the function that checks them. */
const CHECKS = {
  and: memberOf(and([]), 'check'),
  or: memberOf(or([]), 'check'),
  not: memberOf(not('any'), 'check'),
  stateIn: memberOf(stateIn('any'), 'check'),
};

/** Guards that stand for other guards: more than so many in a row are a circle. */
const ALIASES_MAX = 100;

/** Bound on the text of a guard that stands in the text of a step: guards that ask guards may come to any length. */
const CODE_MAX = 300;

/** Where a guard stands in a step that is written, `asking` is true. */
const ASKED = { asking: (): Code => js`asking` };

export function compileGuard(guard: unknown, parts: Parts, aliases = 0): Test {
  if (guard === undefined || guard === null) {
    return () => {
      throw new TypeError(`Cannot read properties of ${String(guard)} (reading 'type')`);
    };
  }
  const name = referredTo(guard);
  const found = name === undefined ? guard : parts.guards[name];
  // As XState does: only a step that asks for it fails.
  if (!found) {
    return () => {
      throw new Error(`Guard '${name}' is not implemented.'.`);
    };
  }
  if (!isCallable(found)) {
    if (aliases < ALIASES_MAX) return compileGuard(found, parts, aliases + 1);
    parts.refuse(`its guard '${name}' stands for itself`, 'Define it as a function.');
    return () => false;
  }
  const params = paramsOf(guard);
  const check = memberOf(found, 'check');
  if (check === undefined) {
    if (!params) return coded((run) => Boolean(found(run.asking())), js`${found}(asking)`);
    return coded(
      (run) => {
        const asking = run.asking();
        return Boolean(found(asking, params(run)));
      },
      js`${found}(asking, ${paramsCode(params, ASKED)})`,
    );
  }
  const test = name === undefined ? compileCheck(check, found, parts) : compileNamed(name, check, found, parts);
  if (!params) return test;
  return (run) => {
    params(run);
    return test(run);
  };
}

/** A guard that asks others, which may ask for it again: then it is found as the step comes there. */
function compileNamed(name: string, check: unknown, guard: unknown, { tests, ...parts }: Parts): Test {
  const known = tests.get(name);
  if (known) return known.test ?? ((run) => known.test?.(run) ?? false);
  const made: { test: Test | undefined } = { test: undefined };
  tests.set(name, made);
  try {
    return (made.test = compileCheck(check, guard, { tests, ...parts }));
  } finally {
    if (!made.test) tests.delete(name);
  }
}

function compileCheck(check: unknown, guard: unknown, parts: Parts): Test {
  const inner = memberOf(guard, 'guards');
  const tests = (): readonly Test[] => (Array.isArray(inner) ? inner.map((it: unknown) => compileGuard(it, parts)) : []);
  switch (check) {
    case CHECKS.and:
      return every(tests());
    case CHECKS.or:
      return some(tests());
    case CHECKS.not: {
      const [test] = tests();
      return coded((run) => !test?.(run), test?.code && js`!(${test.code})`);
    }
    case CHECKS.stateIn:
      return compileStateIn(memberOf(guard, 'stateValue'), parts);
    default:
      parts.refuse(
        'its guard is none that this version of XState makes',
        `Import and, or, not and stateIn from the same xstate as this package does, which is version ${XSTATE_VERSION}.`,
      );
      return () => false;
  }
}

function every(tests: readonly Test[]): Test {
  return coded(
    (run) => {
      for (const test of tests) if (!test(run)) return false;
      return true;
    },
    allOf(tests, ' && '),
  );
}

function some(tests: readonly Test[]): Test {
  return coded(
    (run) => {
      for (const test of tests) if (test(run)) return true;
      return false;
    },
    allOf(tests, ' || '),
  );
}

function coded(test: Test, code: Code | undefined): Test {
  return Object.assign(test, { code: code && code.size <= CODE_MAX ? code : undefined });
}

/** Undefined if one of them has no code, or there are none. */
function allOf(tests: readonly Test[], operator: string): Code | undefined {
  const codes = tests.flatMap(({ code }) => (code ? [js`(${code})`] : []));
  return codes.length === tests.length && codes.length > 0 ? joined(codes, operator) : undefined;
}

function compileStateIn(value: unknown, parts: Parts): Test {
  if (typeof value === 'string' && value.startsWith('#')) {
    return (run) => {
      // XState looks for it at each step, and fails there.
      const node = parts.nodeById(value);
      return run.control.nodes.some((it) => it === node);
    };
  }
  // What stateIn takes is checked by XState's types, which are erased on the function that it returns.
  const wanted = value as StateValue;
  return (run) => run.control.matches(wanted);
}
