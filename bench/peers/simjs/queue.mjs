/** A queue with one server in simjs: an entity that brings the customers to a facility, first come, first served. Argument: `{ file }`. */
import { createRequire } from 'node:module';
import { asked, readCustomers, report, rounded } from '../report.mjs';

// The package is made for browsers, and leaves what it exports on the window.
globalThis.window = {};
createRequire(import.meta.url)('simjs');
const { Sim, Entity, Facility } = globalThis.window.Sim;

const times = readCustomers(asked.file);
const customers = times.length / 2;
let [served, waited] = [0, 0];
const sim = new Sim();
const server = new Facility('server');

class Source extends Entity {
  customer = 0;

  start() {
    this.wait();
  }

  wait() {
    this.setTimer(Math.max(0, times[2 * this.customer] - this.time())).done(this.bring);
  }

  bring() {
    const customer = this.customer++;
    const [arrival, service] = [times[2 * customer], times[2 * customer + 1]];
    this.useFacility(server, service).done(() => {
      served += 1;
      waited += this.time() - arrival - service;
    });
    if (this.customer < customers) this.wait();
  }
}

report(
  () => {
    sim.addEntity(Source, 'source');
    sim.simulate(Number.POSITIVE_INFINITY);
  },
  () => [served, rounded(waited / customers, 4), rounded(sim.time(), 2)],
);
