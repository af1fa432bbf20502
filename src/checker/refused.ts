/** A check that cannot be made as it was asked for: what was seen, and what was expected. */
export class CheckRefused extends Error {
  override readonly name = 'CheckRefused';

  constructor(found: string, expected: string) {
    super(`found ${found}; expected ${expected}.`);
  }
}
