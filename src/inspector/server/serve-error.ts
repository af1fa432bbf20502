/** Why there is no server, in words for who started it: what was seen, and what to do. */
export class ServeError extends Error {
  override readonly name = 'ServeError';
}
