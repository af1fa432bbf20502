/** Objects with a timer each that is set again whenever it goes off. Argument: `{ actors, events, warmUp }`, the last of them untimed. */
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

/** As in bench/works/timers.ts. */
const periodOf = (at) => 1 + ((at * 7919) % 1009);

class Beater {
  beats = 0;

  constructor(clock, period) {
    this.clock = clock;
    this.period = period;
    clock.setTimeout(this.beat, period);
  }

  beat = () => {
    this.beats += 1;
    this.clock.setTimeout(this.beat, this.period);
  };
}

function beating(actors) {
  const clock = new HeapClock();
  const beaters = Array.from({ length: actors }, (_, at) => new Beater(clock, periodOf(at)));
  return { clock, beaters };
}

const goOn = ({ clock }, events) => {
  for (let event = 0; event < events; event += 1) clock.tick();
};

// Several times, as ours: V8 compiles anew at the second.
for (let round = 0; round < 5; round += 1) goOn(beating(10), Math.ceil(asked.warmUp / 5));
const system = beating(asked.actors);
report(
  () => goOn(system, asked.events),
  () => [system.beaters.reduce((beats, beater) => beats + beater.beats, 0), system.clock.now],
);
