/** `--stately`: a run that is sent to a receiver of @statelyai/inspect while it goes on. */
import type { ToStately } from '../inspector/others/to-stately.ts';
import { counted } from '../scenarios/format.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { EXIT, Stop } from './exit.ts';
import { complain } from './io.ts';

/** Milliseconds of waiting that are worth a word. */
const WAIT_TOLD_MS = 1000;

export interface Followed {
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** Sends what is left, and says what did not arrive. */
  end(): Promise<void>;
}

/**
 * Listens to a simulation that has not begun yet.
 *
 * @throws Stop if the address is none of a web socket
 */
export async function followWithStately(
  url: string | undefined,
  simulation: Simulation,
  { kinds }: Pick<AnyScenario, 'kinds'>,
): Promise<Followed | undefined> {
  if (url === undefined) return undefined;
  const to = await connected(url, kinds);
  simulation.system.events.subscribe((event) => to.see(event));
  return {
    room: () => to.room(),
    end: async () => {
      const { sent, dropped, waitedMs, problem } = await to.done();
      if (problem !== null) complain(`! ${problem}`);
      if (dropped > 0) complain(`! ${counted(dropped, 'step')} of ${(sent + dropped).toLocaleString('en-US')} did not reach ${url}.`);
      if (waitedMs > WAIT_TOLD_MS) complain(`The run waited ${(waitedMs / 1000).toFixed(1)} s for ${url} to take what it was sent.`);
    },
  };
}

/** What is sent with is loaded by those alone who send. */
async function connected(url: string, kinds: AnyScenario['kinds']): Promise<ToStately> {
  const refusal = new Stop(EXIT.usage, `--stately ${url}: expected the address of a web socket, as in ws://localhost:8080.`);
  if (!/^wss?:/i.test(url)) throw refusal;
  const { sendToStately } = await import('../inspector/others/to-stately.ts');
  try {
    return sendToStately({ url, kinds });
  } catch {
    throw refusal;
  }
}
