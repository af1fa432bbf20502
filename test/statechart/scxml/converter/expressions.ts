/**
 * Evaluates the expressions of an SCXML document: its ecmascript datamodel.
 *
 * XState's converter makes functions of them, with the context as their scope. Here they run in a realm of their own, whose global
 * variables are the context, so that scripts may declare variables and functions, as SCXML has it.
 */
import { createContext, Script } from 'node:vm';
import { ADDRESS, HTTP_ADDRESS, SCXML_PROCESSOR, SESSION, viewOf } from './events.ts';
import { Failure } from './failure.ts';

export type Context = Readonly<Record<string, unknown>>;

/** What expressions are evaluated with: a context, and the event at hand. */
export interface Scope {
  readonly context: Context;
  readonly event: { readonly type: string };
}

const IO_PROCESSORS = { [SCXML_PROCESSOR]: { location: ADDRESS }, scxml: { location: ADDRESS }, basichttp: { location: HTTP_ADDRESS } };
const SYSTEM = ['_sessionid', '_name', '_ioprocessors', '_event', '_x'];
const VALUE = '_value_';

const scripts = new Map<string, Script>();

export class Expressions {
  readonly #documentName: string | undefined;
  readonly #globals: Record<string, unknown> = {};
  readonly #realm = createContext(this.#globals);

  constructor(documentName: string | undefined) {
    this.#documentName = documentName;
  }

  /** @throws whatever the expression throws, and SyntaxError if it is none */
  evaluate(expression: string, scope: Scope): unknown {
    this.#enter(scope);
    return this.#run(`(function () { return ${expression.trim()}\n})()`);
  }

  /** The context after a script. @throws whatever the script throws */
  execute(script: string, scope: Scope): Context {
    this.#enter(scope);
    this.#run(script);
    return this.#leave();
  }

  /** The context after an assignment. @throws Failure if the place is a system variable, and ReferenceError if there is no such place */
  assign(location: string, value: unknown, scope: Scope): Context {
    const [root = ''] = /^\s*[\w$]+/.exec(location) ?? [];
    if (SYSTEM.includes(root.trim())) throw new Failure(`${root} cannot be assigned to`);
    this.#enter(scope);
    this.#globals[VALUE] = value;
    this.#run(`${location}; ${location} = ${VALUE};`);
    return this.#leave();
  }

  /** @throws SyntaxError if it is none. Its arrays and objects are those of the realm, as expressions expect them. */
  parseJson(text: string): unknown {
    this.#globals[VALUE] = text;
    return this.#run(`JSON.parse(${VALUE})`);
  }

  #enter({ context, event }: Scope): void {
    for (const key of Object.keys(this.#globals)) if (!(key in context)) delete this.#globals[key];
    const system = { _sessionid: SESSION, _name: this.#documentName, _ioprocessors: IO_PROCESSORS };
    Object.assign(this.#globals, context, system, { _event: viewOf(event) });
  }

  #leave(): Context {
    return Object.fromEntries(Object.entries(this.#globals).filter(([key]) => key !== VALUE && !SYSTEM.includes(key)));
  }

  #run(code: string): unknown {
    let script = scripts.get(code);
    if (!script) {
      script = new Script(code);
      scripts.set(code, script);
    }
    return script.runInContext(this.#realm);
  }
}
