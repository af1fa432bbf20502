/** A check from its options to its verdict: explores a scenario's model, and looks for what its properties promise. */
import type { Property } from '../properties/property.ts';
import { assumedNetwork } from './assumed-network.ts';
import { Bounds } from './bounds.ts';
import { breadthFirst } from './breadth-first.ts';
import { foundationOf } from './build.ts';
import { BUILT_IN, type CheckOptions, type CheckProgress, type CheckResult, type PropertyResult } from './check-options.ts';
import { depthFirst } from './depth-first.ts';
import { Fingerprints, omissionProbability } from './fingerprint.ts';
import { Judge, type Finding, type JudgeOptions } from './judge.ts';
import { liveness } from './liveness.ts';
import type { Path } from './path.ts';
import { randomWalk } from './random-walk.ts';
import { Reads } from './reads.ts';
import { reductionOf, refuseReduction } from './reducible.ts';
import { CheckRefused } from './refused.ts';
import { retrace } from './retrace.ts';
import type { SearchEnd } from './search-end.ts';
import { Space } from './space.ts';
import { Symmetry } from './symmetry.ts';

/**
 * Checks a scenario, a few states at a time: whoever goes through it shows progress, and stops it by going no further.
 *
 * @throws CheckRefused for what cannot be checked as it was asked for
 */
export function* checking(options: CheckOptions): Generator<CheckProgress, CheckResult> {
  const { scenario, params, search = 'breadth first', limits = {}, clockMs = () => 0, memoryBytes = () => 0 } = options;
  const startedMs = clockMs();
  const stoodBytes = memoryBytes();
  let peakBytes = stoodBytes;
  const spec = scenario.check ?? {};
  const properties = chosen(options);
  const builtIn = builtInOf(options);
  const living = properties.filter((it) => it.type === 'eventually' || it.type === 'leadsTo');
  refuseTogether(options, properties);

  let isExploring = true;
  const {
    columns,
    network,
    wiring,
    model: modelWith,
  } = foundationOf({
    ...options,
    onTransition: (kind, transition) => isExploring && options.onTransition?.(kind, transition),
  });
  const fingerprints = new Fingerprints();
  const { within, isEnd } = spec;
  const reads = options.reduction ? new Reads() : undefined;
  const judging: JudgeOptions = {
    columns,
    fingerprints,
    isExact: options.exact === true,
    properties,
    isEnd: builtIn.includes('deadlock') ? isEnd : undefined,
    within: within && ((state) => within(state, params)),
    checksUnhandled: builtIn.includes('unhandled'),
    checksFailure: builtIn.includes('failure'),
    reads,
  };
  let judge = new Judge(judging);
  const model = modelWith(judge.observers, fingerprints);
  const symmetry = options.symmetry
    ? new Symmetry({
        columns,
        environment: model.environment,
        fingerprints,
        groups: spec.symmetric?.(params) ?? [],
        kinds: Object.keys(scenario.kinds),
      })
    : undefined;
  let space = new Space({ model, judge, fingerprints, symmetry });
  // Before the search it is looked at what nobody may ever do.
  isExploring = false;
  const { reduction, note } = reads ? reductionOf(model, { network, reads }) : {};
  isExploring = true;
  const elapsedMs = (): number => clockMs() - startedMs;
  const held = (): number => {
    const bytes = memoryBytes();
    peakBytes = Math.max(peakBytes, bytes);
    return bytes;
  };
  const shared = { limits, elapsedMs, memoryBytes: held, goesOn: options.all === true };
  const breadth = { keepsRows: options.exact === true || living.length > 0, isExact: options.exact === true, reduction };
  let end: SearchEnd =
    search === 'depth first'
      ? yield* depthFirst({ ...shared, space, isExact: options.exact === true })
      : search === 'random walk'
        ? yield* randomWalk({ ...shared, space, seed: options.seed ?? 1 })
        : yield* breadthFirst({ ...shared, ...breadth, space });
  // Whatever was found, was found; what was not, may have been left out, until it is known all that properties read: it only grows.
  while (reduction?.isOutdated && (shared.goesOn || !judge.isViolated)) {
    judge = new Judge(judging);
    space = new Space({ model, judge, fingerprints, symmetry });
    reduction.begin();
    end = yield* breadthFirst({ ...shared, ...breadth, space });
  }
  held();

  const pathTo = (finding: Finding): Path => retrace(space, end.routeOf(finding), { wiring });
  const bounds = new Bounds({ limits, elapsedMs, memoryBytes: held });
  const reached = (): string | undefined => bounds.reached(0);
  const results: PropertyResult[] = [];
  const isWhole = end.reason === undefined && (options.all === true || !judge.isViolated);
  for (const property of properties) {
    if (property.type === 'eventually' || property.type === 'leadsTo') {
      if (!isWhole || !end.explored) results.push({ name: property.name, type: property.type, verdict: 'incomplete' });
      else results.push(yield* liveness({ property, space, explored: end.explored, wiring, reached }));
    } else results.push(resultOf(property.name, property.type, judge.findings.get(property.name), isWhole, pathTo));
  }
  for (const it of builtIn) results.push(resultOf(BUILT_IN[it], it, judge.findings.get(BUILT_IN[it]), isWhole, pathTo));
  held();

  const verdicts = results.map(({ verdict }) => verdict);
  const verdict = verdicts.includes('violated')
    ? 'violated'
    : verdicts.includes('incomplete') || end.reason !== undefined || end.states === 0
      ? 'incomplete'
      : 'holds';
  // Where all states were seen, the search for cycles may still have come to a limit.
  const reason = end.reason ?? (end.states === 0 ? NOWHERE : verdict === 'incomplete' ? reached() : undefined);
  const wallMs = elapsedMs();
  const peakMemoryBytes = Math.max(0, peakBytes - stoodBytes);
  return {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    states: end.states,
    transitions: end.transitions,
    depth: end.depth,
    wallMs,
    statesPerSecond: wallMs > 0 ? (end.states / wallMs) * 1000 : 0,
    peakMemoryBytes,
    bytesPerState: end.states > 0 ? peakMemoryBytes / end.states : 0,
    omissionProbability: options.exact === true ? 0 : omissionProbability(end.states),
    properties: results,
    machineSteps: columns.actors.reduce((sum, { steps }) => sum + steps, 0),
  };
}

