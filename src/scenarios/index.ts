/** The built-in scenarios. */
import { batch } from './batch.ts';
import { distributed } from './distributed.ts';
import { anyScenario, type AnyScenario } from './scenario.ts';

export const scenarios: readonly AnyScenario[] = [anyScenario(batch), anyScenario(distributed)];
