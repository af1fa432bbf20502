/** A queue with one server: closures on a heap of events, and an array of the customers that wait. Argument: `{ file }`. */
import { HeapClock } from '../heap-clock.mjs';
import { asked, readCustomers, report, rounded } from '../report.mjs';

const times = readCustomers(asked.file);
const customers = times.length / 2;
const clock = new HeapClock();
const line = [];
let [first, next, served, waited] = [0, 0, 0, 0];
let isBusy = false;

function begin(customer) {
  waited += clock.now - times[2 * customer];
  isBusy = true;
  clock.at(clock.now + times[2 * customer + 1], end);
}

function end() {
  served += 1;
  isBusy = false;
  if (first === line.length) return;
  const customer = line[first++];
  if (first > 4096) {
    line.splice(0, first);
    first = 0;
  }
  begin(customer);
}

function arrive() {
  const customer = next++;
  if (next < customers) clock.at(times[2 * next], arrive);
  if (isBusy) line.push(customer);
  else begin(customer);
}

report(
  () => {
    clock.at(times[0], arrive);
    clock.run();
  },
  () => [served, rounded(waited / customers, 4), rounded(clock.now, 2)],
);
