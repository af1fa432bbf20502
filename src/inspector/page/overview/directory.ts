/** Which boxes there are in the overview, and in which of them each actor is: one a kind, or one a place. Grows with the actors. */
import type { Overview, Panel } from '../../../scenarios/overview.ts';
import type { ActorEntry } from '../../protocol/columns.ts';

export interface BoxHead {
  /** Its place in the list of boxes. */
  readonly number: number;
  readonly title: string;
  readonly place: string | null;
  /** What it shows, a panel a kind, in order; those of a place grow with the kinds that come up there. */
  readonly panels: readonly Panel[];
}

export class Directory {
  /** Those of declared kinds first, then in the order in which they came up: a box never moves. */
  readonly boxes: BoxHead[] = [];
  /** Of each actor, by its number, the number of its box; none of those without. */
  readonly boxOf: number[] = [];
  readonly #byPlace: boolean;
  readonly #declared: readonly Panel[];
  readonly #numbers = new Map<string, number>();
  readonly #panels = new Map<string, Panel>();
  #known = 0;
  /** Numbers of actors that are not to be shown yet. */
  #waiting: readonly number[] = [];

  constructor(overview: Overview | null) {
    this.#byPlace = overview?.byPlace ?? false;
    this.#declared = overview?.panels ?? [];
    for (const panel of this.#declared) this.#panels.set(panel.kind, panel);
    if (!this.#byPlace) for (const { kind } of this.#declared) this.#boxNumber(kind, null);
  }

  get byPlace(): boolean {
    return this.#byPlace;
  }

  /**
   * Takes in the actors that it does not know yet.
   *
   * @param isShown whether an actor gets a box: some are only spoken to, and never there. It is asked again as long as it says no
   */
  update(actors: readonly ActorEntry[], isShown: (actor: ActorEntry, number: number) => boolean = () => true): void {
    const candidates = [...this.#waiting];
    for (; this.#known < actors.length; this.#known += 1) candidates.push(this.#known);
    if (candidates.length === 0) return;
    this.#waiting = candidates.filter((number) => {
      const actor = actors[number];
      if (!actor || !isShown(actor, number)) return true;
      this.boxOf[number] = this.#boxNumber(actor.kind, this.#byPlace ? actor.place : null);
      return false;
    });
  }

  panelOf(kind: string): Panel {
    let panel = this.#panels.get(kind);
    if (!panel) {
      panel = { kind, compact: true, shows: [] };
      this.#panels.set(kind, panel);
    }
    return panel;
  }

  #boxNumber(kind: string, place: string | null): number {
    const key = place === null ? `kind ${kind}` : `place ${place}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      this.#addPanel(known, kind);
      return known;
    }
    const number = this.boxes.length;
    this.#numbers.set(key, number);
    const panel = this.panelOf(kind);
    // At a place, all that is declared has its room from the beginning.
    const panels = place === null ? [panel] : [...this.#declared];
    this.boxes.push({ number, title: place ?? panel.title ?? kind, place, panels });
    this.#addPanel(number, kind);
    return number;
  }

  #addPanel(number: number, kind: string): void {
    const box = this.boxes[number];
    if (!box || box.panels.some((it) => it.kind === kind)) return;
    this.boxes[number] = { ...box, panels: [...box.panels, this.panelOf(kind)] };
  }
}
