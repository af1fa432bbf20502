/** A run that is shown live, and what it really is, for all of the tests beside it. */
import { afterAll, beforeAll } from 'vitest';
import { inspecting, type Inspecting } from '../../../inspecting.ts';
import { argumentsOf, truthOf, type Told, type Truth } from './truth.ts';

export interface Shown {
  /** Of its page. */
  readonly url: string;
  readonly truth: Truth;
}

export function shownLive(told: Told): Shown {
  let inspector: Inspecting | undefined;
  let truth: Truth | undefined;
  beforeAll(async () => {
    truth = await truthOf(told);
    inspector = await inspecting([...argumentsOf(told), '--no-open']);
  });
  afterAll(() => inspector?.end());
  return {
    get url() {
      return there(inspector).url;
    },
    get truth() {
      return there(truth);
    },
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is there in tests, not before them');
  return value;
}
