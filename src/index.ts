/**
 * Chartwright, for programs: everything to write a scenario of your own, and to run one.
 */
export { effects, drawn } from './machines/effects.ts';
export type { Address, Chosen, Effect, KindOf, Message, Option, Protocol } from './machines/effects.ts';
export { behaviorOf, UnsoundMachine } from './actors/behavior.ts';
export { outcomesOf } from './actors/outcomes.ts';
export { StepError } from './actors/step.ts';
export type { Behavior, Fits, Machine } from './actors/behavior.ts';
export type { Outcome, Snapshot, StateValue } from './actors/step.ts';
export { ActorSystem } from './actors/system.ts';
export type { ActorSpec, ActorView, Arrival, Place, SystemOptions } from './actors/system.ts';
export { Random, sampler } from './actors/random.ts';
export type { Distribution } from './actors/random.ts';
export { VirtualClock } from './actors/virtual-clock.ts';
export type { Cause, MissedEvent, StepEvent, TraceEvent } from './actors/trace.ts';
export type { Envelope, Partition, WirePolicy, WireRule, Wires } from './actors/wire.ts';
export { always, eventually, isIn, leadsTo, propertiesOver, sometimes, throughout } from './properties/property.ts';
export type { ActorState, Fairness, Property, Seen, SystemState } from './properties/property.ts';
export type { CheckSpec, FaultOption, NetworkModel } from './scenarios/check-spec.ts';
export type { Overview, Panel, Plot, Sampled, Series, Show, Unit } from './scenarios/overview.ts';
export { anyScenario, scenarioFor } from './scenarios/scenario.ts';
export type {
  AnyScenario,
  FileSetting,
  FileSettings,
  InputReader,
  Measure,
  Plan,
  Preset,
  Report,
  Scenario,
  SettingsReader,
  View,
  ViewLine,
  Watch,
} from './scenarios/scenario.ts';
export { distribution, group, parameter, paramsOf } from './scenarios/parameters.ts';
export type { Settings } from './scenarios/parameters.ts';
export { Sample } from './scenarios/measures/sample.ts';
export { scenarios } from './scenarios/index.ts';
export { batch } from './scenarios/batch.ts';
export { distributed } from './scenarios/distributed.ts';
export { simulate } from './simulator/simulate.ts';
export type { SimulateOptions } from './simulator/simulate.ts';
export { Simulation } from './simulator/simulation.ts';
export type { SimulationOptions, SimulationResult } from './simulator/simulation.ts';
export { check, checking } from './checker/check.ts';
export { CheckRefused } from './checker/refused.ts';
export type { CheckOptions, CheckProgress, CheckResult, Limits, PropertyResult, Verdict } from './checker/check-options.ts';
export type { Happening, Path, PathEvent, PathStep } from './checker/path.ts';
export { confidenceInterval, covers, differenceInterval } from './experiments/confidence.ts';
export type { Interval } from './experiments/confidence.ts';
export { replicate } from './experiments/replicate.ts';
export type { Estimate, ReplicateOptions } from './experiments/replicate.ts';
export { meanOf, numberIn } from './experiments/measurement.ts';
export type { Measurement } from './experiments/measurement.ts';
export { sweep } from './experiments/sweep.ts';
export type { Point, SweepOptions } from './experiments/sweep.ts';
export { Mean } from './scenarios/measures/mean.ts';
export { SteadyState } from './scenarios/measures/steady-state.ts';
export type { SteadyInterval, SteadyStateOptions } from './scenarios/measures/steady-state.ts';
