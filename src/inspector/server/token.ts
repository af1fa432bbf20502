/** The secret in the address that the server prints: who has it may look, and lead the run. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes as long for a token that is nearly right as for any other. */
export function isToken(given: string | null, token: string): boolean {
  // An empty one would be no secret: it lets nobody in.
  return given !== null && token !== '' && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
