/** Goes back and forth in a stretch: where the actors stand is kept every so often, so that a step takes no way from the beginning. */
import { advanced, type Standing, type Stretch } from '../../protocol/details.ts';

type Standings = ReadonlyMap<string, Standing>;

/** Events between two places that are kept. */
const SPACING = 64;

export class Walk {
  #index = -1;
  /** After so many events each; as far as somebody has been. */
  #kept: Standings[] = [];
  #last: { readonly count: number; readonly standings: Standings } | undefined;

  /** Where the actors stand after `count` events of a stretch. Of one that grew, what was known of it stays. */
  standings(stretch: Stretch, count: number): Standings {
    const { index, before, events } = stretch;
    if (index !== this.#index) {
      this.#index = index;
      this.#kept = [new Map(Object.entries(before))];
      this.#last = undefined;
    }
    const wanted = Math.floor(count / SPACING);
    for (let at = this.#kept.length; at <= wanted; at += 1)
      this.#kept.push(advanced(this.#kept[at - 1] ?? new Map(), events.slice((at - 1) * SPACING, at * SPACING)));
    const kept = { count: wanted * SPACING, standings: this.#kept[wanted] ?? new Map() };
    const from = this.#last && this.#last.count <= count && this.#last.count > kept.count ? this.#last : kept;
    const standings = advanced(from.standings, events.slice(from.count, count));
    this.#last = { count, standings };
    return standings;
  }
}
