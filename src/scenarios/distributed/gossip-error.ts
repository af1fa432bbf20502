/** How wrong the gossip is: what instances believe of others, against how these stand at that moment. */
import type { StepEvent } from '../../actors/trace.ts';
import { loadOf } from '../../machines/distributed/hosting.ts';
import type { InstanceContext } from '../../machines/distributed/instance.ts';
import { Mean } from '../measures/mean.ts';

export interface GossipMetrics {
  readonly messages: number;
  /** Mean difference, without its sign, between the load that is believed and the one that is. */
  readonly meanLoadError: number;
  /** Mean age of what is believed, in periods. */
  readonly meanAge: number;
  /** Machines that an instance believes something of, on average. */
  readonly meanKnown: number;
}

export class GossipError {
  readonly #loads = new Map<string, number>();
  readonly #error = new Mean();
  readonly #age = new Mean();
  readonly #known = new Mean();
  #messages = 0;

  get messages(): number {
    return this.#messages;
  }

  /** Looked at whenever an instance tells another what it knows. */
  see({ snapshot, sends }: StepEvent): void {
    const context = snapshot.context as unknown as InstanceContext; // The instance's own context.
    const { installation, hosting, machine, known } = context;
    if (installation.gossip.periodS === null) return;
    this.#loads.set(machine, loadOf(hosting, context));
    if (!sends.some(({ type }) => type === 'gossip')) return;
    this.#messages += 1;
    this.#known.add(known.length);
    for (const it of known) {
      if (it.age >= installation.gossip.ageMax) continue;
      this.#error.add(Math.abs(it.load - (this.#loads.get(it.machine) ?? 0)));
      this.#age.add(it.age);
    }
  }

  metrics(): GossipMetrics {
    return { messages: this.#messages, meanLoadError: this.#error.mean, meanAge: this.#age.mean, meanKnown: this.#known.mean };
  }
}
