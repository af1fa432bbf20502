/** Draws once a frame at most, and only when something changed; keys that are held move what is seen from frame to frame. */

export interface Frames {
  /** Something changed. */
  request(): void;
  /** Moves with every frame until it says that it is over. */
  move(step: Step): void;
  stop(): void;
}

/** @param elapsedMs since the last frame @returns whether it goes on */
export type Step = (elapsedMs: number) => boolean;

/** After a pause a frame counts as no longer than this, so that nothing leaps. */
const ELAPSED_MAX_MS = 50;

export function createFrames(draw: () => void): Frames {
  let frame: number | null = null;
  let step: Step | null = null;
  let lastMs: number | null = null;
  let isWithin = false;
  const act = (nowMs: number): void => {
    frame = null;
    // What moves here changes what is drawn here: it asks for no other frame.
    isWithin = true;
    if (step?.(Math.min(nowMs - (lastMs ?? nowMs - 16), ELAPSED_MAX_MS)) === false) step = null;
    lastMs = step ? nowMs : null;
    draw();
    isWithin = false;
    if (step) request();
  };
  const request = (): void => {
    if (!isWithin) frame ??= requestAnimationFrame(act);
  };
  return {
    request,
    move: (next) => {
      step = next;
      request();
    },
    stop: () => {
      step = null;
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
    },
  };
}
