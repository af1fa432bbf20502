/**
 * A ring of objects that hand a token on, a unit of time a hop. Argument: `{ actors, hops, warmUp }`; with `warmUp`, so many hops of a
 * small ring come before, and only the hops are timed.
 */
import { HeapClock } from '../heap-clock.mjs';
import { asked, report } from '../report.mjs';

class Ring {
  clock = new HeapClock();
  hops = 0;

  constructor(actors, hopsMax) {
    this.hopsMax = hopsMax;
    this.nodes = Array.from({ length: actors }, () => new Node(this));
    this.nodes.forEach((node, at) => (node.next = this.nodes[(at + 1) % actors]));
  }

  handRound() {
    this.nodes[0].receive();
    this.clock.run();
  }
}

class Node {
  constructor(ring) {
    this.ring = ring;
  }

  receive() {
    const { clock, hops, hopsMax } = this.ring;
    if (hops < hopsMax) clock.at(clock.now + 1, this.passOn);
  }

  passOn = () => {
    this.ring.hops += 1;
    this.next.receive();
  };
}

const { actors, hops, warmUp } = asked;
// Several times, as ours: V8 compiles anew at the second.
for (let round = 0; warmUp > 0 && round < 5; round += 1) new Ring(10, Math.ceil(warmUp / 5)).handRound();
const ready = warmUp === undefined ? undefined : new Ring(actors, hops);
let ring = ready;
report(
  () => {
    ring = ready ?? new Ring(actors, hops);
    ring.handRound();
  },
  () => [ring.hops, ring.clock.now],
);
