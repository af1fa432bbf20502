/** The same player written by hand: a switch on the event within each state, and fields that change in place. */
import type { Message } from '../../src/machines/effects.ts';
import type { StepEffect } from '../../src/actors/step.ts';
import { NEW_PLAYER, TRACKS, VOLUME_MAX } from './player.ts';

const TRACK_TIMER = 'xstate.after.track.player.on.transport.playing';
const PATIENCE_TIMER = 'xstate.after.patience.player.on.transport.paused';

export class PlainPlayer {
  readonly #context = { ...NEW_PLAYER } as { -readonly [Key in keyof typeof NEW_PLAYER]: number };
  #isOn = false;
  #transport: 'stopped' | 'playing' | 'paused' = 'stopped';
  #isSeeking = false;
  #isMuted = false;
  #effects: StepEffect[] = [];

  get context(): typeof NEW_PLAYER {
    return this.#context;
  }

  /** What is to be done; undefined if the event is not for this state. */
  step(event: Message): readonly StepEffect[] | undefined {
    this.#effects = [];
    if (event.type === 'power') this.#power();
    else if (!this.#isOn || !(this.#sound(event) || this.#transported(event))) return undefined;
    return this.#effects;
  }

  #power(): void {
    if (this.#isOn) this.#leave('stopped');
    if (this.#isOn) this.#firstTrack();
    this.#isOn = !this.#isOn;
    this.#isMuted = false;
  }

  #sound({ type }: Message): boolean {
    const context = this.#context;
    switch (type) {
      case 'mute':
        if (this.#isMuted) return false;
        this.#isMuted = true;
        return true;
      case 'unmute':
        if (!this.#isMuted) return false;
        this.#isMuted = false;
        return true;
      case 'louder':
        if (this.#isMuted || context.volume >= VOLUME_MAX) return false;
        context.volume += 1;
        return true;
      case 'softer':
        if (this.#isMuted || context.volume <= 0) return false;
        context.volume -= 1;
        return true;
      default:
        return false;
    }
  }

  #transported(event: Message): boolean {
    switch (this.#transport) {
      case 'stopped':
        return event.type === 'play' && this.#play();
      case 'paused':
        if (event.type === 'play') return this.#play();
        return event.type === PATIENCE_TIMER && this.#stop();
      case 'playing':
        return this.#whilePlaying(event);
    }
  }

  #whilePlaying(event: Message): boolean {
    const context = this.#context;
    switch (event.type) {
      case 'pause':
        this.#leave('paused');
        this.#effects.push({ type: 'timer.start', id: PATIENCE_TIMER, delay: 600_000, event: { type: PATIENCE_TIMER } });
        return true;
      case 'stop':
        return this.#stop();
      case TRACK_TIMER:
        if (context.track >= TRACKS) return this.#stop();
        this.#leave('stopped');
        context.track += 1;
        context.positionS = 0;
        return this.#play();
      case 'seek.begun':
        if (this.#isSeeking) return false;
        this.#isSeeking = true;
        return true;
      case 'seek.ended':
        if (!this.#isSeeking) return false;
        this.#isSeeking = false;
        context.positionS = (event as Message & { readonly toS: number }).toS; // Its member, by the type of the event.
        return true;
      default:
        return false;
    }
  }

  #play(): true {
    if (this.#transport === 'paused') this.#leave('stopped');
    this.#transport = 'playing';
    this.#isSeeking = false;
    const { track } = this.#context;
    this.#effects.push({ type: 'send', to: 'screen', message: { type: 'track.shown', track } as Message });
    this.#context.shown += 1;
    this.#effects.push({ type: 'timer.start', id: TRACK_TIMER, delay: 180_000, event: { type: TRACK_TIMER } });
    return true;
  }

  #stop(): true {
    this.#leave('stopped');
    this.#firstTrack();
    return true;
  }

  #leave(next: 'stopped' | 'paused'): void {
    if (this.#transport === 'playing') this.#effects.push({ type: 'timer.cancel', id: TRACK_TIMER });
    if (this.#transport === 'paused') this.#effects.push({ type: 'timer.cancel', id: PATIENCE_TIMER });
    this.#transport = next;
  }

  #firstTrack(): void {
    this.#context.track = 1;
    this.#context.positionS = 0;
  }
}
