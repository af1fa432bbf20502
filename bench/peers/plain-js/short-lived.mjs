/** Objects with a timer each, of which one lives at a time: the next is made as it is stopped. Argument: `{ actors }`. */
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

const clock = new HeapClock();
let [made, stopped] = [0, 0];
let child;

class Child {
  state = 'asleep';
  timer = clock.setTimeout(() => (this.state = 'awake'), 10);

  stop() {
    clock.clearTimeout(this.timer);
    stopped += 1;
  }
}

function relieve() {
  child?.stop();
  child = undefined;
  if (made === asked.actors) return;
  made += 1;
  child = new Child();
  clock.setTimeout(relieve, 1);
}

report(
  () => {
    clock.setTimeout(relieve, 1);
    clock.run();
  },
  () => [made, stopped, clock.now],
);
