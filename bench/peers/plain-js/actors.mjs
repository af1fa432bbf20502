/** Objects with a timer each, all of them set before the first goes off. Argument: `{ actors }`. */
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

const clock = new HeapClock();
let done = 0;

class Sleeper {
  state = 'asleep';

  wake = () => {
    this.state = 'done';
    done += 1;
  };
}

report(
  () => {
    const sleepers = Array.from({ length: asked.actors }, () => new Sleeper());
    sleepers.forEach((sleeper, at) => clock.at(1 + (at % 100), sleeper.wake));
    clock.run();
  },
  () => [done, clock.now],
);
