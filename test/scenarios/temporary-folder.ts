/** A folder of real files for one test file, and what loading them complains of. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadScenario, type Loaded } from '../../src/scenarios/load.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { describeProblem, UnusableInput } from '../../src/scenarios/problem.ts';
import type { AnyScenario } from '../../src/scenarios/scenario.ts';

export class TemporaryFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-')));
  readonly #registry: readonly AnyScenario[];

  /** @param registry the scenarios that files may name */
  constructor(registry: readonly AnyScenario[] = scenarios) {
    this.#registry = registry;
  }

  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  load(name: string): Promise<Loaded> {
    return loadScenario(join(this.path, name), this.#registry);
  }

  /** What is wrong with a file, with paths as seen from the folder. */
  async problems(name: string): Promise<readonly string[]> {
    try {
      await this.load(name);
      return [];
    } catch (cause) {
      if (!(cause instanceof UnusableInput)) throw cause;
      return cause.problems.map((problem) => describeProblem(problem).replaceAll(`${this.path}/`, ''));
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A text with a part of it replaced, which must be there. */
export function changed(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`there is no ${JSON.stringify(part)} in the text to change`);
  return text.replace(part, () => by);
}
