/** Watches the batch shop with RxJS: how many decks lie on the operator's shelf, every two simulated hours. */
import { batch, simulate } from 'chartwright';
import { filter, map, sampleTime } from 'rxjs';

const simulation = simulate(batch, { seed: 7, settings: { 'operator.patienceS': 3600 } });
const { system } = simulation;

system.snapshots
  .pipe(
    filter(({ kind }) => kind === 'operator'),
    map(({ snapshot }) => snapshot.context['shelf']),
    // The clock of the system is an RxJS scheduler: these are hours of the shop's day, not ours.
    sampleTime(2 * 3_600_000, system.clock),
  )
  .subscribe((shelf) => console.log(`${system.clock.nowMs / 3_600_000} h  ${'▮'.repeat(Array.isArray(shelf) ? shelf.length : 0)}`));

const { events, hash } = simulation.run();
console.log(`${events} events, hash ${hash}`);
