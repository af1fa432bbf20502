/**
 * A scenario: everything that a run needs, as one value. The built-in systems are scenarios, and so
 * is whatever a user writes.
 */
import { z } from 'zod';
import type { Fits, Machine } from '../actors/behavior.ts';
import type { Distribution, Random } from '../actors/random.ts';
import type { ActorSpec, Arrival } from '../actors/system.ts';
import type { TraceEvent } from '../actors/trace.ts';
import type { Wires } from '../actors/wire.ts';
import type { Protocol } from '../machines/effects.ts';
import type { Property } from '../properties/property.ts';
import type { CheckSpec } from './check-spec.ts';
import type { Overview, Plot } from './overview.ts';
import type { Setting } from './parameters.ts';
import type { Problem } from './problem.ts';
import type { Position } from './source-position.ts';

export interface Scenario<Params = unknown, Item = unknown, Metrics extends object = object> {
  /** As given on the command line. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** A paragraph: what the system is, and what there is to see. */
  readonly description: string;
  /** One machine for each kind of actor. */
  readonly kinds: Readonly<Record<string, Machine>>;
  /** Defaults, units and documentation of every parameter; see parameters.ts. */
  readonly parameters: z.ZodType<Params>;
  readonly presets?: Readonly<Record<string, Preset>>;
  /** Work read from files, by the name of the flag that takes them: a word of lower-case letters and digits, as in `decks`. */
  readonly inputs?: Readonly<Record<string, InputReader<Params, Item>>>;
  /** Parameters read from files that describe many of them at once, by the name of the flag that takes them. */
  readonly settingFiles?: Readonly<Record<string, SettingsReader>>;
  /** An item of work, as a trace must hold it to be replayed. */
  readonly item?: z.ZodType<Item>;
  /** Work made up by the scenario itself, when no file is given. */
  generate?(params: Params, random: Random): Iterable<Item>;
  /** What is wrong with a combination of parameters, in a sentence that says what to set instead. */
  refuse?(params: Params): string | undefined;
  /** The actors that there are at time 0. */
  actors(plan: Plan<Params, Item>): Iterable<ActorSpec>;
  /** Messages from outside, in order of time. */
  arrivals?(plan: Plan<Params, Item>): Iterable<Arrival>;
  /** Faults, as messages from outside, in order of time. May have no end. One that befalls a place is told to every actor that is there. */
  faults?(plan: Plan<Params, Item>): Iterable<Arrival>;
  /** How messages travel: by the kinds of the actors, by the places where they are, and who cannot reach whom when. */
  wires?(params: Params): Wires;
  /** Lengths in seconds of the delays that the machines leave to the scenario, by kind and name. */
  delaysS?(params: Params): Readonly<Record<string, Readonly<Record<string, Distribution>>>>;
  /** What it promises. */
  readonly properties?: readonly Property[];
  /** How the model checker looks at it: a small workload of its own, faults, and what counts as an end. */
  readonly check?: CheckSpec<Params, Item>;
  /** A fold over the trace, in bounded memory. It gives away a row of a table of results whenever it has one. */
  measure?(plan: Plan<Params, Item>, onRow: (row: Row) => void): Measure<Metrics>;
  /** What a person reads at the end. */
  report?(outcome: { readonly params: Params; readonly metrics: Metrics }): Report;
  /** What one of those in it saw, to be shown in place of the report, by the name of the flag that asks for it. */
  readonly views?: Readonly<Record<string, View<Params, Item>>>;
  /** What the inspector draws of the actors' contexts; see overview.ts. Where it is left out, kinds, actors and their states are drawn. */
  overview?(params: Params): Overview;
  /** Figures that the inspector plots over simulated time, each a few curves of one unit. They are sampled while the run goes on. */
  plots?(params: Params): readonly Plot[];
}

export interface Preset {
  readonly description: string;
  /** Values of parameters, as nested as they are. */
  readonly set: object;
}

/** What a run is made from. */
export interface Plan<Params, Item> {
  readonly params: Params;
  /** Can be iterated several times, each time the same. */
  readonly work: Iterable<Item>;
  /** True where the scenario made up the work itself: it can be as long as one likes, so it is better not counted. */
  readonly isMadeUp: boolean;
  readonly random: Random;
}

export interface InputReader<Params, Item> {
  readonly description: string;
  /** @throws UnusableInput if nothing in it can be used */
  read(path: string, options: InputOptions<Params>): Input<Item>;
}

export interface InputOptions<Params> {
  readonly params: Params;
  readonly random: Random;
  /** Only so many items. */
  readonly limit?: number;
  /** Factor on the times at which work arrives. */
  readonly timeScale?: number;
}

