/** Opens a trace file, and makes of its head what its run was made from. */
import type { EngineName } from '../actors/stepper.ts';
import { loadScenario, type Loaded } from '../scenarios/load.ts';
import { COMMAND_LINE, UnusableInput } from '../scenarios/problem.ts';
import type { AnyScenario } from '../scenarios/scenario.ts';
import type { SimulationOptions } from '../simulator/simulation.ts';
import { parseTraceEnd, readTraceHead, type TraceEnd, type TraceHead } from '../simulator/trace-file.ts';
import { version } from '../version.ts';
import { lastLine, textLines } from './text-lines.ts';

export interface OpenedTraceFile {
  readonly head: TraceHead;
  /** From the first event on. */
  readonly lines: Iterator<string>;
  /** How it says that it ended. */
  readonly recorded: TraceEnd | undefined;
  readonly options: SimulationOptions;
}

/** @throws UnusableInput with what is wrong, and where */
export async function openTrace(path: string, registry: readonly AnyScenario[], engine?: EngineName): Promise<OpenedTraceFile> {
  const { head, lines, recorded } = open(path);
  const { header, items } = head;
  const { scenario } = await loadScenarioOf(path, header.scenario, { registry, engine });
  const parsed = scenario.parameters.safeParse(header.params);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UnusableInput([
      {
        file: path,
        line: 1,
        column: 1,
        found: `parameters that scenario '${scenario.name}' does not have (${issue?.path.join('.')}: ${issue?.message})`,
        expected: 'its parameters',
        hint: `The trace was written by version ${header.version}; this is ${version}.`,
      },
    ]);
  }
  const refusal = scenario.refuse?.(parsed.data);
  if (refusal !== undefined)
    throw new UnusableInput([{ file: path, line: 1, column: 1, found: 'parameters that cannot run together', expected: refusal }]);
  const bad = items?.findIndex((item) => scenario.item && !scenario.item.safeParse(item).success) ?? -1;
  if (bad >= 0) {
    throw new UnusableInput([
      {
        file: path,
        line: bad + 2,
        column: 1,
        found: 'an item of work that does not fit',
        expected: `an item of work of scenario '${scenario.name}'`,
      },
    ]);
  }
  const { seed, untilS } = header;
  // A run that was interrupted ends where it ended then.
  const eventsMax = recorded?.reason === 'interrupted' ? recorded.events : header.eventsMax;
  const options: SimulationOptions = {
    scenario,
    params: parsed.data,
    seed,
    ...(items ? { items } : {}),
    ...(untilS === undefined ? {} : { untilS }),
    ...(eventsMax === undefined ? {} : { eventsMax }),
    ...(engine === undefined ? {} : { engine }),
  };
  return { head, lines, recorded, options };
}

/** Whether a file is, or is meant to be, a trace. */
export function isTraceFile(path: string): boolean {
  if (path.endsWith('.jsonl')) return true;
  try {
    return textLines(path).next().value?.startsWith('{"chartwright":"trace"') === true;
  } catch {
    return false;
  }
}

interface Loading {
  readonly registry: readonly AnyScenario[];
  readonly engine: EngineName | undefined;
}

/** The scenario that a trace names, told by the trace's own place if it cannot be had. */
async function loadScenarioOf(path: string, reference: string, { registry, engine }: Loading): Promise<Loaded> {
  try {
    return await loadScenario(reference, registry, engine);
  } catch (cause) {
    if (!(cause instanceof UnusableInput)) throw cause;
    const problems = cause.problems.map((it) =>
      it.file === COMMAND_LINE || it.file === reference ? { ...it, file: path, found: `a trace of the scenario ${it.found}` } : it,
    );
    throw new UnusableInput(problems);
  }
}

/** The head of a trace, its other lines, and how it says that it ended. */
function open(path: string): {
  readonly head: TraceHead;
  readonly lines: Iterator<string>;
  readonly recorded: ReturnType<typeof parseTraceEnd>;
} {
  try {
    const last = lastLine(path);
    const lines = textLines(path);
    const head = readTraceHead(lines, path);
    if ('problem' in head) throw new UnusableInput([head.problem]);
    return { head, lines, recorded: parseTraceEnd(last) };
  } catch (cause) {
    if (cause instanceof UnusableInput) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new UnusableInput([
      { file: path, line: 1, column: 1, found: `a file that cannot be read (${why})`, expected: 'a trace, as run --trace writes it' },
    ]);
  }
}
