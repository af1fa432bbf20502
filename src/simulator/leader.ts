/**
 * Leads a system through a schedule: which message is delivered next, which timer goes off, what is chosen and what is lost are as
 * they were recorded. All that follows from them is the system's own, and is held against what was recorded.
 */
import { HeldMessages, type Lead } from '../actors/held.ts';
import type { Held, Place } from '../actors/system.ts';
import type { Chooser } from '../actors/step.ts';
import type { Cause, MissedEvent, TraceEvent } from '../actors/trace.ts';
import type { Envelope } from '../actors/wire.ts';
import { cuesOf, type Cue, type Placed, type RecordedStep, type Recorded, type Schedule } from './recorded.ts';
import { ScheduleError } from './schedule-error.ts';
import type { Simulation } from './simulation.ts';

export class Leader implements Lead {
  readonly #simulation: Simulation;
  readonly #schedule: Schedule;
  readonly #held: Held;
  readonly #messages = new HeldMessages();
  readonly #steps: readonly Placed<RecordedStep>[];
  readonly #cues: readonly Cue[];
  #cut: Placed<MissedEvent>[];
  /** Steps taken so far; and how much was chosen, and which timers were drawn, in the one that is being taken. */
  #taken = 0;
  #chosen = 0;
  #drawn: string[] = [];

  constructor(simulation: Simulation, schedule: Schedule) {
    this.#simulation = simulation;
    this.#schedule = schedule;
    const placed = schedule.events.map((event, place) => ({ event, place }));
    this.#steps = placed.flatMap(({ event, place }) => (event.type === 'step' ? [{ event, place }] : []));
    const { first, cues } = cuesOf(placed);
    this.#cut = first;
    this.#cues = cues;
    this.#held = simulation.system.hold(this);
    this.#await(0);
  }

  sent(envelope: Envelope): void {
    const at = this.#cut.findIndex(({ event }) => isOf(event, envelope));
    if (at < 0) {
      this.#messages.put(envelope);
      return;
    }
    this.#cut.splice(at, 1);
    this.#held.miss(envelope, 'partitioned');
  }

