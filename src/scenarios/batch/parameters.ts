/** Every number of the batch shop, with its unit and, where there is one, its source. */
import { z } from 'zod';
import { distribution, group, parameter } from '../parameters.ts';
import type { Preset } from '../scenario.ts';

const count = z.int().nonnegative();
const rate = z.number().positive().nullable();
const scheduledFault = z.strictObject({ type: z.enum(['drop', 'missort', 'jam', 'power']), atS: z.number().nonnegative() });

export const batchParameters = z.strictObject({
  workload: group('What there is to compute, when no decks and no trace are given', {
    mode: parameter(z.enum(['closed', 'open']), 'closed', {
      doc: 'closed: each user works through programs, one after another, and corrects what failed. open: jobs arrive whatever became of the others',
    }),
    users: parameter(z.int().positive().max(100_000), 16, { doc: 'users of the shop' }),
    programsPerUser: parameter(count.max(10_000), 3, { doc: 'closed: programs that each user has to get done' }),
    jobs: parameter(count, 200, { doc: 'open: jobs that arrive' }),
    interarrivalS: parameter(
      distribution,
      { type: 'exponential', mean: 600 },
      { doc: 'open: time from one arrival to the next', unit: 's' },
    ),
    compilers: parameter(z.array(z.string().min(1)).nonempty(), ['ASSEMBLER', 'COBOL', 'FORTRAN'], {
      doc: 'compilers that jobs need, each as likely as it is often in the list',
    }),
  }),
  job: group('What a job demands of the machine, where its deck does not say', {
    cards: parameter(distribution, { type: 'lognormal', mean: 180, deviation: 150 }, { doc: 'cards in a deck', unit: 'cards' }),
    compileS: parameter(distribution, { type: 'lognormal', mean: 40, deviation: 30 }, { doc: 'time to compile', unit: 's' }),
    runS: parameter(distribution, { type: 'lognormal', mean: 240, deviation: 400 }, { doc: 'time to execute', unit: 's' }),
    words: parameter(distribution, { type: 'uniform', min: 2000, max: 24000 }, { doc: 'memory that it occupies', unit: 'words' }),
    lines: parameter(distribution, { type: 'lognormal', mean: 300, deviation: 300 }, { doc: 'lines that it prints', unit: 'lines' }),
    limitS: parameter(z.number().positive().nullable(), 1800, {
      doc: 'time on the processor that the $JOB card asks for; null: no limit',
      unit: 's',
    }),
    bugProbability: parameter(z.number().min(0).max(0.95), 0.35, {
      doc: 'closed: probability that a version of a program still has a bug',
      source: 'a bug cost hours to a day: the time until the listing came back',
    }),
    compileErrorShare: parameter(z.number().min(0).max(1), 0.7, {
      doc: 'share of bugs that the compiler finds; the others end the job abnormally',
    }),
  }),
  user: group('The users', {
    preparingS: parameter(
      distribution,
      { type: 'exponential', mean: 1800 },
      { doc: 'time to write a program on coding sheets', unit: 's' },
    ),
    punchedCardsPerMinute: parameter(rate, 6, {
      doc: 'speed at the keypunch; null: no time',
      unit: 'cards/min',
      source: 'an IBM 026 punches 18 columns a second; a person manages some 6 to 10 program cards a minute',
    }),
    readingS: parameter(distribution, { type: 'exponential', mean: 300 }, { doc: 'time to read a listing', unit: 's' }),
    correctingS: parameter(distribution, { type: 'exponential', mean: 1200 }, { doc: 'time to find a mistake at the desk', unit: 's' }),
    attemptsMax: parameter(z.int().positive(), 6, { doc: 'times that a program is handed in before its user gives up' }),
  }),
  operator: group('The operator', {
    groupBy: parameter(z.enum(['compiler', 'user', 'size', 'nothing']), 'compiler', {
      doc: 'the similar needs by which decks are sorted into trays',
    }),
    sizeClassesS: parameter(z.array(z.number().positive()), [60, 600], {
      doc: 'groupBy=size: upper bounds of the classes, by the time that the $JOB card asks for, ascending',
      unit: 's',
    }),
    largestBatch: parameter(z.int().positive().nullable(), 10, { doc: 'decks in a batch at the most; null: as many as the tray holds' }),
    patienceS: parameter(z.number().nonnegative(), 900, {
      doc: 'how long the oldest deck of a tray may wait before a batch that is not full is run all the same',
      unit: 's',
    }),
    nextTray: parameter(z.enum(['oldest', 'fullest', 'cyclic']), 'oldest', { doc: 'which tray is run next' }),
    service: parameter(z.enum(['gated', 'exhaustive']), 'gated', {
      doc: 'gated: after a batch, on to the next tray. exhaustive: stay with a tray until it is empty',
    }),
    setUpEmptyTrays: parameter(z.boolean(), false, { doc: 'cyclic: visit empty trays too, and set up for them' }),
    examiningS: parameter(
      distribution,
      { type: 'uniform', min: 20, max: 60 },
      { doc: 'time to look a deck through at the window', unit: 's' },
    ),
    setUpS: parameter(
      distribution,
      { type: 'uniform', min: 240, max: 480 },
      {
        doc: 'set-up: time to fetch and mount a compiler, paid when it changes',
        unit: 's',
        source: 'mounting tapes and threading a reel took minutes; while it lasted the machine stood idle',
      },
    ),
    clearingJamS: parameter(distribution, { type: 'exponential', mean: 180 }, { doc: 'time to clear a card jam', unit: 's' }),
    outageS: parameter(
      distribution,
      { type: 'exponential', mean: 1200 },
      { doc: 'time until the power is back and the monitor loaded again', unit: 's' },
    ),
  }),
  processor: group('The batch processor', {
    cardsPerMinute: parameter(rate, 250, {
      doc: 'speed of the card reader; null: no time',
      unit: 'cards/min',
      source: 'the IBM 711 of a 7090 reads 250 cards a minute, an IBM 1402 up to 800',
    }),
    linesPerMinute: parameter(rate, 150, {
      doc: 'speed of the printer; null: no time',
      unit: 'lines/min',
      source: 'the IBM 716 of a 7090 prints 150 lines a minute, an IBM 1403 600',
    }),
  }),
  memory: group('The memory', {
    words: parameter(z.int().positive(), 32_768, { doc: 'size', unit: 'words', source: 'an IBM 7090 has 32,768 words of 36 bits' }),
    monitorWords: parameter(count, 6_000, { doc: 'part that the resident monitor keeps', unit: 'words' }),
  }),
  faults: group('What goes wrong', {
    schedule: parameter(z.array(scheduledFault), [], {
      doc: 'faults at given times, such as [{type: power, atS: 3600}]; drop and missort hit the next deck',
    }),
    dropEveryS: parameter(z.number().positive().nullable(), null, {
      doc: 'mean time between dropped decks (exponential); null: never',
      unit: 's',
    }),
    missortEveryS: parameter(z.number().positive().nullable(), null, {
      doc: 'mean time between decks put into a wrong tray; null: never',
      unit: 's',
    }),
    jamEveryS: parameter(z.number().positive().nullable(), null, {
      doc: 'mean time between card jams; only a reader that reads can jam; null: never',
      unit: 's',
    }),
    powerEveryS: parameter(z.number().positive().nullable(), null, { doc: 'mean time between power failures; null: never', unit: 's' }),
  }),
});

