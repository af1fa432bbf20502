/** Machines that crash and come up again: at given times, and at random. Splits of the network are a matter of the wires. */
import { sampler, type Random } from '../../actors/random.ts';
import type { Arrival } from '../../actors/system.ts';
import { machinesOf } from './network.ts';
import type { DistributedParameters } from './parameters.ts';

interface Outage {
  readonly machine: string;
  atS: number;
  upS: number;
  /** Moves on to the next one. */
  readonly next: ((outage: Outage) => void) | undefined;
}

/**
 * All crashes and restarts in order of time. Has no end where machines crash at random for ever. Crashes of one machine
 * that overlap are one: who is down cannot go down, and comes up once. As long as a machine is down, its restart is awaited.
 */
export function* distributedFaults(params: DistributedParameters, random: Random): Generator<Arrival> {
  const outages: Outage[] = [...scheduled(params), ...recurring(params, random)];
  const restarts: Restart[] = [];
  for (;;) {
    const crash = earliest(outages);
    const restart = earliest(restarts);
    const crashS = crash?.atS ?? Number.POSITIVE_INFINITY;
    const restartS = restart?.atS ?? Number.POSITIVE_INFINITY;
    if (restart && restartS < crashS) {
      restarts.splice(restarts.indexOf(restart), 1);
      yield { atMs: restartS * 1000, to: { place: restart.machine }, message: { type: 'fault.restart' }, isAwaited: true };
    } else if (crash && crashS < Number.POSITIVE_INFINITY) {
      const isAwaited = restarts.length > 0;
      const down = restarts.find(({ machine }) => machine === crash.machine);
      // Who crashes at random does so when up; a crash that was asked for may last longer than the one before.
      if (down && crash.next) crash.upS = down.atS;
      else if (down) down.atS = Math.max(down.atS, crash.upS);
      else {
        restarts.push({ machine: crash.machine, atS: crash.upS });
        yield { atMs: crashS * 1000, to: { place: crash.machine }, message: { type: 'fault.crash' }, isAwaited };
      }
      if (crash.next) crash.next(crash);
      else outages.splice(outages.indexOf(crash), 1);
    } else return;
  }
}

interface Restart {
  readonly machine: string;
  atS: number;
}

function scheduled({ faults }: DistributedParameters): readonly Outage[] {
  return faults.schedule.flatMap((fault) =>
    fault.type === 'crash' ? [{ machine: fault.machine, atS: fault.atS, upS: fault.atS + fault.forS, next: undefined }] : [],
  );
}

function recurring(params: DistributedParameters, random: Random): readonly Outage[] {
  const { crashEveryS, downS, untilS } = params.faults;
  if (crashEveryS === null) return [];
  return machinesOf(params).map(({ name: machine }) => {
    const gap = sampler({ type: 'exponential', mean: crashEveryS }, random.stream(`faults/${machine}/gap`));
    const down = sampler(downS, random.stream(`faults/${machine}/down`));
    const next = (outage: Outage): void => {
      const atS = outage.upS + gap();
      outage.atS = untilS !== null && atS >= untilS ? Number.POSITIVE_INFINITY : atS;
      outage.upS = atS + down();
    };
    const outage: Outage = { machine, atS: 0, upS: 0, next };
    next(outage);
    return outage;
  });
}

function earliest<T extends { readonly atS: number }>(all: readonly T[]): T | undefined {
  let first: T | undefined;
  for (const it of all) if (it.atS < (first?.atS ?? Number.POSITIVE_INFINITY)) first = it;
  return first;
}
