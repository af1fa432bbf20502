/** Repetitions of a work by all who do it, each in a process of its own. */
import { Interrupted } from './children.ts';
import type { Comparison, Extras, Side } from './comparison.ts';
import { peakOf, rowOf, type Row } from './row.ts';

export interface MeasureOptions {
  readonly comparisons: readonly Comparison[];
  readonly repeats: number;
  readonly onProgress?: (text: string) => void;
}

export interface Measurement {
  /** Of what was measured. */
  readonly rows: readonly Row[];
  readonly failed: readonly Failure[];
  /** Somebody stopped the benchmark meanwhile; rows then come from fewer repetitions. */
  readonly interrupted?: Interrupted;
}

/** A comparison, or all of a work, that was not measured as it should have been. */
export interface Failure {
  readonly work: string;
  readonly why: string;
}

/** A comparison, and what there is of it so far. */
interface Attempt {
  readonly comparison: Comparison;
  /** One for each side that is there, in its order. */
  readonly rounds: Round[];
  readonly looks: Map<Side, Extras>;
  isWhole: boolean;
  why?: string;
}

type Round = readonly Awaited<ReturnType<Side['run']>>[];

/**
 * All take turns, so that what disturbs the machine for a while disturbs all. A comparison in which somebody fails, or not all do the
 * same, has no rows; the others go on.
 */
export async function measureAll({ comparisons, repeats, onProgress = () => {} }: MeasureOptions): Promise<Measurement> {
  const attempts = comparisons.map((comparison): Attempt => ({ comparison, rounds: [], looks: new Map(), isWhole: false }));
  try {
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const attempt of attempts.filter(({ why }) => why === undefined)) {
        await orSayWhy(attempt, async () => {
          await addRound(attempt, (name) => onProgress(`repeat ${repeat} of ${repeats}: ${name}`));
          if (repeat === repeats) await addLooks(attempt, (name) => onProgress(`a look at ${name}`));
        });
      }
    }
  } catch (cause) {
    if (!(cause instanceof Interrupted)) throw cause;
    for (const attempt of attempts.filter(({ isWhole, why }) => !isWhole && why === undefined))
      attempt.why = `${cause.message}, after ${attempt.rounds.length} of ${repeats} repetitions`;
    return { ...measured(attempts), interrupted: cause };
  }
  return measured(attempts);
}

async function orSayWhy(attempt: Attempt, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    if (cause instanceof Interrupted) throw cause;
    attempt.rounds.length = 0;
    attempt.why = messageOf(cause);
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function addRound({ comparison, rounds }: Attempt, onTurn: (name: string) => void): Promise<void> {
  const round: Round[number][] = [];
  for (const side of present(comparison)) {
    onTurn(nameOf(comparison, side));
    round.push(await side.run());
  }
  demandEqual(comparison, round);
  rounds.push(round);
}

async function addLooks(attempt: Attempt, onTurn: (name: string) => void): Promise<void> {
  const { comparison, rounds, looks } = attempt;
  for (const [index, side] of present(comparison).entries()) {
    if (!side.look) continue;
    onTurn(nameOf(comparison, side));
    looks.set(side, await side.look(peakOf(rounds.flatMap((round) => round[index] ?? []))));
  }
  attempt.isWhole = true;
}

/** @throws if they did not do the same */
function demandEqual(comparison: Comparison, round: Round): void {
  const [first, ...others] = present(comparison).map((side, index) => ({
    name: nameOf(comparison, side),
    text: JSON.stringify(round[index]?.check),
  }));
  for (const { name, text } of others) {
    if (text !== first?.text) throw new Error(`not all did the same:\n  ${first?.name}: ${first?.text}\n  ${name}: ${text}`);
  }
}

function measured(attempts: readonly Attempt[]): Measurement {
  return {
    rows: attempts.filter(({ rounds }) => rounds.length > 0).flatMap(rowsOf),
    failed: attempts.flatMap(({ comparison: { work }, why }) => (why === undefined ? [] : [{ work, why }])),
  };
}

function rowsOf({ comparison, rounds, looks }: Attempt): readonly Row[] {
  const figuresAt = (index: number): Round => rounds.flatMap((round) => round[index] ?? []);
  return present(comparison).map((side, index) => {
    const row = rowOf({ comparison, side, figures: figuresAt(index), ours: figuresAt(0) });
    return { ...row, extras: { ...row.extras, ...looks.get(side) } };
  });
}

function present({ sides }: Comparison): readonly Side[] {
  return sides.filter(({ absent }) => absent === undefined);
}

function nameOf({ work }: Comparison, { peer, mode }: Side): string {
  return `${work}, ${peer}${mode === undefined ? '' : ` (${mode})`}`;
}
