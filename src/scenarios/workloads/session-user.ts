/** One user of a session script: the terminals that he or she sits at, and what is typed there when. */
import type { Command, TerminalId, Work } from '../../machines/distributed/protocol.ts';
import { ownerOf } from '../../machines/distributed/place.ts';
import { timeOf } from './session-amounts.ts';
import { isMeantAs, isVerb, readTyped, type TypedLine } from './session-command.ts';
import { machineNamed } from './session-names.ts';
import { shown, type Word, Words, Wrong } from './session-words.ts';

/** A line of a script, and the terminal at which it is typed. */
export interface SessionLine {
  /** Seconds from 0:00. */
  readonly atS: number;
  readonly user: string;
  /** `terminal-pc1.alice.2`: on pc1, at the second log-in of alice. */
  readonly terminal: TerminalId;
  readonly typed: { readonly type: 'login' } | { readonly type: 'logout' } | { readonly type: 'command'; readonly command: Command };
}

/** Where a user is logged in. */
interface Seat {
  readonly machine: string;
  /** Null: the log-in was wrong. What is typed there is left out, which its problem says once for all. */
  readonly terminal: TerminalId | null;
}

/** Takes the lines of a user one by one. A line left out has no number. */
export class SessionUser {
  readonly name: string;
  readonly lines: SessionLine[] = [];
  /** Owners of files that the lines speak of. */
  readonly owners = new Set<string>();
  /** Where the first log-in was. */
  firstMachine: string | undefined;
  readonly #machines: readonly string[];
  /** The newest last. */
  #seats: readonly Seat[] = [];
  #beforeS: number | null = null;
  #logins = 0;
  #commands = 0;
  #isToldAway = false;

  constructor(name: string, machines: readonly string[]) {
    this.name = name;
    this.#machines = machines;
    this.owners.add(name);
  }

  /** What is wrong with the line; null: nothing, or nothing that was not said before. */
  read(line: string): Wrong | null {
    return this.#noted(line, this.#line(new Words(line)));
  }

  /** A line that is no text. */
  leaveOut(line: string, wrong: Wrong): Wrong {
    return this.#noted(line, wrong) ?? wrong;
  }

  /** A log-in that is left out would leave every line after it without a terminal: so they get one, of which nothing is told. */
  #noted(line: string, wrong: Wrong | null): Wrong | null {
    const machine = wrong === null ? null : machineOfLogin(line);
    if (wrong === null || machine === null) return wrong;
    this.#seats = [...this.#seats, { machine, terminal: null }];
    return wrong.adding(`What ${this.name} types at that terminal is left out.`);
  }

  #line(words: Words): Wrong | null {
    if (isVerb(words.next)) return new Wrong(words.next, shown(words.next), 'a time before it', `As in then ${words.next.text}.`);
    const atS = timeOf(words.take(), this.#beforeS);
    // After a time that cannot be read, the next is counted from the one before it.
    this.#beforeS = atS instanceof Wrong ? (this.#beforeS ?? 0) : atS;
    if (atS instanceof Wrong) return atS;
    const at = words.next.text.startsWith('@') ? words.take() : null;
    const verb = words.next;
    const typed = readTyped(words, this.name, this.#machines);
    if (typed instanceof Wrong) return typed;
    if (typed.type !== 'login') return this.#type(atS, typed, this.#seatFor(at, verb));
    if (at !== null) return new Wrong(at, `${shown(at)} before login`, 'no machine but the one after login');
    this.#login(atS, typed.machine);
    return null;
  }

  #login(atS: number, machine: string): void {
    this.#logins++;
    this.#isToldAway = false;
    this.firstMachine ??= machine;
    const terminal: TerminalId = `terminal-${machine}.${this.name}.${this.#logins}`;
    this.#seats = [...this.#seats, { machine, terminal }];
    this.lines.push({ atS, user: this.name, terminal, typed: { type: 'login' } });
  }

  #type(atS: number, typed: Exclude<TypedLine, { type: 'login' }>, seat: Seat | Wrong | null): Wrong | null {
    if (seat instanceof Wrong || seat === null) return seat;
    if (typed.type === 'logout') this.#seats = this.#seats.filter((it) => it !== seat);
    const { terminal } = seat;
    if (terminal === null) return null;
    const done = typed.type === 'logout' ? typed : { type: typed.type, command: this.#command(typed, terminal) };
    this.lines.push({ atS, user: this.name, terminal, typed: done });
    return null;
  }

  #command({ line, isBackground, does }: Extract<TypedLine, { type: 'command' }>, terminal: TerminalId): Command {
    for (const owner of ownersIn(does)) this.owners.add(owner);
    this.#commands++;
    return { id: `${this.name}.${this.#commands}`, user: this.name, line, terminal, isBackground, does };
  }

  /** Null: there is none, which was said before. */
  #seatFor(at: Word | null, verb: Word): Seat | Wrong | null {
    const machine = at?.text.slice(1);
    const seat = this.#seats.findLast((it) => machine === undefined || it.machine === machine);
    if (seat !== undefined) return seat;
    const known = at === null ? null : machineNamed(at, this.#machines, 1);
    if (known instanceof Wrong) return known;
    if (this.#seats.length === 0) return this.#away(verb);
    // The log-in that was wrong may have been meant for that machine.
    if (at === null || this.#seats.some(({ terminal }) => terminal === null)) return null;
    const seats = [...new Set(this.#seats.map((it) => `@${it.machine}`))].join(', ');
    return new Wrong(at, `${shown(at)}, where ${this.name} is not logged in`, `one of ${seats}`);
  }

  #away(verb: Word): Wrong | null {
    if (this.#isToldAway) return null;
    this.#isToldAway = true;
    const hint = `What ${this.name} types before the next log-in is left out.`;
    return new Wrong(verb, `${shown(verb)} while ${this.name} is not logged in`, 'a log-in before it, as 9:00 login pc1', hint);
  }
}

/** The machine of a line that was meant as a log-in, though it is wrong; null if it was not. */
function machineOfLogin(line: string): string | null {
  const words = new Words(line);
  if (!isVerb(words.next)) words.take();
  if (words.next.text.startsWith('@')) words.take();
  return isMeantAs('login', words.take()) ? words.take().text : null;
}

function ownersIn(does: Work): readonly string[] {
  switch (does.type) {
    case 'run':
      return [...does.reads, ...does.writes.map(({ path }) => path)].map(ownerOf);
    case 'put':
      return [ownerOf(does.write.path)];
    case 'cat':
      return [ownerOf(does.path)];
    case 'ls':
      return [does.owner];
    case 'ps':
    case 'where':
      return [];
  }
}
