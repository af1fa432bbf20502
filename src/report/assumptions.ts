/** What a check has taken for granted, in words: what holds, holds only where this is so. */
import type { Fairness } from '../properties/property.ts';
import type { NetworkModel } from '../scenarios/check-spec.ts';

export interface Assumptions {
  /** What there was to do; left out where a scenario takes no work. */
  readonly work?: string;
  readonly network: NetworkModel;
  readonly timers: 'any' | 'in order';
  /** How many of each might befall. */
  readonly faults: Readonly<Record<string, number>>;
  /** Of the properties that are about paths. */
  readonly fairness: readonly Fairness[];
  /** The scenario leaves states out. */
  readonly isBounded: boolean;
  readonly symmetry: boolean;
  readonly reduction: boolean;
}

/** A label and a sentence each. */
export function assumptionLines(it: Assumptions): readonly (readonly [label: string, text: string])[] {
  const { work, network, timers, faults, fairness, isBounded, symmetry, reduction } = it;
  const lines: readonly (readonly [string, string | false | undefined])[] = [
    ['work', work],
    ['network', networkWords(network)],
    [
      'timers',
      timers === 'any' ? 'any of those that run may go off next, however long it is' : 'go off in order of time, by their lengths',
    ],
    ['faults', faultWords(faults)],
    ['fairness', fairness.length > 0 && [...new Set(fairness)].map((kind) => FAIRNESS[kind]).join('; ')],
    ['bounds', isBounded && 'states that the scenario leaves out (check.within) were not looked at, nor what is behind them'],
    ['symmetry', symmetry && 'actors that the scenario calls alike (check.symmetric) are alike'],
    ['reduction', reduction && 'steps that have nothing to do with each other came in one order'],
  ];
  return lines.flatMap(([label, text]) => (typeof text === 'string' ? [[label, text] as const] : []));
}

const ORDERS: Readonly<Record<NetworkModel['order'], string>> = {
  ordered: 'messages from one actor to another come in the order in which they were sent',
  unordered: 'messages come in any order',
  set: 'a message stays where it was sent, and is delivered whenever it is awaited',
};

function networkWords({ order, lossy, duplicating, atOnceWithinPlaces, equalMax }: NetworkModel): string {
  const bad = [...(lossy ? ['be lost'] : []), ...(duplicating ? ['come again'] : [])];
  return [
    ORDERS[order],
    ...(bad.length > 0 ? [`any may ${bad.join(' or ')}, any number of times`] : []),
    ...(atOnceWithinPlaces ? ['within a place they come before anything else happens'] : []),
    ...(equalMax === undefined ? [] : [`of equal ones from one to another, no more than ${equalMax} at once`]),
  ].join('; ');
}

function faultWords(faults: Assumptions['faults']): string {
  const some = Object.entries(faults).filter(([, count]) => count > 0);
  return some.length === 0 ? 'none' : `at any time; ${some.map(([name, count]) => `${name}: at most ${count}`).join(', ')}`;
}

const FAIRNESS: Readonly<Record<Fairness, string>> = {
  none: 'none: what can wait may wait for ever',
  weak: 'weak: what could happen all the time happens at last',
  strong: 'strong: what could happen again and again happens at last',
};