/** Checks a scenario to the end. @throws CheckRefused for what cannot be checked as it was asked for */
export function check(options: CheckOptions): CheckResult {
  const steps = checking(options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function resultOf(
  name: string,
  type: PropertyResult['type'],
  finding: Finding | undefined,
  isWhole: boolean,
  pathTo: (finding: Finding) => Path,
): PropertyResult {
  // Of what can be reached, a finding is the good news.
  const ifFound = type === 'sometimes' ? 'holds' : 'violated';
  const ifNot = type === 'sometimes' ? 'violated' : 'holds';
  if (!finding) return { name, type, verdict: isWhole ? ifNot : 'incomplete' };
  const { detail } = finding;
  return { name, type, verdict: ifFound, path: pathTo(finding), ...(detail === undefined ? {} : { detail }) };
}

type BuiltIn = keyof typeof BUILT_IN;

/** Why nothing can be said. */
const NOWHERE = 'the beginning: no initial state is within check.within';

/** @throws CheckRefused for a name that no property has, or that two have */
function chosen({ scenario, properties = scenario.properties ?? [], only }: CheckOptions): readonly Property[] {
  const twice = properties.find(({ name }, at) => isBuiltIn(name) || properties.findIndex((it) => it.name === name) < at);
  if (twice) throw new CheckRefused(`two properties named "${twice.name}"`, 'a name for each');
  if (only === undefined) return properties;
  const names = [...properties.map(({ name }) => name), ...Object.values(BUILT_IN)];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new CheckRefused(`the property "${unknown}"`, `one of ${names.map((it) => `"${it}"`).join(', ')}`);
  return properties.filter(({ name }) => only.includes(name));
}

function builtInOf({ scenario, only, network }: CheckOptions): readonly BuiltIn[] {
  const possible: readonly BuiltIn[] = [
    ...(scenario.check?.isEnd ? (['deadlock'] as const) : []),
    // Where messages stay, one that nobody awaits is no step.
    ...(assumedNetwork({ scenario, ...(network ? { network } : {}) }).order === 'set' ? [] : (['unhandled'] as const)),
    'failure',
  ];
  return only === undefined ? possible : possible.filter((it) => it === 'failure' || only.includes(BUILT_IN[it]));
}

/** @throws CheckRefused where two things that were asked for do not go together */
function refuseTogether(options: CheckOptions, properties: readonly Property[]): void {
  const { search = 'breadth first', symmetry, reduction, exact, scenario } = options;
  if (symmetry && exact) throw new CheckRefused('symmetry, which tells states apart by fingerprints, with exact', 'one of the two');
  const living = properties.find((it) => it.type === 'eventually' || it.type === 'leadsTo');
  const remembering = properties.find((it) => it.type === 'throughout');
  const others = 'other properties, chosen by their names';
  if (living && search !== 'breadth first')
    throw new CheckRefused(`"${living.name}", which takes all states, in a ${search} search`, `breadth first, or ${others}`);
  if (living && (symmetry || reduction))
    throw new CheckRefused(
      `"${living.name}", which is about paths, with ${symmetry ? 'symmetry' : 'reduction'}`,
      `neither of the two, or ${others}`,
    );
  if (remembering && symmetry) throw new CheckRefused(`"${remembering.name}", which remembers who did what, with symmetry`, others);
  if (symmetry && !scenario.check?.symmetric)
    throw new CheckRefused(`symmetry in a scenario that does not say who is alike`, 'check.symmetric in the scenario');
  if (reduction) refuseReduction(options, properties);
}

function isBuiltIn(name: string): boolean {
  return Object.values<string>(BUILT_IN).includes(name);
}
