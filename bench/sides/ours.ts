/** Chartwright's own sides of a work: stepped by tables, and by XState's interpreter. */
import type { EngineName } from '../../src/actors/stepper.ts';
import type { Figures, PeerName, Side } from '../comparison.ts';
import { figuresFrom } from '../printed.ts';
import { runNode } from '../run-program.ts';

export interface OurProgram {
  /** The compiled file. */
  readonly file: string;
  /** Its argument. */
  readonly argumentFor: (engine: EngineName) => object;
  /** Of Node. */
  readonly flags?: readonly string[];
  /** Of the first side. */
  readonly look?: NonNullable<Side['look']>;
}

/** Who steps by tables comes first, and is what all are compared with. */
export function ourSides({ file, argumentFor, flags, look }: OurProgram): readonly Side[] {
  const side = (peer: PeerName, engine: EngineName): Side => ({
    peer,
    run: () => figuresOf({ file, argument: argumentFor(engine), flags, name: peer }),
  });
  return [{ ...side('chartwright', 'compiled'), ...(look ? { look } : {}) }, side('chartwright --engine xstate', 'xstate')];
}

interface Run {
  readonly file: string;
  readonly argument: object;
  readonly flags: readonly string[] | undefined;
  readonly name: string;
}

export async function figuresOf({ file, argument, flags = [], name }: Run): Promise<Figures> {
  return figuresFrom(await runNode({ file, argument, flags, name }), name);
}
