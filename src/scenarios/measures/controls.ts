/**
 * Control variates: what makes the mean of a run more precise without making the run longer. A run that
 * by chance was given more work than usual has too long a response; as the mean of the work is known
 * beforehand, it can be estimated by how much, and taken out.
 *
 * The estimate is ȳ − β·(x̄ − μ), with β by least squares over the means of batches: Lavenberg and Welch (A perspective
 * on the use of control variables to increase the efficiency of Monte Carlo simulations, Management
 * Science 27, 1981); for batches, Loh (On the method of control variates, Stanford, 1995) and Nelson (Batch size
 * effects on the efficiency of control variates in simulation, European Journal of Operational Research 43, 1989).
 */

/** What is left of a run when what its controls explain is taken out. */
export interface Controlled {
  /** y − β·(x − μ), part by part: their mean is the estimate. */
  readonly parts: readonly number[];
  /** Controls that were of use: each costs a degree of freedom. */
  readonly used: number;
  /** How often the variance of the mean of independent batches the estimate has, because β is estimated too: 1 or more. */
  readonly inflation: number;
}

/** A quantity that was observed along with another one, and whose mean is known beforehand. */
export interface Control {
  readonly parts: readonly number[];
  readonly expected: number;
}

/**
 * Least squares by orthogonal columns (Gram and Schmidt): each control gives up what those before it explain,
 * and then the observations what all of them do. So no matrix has to be inverted, and a control that
 * does not vary, or says what others have said, shows by having nothing left, and is dropped.
 *
 * @param parts means of equally many observations; their number is a multiple of `partsOfBatch`, as is that of each control
 */
export function controlled(parts: readonly number[], controls: readonly Control[], partsOfBatch: number): Controlled {
  const batches = parts.length / partsOfBatch;
  const columns: Column[] = [];
  for (const control of controls.slice(0, Math.max(0, batches - BATCHES_SPARE))) {
    const off = control.parts.map((part) => part - control.expected);
    const column = columnOf(withoutColumns(off, columns, partsOfBatch), partsOfBatch);
    const size = off.reduce((max, it) => Math.max(max, Math.abs(it)), Math.abs(control.expected));
    if (column.squares > batches * (ROUNDING * size) ** 2) columns.push(column);
  }
  return {
    parts: withoutColumns(parts, columns, partsOfBatch),
    used: columns.length,
    inflation: columns.reduce((sum, { parts: left, squares }) => sum + (batches * average(left) ** 2) / squares, 1),
  };
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of `length` neighbours each; what is over at the end is left out. */
export function averagesOf(values: readonly number[], length: number): readonly number[] {
  return Array.from({ length: Math.floor(values.length / length) }, (_, at) => average(values.slice(at * length, (at + 1) * length)));
}

/** Batches that a regression leaves for the variance, and one for the mean. */
const BATCHES_SPARE = 3;

/** A share of a quantity's size that may be no more than the rounding of sums. */
const ROUNDING = 1e-8;

/** A control without what those before it explain. */
interface Column {
  readonly parts: readonly number[];
  /** Of its batches, around their mean. */
  readonly deviations: readonly number[];
  readonly squares: number;
}

function columnOf(parts: readonly number[], partsOfBatch: number): Column {
  const mean = average(parts);
  const deviations = averagesOf(parts, partsOfBatch).map((batch) => batch - mean);
  return { parts, deviations, squares: product(deviations, deviations) };
}

/** The columns are orthogonal: they can be taken out one by one. */
function withoutColumns(parts: readonly number[], columns: readonly Column[], partsOfBatch: number): readonly number[] {
  return columns.reduce((left, column) => {
    const weight = product(averagesOf(left, partsOfBatch), column.deviations) / column.squares;
    return left.map((part, at) => part - weight * (column.parts[at] ?? Number.NaN));
  }, parts);
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? Number.NaN), 0);
}