export interface Input<Item> {
  readonly items: readonly Item[];
  /** Parts that could not be used as they stand; the others run. */
  readonly problems: readonly Problem[];
  /** What was read, in a few words: "18,239 jobs of 69 users". */
  readonly summary: string;
}

/** A file that describes parameters, such as the machines and links of a network. */
export interface SettingsReader {
  /** What such a file is: "machines and the links between them, in YAML". */
  readonly description: string;
  /** @throws UnusableInput with everything that is wrong, and where */
  read(path: string): FileSettings;
}

export interface FileSettings {
  /** They come after the preset and the settings of a YAML scenario, and before those of the command line. */
  readonly settings: readonly FileSetting[];
  /** What was read, in a few words: "20 machines, 3 links". */
  readonly summary: string;
}

export interface FileSetting extends Setting {
  /** Where it stands, for what shows only when the parameters come together; if left out, the start of the file. */
  readonly at?: Position;
}

/** A way of looking at a run with the eyes of one of those in it. */
export interface View<Params, Item> {
  /** What is shown: "what a user saw on the screen". */
  readonly description: string;
  /** Whom or what it is asked for, in a word: `user`. */
  readonly argument: string;
  /** What may be asked for, in the order in which it is told. */
  names(plan: Plan<Params, Item>): readonly string[];
  /** @param name one of the names */
  watch(plan: Plan<Params, Item>, name: string): Watch;
}

/** A fold over the trace that keeps what was seen. */
export interface Watch {
  see(event: TraceEvent): void;
  /** In order of time. Asked for at the end. */
  lines(): readonly ViewLine[];
}

export interface ViewLine {
  /** Simulated seconds. */
  readonly atS: number;
  /** At which terminal, on which machine; empty where that does not matter. */
  readonly where: string;
  /** May hold line ends. */
  readonly text: string;
}

export interface Measure<Metrics> {
  see(event: TraceEvent): void;
  /** The figures so far; may be asked for at any time. `nowMs` is the present in milliseconds. */
  metrics(nowMs: number): Metrics;
  /** Share of the work that is done. At 1 the run ends, even if an actor would go on for ever. */
  progress?(): number;
}

/** A row of the CSV output; all rows of a scenario have the same columns. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What a person reads: sections in order. */
export interface Report {
  readonly headline: string;
  readonly sections: readonly Section[];
  /** Sentences that explain what the figures show. */
  readonly remarks: readonly string[];
  /** Flags worth trying next, as in `--preset rough`, each with what it shows. */
  readonly next: readonly { readonly flags: string; readonly shows: string }[];
}

export type Section =
  | { readonly type: 'figures'; readonly title: string; readonly figures: readonly Figure[] }
  | {
      readonly type: 'table';
      readonly title: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly note?: string;
    };

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly mood?: 'good' | 'bad';
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A scenario as it is written down: what most small ones do without may be left out. */
type Written<Params, Item, Metrics extends object> = Omit<Scenario<Params, Item, Metrics>, 'description' | 'parameters'> &
  Partial<Pick<Scenario<Params, Item, Metrics>, 'description' | 'parameters'>>;

/**
 * Ties a scenario to a protocol: a machine that does not accept what others may send to it is a
 * compile error.
 *
 *     export default scenarioFor<MyProtocol>()({ name: 'mine', title: '…', kinds: { … }, actors: () => […] });
 */
export function scenarioFor<P extends Protocol>(): <
  Params,
  Item,
  Metrics extends object,
  const K extends { readonly [kind in keyof P]: Machine },
>(
  scenario: Written<Params, Item, Metrics> & { readonly kinds: K & { readonly [kind in keyof P]: Fits<K[kind], P[kind]> } },
) => Scenario<Params, Item, Metrics> {
  return (scenario) => ({ description: scenario.title, parameters: noParameters<never>(), ...scenario });
}

/** The schema of a scenario in which nothing can be set. */
function noParameters<Params>(): z.ZodType<Params> {
  return z.strictObject({}) as unknown as z.ZodType<Params>; // Params is inferred as unknown where none are declared.
}

/** A scenario whose own types nobody needs to know: what the registry and the command line hold. */
export type AnyScenario = Scenario<unknown, unknown, object>;

/** Forgets the types of a scenario. Sound, because what it makes only goes back into itself. */
export function anyScenario<Params, Item, Metrics extends object>(scenario: Scenario<Params, Item, Metrics>): AnyScenario {
  return scenario as unknown as AnyScenario;
}
