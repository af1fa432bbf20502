/** Small networks whose every schedule is explored. */
import type { Machine } from '../../src/actors/behavior.ts';
import { check } from '../../src/checker/check.ts';
import type { CheckOptions, CheckResult, PropertyResult } from '../../src/checker/check-options.ts';
import type { Happening, Path } from '../../src/checker/path.ts';
import type { NetworkModel } from '../../src/scenarios/check-spec.ts';
import { distributed } from '../../src/scenarios/distributed.ts';
import { distributedCheck, workOf } from '../../src/scenarios/distributed/check.ts';
import { resolveParameters, type Settings } from '../../src/scenarios/parameters.ts';
import { anyScenario } from '../../src/scenarios/scenario.ts';

export interface Model {
  /** Lines of a session script; the machines are pc1, pc2 and so on. */
  readonly script: string;
  /** By path, over those of the scenario's check. */
  readonly settings?: Settings;
  /** How many of each; none by default. */
  readonly faults?: Readonly<Record<string, number>>;
  /** In place of the ordered wires on which nothing goes wrong but by those faults. */
  readonly network?: NetworkModel;
  /** Machines that stand for those of the scenario. */
  readonly kinds?: Readonly<Record<string, Machine>>;
}

/** Those of the scenario's check: one copy of each message between two machines at a time, and none that waits within a machine. */
export const WIRES: NetworkModel = { order: 'ordered', atOnceWithinPlaces: true, equalMax: 1 };

export function checked(model: Model, options: Partial<CheckOptions> = {}): CheckResult {
  const { script, settings = {}, faults = {}, network = WIRES, kinds = {} } = model;
  const scenario = anyScenario({
    ...distributed,
    kinds: { ...distributed.kinds, ...kinds },
    check: { ...distributedCheck, work: (params) => workOf(params, () => script) },
  });
  const given = Object.entries(settings).map(([path, value]) => ({ path, value }));
  const resolved = resolveParameters(scenario, undefined, given, distributedCheck.set);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return check({ scenario, params: resolved.params, network, faults, ...options });
}

/** What does not hold, but for what is merely not to be reached in so small a model. */
export function broken({ properties, reason }: CheckResult): readonly string[] {
  const violated = properties.filter(({ type, verdict }) => type !== 'sometimes' && verdict !== 'holds');
  return [...violated.map(({ name, verdict, detail, path }) => `${verdict}: ${name}${told(detail, path)}`), ...(reason ? [reason] : [])];
}

function told(detail: string | undefined, path: Path | undefined): string {
  const steps = path?.steps.map(({ happening }) => `  ${inWords(happening)}`) ?? [];
  return [detail === undefined ? '' : ` (${detail})`, ...steps].join('\n');
}

/** The names of what was shown to be possible. */
export function reached({ properties }: CheckResult): readonly string[] {
  return properties.filter(({ type, verdict }) => type === 'sometimes' && verdict === 'holds').map(({ name }) => name);
}

export interface Counterexample {
  readonly property: string;
  readonly steps: number;
  /** The last thing that happens. */
  readonly last: string;
}

/** The only thing that is violated, by the shortest path. */
export function counterexample({ properties }: CheckResult): Counterexample {
  const violated = properties.filter(({ type, verdict }) => type !== 'sometimes' && verdict === 'violated');
  const [first] = violated;
  if (!first?.path || violated.length > 1) throw new Error(`violated: ${violated.map(({ name }) => name).join(', ') || 'nothing'}`);
  return { property: first.name, steps: first.path.steps.length, last: lastOf(first) };
}

function lastOf({ path }: PropertyResult): string {
  const last = path?.steps.at(-1);
  return last ? inWords(last.happening) : 'the start';
}

function inWords(happening: Happening): string {
  switch (happening.type) {
    case 'delivery':
    case 'duplicate':
    case 'loss':
      return `${happening.type} of ${happening.message.type} from ${happening.from} to ${happening.to}`;
    case 'timer':
      return `timer of ${happening.actor}: ${happening.timer}`;
    case 'arrival':
    case 'fault': {
      const { to, message } = happening;
      return `${message.type} at ${typeof to === 'string' ? to : to.place}`;
    }
    case 'split':
      return `split ${happening.groups.map((it) => it.join(' ')).join(' | ')}`;
    case 'heal':
    case 'passing':
      return happening.type;
  }
}
