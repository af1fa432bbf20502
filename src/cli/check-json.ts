/** What a program is told at the end of a check: one JSON object. */
import type { CheckResult, PropertyResult } from '../checker/check-options.ts';
import { assumedNetwork } from '../checker/assumed-network.ts';
import { budgetOf, type Question } from './check-question.ts';

export interface CheckJson {
  readonly question: Question;
  readonly result: CheckResult;
  /** Files that were written. */
  readonly files: readonly string[];
}

export function checkJson({ question, result, files }: CheckJson): string {
  const { options, input, settingFiles } = question;
  const { verdict, reason, note, states, transitions, depth } = result;
  const { wallMs, statesPerSecond, peakMemoryBytes, bytesPerState, omissionProbability, machineSteps, properties } = result;
  return JSON.stringify(
    {
      verdict,
      reason: reason ?? (verdict === 'incomplete' ? note : undefined),
      note,
      scenario: options.scenario.name,
      network: assumedNetwork(options),
      timers: options.timers ?? 'any',
      faults: budgetOf(options),
      search: options.search,
      ...(input ? { input: input.summary, problems: input.problems } : {}),
      ...(Object.keys(settingFiles).length > 0
        ? { settingFiles: Object.fromEntries(Object.entries(settingFiles).map(([flag, { summary }]) => [flag, summary])) }
        : {}),
      states,
      transitions,
      depth,
      wallMs: Math.round(wallMs * 1000) / 1000,
      statesPerSecond: Math.round(statesPerSecond),
      peakMemoryBytes,
      bytesPerState: Math.round(bytesPerState * 10) / 10,
      omissionProbability,
      machineSteps,
      properties: properties.map(propertyAsJson),
      files,
    },
    null,
    2,
  );
}

function propertyAsJson({ name, type, verdict, detail, path }: PropertyResult): object {
  return {
    name,
    type,
    verdict,
    detail,
    ...(path ? { [type === 'sometimes' ? 'witness' : 'counterexample']: path.steps.map(stepAsJson), loopsTo: path.loopsTo } : {}),
  };
}

/** What happened, and where each actor that took a step stands after it. */
function stepAsJson({ happening, events }: NonNullable<PropertyResult['path']>['steps'][number]): object {
  const actors = events.flatMap(({ event, sends }) => {
    if (event.type !== 'step') return [];
    const { actor, state, choices, snapshot } = event;
    return [{ id: actor, state, context: snapshot.context, choices, sends, gone: event.final || undefined }];
  });
  return { ...happening, actors };
}
