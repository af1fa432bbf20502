/** Gathers what the trace tells of a step. */
import type { Actor } from './actor.ts';
import type { Outcome } from './step.ts';
import type { Cause, StepEvent } from './trace.ts';

const NONE: readonly never[] = [];

interface Step {
  readonly n: number;
  readonly atMs: number;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly outcome: Outcome;
}

export class Told {
  /** Timers that were started, with the length that they have. */
  readonly timers: { readonly id: string; readonly delayMs: number }[] = [];
  /** Timers that ran, and do not any more. */
  readonly cancels: string[] = [];

  event({ n, atMs, actor, cause, outcome }: Step): StepEvent {
    const { snapshot, effects, choices, handled } = outcome;
    let sends: { readonly to: string; readonly type: string }[] | undefined;
    let spawns: string[] | undefined;
    let stops: string[] | undefined;
    for (const effect of effects) {
      if (effect.type === 'send') (sends ??= []).push({ to: effect.to, type: effect.message.type });
      else if (effect.type === 'spawn') (spawns ??= []).push(effect.id);
      else if (effect.type === 'stop') (stops ??= []).push(effect.id);
    }
    return {
      type: 'step',
      n,
      atMs,
      actor: actor.id,
      kind: actor.behavior.kind,
      cause,
      choices,
      state: snapshot.value,
      sends: sends ?? NONE,
      timers: this.timers,
      cancels: this.cancels,
      spawns: spawns ?? NONE,
      stops: stops ?? NONE,
      unhandled: !handled,
      final: snapshot.status === 'done',
      snapshot,
    };
  }
}
