/** What a person reads at the end of a check: the verdict, each property, what it took, and what was assumed. */
import type { CheckResult, PropertyResult } from '../checker/check-options.ts';
import { counted, duration, integer } from '../scenarios/format.ts';
import type { Report, Section } from '../scenarios/scenario.ts';

/** What was assumed, in words. */
export interface Assumptions {
  readonly network: string;
  readonly timers: string;
  readonly faults: string;
}

export function checkReport(result: CheckResult, assumptions: Assumptions): Report {
  return {
    headline: headlineOf(result),
    sections: [properties(result.properties), figures(result), assumed(result, assumptions)],
    remarks: [],
    next: [],
  };
}

function headlineOf({ verdict, reason, states, depth, properties: all }: CheckResult): string {
  switch (verdict) {
    case 'holds':
      return `Holds: ${all.length === 1 ? 'the property holds' : `all ${all.length} properties hold`} in ${counted(states, 'state')}, which are all that there are; the deepest is at depth ${depth}.`;
    case 'violated':
      return `Violated: ${all
        .filter((it) => it.verdict === 'violated')
        .map(({ name }) => `"${name}"`)
        .join(', ')}.`;
    case 'incomplete':
      return `Incomplete: the search ended at ${reason ?? 'a limit'}. Nothing was violated in ${counted(states, 'state')}; what is beyond them was not looked at.`;
  }
}

function properties(all: readonly PropertyResult[]): Section {
  return {
    type: 'table',
    title: 'Properties',
    columns: [
      { title: 'verdict', align: 'left' },
      { title: 'of', align: 'left' },
      { title: 'property', align: 'left' },
    ],
    rows: all.map(({ name, type, verdict }) => [inWords(type, verdict), TYPES[type], name]),
  };
}

const TYPES: Readonly<Record<PropertyResult['type'], string>> = {
  always: 'all states',
  throughout: 'all paths',
  sometimes: 'some state',
  eventually: 'all paths',
  leadsTo: 'all paths',
  deadlock: 'rests',
  unhandled: 'all steps',
  failure: 'all steps',
};

function inWords(type: PropertyResult['type'], verdict: PropertyResult['verdict']): string {
  if (type === 'sometimes') return { holds: 'reached', violated: 'never reached', incomplete: 'not reached yet' }[verdict];
  return { holds: 'holds', violated: 'VIOLATED', incomplete: 'not decided' }[verdict];
}

function figures(result: CheckResult): Section {
  const { states, transitions, depth, wallMs, statesPerSecond, peakMemoryBytes, bytesPerState, omissionProbability, machineSteps } = result;
  return {
    type: 'figures',
    title: 'Search',
    figures: [
      { label: 'states', value: integer(states), note: `${integer(transitions)} transitions generated, depth ${depth}` },
      { label: 'time', value: duration(wallMs / 1000), note: `${integer(statesPerSecond)} states/s` },
      { label: 'memory', value: bytes(peakMemoryBytes), note: `${integer(bytesPerState)} bytes a state` },
      { label: 'calls of machines', value: integer(machineSteps), note: 'all other steps were known from these' },
      {
        label: 'risk of omission',
        value: omissionProbability === 0 ? 'none' : omissionProbability.toExponential(1),
        note: omissionProbability === 0 ? 'states were told apart whole' : 'that two states have one fingerprint; --exact rules it out',
      },
    ],
  };
}

function assumed({ properties: all }: CheckResult, { network, timers, faults }: Assumptions): Section {
  const isLive = all.some(({ type }) => type === 'eventually' || type === 'leadsTo');
  return {
    type: 'figures',
    title: 'Assumed',
    figures: [
      { label: 'network', value: '', note: network },
      { label: 'timers', value: '', note: timers },
      { label: 'faults', value: '', note: faults },
      ...(isLive ? [{ label: 'fairness', value: '', note: 'as each property says; of faults, none' }] : []),
    ],
  };
}

function bytes(count: number): string {
  if (count < 2 ** 20) return `${integer(count / 2 ** 10)} KiB`;
  return count < 2 ** 30 ? `${(count / 2 ** 20).toFixed(1)} MiB` : `${(count / 2 ** 30).toFixed(2)} GiB`;
}
