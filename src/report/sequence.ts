/** The messages of a run as a Mermaid sequence diagram, for a page of documentation or a bug report. */
import type { StepEvent, TraceEvent } from '../actors/trace.ts';
import { counted } from '../scenarios/format.ts';
import { Rests } from './rests.ts';
import { SequencePage, type Arrow, type Participant } from './sequence-page.ts';

/** More than a person follows on one page; a diagram of so many still opens at once. */
const EVENTS_MAX = 400;

/** Mermaid refuses a text of more than 50,000 characters. The difference is for the lines that close the diagram. */
const CHARACTERS_MAX = 49_000;

const OUTSIDE = {
  arrival: { name: 'world', isActor: false },
  fault: { name: 'faults', isActor: false },
} as const;

export interface SequenceOptions {
  /** Takes the text, when the diagram ends. */
  readonly write: (text: string) => void;
  /** Arrows to draw at the most; 400 by default. */
  readonly eventsMax?: number;
  /** What is said of a moment, given in milliseconds; the time of the run by default. */
  readonly moment?: (atMs: number) => string;
}

/**
 * Draws the beginning of a run, holding no more than that, and says at its foot how many messages it
 * leaves out. It stops before `eventsMax` where Mermaid would refuse a longer text.
 *
 * A message stands where it arrives, or is lost. What an actor does in between is one note before the
 * next arrow, with the states in which it rested; states that take no time are not told. An actor that
 * exchanges no message does not appear.
 *
 * @returns `see`, for events in their order, and `end`, once, which writes the text
 */
export function sequenceDiagram({ write, eventsMax = EVENTS_MAX, moment = timeOfRun }: SequenceOptions): {
  see(event: TraceEvent): void;
  end(): void;
} {
  const page = new SequencePage();
  const rests = new Rests();
  const parents = new Map<string, string>();
  let arrows = 0;
  let leftOut = 0;
  let notedMs: number | undefined;

  function see(event: TraceEvent): void {
    rests.at(event.atMs);
    for (const arrow of arrowsOf(event, parents)) {
      if (leftOut === 0 && arrows < eventsMax && page.length < CHARACTERS_MAX) draw(arrow, event.atMs);
      else leaveOut();
    }
    if (leftOut === 0 && event.type === 'step' && page.has(actor(event.actor))) rests.see(event.actor, event.state);
  }

  function draw(arrow: Arrow, atMs: number): void {
    tellRests();
    if (atMs !== notedMs) page.addNoteOverAll(moment(atMs));
    notedMs = atMs;
    page.addArrow(arrow);
    arrows += 1;
  }

  function leaveOut(): void {
    if (leftOut === 0) tellRests();
    leftOut += 1;
  }

  function tellRests(): void {
    for (const [id, states] of rests.take()) page.addNote(actor(id), states);
  }

  function end(): void {
    if (leftOut > 0) {
      page.addNoteOverAll(`The diagram stops here. It leaves out ${counted(leftOut, 'more message')}`);
    } else {
      rests.at(Number.POSITIVE_INFINITY);
      tellRests();
      if (arrows === 0) page.addNote(OUTSIDE.arrival, 'No message was sent');
    }
    page.writeTo(write);
  }

  return { see, end };
}

/** What an event shows as arrows. `parents` remembers who spawned whom, until the child has started. */
function arrowsOf(event: TraceEvent, parents: Map<string, string>): readonly Arrow[] {
  if (event.type !== 'step') {
    const { type, from, to, message } = event;
    const sender = from === 'arrival' || from === 'fault' ? OUTSIDE[from] : actor(from);
    return [{ from: sender, to: actor(to), sign: '-x', label: `${message.type} (${type})` }];
  }
  const to = actor(event.actor);
  const told = causeOf(event, parents);
  for (const child of event.spawns) parents.set(child, event.actor);
  const stops = event.stops.map((id): Arrow => ({ from: to, to: actor(id), sign: '--)', label: 'stop' }));
  return told ? [{ ...told, to }, ...stops] : stops;
}

function causeOf({ actor: id, cause }: StepEvent, parents: Map<string, string>): Omit<Arrow, 'to'> | undefined {
  switch (cause.type) {
    case 'message':
      return { from: actor(cause.from), sign: '->>', label: cause.message.type };
    case 'arrival':
    case 'fault':
      return { from: OUTSIDE[cause.type], sign: '->>', label: cause.message.type };
    case 'spawned': {
      const parent = parents.get(id);
      parents.delete(id);
      return parent === undefined ? undefined : { from: actor(parent), sign: '--)', label: 'spawn' };
    }
    case 'start':
    case 'timer':
      return undefined;
  }
}

function actor(name: string): Participant {
  return { name, isActor: true };
}

/** Simulated time as `0:12:30`, hours first, with milliseconds where there are any. */
function timeOfRun(atMs: number): string {
  const ms = Math.round(atMs);
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  const fraction = ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`;
  return `${hours}:${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}${fraction}`;
}
