/**
 * Session scripts from text files: a folder of `*.session`, or one file. docs/sessions.md is the reference of their form.
 *
 * A line that is wrong is left out and reported; the others run.
 */
import type { Writing } from '../../machines/distributed/protocol.ts';
import { type Problem, UnusableInput } from '../problem.ts';
import { type Script, scriptsOf } from './session-files.ts';
import { ScriptReader } from './session-script.ts';
import type { SessionLine } from './session-user.ts';

export type { SessionLine } from './session-user.ts';

/** What users do on a network, and what lies there when they begin. */
export interface Sessions {
  /** The machine on which the files of an owner lie, for every owner that occurs. Keys are sorted. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Files that are there from the beginning, each path once. */
  readonly files: readonly Writing[];
  /** In order of time; of equal times in the order of the files and their lines. */
  readonly lines: readonly SessionLine[];
  /** In the order of their sections. */
  readonly users: readonly string[];
  /** In the order of the files and their lines; one a line at most. */
  readonly problems: readonly Problem[];
}

/**
 * The scripts of a folder, sorted by file name and not of its subfolders, or the one script of a file.
 *
 * @param machines Names of all machines; a volume that nothing else places is on the first.
 * @throws UnusableInput if there is no such folder or file, the folder holds no `*.session` file, or no file can be read as text.
 */
export function readSessions(path: string, machines: readonly string[]): Sessions {
  return sessionsOf(scriptsOf(path), machines);
}

/**
 * As `readSessions`, of scripts that were read already. At least one script, and one machine.
 *
 * @throws UnusableInput if no script is text.
 */
export function sessionsOf(scripts: readonly Script[], machines: readonly string[]): Sessions {
  const [first] = machines;
  const [firstScript] = scripts;
  if (first === undefined || firstScript === undefined) throw new Error('sessions without a machine, or without a script');
  const lost = scripts.flatMap(({ content }) => ('found' in content ? [content] : []));
  if (lost.length === scripts.length) throw new UnusableInput(lost);
  const reader = new ScriptReader(machines);
  const problems = scripts.flatMap(({ file, content }) => ('found' in content ? [content] : shortened(reader.read(file, content))));
  const lines = reader.users.flatMap((user) => user.lines).toSorted((a, b) => a.atS - b.atS);
  return {
    volumes: volumesOf(reader, first),
    files: reader.files,
    lines,
    users: reader.users.map(({ name }) => name),
    problems: lines.length + problems.length === 0 ? [nobody(firstScript.file)] : problems,
  };
}

/** Those that no line places are where their owner logs in first. */
function volumesOf({ owners, volumes, users }: ScriptReader, first: string): Readonly<Record<string, string>> {
  const homes = new Map(users.map(({ name, firstMachine }) => [name, firstMachine]));
  return Object.fromEntries([...owners].toSorted().map((owner) => [owner, volumes.get(owner) ?? homes.get(owner) ?? first]));
}

/** More than these of one file are counted, not told. */
const MOST_PROBLEMS = 25;

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const [first, ...more] = problems.slice(MOST_PROBLEMS - 1);
  if (first === undefined || more.length === 0) return problems;
  const found = `${more.length + 1} more problems from here on`;
  return [...problems.slice(0, MOST_PROBLEMS - 1), { ...first, found, expected: 'a session script', hint: 'Is it one at all?' }];
}

function nobody(file: string): Problem {
  const hint = 'Write user alice, and under it 9:00 login pc1 with one of your machines.';
  return { file, line: 1, column: 1, found: 'nobody who does anything', expected: 'a user who logs in', hint };
}
