/** What a person reads at the end of a check: the verdict, each property with its own, what it took, and what was assumed. */
import type { CheckResult, PropertyResult } from '../checker/check-options.ts';
import { counted, duration, integer, visible } from '../scenarios/format.ts';
import type { Figure } from '../scenarios/scenario.ts';
import { assumptionLines, type Assumptions } from './assumptions.ts';
import { limitReached } from './limit-reached.ts';
import { renderFigures, wrap, WIDTH_MAX, type Style } from './terminal.ts';

export interface CheckReport {
  readonly title: string;
  readonly result: CheckResult;
  readonly assumptions: Assumptions;
}

/** Lines of the report, without the closing line end. */
export function checkReport({ title, result, assumptions }: CheckReport, style: Style): string {
  const { colors } = style;
  const width = Math.min(style.width, WIDTH_MAX);
  const [verdict, ...sentences] = headline(result, assumptions);
  const paint = { holds: colors.green, violated: colors.red, incomplete: colors.yellow }[result.verdict];
  const notes = result.note === undefined ? [] : wrap(`Note: ${visible(result.note)}`, width, '').map(colors.yellow);
  return [
    colors.bold(visible(title)),
    ...wrap(visible(verdict), width, '').map((line) => colors.bold(paint(line))),
    ...wrap(visible(sentences.join(' ')), width, '').filter((line) => line !== ''),
    ...notes,
    '',
    colors.bold('Properties'),
    ...propertyLines(result.properties, { colors, width }),
    '',
    colors.bold('Search'),
    renderFigures(figures(result), colors),
    '',
    colors.bold('Assumed'),
    ...inColumns(
      assumptionLines(assumptions).map(([label, text]) => ({ label, text })),
      width,
    ),
  ].join('\n');
}

/** The verdict, and what else is to be said of it. */
function headline(result: CheckResult, { isBounded, network }: Assumptions): readonly [string, ...string[]] {
  const { verdict, reason, states, properties } = result;
  switch (verdict) {
    case 'holds': {
      const all = properties.length === 1 ? 'the property holds' : `all ${properties.length} properties hold`;
      const isWithin = isBounded || network.equalMax !== undefined;
      const which = isWithin ? 'which are all that there are within the bounds of the model' : 'which are all that there are';
      return [`Holds: ${all} in ${counted(states, 'state')}, ${which}.`];
    }
    case 'violated': {
      const names = properties.filter((it) => it.verdict === 'violated').map(({ name }) => `"${name}"`);
      const isOpen = properties.some((it) => it.verdict === 'incomplete');
      if (!isOpen) return [`Violated: ${names.join(', ')}.`];
      return [
        `Violated: ${names.join(', ')}.`,
        reason === undefined ? 'The search ended there; --all goes on to the verdict on the others.' : ended(reason),
      ];
    }
    case 'incomplete':
      if (reason === undefined)
        return [
          'Incomplete: this is no verdict on all that is promised.',
          `What was looked for holds in ${counted(states, 'state')}, which are all that there are.`,
        ];
      return [
        'Incomplete: this is no verdict.',
        ended(reason),
        `Nothing is violated in the ${counted(states, 'state')} that ${states === 1 ? 'was' : 'were'} seen; what lies behind them was not looked at.`,
      ];
  }
}

/** The limit that was reached, and what raises it. */
function ended(reason: string): string {
  const flag = limitReached(reason)?.flag;
  return `The search ended at ${reason}${flag === undefined ? '' : `; ${flag} sets another limit`}.`;
}

type Layout = Pick<Style, 'colors'> & { readonly width: number };

function propertyLines(properties: readonly PropertyResult[], { colors, width }: Layout): readonly string[] {
  const paints = { holds: colors.green, violated: colors.red, incomplete: colors.yellow };
  const rows = properties.map(({ name, type, verdict }) => ({
    label: verdictWords(type, verdict),
    text: name,
    paint: paints[verdict],
  }));
  return inColumns(rows, width);
}

/** The verdict on a property of a type, in words. */
export function verdictWords(type: PropertyResult['type'], verdict: PropertyResult['verdict']): string {
  if (type === 'sometimes') return { holds: 'reached', violated: 'never reached', incomplete: 'not reached so far' }[verdict];
  return { holds: HOLDS[type], violated: 'violated', incomplete: 'not decided' }[verdict];
}

const HOLDS: Readonly<Record<Exclude<PropertyResult['type'], 'sometimes'>, string>> = {
  always: 'holds in every state',
  throughout: 'holds in every state',
  eventually: 'holds on every path',
  leadsTo: 'holds on every path',
  deadlock: 'holds',
  unhandled: 'holds',
  failure: 'holds',
};

interface Row {
  readonly label: string;
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Labels on the left, and beside each its text, which is broken where it must be. */
function inColumns(rows: readonly Row[], width: number): readonly string[] {
  const labelWidth = Math.max(0, ...rows.map(({ label }) => label.length)) + GAP;
  return rows.flatMap(({ label, text, paint = String }) =>
    wrap(visible(text), Math.max(TEXT_MIN, width - labelWidth - INDENT.length), '').map(
      (line, at) => `${INDENT}${at === 0 ? paint(label) + ' '.repeat(labelWidth - label.length) : ' '.repeat(labelWidth)}${line}`,
    ),
  );
}

const INDENT = '  ';
const GAP = 3;
const TEXT_MIN = 20;

/** Of fewer states than these, what one of them took says more of the start of a program than of the search. */
const STATES_FOR_RATES = 10_000;

function figures(result: CheckResult): readonly Figure[] {
  const { states, transitions, depth, wallMs, statesPerSecond, peakMemoryBytes, bytesPerState, omissionProbability, machineSteps } = result;
  const hasRates = states >= STATES_FOR_RATES;
  return [
    { label: 'states', value: integer(states), note: `${counted(transitions, 'transition')}, ${depth} deep` },
    {
      label: 'time',
      value: wallMs < 1000 ? `${integer(wallMs)} ms` : duration(wallMs / 1000),
      ...(hasRates ? { note: `${integer(statesPerSecond)} states/s` } : {}),
    },
    { label: 'memory', value: bytes(peakMemoryBytes), ...(hasRates ? { note: `${integer(bytesPerState)} bytes a state` } : {}) },
    { label: 'machine steps', value: integer(machineSteps), note: 'all else follows from these' },
    {
      label: 'risk of omission',
      value: omissionProbability === 0 ? 'none' : omissionProbability.toPrecision(1),
      note: omissionProbability === 0 ? 'states were kept whole' : 'probability of a missed state (--exact: 0)',
    },
  ];
}

function bytes(count: number): string {
  if (count < 2 ** 20) return 'below 1 MiB';
  return count < 2 ** 30 ? `${integer(count / 2 ** 20)} MiB` : `${(count / 2 ** 30).toFixed(1)} GiB`;
}
