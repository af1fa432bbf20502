/** What a test is told when an expectation fails. */
export function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  throw new Error('the expectation was met');
}
