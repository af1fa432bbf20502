/** A scenario as it was loaded, and the settings that came with it. */
import type { Setting } from './parameters.ts';
import type { AnyScenario, InputFlag } from './scenario.ts';
import type { Position } from './source-position.ts';

export interface Loaded {
  readonly scenario: AnyScenario;
  /** Where the scenario itself is from, whether or not a YAML file led to it. */
  readonly source: { readonly type: 'built-in'; readonly name: string } | { readonly type: 'module'; readonly path: string };
  /** In the order in which they stand; to be followed by those of the command line. */
  readonly settings: readonly Setting[];
  readonly preset?: string;
  readonly seed?: number;
  /** Simulated seconds after which the run ends. */
  readonly untilS?: number;
  /** Paths as they are reached from the working directory. */
  readonly inputs: Readonly<Partial<Record<InputFlag, string>>>;
  readonly limit?: number;
  readonly timeScale?: number;
  /**
   * Where the YAML file sets a parameter, or the part of one; undefined if it does not. For problems
   * that show only when settings of the command line are added.
   */
  where(path: string): Position | undefined;
}
