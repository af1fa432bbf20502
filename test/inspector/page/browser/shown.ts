/** Servers of pages, which end with the tests that they are for. */
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { inspecting, type Inspecting } from '../../../inspecting.ts';
import { argumentsOf, truthOf, type Told, type Truth } from './truth.ts';

/** For one test. */
export async function inspectingHere(args: readonly string[], folder?: string): Promise<Inspecting> {
  const inspector = await inspecting([...args, '--no-open'], folder);
  onTestFinished(async () => {
    await inspector.end();
  });
  return inspector;
}

/** A run that is shown live, and what it really is. */
export interface Shown {
  /** Of its page. */
  readonly url: string;
  readonly truth: Truth;
}

/** For all of the tests beside it. */
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
