/** From what a person names on the command line to a scenario and the settings that come with it. */
import type { EngineName } from '../actors/stepper.ts';
import type { Loaded } from './loaded.ts';
import { COMMAND_LINE, UnusableInput } from './problem.ts';
import { findReference } from './reference.ts';
import { readScenarioFile } from './scenario-file.ts';
import { loadScenarioModule } from './scenario-module.ts';
import type { AnyScenario } from './scenario.ts';

export type { Loaded } from './loaded.ts';

/**
 * @param reference the name of a scenario of the registry, or a path to a YAML file or a module
 * @param engine what is to step its machines: 'compiled', unless given
 * @throws UnusableInput with everything that is wrong, and where
 */
export async function loadScenario(reference: string, registry: readonly AnyScenario[], engine: EngineName = 'compiled'): Promise<Loaded> {
  const found = findReference(reference, registry);
  switch (found.type) {
    case 'built-in':
      return { ...BARE, scenario: found.scenario, source: { type: 'built-in', name: found.scenario.name } };
    case 'module':
      return { ...BARE, scenario: await loadScenarioModule(found.path, engine), source: { type: 'module', path: found.path } };
    case 'yaml':
      return readScenarioFile(found.path, registry, engine);
    case 'unknown':
      throw new UnusableInput([{ file: found.isPath ? reference : COMMAND_LINE, line: 1, column: 1, ...found.complaint }]);
  }
}

const BARE = { settings: [], inputs: {}, settingFiles: {}, where: () => undefined } satisfies Partial<Loaded>;
