/** How the overview is looked at: what is sought, who is selected, what the event at the cursor did. Handed down to all parts of a box. */
import { stateColor } from '../model/colors.ts';
import type { Around } from './look-up.ts';
import { isMatch, type ActorShown } from './scene.ts';

export interface Look {
  readonly around: Around;
  /** Lower case; empty: nothing is sought. */
  readonly sought: string;
  /** The number of the actor that is selected. */
  readonly selected: number | null;
  /** Who took the event at the cursor, and what it was. */
  readonly acting: { readonly actor: number; readonly what: string } | null;
  /** Boxes are many, so that each shows little. */
  readonly isSmall: boolean;
  readonly isDark: boolean;
}

/** What marks an actor's element: its class, and what makes it a button that the view's own handlers know. */
export interface ActorProps {
  readonly class: string;
  readonly role: 'button';
  readonly tabIndex: 0;
  readonly 'data-actor': number;
  readonly 'aria-pressed': boolean;
  readonly title: string;
}

export function actorProps(actor: ActorShown, look: Look, className: string, more = ''): ActorProps {
  const marks = [
    className,
    look.selected === actor.number ? 'is-selected' : '',
    look.acting?.actor === actor.number ? 'is-acting' : '',
    isSought(actor, look) ? '' : 'is-dim',
  ];
  const name = actor.label === actor.id ? actor.id : `${actor.label} (${actor.id})`;
  return {
    class: marks.filter((it) => it !== '').join(' '),
    role: 'button',
    tabIndex: 0,
    'data-actor': actor.number,
    'aria-pressed': look.selected === actor.number,
    title: `${name}: ${actor.state}${more === '' ? '' : `\n${more}`}`,
  };
}

export function isSought(actor: ActorShown, { sought }: Look): boolean {
  return sought === '' || isMatch(actor, sought);
}

/** Those that are sought first, and no more than so many; the order stays as it is. */
export function firstOf(
  actors: readonly ActorShown[],
  look: Look,
  atMost: number,
): { readonly first: readonly ActorShown[]; readonly more: number } {
  const candidates = look.sought === '' ? actors : actors.filter((actor) => isSought(actor, look));
  const first = candidates.slice(0, atMost);
  // Who is selected or acts must be seen, wherever in the list.
  for (const number of [look.selected, look.acting?.actor]) {
    const it = candidates.find((actor) => actor.number === number);
    if (it && !first.includes(it)) first.splice(-1, 1, it);
  }
  return { first, more: candidates.length - first.length };
}

/** The colour of a state, for the sheet of styles. */
export function stateStyle(state: string, { isDark }: Look): { readonly '--state': string } {
  return { '--state': stateColor(state, isDark) };
}
