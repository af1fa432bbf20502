/** Compiled statecharts: `chartwright/statechart`. */
export { compile, type CompileOptions } from './compile.ts';
export type { CompiledMachine, Stepped, Steps } from './compiled-machine.ts';
export type { CompiledSnapshot } from './snapshot.ts';
export type { ActionTaken, Called, CancelledAction, EmittedAction, Exec, Info, RaisedAction } from './action-taken.ts';
export type { Sink } from './sink.ts';
export { Uncompilable, type Obstacle } from './uncompilable.ts';
