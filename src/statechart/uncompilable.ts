/** What cannot be compiled, named: the machine, the state, what stands there, and what to write instead. */

export interface Obstacle {
  /** From the root; empty for the root itself. */
  readonly path: readonly string[];
  readonly feature: string;
  readonly remedy: string;
}

export class Uncompilable extends Error {
  override readonly name = 'Uncompilable';
  /** The machine's id. */
  readonly machine: string;
  /** In document order. */
  readonly obstacles: readonly Obstacle[];

  constructor(machine: string, obstacles: readonly Obstacle[]) {
    const listed = obstacles.map(({ path, feature, remedy }) => {
      const where = path.length === 0 ? 'at its root' : `in state '${path.join('.')}'`;
      return `machine '${machine}' ${where}: ${feature}. ${remedy}`;
    });
    super(listed.join('\n'));
    this.machine = machine;
    this.obstacles = obstacles;
  }
}
