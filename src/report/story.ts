/**
 * A path as a story in numbered steps: what happened, who took a step, where it stands now, what changed in it, and what it sent.
 */
import type { Happening, Path, PathEvent, PathStep } from '../checker/path.ts';
import type { Snapshot, StateValue } from '../actors/step.ts';
import { visible } from '../scenarios/format.ts';
import { changesIn } from './changes.ts';
import { wrap, type Style } from './terminal.ts';

/** Columns of a story where nobody says how wide it may be. */
const WIDTH = 80;

const PLAIN: StoryStyle = { colors: { bold: String, dim: String, cyan: String, yellow: String }, width: WIDTH };

/** As much of a style as a story needs. */
export interface StoryStyle {
  readonly colors: Pick<Style['colors'], 'bold' | 'dim' | 'cyan' | 'yellow'>;
  readonly width: number;
}

/** The lines of a story, without the last line end. */
export function story({ start, steps, loopsTo }: Path, style: StoryStyle = PLAIN): string {
  const digits = String(steps.length).length;
  const lines = steps.flatMap((step, at) => [
    ...(at === loopsTo ? [style.colors.bold('From here on it goes round, for ever:')] : []),
    ...toldStep(step, String(at + 1).padStart(digits), style),
  ]);
  if (steps.length === 0) return ['From the beginning:', ...start.flatMap((event) => told(event, '   ', style, true))].join('\n');
  if (loopsTo === undefined) return lines.join('\n');
  return [...lines, style.colors.bold(`… and again as from step ${loopsTo + 1}.`)].join('\n');
}

function toldStep({ happening, events }: PathStep, number: string, style: StoryStyle): readonly string[] {
  const { colors, width } = style;
  const indent = ' '.repeat(number.length + 2);
  const [first = '', ...rest] = wrap(visible(inWords(happening, events)), width - indent.length, '');
  const paint = isMisfortune(happening) ? colors.yellow : colors.bold;
  return [
    `${colors.dim(number)}  ${paint(first)}`,
    ...rest.map((line) => `${indent}${paint(line)}`),
    ...events.flatMap((event) => told(event, indent, style, events.length > 1 || event.event.type !== 'step')),
  ];
}

function isMisfortune({ type }: Happening): boolean {
  return type === 'loss' || type === 'duplicate' || type === 'fault' || type === 'split';
}

/** What happened, as a sentence. */
function inWords(happening: Happening, events: readonly PathEvent[]): string {
  switch (happening.type) {
    case 'delivery':
      return `${happening.from} → ${happening.to}: ${happening.message.type}${rest(happening.message)}${isDead(events) ? ', who is not there' : ''}`;
    case 'duplicate':
      return `${happening.from} → ${happening.to}: ${happening.message.type}${rest(happening.message)}, and it will come again`;
    case 'loss':
      return `lost on its way from ${happening.from} to ${happening.to}: ${happening.message.type}${rest(happening.message)}`;
    case 'timer':
      return `a timer of ${happening.actor} goes off: ${nameOf(happening.timer)}`;
    case 'arrival':
      return `from outside → ${whom(happening.to)}: ${happening.message.type}${rest(happening.message)}`;
    case 'fault':
      return `fault (${happening.name}) → ${whom(happening.to)}: ${happening.message.type}`;
    case 'split':
      return `the network splits: ${happening.groups.map((group) => group.join(', ')).join(' | ')}`;
    case 'heal':
      return 'the network is whole again';
    case 'passing':
      return `${happening.ms / 1000} s pass`;
  }
}

function isDead(events: readonly PathEvent[]): boolean {
  return events.some(({ event }) => event.type === 'dead letter');
}

function whom(to: string | { readonly place: string }): string {
  return typeof to === 'string' ? to : `everybody at ${to.place}`;
}

/** XState's own names of `after` timers tell the delay and the state. */
function nameOf(timer: string): string {
  const after = /^xstate\.after\.(.+?)\.([^.]+(?:\..+)?)$/.exec(timer);
  return after ? `${after[1]} (in ${after[2]})` : timer;
}

const PAYLOAD_MAX = 60;

/** What a message says beside its type, shortened. */
function rest({ type: _, ...payload }: { readonly type: string }): string {
  if (Object.keys(payload).length === 0) return '';
  const text = Object.entries(payload)
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  return ` (${text.length > PAYLOAD_MAX ? `${text.slice(0, PAYLOAD_MAX)}…` : text})`;
}

/** What an actor made of it. */
function told({ event, before, sends }: PathEvent, indent: string, { colors, width }: StoryStyle, isNamed: boolean): readonly string[] {
  if (event.type === 'dead letter') return [];
  if (event.type !== 'step') return [`${indent}${colors.yellow(visible(`${event.type}: ${event.message.type} to ${event.to}`))}`];
  const name = isNamed || before === null ? `${event.actor} ` : '';
  const stands = `${name}${before === null ? 'starts, ' : ''}${movement(before, event.state)}`;
  const lines = [
    stands,
    ...(event.unhandled ? ['has no transition for it'] : []),
    ...(event.choices.length > 0 ? [`chose ${event.choices.map((it) => JSON.stringify(it)).join(', ')}`] : []),
    ...(before === null ? [] : changesIn(before.context, event.snapshot.context)),
    ...sends.map(({ to, message }) => `sends ${message.type}${rest(message)} to ${to}`),
    ...event.stops.map((id) => `stops ${id}`),
    ...(event.final ? ['and is gone'] : []),
  ];
  return lines.flatMap((line) => wrap(visible(line), width - indent.length - 2, '').map((it, at) => `${indent}${at === 0 ? '' : '  '}${colors.dim(it)}`));
}

/** From one state to another, where they differ. */
function movement(before: Snapshot | null, state: StateValue): string {
  const after = valueText(state);
  return before === null || valueText(before.value) === after ? `in ${after}` : `${valueText(before.value)} → ${after}`;
}

/** A state value as `machineRoom.supervising.watching, window.free`. */
function valueText(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([region, inner]) =>
      typeof inner === 'string' || Object.keys(inner).length > 0
        ? valueText(inner)
            .split(', ')
            .map((it) => `${region}.${it}`)
            .join(', ')
        : region,
    )
    .join(', ');
}
