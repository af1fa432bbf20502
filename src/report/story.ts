/**
 * A path as a story in numbered steps: what happened, who took a step, where it stands now, what changed in it, and what it sent.
 */
import type { Happening, Path, PathEvent, PathStep } from '../checker/path.ts';
import type { Snapshot, StateValue } from '../actors/step.ts';
import { counted, visible } from '../scenarios/format.ts';
import { changesIn } from './changes.ts';
import { happeningText, messageText } from './happening-text.ts';
import { regionPath, regionsOf } from './regions.ts';
import { wrap, type Style } from './terminal.ts';

/** Columns of a story where nobody says how wide it may be. */
const WIDTH = 80;

const PLAIN: StoryStyle = { colors: { bold: String, dim: String, yellow: String }, width: WIDTH };

/** As much of a style as a story needs. */
export interface StoryStyle {
  readonly colors: Pick<Style['colors'], 'bold' | 'dim' | 'yellow'>;
  readonly width: number;
  /** Of more steps, only so many of the last ones are told; all, unless given. */
  readonly stepsMax?: number;
}

/** The lines of a story, without the last line end. */
export function story({ start, steps, loopsTo }: Path, style: StoryStyle = PLAIN): string {
  const { colors, stepsMax = Number.POSITIVE_INFINITY } = style;
  if (steps.length === 0) return ['From the beginning:', ...start.flatMap((event) => told(event, '   ', style, true))].join('\n');
  const leftOut = Math.max(0, steps.length - stepsMax);
  const digits = String(steps.length).length;
  const lines = steps.flatMap((step, at) => [
    ...(at === loopsTo ? [colors.bold('From here on it goes round, for ever:')] : []),
    ...(at < leftOut ? [] : toldStep(step, String(at + 1).padStart(digits), style)),
  ]);
  return [
    ...(leftOut > 0 ? [colors.dim(`(${counted(leftOut, 'step')} before these)`)] : []),
    ...lines,
    ...(loopsTo === undefined ? [] : [colors.bold(`… and again as from step ${loopsTo + 1}.`)]),
  ].join('\n');
}

/** The lines of one step, without its number: for whoever lays them out himself. */
export function stepLines(step: PathStep): readonly string[] {
  const wide = { ...PLAIN, width: Number.POSITIVE_INFINITY };
  return toldStep(step, '', wide).map((line) => line.slice(2));
}

function toldStep(step: PathStep, number: string, style: StoryStyle): readonly string[] {
  const { happening, events } = step;
  const { colors, width } = style;
  const indent = ' '.repeat(number.length + 2);
  const [first = '', ...rest] = wrap(
    visible(happeningText(happening) + (isMissed(step) ? ', who is not there' : '')),
    width - indent.length,
    '',
  );
  const paint = isMisfortune(happening) ? colors.yellow : colors.bold;
  return [
    `${colors.dim(number)}  ${paint(first)}`,
    ...rest.map((line) => `${indent}${paint(line)}`),
    ...events.flatMap((event) => told(event, indent, style, events.length > 1)),
  ];
}

function isMisfortune({ type }: Happening): boolean {
  return type === 'loss' || type === 'duplicate' || type === 'fault' || type === 'split';
}

/** What came, came to nobody. */
function isMissed({ events }: PathStep): boolean {
  return events.some(({ event }) => event.type === 'dead letter');
}

/** What an actor made of it. */
function told({ event, before, sends }: PathEvent, indent: string, { colors, width }: StoryStyle, isNamed: boolean): readonly string[] {
  // The step itself says that a message is lost, or that nobody is there to get it.
  if (event.type === 'dead letter' || event.type === 'lost') return [];
  if (event.type !== 'step') return [`${indent}${colors.yellow(visible(`cut off from ${event.to}: ${messageText(event.message)}`))}`];
  const name = isNamed || before === null ? `${event.actor} ` : '';
  const stands = `${name}${before === null ? 'starts, ' : ''}${movement(before, event.state)}`;
  const lines = [
    stands,
    ...(event.unhandled ? ['has no transition for it'] : []),
    ...(event.choices.length > 0 ? [`chose ${event.choices.map((it) => JSON.stringify(it)).join(', ')}`] : []),
    ...(before === null ? [] : changesIn(before.context, event.snapshot.context)),
    ...sends.map(({ to, message }) => `sends ${messageText(message)} to ${to}`),
    ...event.stops.map((id) => `stops ${id}`),
    ...(event.final ? ['and is gone'] : []),
  ];
  return lines.flatMap((line, row) => {
    // What is told of one of several stands below its name.
    const margin = name !== '' && row > 0 ? `${indent}  ` : indent;
    return wrap(visible(line), width - margin.length - 2, '').map((it, at) => `${margin}${at === 0 ? '' : '  '}${colors.dim(it)}`);
  });
}

/** Of more parallel regions, it is not told where each of them still is. */
const REGIONS_MAX = 2;

/** From one state to another, where they differ; of parallel regions, those that do. */
function movement(before: Snapshot | null, state: StateValue): string {
  const after = regionsOf(state).map(regionPath);
  const from = before === null ? [] : regionsOf(before.value).map(regionPath);
  const left = from.filter((it) => !after.includes(it));
  const entered = after.filter((it) => !from.includes(it));
  if (left.length === 0 && entered.length === 0 && after.length > REGIONS_MAX) return 'stands as before';
  return left.length === 0 || entered.length === 0 ? `in ${after.join(', ')}` : `${left.join(', ')} → ${entered.join(', ')}`;
}
