/** What the batch shop promises in every state of every run. */
import { always, type ActorState, type Property, type SystemState } from '../../properties/property.ts';
import type { MemoryContext } from '../../machines/batch/memory.ts';
import type { ProcessorContext } from '../../machines/batch/processor.ts';

export const batchProperties: readonly Property[] = [
  always('the job in memory is the one that the processor runs', (state) => {
    const { job } = contextOf<MemoryContext>(state, 'memory');
    return job === null || isDark(only(state, 'processor')) || contextOf<ProcessorContext>(state, 'processor').jobs[0]?.id === job;
  }),
  always('no job is in memory while no batch runs', (state) => {
    return only(state, 'processor').value !== 'idle' || contextOf<MemoryContext>(state, 'memory').job === null;
  }),
];

function isDark({ value }: ActorState): boolean {
  return typeof value === 'object' && value['dark'] !== undefined;
}

function only(state: SystemState, kind: string): ActorState {
  const [actor] = state.ofKind(kind);
  if (!actor) throw new Error(`a batch shop without a ${kind}`);
  return actor;
}

/** The context of the only actor of a kind, as that kind's machine declares it. */
function contextOf<C>(state: SystemState, kind: string): C {
  return only(state, kind).context as unknown as C;
}
