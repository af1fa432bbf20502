import { expect, test } from 'vitest';
import type { TraceEvent } from '../../src/actors/trace.ts';
import { sequenceDiagram } from '../../src/report/sequence.ts';
import { missed, step, told } from './events.ts';

function drawn(events: readonly TraceEvent[], eventsMax?: number): string {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const diagram = sequenceDiagram(eventsMax === undefined ? { write } : { write, eventsMax });
  for (const event of events) diagram.see(event);
  diagram.end();
  return text;
}

test('draws messages in order of their arrival, the time when it moves on, and the states in which actors rested', () => {
  const text = drawn([
    step({ actor: 'memory', state: 'free' }),
    step({ actor: 'user-ada', state: 'waiting', sends: [{ to: 'operator', type: 'deck' }] }),
    step({ actor: 'operator', state: { window: 'examining', room: 'idle' }, cause: told('user-ada', 'deck') }),
    step({ actor: 'operator', state: { window: 'free', room: 'idle' }, atMs: 60_000, cause: { type: 'timer', timer: 't', set: 1 } }),
    step({
      actor: 'operator',
      state: { window: 'free', room: { busy: 'setUp' } },
      atMs: 60_000,
      cause: { type: 'timer', timer: 't', set: 1 },
    }),
    step({ actor: 'user-ada', state: 'reading', atMs: 750_250, cause: told('operator', 'listing') }),
    step({ actor: 'user-ada', state: 'satisfied', final: true, atMs: 3_600_000, cause: { type: 'timer', timer: 't', set: 1 } }),
  ]);
  expect(text).toBe(`sequenceDiagram
    participant user_ada_1 as user-ada
    participant operator_2 as operator
    Note over user_ada_1,operator_2: 0:00:00
    user_ada_1->>operator_2: deck
    Note over operator_2: window.examining, room.idle → window.free, room.busy.setUp
    Note over user_ada_1,operator_2: 0:12:30.250
    operator_2->>user_ada_1: listing
    Note over user_ada_1: reading → satisfied
`);
});

test('tells of no state that an actor passed in no time, nor twice of one in which it stays', () => {
  const text = drawn([
    step({ actor: 'b', state: 'loading', cause: told('a', 'ping') }),
    step({ actor: 'b', state: 'loaded', cause: told('a', 'ping') }),
    step({ actor: 'b', state: 'loaded', atMs: 1000, cause: told('a', 'ping') }),
    step({ actor: 'b', state: 'loaded', atMs: 2000, cause: told('a', 'ping') }),
  ]);
  expect(text.match(/Note over b_2: .*/g)).toEqual(['Note over b_2: loaded']);
});

test('names only the last of many states between two messages', () => {
  const states = ['s0', 's1', 's2', 's3', 's4', 's5', 's6'];
  const text = drawn(
    states.map((state, index) =>
      step({ actor: 'b', state, atMs: index, cause: index === 0 ? told('a', 'ping') : { type: 'timer', timer: 't', set: 0 } }),
    ),
  );
  expect(text).toContain('Note over b_2: … → s3 → s4 → s5 → s6\n');
});

test('draws lost messages with a cross, and work and faults from outside with their own participants', () => {
  const text = drawn([
    step({ actor: 'world', state: 's', cause: { type: 'arrival', message: { type: 'program' } } }),
    step({ actor: 'world', state: 's', cause: { type: 'fault', message: { type: 'power' } } }),
    missed('lost', { from: 'world', to: 'b' }),
    missed('partitioned', { from: 'world', to: 'b' }),
    missed('dead letter', { from: 'arrival', to: 'world' }),
  ]);
  expect(text).toBe(`sequenceDiagram
    participant world_1 as world
    participant world_2 as world
    participant faults_3 as faults
    participant b_4 as b
    Note over world_1,b_4: 0:00:00
    world_1->>world_2: program
    faults_3->>world_2: power
    world_2-xb_4: ping (lost)
    world_2-xb_4: ping (partitioned)
    world_1-xworld_2: ping (dead letter)
    Note over world_2: s
`);
});

