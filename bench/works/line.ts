/** A line of waiting customers that never changes: to join it, or to take its first, gives another one. */

/** New ones are put before `back`, and `front` is taken from; when it is empty, the back is turned round: a step or two for each customer. */
export interface Line {
  readonly front: Place | null;
  readonly back: Place | null;
}

interface Place {
  readonly customer: number;
  readonly next: Place | null;
}

export const NOBODY: Line = { front: null, back: null };

export function joined({ front, back }: Line, customer: number): Line {
  return front ? { front, back: { customer, next: back } } : { front: { customer, next: null }, back };
}

/** The customer who has waited longest. */
export function firstOf({ front }: Line): number | undefined {
  return front?.customer;
}

export function withoutFirst({ front, back }: Line): Line {
  if (!front || front.next || !back) return { front: front?.next ?? null, back };
  let turned: Place | null = null;
  for (let place: Place | null = back; place; place = place.next) turned = { customer: place.customer, next: turned };
  return { front: turned, back: null };
}
