/** Drives a simulation to its end, with a progress line, and stops it cleanly at Ctrl-C. */
import { PropertyViolated, type Simulation, type SimulationResult } from '../simulator/simulation.ts';
import { EXIT } from './exit.ts';
import { Progress } from './progress.ts';

/** Events between two looks at the real clock. */
const EVENTS_AT_ONCE = 500;

/** Milliseconds between two chances for a signal to come in. */
const YIELD_MS = 50;

export interface DriveOptions {
  readonly quiet: boolean;
  /** Resolves when the run may go on: of one that somebody follows who must not be left behind. */
  readonly room?: (() => Promise<void>) | undefined;
}

export interface Driven {
  readonly result: SimulationResult;
  readonly wallMs: number;
  /** What ended the run before its time, if something threw; the result tells how far it got. */
  readonly failure?: unknown;
}

export async function drive(simulation: Simulation, { quiet, room }: DriveOptions): Promise<Driven> {
  const progress = new Progress(process.stderr, !quiet);
  let interrupts = 0;
  const onInterrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) process.exit(EXIT.interrupted);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  process.on('SIGHUP', onInterrupt);
  const startedMs = performance.now();
  let yieldedMs = startedMs;
  try {
    while (simulation.advance(EVENTS_AT_ONCE) === undefined) {
      if (room) await room();
      const nowMs = performance.now();
      if (nowMs - yieldedMs < YIELD_MS) continue;
      yieldedMs = nowMs;
      const { clock, eventCount } = simulation.system;
      progress.update({ simulatedMs: clock.nowMs, events: eventCount, share: simulation.progress() });
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (interrupts > 0) {
        simulation.stop('interrupted');
        break;
      }
    }
    return { result: simulation.result(), wallMs: performance.now() - startedMs };
  } catch (failure) {
    simulation.stop(failure instanceof PropertyViolated ? 'violated' : 'failed');
    return { result: simulation.result(), wallMs: performance.now() - startedMs, failure };
  } finally {
    progress.clear();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    process.off('SIGHUP', onInterrupt);
  }
}