test('draws who started and who stopped an actor', () => {
  const text = drawn([
    step({ actor: 'a', state: 's', n: 1, spawns: ['b-1'] }),
    step({ actor: 'b-1', state: 's', n: 2, cause: { type: 'spawned', by: 1 } }),
    step({ actor: 'a', state: 's', n: 3, atMs: 1, stops: ['b-1'] }),
  ]);
  expect(text).toContain('a_1--)b_1_2: spawn\n');
  expect(text).toContain('a_1--)b_1_2: stop\n');
});

test('draws no more arrows than asked for, and says how many messages it leaves out', () => {
  const ping = (n: number): TraceEvent =>
    step({ actor: 'b', state: `s${n}`, n, atMs: 1000 * n, cause: told(n < 3 ? 'a' : `late-${n}`, 'ping') });
  const text = drawn(
    Array.from({ length: 1203 }, (_, n) => ping(n)),
    3,
  );
  expect(text.match(/->>/g)).toHaveLength(3);
  expect(text).toMatch(/Note over a_1,b_2: The diagram stops here\. It leaves out 1,200 more messages\n$/);
  expect(text).not.toContain('late');
  expect(drawn([ping(0)], 0)).toBe(
    'sequenceDiagram\n    participant world_1 as world\n    Note over world_1: The diagram stops here. It leaves out 1 more message\n',
  );
});

test('tells where actors rested until the first message that it leaves out, and nothing of what came after', () => {
  const timer = { type: 'timer', timer: 't', set: 0 } as const;
  const text = drawn(
    [
      step({ actor: 'b', state: 'first', cause: told('a', 'ping') }),
      step({ actor: 'b', state: 'before', atMs: 1000, cause: timer }),
      step({ actor: 'b', state: 'at', atMs: 2000, cause: timer }),
      step({ actor: 'b', state: 'at', atMs: 2000, cause: told('a', 'ping') }),
      step({ actor: 'b', state: 'after', atMs: 3000, cause: timer }),
      step({ actor: 'b', state: 'end', atMs: 4000, cause: timer }),
    ],
    1,
  );
  expect(text.match(/Note over b_2: .*/g)).toEqual(['Note over b_2: first → before']);
});

test('draws 400 arrows when not asked for a number, and is never longer than the 50,000 characters that Mermaid takes', () => {
  const short = Array.from({ length: 500 }, () => step({ actor: 'b', state: 's', cause: told('a', 'ping') }));
  expect(drawn(short).match(/->>/g)).toHaveLength(400);
  const long = Array.from({ length: 5000 }, (_, n) =>
    step({ actor: `b-${'x'.repeat(n % 70)}`, state: `s${n}`, atMs: n, cause: told('a', `ping.${'y'.repeat(n % 90)}`) }),
  );
  const text = drawn(long, 5000);
  expect(text.length).toBeGreaterThan(45_000);
  expect(text.length).toBeLessThan(50_000);
  const arrows = text.match(/->>/g)?.length ?? 0;
  expect(text).toContain(`leaves out ${(5000 - arrows).toLocaleString('en-US')} more messages`);
});

test('writes names and types so that Mermaid shows them as they are', () => {
  const text = drawn([
    step({ actor: 'end', state: 'a;b', cause: told('x-#1;<b>"%%{y}\n', 'deck: $$ok$$\nnow') }),
    step({ actor: 'end', state: 'a', cause: told('end', '') }),
  ]);
  expect(text).toBe(`sequenceDiagram
    participant x__1__b_____y___1 as x-#35;1#59;#60;b#62;#34;#37;#37;#123;y#125;
    participant end_2 as end
    Note over x__1__b_____y___1,end_2: 0:00:00
    x__1__b_____y___1->>end_2: deck#58; #36;#36;ok#36;#36; now
    end_2->>end_2: #160;
    Note over end_2: a
`);
});

test('says so when no message was sent', () => {
  expect(drawn([step({ actor: 'a', state: 's' })])).toBe(
    'sequenceDiagram\n    participant world_1 as world\n    Note over world_1: No message was sent\n',
  );
});
