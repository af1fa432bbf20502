/** Compiled statecharts: `chartwright/statechart`. */
export { compile, type CompiledMachine, type CompileOptions, type Stepped } from './compile.ts';
export type { CompiledSnapshot } from './snapshot.ts';
export type { ActionTaken, Info, Sink } from './sink.ts';
export { Uncompilable, type Obstacle } from './uncompilable.ts';
