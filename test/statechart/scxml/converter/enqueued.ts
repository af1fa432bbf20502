/**
 * Executable content as one `enqueueActions` a block, which carries the elements out one by one and enqueues what comes of them.
 *
 * So a failure can do what SCXML wants: raise an event, and end its block and nothing else.
 */
import { enqueueActions, log } from 'xstate';
import { holds, inGuardOf } from './conditions.ts';
import type { Content } from './content.ts';
import type { ScxmlDocument } from './document.ts';
import { branchesOf, itemsOf, missingOf, raisedBy } from './elements.ts';
import type { ScxmlEvent } from './events.ts';
import type { Context, Scope } from './expressions.ts';
import { errorEvent, Failure } from './failure.ts';
import { sendIdOf, sendingOf } from './send.ts';
import type { Xml } from './xml.ts';

/** Where what comes of a block is put. */
interface Queue {
  assign(changed: Context): void;
  raise(event: ScxmlEvent, options: { readonly id?: string; readonly delay?: number }): void;
  cancel(id: string): void;
  log(value: unknown, label: string | undefined): void;
  check(guard: unknown): boolean;
}

export const enqueued: Content = (elements, document) =>
  elements.length === 0
    ? []
    : [
        enqueueActions(({ context, event, enqueue, check }) => {
          new Block(
            document,
            { context, event },
            {
              assign: (changed) => enqueue.assign(() => changed),
              raise: (raised, options) => enqueue.raise(raised, options),
              cancel: (id) => enqueue.cancel(id),
              log: (value, label) => enqueue(log(() => value, label)),
              // Guards of XState are functions, whose types it keeps to itself.
              check: (guard) => check(guard as Parameters<typeof check>[0]),
            },
          ).run(elements);
        }),
      ];

class Block {
  readonly #document: ScxmlDocument;
  readonly #queue: Queue;
  #scope: Scope;

  constructor(document: ScxmlDocument, scope: Scope, queue: Queue) {
    this.#document = document;
    this.#scope = scope;
    this.#queue = queue;
  }

  run(elements: readonly Xml[]): void {
    let at = '';
    try {
      this.#all(elements, (name) => void (at = name));
    } catch (cause) {
      this.#queue.raise(errorEvent(cause, at), {});
    }
  }

  #all(elements: readonly Xml[], reach: (name: string) => void): void {
    for (const element of elements) {
      reach(element.name);
      this.#carryOut(element, reach);
    }
  }

  #carryOut(element: Xml, reach: (name: string) => void): void {
    const { attributes } = element;
    const { expressions } = this.#document;
    switch (element.name) {
      case 'raise':
        return this.#queue.raise(raisedBy(element), {});
      case 'assign':
        return this.#become(expressions.assign(attributes['location'] ?? '', this.#document.valueOf(element, this.#scope), this.#scope));
      case 'datamodel':
        return this.#become({ ...this.#scope.context, ...missingOf(element, this.#document, this.#scope) });
      case 'script':
        return this.#become(this.#document.executeScript(element, this.#scope));
      case 'log':
        return this.#queue.log(expressions.evaluate(attributes['expr'] ?? '', this.#scope), attributes['label']);
      case 'cancel':
        return this.#queue.cancel(String(attributes['sendid'] ?? expressions.evaluate(attributes['sendidexpr'] ?? '', this.#scope)));
      case 'send':
        return this.#send(element);
      case 'donedata':
        return void this.#document.payloadOf(element, this.#scope);
      case 'if': {
        const taken = branchesOf(element).find(({ condition }) => condition === undefined || this.#holds(condition));
        return this.#all(taken?.elements ?? [], reach);
      }
      case 'foreach':
        for (const part of itemsOf(element, this.#document, this.#scope)) {
          this.#become({ ...this.#scope.context, ...part });
          this.#all(element.children, reach);
        }
        return;
      default:
        throw new Error(`executable content '${element.name}' is not known`);
    }
  }

  #holds(condition: string): boolean {
    const guard = inGuardOf(condition);
    // XState's own check would see the context from before the block.
    return guard === undefined ? holds(condition, this.#document, this.#scope) : this.#queue.check(guard);
  }

  #become(context: Context): void {
    this.#scope = { ...this.#scope, context };
    this.#queue.assign(context);
  }

  #send(element: Xml): void {
    const id = sendIdOf(element);
    const { idlocation } = element.attributes;
    if (idlocation !== undefined) this.#become(this.#document.expressions.assign(idlocation, id, this.#scope));
    try {
      const { event, delayMs } = sendingOf(element, this.#document, this.#scope);
      this.#queue.raise(event, { ...(id === undefined ? {} : { id }), ...(delayMs === undefined ? {} : { delay: delayMs }) });
    } catch (cause) {
      // Nobody is there: that is told of, but it ends nothing.
      if (!(cause instanceof Failure) || cause.type !== 'error.communication') throw cause;
      this.#queue.raise(errorEvent(cause, element.name), {});
    }
  }
}
