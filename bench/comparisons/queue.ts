/** The queue with one server, M/M/1: a million customers, drawn once for all. */
import type { Comparison } from '../comparison.ts';
import { javaScriptSide } from '../sides/javascript.ts';
import { ourSides } from '../sides/ours.ts';
import { simGridSide } from '../sides/simgrid.ts';
import { simPySide } from '../sides/simpy.ts';
import type { Order } from '../works/child.ts';
import { CUSTOMERS, writeCustomers } from '../works/customers.ts';
import { scaled, type Workshop } from '../workshop.ts';

export function queueComparisons(workshop: Workshop): readonly Comparison[] {
  const customers = scaled(CUSTOMERS, workshop);
  const file = `${workshop.cache}/customers-${customers}.bin`;
  writeCustomers(file, customers);
  return [
    {
      work: 'queue',
      description: 'M/M/1 at a load of 0.9: a source and a server are actors, customers are messages',
      amount: customers,
      unit: 'customers',
      sides: [
        ...ourSides({
          file: workshop.compiled('bench/works/child'),
          argumentFor: (engine) => ({ program: 'queue', options: { file, engine } }) satisfies Order,
        }),
        javaScriptSide({ peer: 'xstate', needs: 'xstate', file: 'xstate/queue.mjs', argument: { file } }),
        javaScriptSide({ peer: 'plain-js', file: 'plain-js/queue.mjs', argument: { file } }),
        simPySide({ mode: 'store', file: 'queue_store.py', argument: { file } }),
        simPySide({ mode: 'resource', file: 'queue_resource.py', argument: { file } }),
        simGridSide({ mode: 'mailboxes', name: 'queue', args: [file, 'mailboxes'] }, workshop),
        simGridSide({ mode: 'semaphore', name: 'queue', args: [file, 'semaphore'] }, workshop),
        javaScriptSide({ peer: 'simjs', needs: 'simjs', file: 'simjs/queue.mjs', argument: { file } }),
      ],
    },
  ];
}
