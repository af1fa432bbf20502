/** Exit codes, the same for every command. */
export const EXIT = {
  /** Done, or it holds. */
  ok: 0,
  /** A verdict against: violated, diverged, or complaints under --strict. */
  verdict: 1,
  /** Incomplete: a bound was reached. */
  incomplete: 2,
  /** Wrong usage of the command line. */
  usage: 64,
  /** Input that cannot be used. */
  input: 65,
  /** Interrupted. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and a code. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}