export type BatchParameters = z.output<typeof batchParameters>;

export const batchPresets: Readonly<Record<string, Preset>> = {
  bare: {
    description:
      'No overhead at all: punching, examining, set-up, card reading, compiling and printing take no time, and nothing is limited. What is left is a queue.',
    set: {
      user: { preparingS: 0, punchedCardsPerMinute: null, readingS: 0, correctingS: 0 },
      operator: { patienceS: 0, examiningS: 0, setUpS: 0, clearingJamS: 0, outageS: 0 },
      processor: { cardsPerMinute: null, linesPerMinute: null },
      job: { compileS: 0, limitS: null },
    },
  },
  rough: {
    description: 'A bad day: cards jam, decks are dropped and put into wrong trays, and the power fails.',
    set: { faults: { dropEveryS: 14_400, missortEveryS: 7_200, jamEveryS: 1_800, powerEveryS: 10_800 } },
  },
  unbatched: {
    description:
      'One job at a time in order of arrival, as before there were batches: the compiler changes whenever the next deck needs another.',
    set: { operator: { groupBy: 'nothing', largestBatch: 1, patienceS: 0 } },
  },
  polling: {
    description: 'Trays in a cycle, with a set-up at each of them, empty or not: the polling model of queueing theory.',
    set: { operator: { nextTray: 'cyclic', setUpEmptyTrays: true, largestBatch: null, patienceS: 0 } },
  },
};

/** Combinations that no shop can run. */
export function refuseBatchParameters({ operator, memory }: BatchParameters): string | undefined {
  if (operator.setUpEmptyTrays) {
    if (operator.nextTray !== 'cyclic') return 'operator.nextTray=cyclic where operator.setUpEmptyTrays=true';
    if (operator.groupBy !== 'compiler')
      return 'operator.groupBy=compiler where operator.setUpEmptyTrays=true: only a compiler can be set up for an empty tray';
    if (canBeZero(operator.setUpS))
      return 'operator.setUpS above 0 where operator.setUpEmptyTrays=true: cycling over empty trays in no time would never end';
  }
  if (memory.monitorWords > memory.words) return 'memory.monitorWords not above memory.words';
  return undefined;
}

/** Whether a set-up can take no time, so that infinitely many of them would fit into an instant. */
function canBeZero(setUpS: BatchParameters['operator']['setUpS']): boolean {
  if (typeof setUpS === 'number') return isNothing(setUpS);
  switch (setUpS.type) {
    case 'constant':
      return isNothing(setUpS.value);
    case 'uniform':
      return isNothing(setUpS.max);
    case 'exponential':
    case 'erlang':
    case 'lognormal':
      return isNothing(setUpS.mean);
    case 'normal':
      return isNothing(setUpS.mean) && isNothing(setUpS.deviation);
    case 'pareto':
      return isNothing(setUpS.min);
    case 'hyperexponential':
      // A probability of 0 is the index of the first mean, which is then never drawn from; and 1 that of the second.
      return setUpS.means.every((it, index) => isNothing(it) || setUpS.firstProbability === index);
    case 'empirical':
      return setUpS.values.every(isNothing);
  }
}

/** Less than the clock can show. */
function isNothing(seconds: number): boolean {
  return seconds < 1e-6;
}
