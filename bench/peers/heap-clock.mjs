/** Virtual time on a binary heap, in order of time and then of setting. It can be the clock of an XState actor. */
export class HeapClock {
  now = 0;
  #heap = [];
  #count = 0;

  at(time, run) {
    const task = { time, number: this.#count++, run };
    const heap = this.#heap;
    let at = heap.length;
    heap.push(task);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (isBefore(parent, task)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = task;
    return task;
  }

  setTimeout(run, delay) {
    return this.at(this.now + delay, run);
  }

  /** It stays in the heap, and does nothing when its time comes. */
  clearTimeout(task) {
    if (task) task.run = null;
  }

  /** One task; false when there is none. */
  tick() {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined) return false;
    const last = heap.pop();
    if (heap.length > 0) this.#sink(last);
    if (first.run) {
      this.now = first.time;
      first.run();
    }
    return true;
  }

  run() {
    while (this.tick());
  }

  #sink(task) {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
      if (isBefore(task, heap[child])) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = task;
  }
}

function isBefore(one, other) {
  return one.time < other.time || (one.time === other.time && one.number < other.number);
}
