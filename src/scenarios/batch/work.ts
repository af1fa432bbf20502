/** What there is to compute at the batch shop: made up, from decks, or from a trace. */
import { sampler, type Distribution, type Random } from '../../actors/random.ts';
import type { Deck, Demand, Program, UserId } from '../../machines/batch/protocol.ts';
import { counted } from '../format.ts';
import type { Input, InputOptions, Plan } from '../scenario.ts';
import { readDecks, type DeckFile } from '../workloads/decks.ts';
import { readSwf, type SwfJob } from '../workloads/swf.ts';
import type { BatchParameters } from './parameters.ts';

/** A program that a user works on (closed loop), or a deck that arises at a time (open). */
export type BatchWork =
  | { readonly type: 'program'; readonly user: UserId; readonly program: Program }
  | { readonly type: 'deck'; readonly atS: number; readonly deck: Deck };

export type BatchPlan = Plan<BatchParameters, BatchWork>;

type Version = Program['versions'][number];

/** The work of a shop whose users were given none. */
export function* generateWork(params: BatchParameters, random: Random): Generator<BatchWork> {
  const { mode, users, programsPerUser, jobs, interarrivalS } = params.workload;
  if (mode === 'closed') {
    for (let user = 1; user <= users; user += 1) {
      const source = new DemandSource(params, random, `user-${user}`);
      for (let program = 1; program <= programsPerUser; program += 1) {
        const programmer = `USER ${user}`;
        yield {
          type: 'program',
          user: `user-${user}`,
          program: { id: `u${user}p${program}`, versions: source.versions({ programmer, account: `${1000 + user}` }) },
        };
      }
    }
    return;
  }
  const source = new DemandSource(params, random, 'jobs');
  const gapS = sampler(interarrivalS, random.stream('arrivals'));
  const owner = random.stream('owners');
  let atS = 0;
  for (let job = 1; job <= jobs; job += 1) {
    atS += gapS();
    const user = 1 + Math.floor(owner() * users);
    const version = source.version({ programmer: `USER ${user}`, account: `${1000 + user}` });
    yield { type: 'deck', atS, deck: { ...version, id: `j${job}.1`, owner: `user-${user}` } };
  }
}

/** A folder of decks: each programmer works through his or her own, in order of their names. */
export function workFromDecks(path: string, { params, random, limit }: InputOptions<BatchParameters>): Input<BatchWork> {
  const { decks, problems } = readDecks(path);
  const taken = limit === undefined ? decks : decks.slice(0, limit);
  const users = new Map<string, UserId>();
  const items = taken.map((deck): BatchWork => {
    const user = userOf(deck.programmer, users);
    return {
      type: 'program',
      user,
      program: { id: deck.name, versions: versionsOf(deck, new DemandSource(params, random, `deck/${deck.name}`)) },
    };
  });
  return { items, problems, summary: `${counted(taken.length, 'deck')} of ${counted(users.size, 'programmer')} from ${path}` };
}

/** A trace in the Standard Workload Format: a deck for each job, at the trace's time. */
export function workFromSwf(path: string, { params, random, limit, timeScale }: InputOptions<BatchParameters>): Input<BatchWork> {
  const { jobs, leftOut } = readSwf(path, { ...(limit === undefined ? {} : { limit }), ...(timeScale === undefined ? {} : { timeScale }) });
  const source = new DemandSource(params, random, 'trace');
  const users = new Set<string>();
  const items = jobs.map((job): BatchWork => {
    users.add(job.user);
    return { type: 'deck', atS: job.submitS, deck: deckOf(job, source) };
  });
  return { items, problems: leftOut, summary: `${counted(jobs.length, 'job')} of ${counted(users.size, 'user')} from ${path}` };
}

/** The users that a workload needs, in order of their first work; those of an open one have no programs of their own. */
export function usersOf({ params, work, isMadeUp }: BatchPlan): ReadonlyMap<UserId, readonly Program[]> {
  const users = new Map<UserId, Program[]>();
  if (isMadeUp && params.workload.mode === 'open') {
    for (let user = 1; user <= params.workload.users; user += 1) users.set(`user-${user}`, []);
    return users;
  }
  for (const item of work) {
    const user = item.type === 'program' ? item.user : item.deck.owner;
    const programs = users.get(user) ?? [];
    if (item.type === 'program') programs.push(item.program);
    users.set(user, programs);
  }
  return users;
}

/** The compilers that a workload needs, sorted. */
export function compilersOf({ params, work, isMadeUp }: BatchPlan): readonly string[] {
  if (isMadeUp) return [...new Set(params.workload.compilers)].sort();
  const compilers = new Set<string>();
  for (const item of work) {
    if (item.type === 'deck') compilers.add(item.deck.compiler);
    else for (const version of item.program.versions) compilers.add(version.compiler);
  }
  return [...compilers].sort();
}

/** What a day's work amounts to: decks that arise, and users who leave when they are done. */
export function amountOf(plan: BatchPlan): { readonly decks: number; readonly users: number } {
  const { params, work, isMadeUp } = plan;
  if (isMadeUp && params.workload.mode === 'open') return { decks: params.workload.jobs, users: 0 };
  let decks = 0;
  const users = new Set<string>();
  for (const item of work) {
    if (item.type === 'deck') decks += 1;
    else users.add(item.user);
  }
  return { decks, users: users.size };
}

