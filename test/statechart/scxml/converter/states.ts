/** States and transitions of an SCXML document, in XState's words. */
import type { Content } from './content.ts';
import { childrenOf, dataOf, statesOf, type ScxmlDocument } from './document.ts';
import { guardOf } from './conditions.ts';
import { covers, descriptorsOf } from './events.ts';
import type { Scope } from './expressions.ts';
import { idsIn, referenceTo, sanitized } from './names.ts';
import type { Xml } from './xml.ts';

/** As much of XState's configuration of a state as SCXML comes to. */
export interface NodeConfig {
  readonly id: string;
  readonly type?: 'parallel' | 'final' | 'history';
  readonly history?: 'shallow' | 'deep';
  /** Of a history state: where it leads by default. */
  readonly target?: readonly string[];
  readonly initial?: { readonly target: string; readonly actions: readonly unknown[] };
  readonly states?: Readonly<Record<string, NodeConfig>>;
  readonly on?: Readonly<Record<string, readonly TransitionConfig[]>>;
  readonly always?: readonly TransitionConfig[];
  readonly entry?: readonly unknown[];
  readonly exit?: readonly unknown[];
  readonly output?: (scope: Scope) => unknown;
}

interface TransitionConfig {
  readonly target?: readonly string[];
  readonly guard?: unknown;
  readonly actions?: readonly unknown[];
  readonly reenter?: boolean;
}

export class States {
  readonly #document: ScxmlDocument;
  readonly #content: Content;

  constructor(document: ScxmlDocument, content: Content) {
    this.#document = document;
    this.#content = content;
  }

  nodeOf(state: Xml, id: string): NodeConfig {
    if (state.name === 'history') return historyOf(state, id);
    const states = statesOf(state).map((child, at) => {
      const own = idOf(child, at, id);
      return [sanitized(own), this.nodeOf(child, own)] as const;
    });
    const begin = state.name === 'parallel' || states.length === 0 ? undefined : this.#initialOf(state, id);
    return {
      id: sanitized(id),
      ...(state.name === 'parallel' && states.length > 0 ? { type: 'parallel' } : {}),
      ...(state.name === 'final' ? { type: 'final', ...this.#outputOf(state) } : {}),
      ...(begin ? { initial: begin.initial } : {}),
      ...(states.length > 0 ? { states: Object.fromEntries([...states, ...(begin?.added ?? [])]) } : {}),
      ...this.#transitionsOf(state),
      // What `donedata` says is worked out twice: as an output, which cannot tell of a failure, and before it, as content that can.
      entry: [
        ...this.#bindingOf(state),
        ...this.#blocksOf(state, 'onentry'),
        ...this.#content(childrenOf(state, 'donedata'), this.#document),
      ],
      exit: this.#blocksOf(state, 'onexit'),
    };
  }

  /**
   * Where a state begins. XState knows a child with that; SCXML any states inside, also several. Then it begins in a child that is made
   * for it, and goes on from there of itself.
   */
  #initialOf(state: Xml, id: string): { initial: NonNullable<NodeConfig['initial']>; added: readonly (readonly [string, NodeConfig])[] } {
    const transition = childrenOf(state, 'initial').flatMap((initial) => childrenOf(initial, 'transition'))[0];
    const written = idsIn(state.attributes['initial'] ?? transition?.attributes['target']);
    const actions = this.#content(transition?.children ?? [], this.#document);
    const children = statesOf(state).map((child, at) => ({ id: idOf(child, at, id), isHistory: child.name === 'history' }));
    const [target = children.find(({ isHistory }) => !isHistory)?.id ?? '', ...others] = written;
    if (others.length === 0 && children.some((child) => child.id === target)) {
      return { initial: { target: sanitized(target), actions }, added: [] };
    }
    const made = sanitized(`${id}:initial`);
    const always = [{ target: written.map(referenceTo), actions }];
    return { initial: { target: made, actions: [] }, added: [[made, { id: made, always }]] };
  }

  #transitionsOf(state: Xml): Pick<NodeConfig, 'on' | 'always'> {
    const transitions = childrenOf(state, 'transition').map((it) => {
      const { event } = it.attributes;
      return { descriptors: event === undefined ? undefined : descriptorsOf(event), config: this.#transitionOf(it, state) };
    });
    const descriptors = new Set(transitions.flatMap((it) => it.descriptors ?? []));
    // SCXML takes the first that matches, in the order of the document; XState looks at the longest descriptor first. So that both come to
    // the same, each descriptor has all transitions that match whatever it matches.
    const on = [...descriptors].map((descriptor) => [
      descriptor === '*' ? '*' : `${descriptor}.*`,
      transitions.filter((it) => it.descriptors?.some((other) => covers(other, descriptor))).map(({ config }) => config),
    ]);
    const always = transitions.filter((it) => it.descriptors === undefined).map(({ config }) => config);
    return { ...(on.length > 0 ? { on: Object.fromEntries(on) } : {}), ...(always.length > 0 ? { always } : {}) };
  }

  #transitionOf({ attributes, children }: Xml, source: Xml): TransitionConfig {
    const targets = idsIn(attributes['target']);
    const actions = this.#content(children, this.#document);
    // XState's are internal by default, whatever their source; SCXML's are not, and only compound states have internal ones.
    const isInternal = attributes['type'] === 'internal' && source.name === 'state' && targets.every((id) => isInside(id, source));
    return {
      ...(targets.length > 0 ? { target: targets.map(referenceTo), reenter: !isInternal } : {}),
      ...(attributes['cond'] === undefined ? {} : { guard: guardOf(attributes['cond'], this.#document) }),
      ...(actions.length > 0 ? { actions } : {}),
    };
  }

  #blocksOf(state: Xml, name: 'onentry' | 'onexit'): readonly unknown[] {
    return childrenOf(state, name).flatMap(({ children }) => this.#content(children, this.#document));
  }

  /** Sets the variables that a state declares, where they are set that late. */
  #bindingOf(state: Xml): readonly unknown[] {
    if (!this.#document.isLate || state === this.#document.root || dataOf(state).length === 0) return [];
    return this.#content(childrenOf(state, 'datamodel'), this.#document);
  }

  #outputOf(state: Xml): Pick<NodeConfig, 'output'> {
    const [donedata] = childrenOf(state, 'donedata');
    if (!donedata) return {};
    return {
      output: (scope) => {
        try {
          return this.#document.payloadOf(donedata, scope);
        } catch {
          return undefined;
        }
      },
    };
  }
}

/** Of a child of a state; where it has none, it gets one by its place. */
function idOf(child: Xml, at: number, parentId: string): string {
  return child.attributes['id'] ?? `${parentId}:${at}`;
}

function historyOf(state: Xml, id: string): NodeConfig {
  const target = childrenOf(state, 'transition').flatMap(({ attributes }) => idsIn(attributes['target']).map(referenceTo));
  return {
    id: sanitized(id),
    type: 'history',
    history: state.attributes['type'] === 'deep' ? 'deep' : 'shallow',
    ...(target.length > 0 ? { target } : {}),
  };
}

function isInside(id: string, state: Xml): boolean {
  return statesOf(state).some((child) => child.attributes['id'] === id || isInside(id, child));
}
