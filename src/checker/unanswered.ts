/** A question about a state that was not answered by yes or no: a property of a scenario that throws, or forgets to return. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** @throws Unanswered, which names what was asked */
export function answered(name: string, ask: () => unknown): boolean {
  let answer: unknown;
  try {
    answer = ask();
  } catch (cause) {
    throw new Unanswered(
      `${name}: found an exception (${cause instanceof Error ? cause.message : String(cause)}); expected true or false.`,
      { cause },
    );
  }
  if (typeof answer === 'boolean') return answer;
  const found = answer === undefined ? 'nothing' : typeof answer === 'object' ? 'an object' : JSON.stringify(answer);
  throw new Unanswered(
    `${name}: found ${found} as the answer in some state; expected true or false. Is there a return missing, or an await?`,
  );
}