function deckOf(job: SwfJob, source: DemandSource): Deck {
  const drawn = source.demand();
  return {
    id: `swf_${job.line}`,
    owner: `user-${job.user}`,
    programmer: `user ${job.user}`,
    account: '',
    compiler: job.compiler,
    cards: source.cards(),
    estimateS: job.requestedS,
    limitS: null,
    unreadable: null,
    demand: { ...drawn, runS: job.runS, ends: 'normally' },
  };
}

/** The versions of a deck: as it was punched, and as its programmer corrects it. */
function versionsOf(deck: DeckFile, source: DemandSource): readonly Version[] {
  const { programmer, account, cards, limitS } = deck;
  const compiler = deck.compiler === 'none' ? source.compiler() : deck.compiler;
  const common = { programmer, account, compiler, cards, limitS, estimateS: limitS, unreadable: null };
  const demands = deck.demands.length > 0 ? deck.demands : source.versions(common).map(({ demand }) => demand);
  const versions = demands.map((demand): Version => ({ ...common, demand: within(limitS, source.demand(), demand) }));
  const [first] = versions;
  if (deck.unreadable === null || !first) return versions;
  const { line, column, found, expected } = deck.unreadable;
  return [{ ...first, unreadable: `card ${line}, column ${column}: found ${found}; expected ${expected}` }, ...versions];
}

/** What was drawn stays within the time that the $JOB card states; what the deck says itself need not. */
function within(limitS: number | null, drawn: Demand, stated: Partial<Demand> = {}): Demand {
  if (limitS === null) return { ...drawn, ...stated };
  const statedRunS = stated.runS ?? limitS;
  const roomS = statedRunS < limitS ? limitS - statedRunS : limitS / 2;
  const compileS = stated.compileS ?? Math.min(drawn.compileS, roomS);
  return { ...drawn, runS: Math.min(drawn.runS, Math.max(0, limitS - compileS)), ...stated, compileS };
}

/** Draws what a deck does not say, from streams of a name of its own. */
class DemandSource {
  readonly #params: BatchParameters;
  readonly #random: Random;
  readonly #name: string;
  readonly #draws: Readonly<Record<'cards' | 'compileS' | 'runS' | 'words' | 'lines', () => number>>;

  constructor(params: BatchParameters, random: Random, name: string) {
    const { job } = params;
    const draw = (what: string, distribution: Distribution): (() => number) => sampler(distribution, random.stream(`${name}/${what}`));
    this.#params = params;
    this.#random = random;
    this.#name = name;
    this.#draws = {
      cards: draw('cards', job.cards),
      compileS: draw('compileS', job.compileS),
      runS: draw('runS', job.runS),
      words: draw('words', job.words),
      lines: draw('lines', job.lines),
    };
  }

  cards(): number {
    return Math.max(1, Math.round(this.#draws.cards()));
  }

  compiler(): string {
    const { compilers } = this.#params.workload;
    return compilers[Math.floor(this.#random.stream(`${this.#name}/compiler`)() * compilers.length)] ?? 'none';
  }

  /** A demand that ends normally. */
  demand(): Demand {
    const { compileS, runS, words, lines } = this.#draws;
    return {
      compileS: secondsOnClock(compileS()),
      runS: secondsOnClock(runS()),
      words: Math.round(words()),
      lines: Math.round(lines()),
      ends: 'normally',
    };
  }

  version(author: Pick<Version, 'programmer' | 'account'> & Partial<Version>): Version {
    const limitS = author.limitS === undefined ? this.#params.job.limitS : author.limitS;
    return {
      compiler: this.compiler(),
      cards: this.cards(),
      estimateS: limitS,
      limitS,
      unreadable: null,
      demand: within(limitS, this.demand()),
      ...author,
    };
  }

  /** A program with its bugs: each version but the last has one. */
  versions(author: Pick<Version, 'programmer' | 'account'> & Partial<Version>): readonly Version[] {
    const { bugProbability, compileErrorShare } = this.#params.job;
    const uniform = this.#random.stream(`${this.#name}/bugs`);
    const good = this.version(author);
    const versions: Version[] = [];
    while (versions.length < this.#params.user.attemptsMax && uniform() < bugProbability) {
      const ends = uniform() < compileErrorShare ? 'compile error' : 'abnormally';
      const runS = ends === 'abnormally' ? secondsOnClock(good.demand.runS * uniform()) : good.demand.runS;
      versions.push({ ...good, demand: { ...good.demand, runS, ends } });
    }
    return [...versions, good];
  }
}

/** The user that a programmer is; two whose names differ only in signs are told apart by a number. */
function userOf(programmer: string, users: Map<string, UserId>): UserId {
  const known = users.get(programmer);
  if (known) return known;
  const taken = new Set(users.values());
  const name: UserId = `user-${token(programmer)}`;
  let user = name;
  for (let number = 2; taken.has(user); number += 1) user = `${name}_${number}`;
  users.set(programmer, user);
  return user;
}

/** An id's token: letters and digits only, so that a hyphen stays a separator. */
function token(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '') || 'unknown'
  );
}

/** Seconds that the clock can show. */
function secondsOnClock(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
