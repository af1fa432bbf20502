/** The batch processing system of the early machines, as a scenario. */
import type { Distribution } from '../actors/random.ts';
import type { ActorSpec, Arrival } from '../actors/system.ts';
import { memory, operator, processor, user } from '../machines/batch/index.ts';
import type { BatchProtocol, UserMessage } from '../machines/batch/protocol.ts';
import type { MemoryInput } from '../machines/batch/memory.ts';
import type { OperatorInput } from '../machines/batch/operator.ts';
import type { ProcessorInput } from '../machines/batch/processor.ts';
import type { UserInput } from '../machines/batch/user.ts';
import { checkBatch } from './batch/check.ts';
import { batchFaults } from './batch/faults.ts';
import { batchItem } from './batch/item.ts';
import { measureBatch, type BatchMetrics, type Counts } from './batch/metrics.ts';
import { batchOverview } from './batch/overview.ts';
import { batchParameters, batchPresets, refuseBatchParameters, type BatchParameters } from './batch/parameters.ts';
import { batchPlots } from './batch/plots.ts';
import { batchProperties } from './batch/properties.ts';
import { reportBatch } from './batch/report.ts';
import { amountOf, compilersOf, generateWork, usersOf, workFromDecks, workFromSwf, type BatchPlan } from './batch/work.ts';
import { scenarioFor } from './scenario.ts';

export const batch = scenarioFor<BatchProtocol>()({
  name: 'batch',
  title: 'A batch processing system of the early machines',
  description:
    'Users punch jobs on cards and hand them to a human operator, who sorts them into trays by similar needs and submits one batch at a time. ' +
    'The batch processor runs its jobs one after another, one job in memory at a time, with no word between user and machine until the batch is done.',
  kinds: { user, operator, processor, memory },
  parameters: batchParameters,
  presets: batchPresets,
  inputs: {
    decks: { description: 'a folder of decks (*.deck), or one of them', read: workFromDecks },
    swf: { description: 'a trace in the Standard Workload Format, plain or gzipped', read: workFromSwf },
  },
  item: batchItem,
  generate: generateWork,
  refuse: refuseBatchParameters,
  actors,
  arrivals,
  faults: ({ params, random }: BatchPlan) => batchFaults(params, random),
  delaysS,
  properties: batchProperties,
  check: checkBatch,
  measure: (plan: BatchPlan, onRow) => measureBatch({ progress: progress(plan), onRow }),
  report: ({ params, metrics }: { readonly params: BatchParameters; readonly metrics: BatchMetrics }) => reportBatch(params, metrics),
  overview: batchOverview,
  plots: batchPlots,
});

function* actors(plan: BatchPlan): Generator<ActorSpec> {
  const { params } = plan;
  const { operator: policy, processor: devices } = params;
  yield { id: 'memory', input: { ...params.memory } satisfies MemoryInput };
  yield { id: 'processor', input: { ...devices } satisfies ProcessorInput };
  yield {
    id: 'operator',
    input: {
      groupBy: policy.groupBy,
      sizeClassesS: policy.sizeClassesS,
      largestBatch: policy.largestBatch,
      patienceS: policy.patienceS,
      nextTray: policy.nextTray,
      service: policy.service,
      setUpEmptyTrays: policy.setUpEmptyTrays,
      // Only an operator who visits empty trays has to know which ones there are.
      trays: policy.setUpEmptyTrays ? compilersOf(plan) : [],
    } satisfies OperatorInput,
  };
  const { attemptsMax, punchedCardsPerMinute } = params.user;
  for (const [id, programs] of usersOf(plan)) {
    const mode = programs.length > 0 ? 'closed' : 'open';
    yield { id, input: { id, mode, programs, attemptsMax, punchedCardsPerMinute } satisfies UserInput };
  }
}

function* arrivals({ work }: BatchPlan): Generator<Arrival> {
  for (const item of work) {
    if (item.type !== 'deck') continue;
    const message: UserMessage = { type: 'program.arises', deck: item.deck };
    yield { atMs: item.atS * 1000, to: item.deck.owner, message };
  }
}

function delaysS({ user: person, operator: hands }: BatchParameters): Record<string, Record<string, Distribution>> {
  return {
    user: { preparing: person.preparingS, reading: person.readingS, correcting: person.correctingS },
    operator: { examining: hands.examiningS, setUp: hands.setUpS, clearingJam: hands.clearingJamS, outage: hands.outageS },
  };
}

/**
 * The day is over when every deck of an open workload is back, or every user of a closed one has
 * gone: an operator who polls empty trays would go on for ever.
 */
function progress(plan: BatchPlan): (counts: Counts) => number {
  const { decks, users } = amountOf(plan);
  const whole = decks + users;
  return ({ returned, refused, usersGone }) => (whole === 0 ? 1 : ((decks > 0 ? returned + refused : 0) + usersGone) / whole);
}