  choose(options: Parameters<Chooser>[0]): number {
    const step = this.#steps[this.#taken];
    // Of a step that no machine survives it is not known what was chosen on the way.
    if (!step && this.#schedule.end === 'failed') return options.findIndex(({ weight }) => weight > 0);
    const { place, event } = step ?? this.#beyond();
    const values = options.map(({ value }) => JSON.stringify(value));
    const expected = `one of ${values.join(', ')}`;
    if (this.#chosen >= event.choices.length)
      throw new ScheduleError({ place, member: 'choices', found: `${event.actor} with nothing chosen`, expected });
    const chosen = JSON.stringify(event.choices[this.#chosen]);
    const index = values.indexOf(chosen);
    if (index < 0) throw new ScheduleError({ place, member: 'choices', found: `the choice ${chosen} of ${event.actor}`, expected });
    this.#chosen += 1;
    return index;
  }

  lengthMs(timer: string): number {
    // One id may stand in a step twice, the second in place of the first.
    const lengths = this.#steps[this.#taken]?.event.timers.filter(({ id }) => id === timer) ?? [];
    const before = this.#drawn.filter((id) => id === timer).length;
    this.#drawn.push(timer);
    return lengths[before]?.delayMs ?? 0;
  }

  /** Hears what happens, and throws where it is not what was recorded. */
  see(event: TraceEvent): void {
    if (event.type !== 'step') return;
    const { actor, cause } = event;
    const expected = this.#steps[this.#taken];
    if (expected?.event.actor !== actor || expected.event.cause.type !== cause.type)
      throw new ScheduleError({
        place: expected?.place ?? this.#schedule.events.length,
        member: 'actor',
        found: expected ? `a step of ${expected.event.actor}` : 'no more steps',
        expected: `a step of ${actor} (${describe(cause)}), which is what happens there`,
      });
    this.#taken += 1;
    this.#chosen = 0;
    this.#drawn = [];
  }

  #await(index: number): void {
    const { clock } = this.#simulation.system;
    const cue = this.#cues[index];
    if (!cue) {
      clock.at(Math.max(clock.nowMs, this.#schedule.failing?.atMs ?? 0), () => this.#finish());
      return;
    }
    const { place, event } = cue;
    if (event.atMs < clock.nowMs)
      throw new ScheduleError({ place, member: 'at', found: `an event at ${event.atMs} ms`, expected: `one not before ${clock.nowMs} ms` });
    clock.at(event.atMs, () => {
      this.#settle(place);
      this.#cut = cue.cut;
      this.#play(cue);
      this.#await(index + 1);
    });
  }

  /** What went before has led to all that it should. */
  #settle(place: number): void {
    const [cut] = this.#cut;
    const step = this.#steps[this.#taken];
    const missing = step && step.place < place && step.place < (cut?.place ?? place) ? step : cut;
    if (!missing) return;
    const { event } = missing;
    const isLed = event.type === 'step' && event.cause.type !== 'start' && event.cause.type !== 'spawned';
    throw new ScheduleError({
      place: missing.place,
      member: 'actor',
      found:
        event.type === 'step' ? `a step of ${event.actor} (${describe(event.cause)})` : `'${event.message.type}' to ${event.to}, cut off`,
      expected: isLed ? 'one of an actor that is there' : 'only what the event before it leads to',
    });
  }

  #play({ event, place }: Placed<Recorded>): void {
    if (event.type === 'step') this.#happen(event.actor, event.cause, place);
    else if (event.type === 'lost') this.#held.miss(this.#onItsWay(event, place, 'lose'), 'lost');
    else if (event.sent >= 0) this.#held.deliver(this.#onItsWay(event, place, 'deliver'));
    else this.#held.tell({ to: addressee(event.to), message: event.message }, event.from === 'fault' ? 'fault' : 'arrival');
  }

  #happen(to: string | Place, cause: Cause, place: number): void {
    const id = typeof to === 'string' ? to : '';
    switch (cause.type) {
      case 'message':
        this.#held.deliver(this.#onItsWay({ ...cause, to: id }, place, 'deliver'));
        break;
      case 'timer':
        if (!this.#held.fire(id, cause.timer))
          throw new ScheduleError({ place, member: 'cause', found: `the timer '${cause.timer}' of ${id}`, expected: 'one that runs' });
        break;
      case 'arrival':
      case 'fault':
        this.#held.tell({ to, message: cause.message }, cause.type);
        break;
      case 'start':
      case 'spawned':
        throw new Error(`a schedule makes nothing start by itself: ${id}`);
    }
  }

  #onItsWay(letter: Pick<MissedEvent, 'from' | 'to' | 'sent' | 'message'>, place: number, how: 'deliver' | 'lose'): Envelope {
    const { from, to, sent, message } = letter;
    const envelope = this.#messages[how](letter);
    if (envelope) return envelope;
    throw new ScheduleError({
      place,
      member: 'cause',
      found: `'${message.type}' from ${from} to ${to}, which event ${sent} did not send or which was lost`,
      expected: 'a message that is on its way',
    });
  }

  #finish(): void {
    const { events, failing, end } = this.#schedule;
    this.#settle(events.length);
    if (failing) this.#happen(failing.to, failing.cause, events.length);
    if (end === 'violated') this.#simulation.stop('violated');
  }

  #beyond(): never {
    throw new ScheduleError({
      place: this.#schedule.events.length,
      member: 'actor',
      found: 'no more steps',
      expected: 'the step that is taken there',
    });
  }
}

function isOf({ from, to, sent, message }: MissedEvent, envelope: Envelope): boolean {
  return (
    from === envelope.from && to === envelope.to && sent === envelope.step && JSON.stringify(message) === JSON.stringify(envelope.message)
  );
}

/** As a trace names whom something from outside was meant for. */
function addressee(to: string): string | Place {
  return to.startsWith('place ') ? { place: to.slice('place '.length) } : to;
}

function describe(cause: Cause): string {
  return cause.type === 'timer' ? `timer ${cause.timer}` : 'message' in cause ? `${cause.type} ${cause.message.type}` : cause.type;
}
