/** The transitions that fired in a step, as soon as it is known which. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { STRETCH_EVENTS } from '../../protocol/details.ts';
import type { Store } from '../model/store.ts';
import { firedIn } from './activity.ts';

/** Milliseconds for which the cursor has to rest before a stretch is fetched that nobody else needs. */
const REST_MS = 250;

const NONE: readonly number[] = [];

/** @param step the number of the event; undefined: there was none */
export function useFired({ source, moment }: Store, step: number | undefined): readonly number[] {
  const known = useSignal<{ readonly step: number; readonly fired: readonly number[] } | null>(null);
  const now = moment.value;
  const isNow = now !== null && now.n === step;
  const index = Math.floor((step ?? 0) / STRETCH_EVENTS);
  // The stretch at the cursor has been fetched for the exact states there.
  const isAtHand = now !== null && Math.floor(Math.max(0, now.n) / STRETCH_EVENTS) === index && now.n >= (step ?? 0);
  useEffect(() => {
    if (step === undefined || isNow || known.peek()?.step === step) return undefined;
    let isWanted = true;
    const ask = (): void => {
      source.stretch(index).then(
        (stretch) => {
          const fired = firedIn(stretch, step);
          if (isWanted && fired) known.value = { step, fired };
        },
        // Why there are no exact states is said where they are shown.
        () => {},
      );
    };
    const timer = setTimeout(ask, isAtHand ? 0 : REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [step, isNow, isAtHand]);
  if (step === undefined) return NONE;
  if (isNow) return now.detail?.fired ?? NONE;
  return known.value?.step === step ? known.value.fired : NONE;
}
