/** The placement policies, by name. */
import { leastLoaded } from './least-loaded.ts';
import { local } from './local.ts';
import { nearestFiles } from './nearest-files.ts';
import type { Policy, PolicyName } from './policy.ts';
import { powerOfD } from './power-of-d.ts';
import { random } from './random.ts';
import { randomThreshold } from './random-threshold.ts';
import { threshold } from './threshold.ts';

export const policies: Readonly<Record<PolicyName, Policy>> = {
  local,
  random,
  'random-threshold': randomThreshold,
  threshold,
  'power-of-d': powerOfD,
  'least-loaded': leastLoaded,
  'nearest-files': nearestFiles,
};
