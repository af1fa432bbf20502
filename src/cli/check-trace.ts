/** A path that a check has found, as a trace that replay runs. */
import { planOf } from '../checker/build.ts';
import { scheduleOf } from '../checker/schedule-of.ts';
import { timesOf } from '../checker/times.ts';
import { scheduleTrace } from '../simulator/schedule-trace.ts';
import { version } from '../version.ts';
import type { CheckOutputsOptions, Found } from './check-outputs.ts';
import { assumedNetwork } from '../checker/assumed-network.ts';
import { budgetOf } from './check-question.ts';

/** @throws Error if the run does not do what the path says: the model and the system differ */
export function checkTrace({ loaded, question }: CheckOutputsOptions, { name, type, path }: Found): string {
  const { options, input } = question;
  const { scenario, params, seed = 1 } = options;
  const network = assumedNetwork(options);
  const { order, lossy, duplicating } = network;
  const { work, isMadeUp } = planOf(options);
  const times = timesOf(path, {
    delaysS: scenario.delaysS?.(params) ?? {},
    wires: scenario.wires?.(params) ?? {},
    arrivals: [...(scenario.arrivals?.(planOf(options)) ?? [])],
    network: { ...network, lossy: lossy === true || (budgetOf(options)['loss'] ?? 0) > 0 },
  });
  const { events, failing, ...schedule } = scheduleOf(path, times, { fails: type === 'failure' });
  const lines = scheduleTrace({
    reference: loaded.source.type === 'built-in' ? loaded.source.name : loaded.source.path,
    simulation: {
      scenario,
      params,
      seed,
      ...(isMadeUp ? {} : { items: [...work] }),
      ...(options.engine ? { engine: options.engine } : {}),
    },
    writer: { version, input: input?.summary },
    schedule: {
      property: name,
      type,
      network: { order, ...(lossy ? { lossy } : {}), ...(duplicating ? { duplicating } : {}) },
      ...schedule,
    },
    events,
    ...(failing ? { failing } : {}),
  });
  return `${lines.join('\n')}\n`;
}
