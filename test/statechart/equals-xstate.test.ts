import { describe, test } from 'vitest';
import { charts, EVENTS } from './charts.ts';
import { expectEqual } from './beside-xstate.ts';

describe(
  'a compiled machine equals XState: value, context, status, tags, output, actions in order, and what it can do',
  { timeout: 60_000 },
  () => {
    test.each(Object.entries(charts))('in a chart with %s', (_, machine) => {
      const own = EVENTS.filter((type) => machine.events.some((it) => it === type || it.includes('*')));
      expectEqual(machine, own.length > 0 ? [...own, 'unknown'] : ['unknown', 'a'], 60, { some: 'input' });
    });
  },
);
