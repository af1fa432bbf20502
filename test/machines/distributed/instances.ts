/** An instance by itself. */
import { instance, type InstanceContext, type InstanceInput } from '../../../src/machines/distributed/instance.ts';
import type { Installation, InstanceMessage, ShadowId } from '../../../src/machines/distributed/protocol.ts';
import { installationOf, Lone } from './lone.ts';

export type LoneInstance = Lone<InstanceMessage, InstanceContext>;

/** A shadow of another home, that asks. */
export const BY: ShadowId = 'shadow-pc3.ada.9';

export const MEMORY_BYTES = 100;

/** The instance of pc1, of two cores, where ada's volume lies. */
export function instanceWith({
  ranks = [],
  ...changes
}: { readonly ranks?: readonly number[]; readonly installation?: Installation } = {}): LoneInstance {
  const input: InstanceInput = {
    machine: 'pc1',
    cores: 2,
    speed: 1,
    memoryBytes: MEMORY_BYTES,
    installation: installationOf(),
    quietS: 30,
    ...changes,
  };
  return new Lone('instance', instance, input, ranks);
}
