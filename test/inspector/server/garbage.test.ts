// Whoever has the token can send anything. None of it stops the server, or another page.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { closed, testServer } from './served.ts';

const GARBAGE: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', '{"type":', /no JSON/],
  ['nothing', '', /no JSON/],
  ['a null', 'null', /none of version 1/],
  ['a list', '[{"type":"pause"}]', /none of version 1/],
  ['an unknown type', '{"type":"shutdown"}', /none of version 1/],
  ['a type of the prototype', '{"type":"constructor"}', /none of version 1/],
  ['more than it may have', '{"type":"pause","now":true}', /now/],
  ['a long key that it may not have', `{"type":"pause","${'k'.repeat(100_000)}":true}`, /none of version 1/],
  ['no speed', '{"type":"play"}', /speed/],
  ['speed backwards', '{"type":"play","speed":-1}', /speed/],
  ['half an event', '{"type":"step","events":0.5}', /events/],
  ['more events than can be waited for', '{"type":"step","events":100001}', /events/],
  ['an id beyond whole numbers', '{"type":"find","id":1e300,"text":""}', /id/],
  ['a number beyond numbers', '{"type":"send","actor":"a","event":{"type":"x","n":1e999}}', /too large/],
  ['a text as an index', '{"type":"stretch","id":1,"index":"0"}', /index/],
  ['a negative index', '{"type":"stretch","id":1,"index":-1}', /index/],
  ['a long search', `{"type":"find","id":1,"text":"${'a'.repeat(1001)}"}`, /text/],
  ['an event without a type', '{"type":"send","actor":"a","event":{}}', /event\.type/],
  ['a prototype', '{"type":"send","actor":"a","event":{"type":"x","__proto__":{"admin":true}}}', /'__proto__'/],
  ['a prototype deep down', '{"type":"send","actor":"a","event":{"type":"x","a":[{"__proto__":1}]}}', /'__proto__'/],
  ['deep nesting', `{"type":"send","actor":"a","event":{"type":"x","a":${'['.repeat(40)}${']'.repeat(40)}}}`, /32 levels/],
  ['deeper nesting than a stack', `${'['.repeat(400_000)}${']'.repeat(400_000)}`, /32 levels/],
  ['an acknowledgement of what was not sent', '{"type":"ack","frames":1000}', /cannot be/],
  ['a second hello', '{"type":"hello","protocol":1}', /once/],
  ['a hello without a number', '{"type":"hello","protocol":"1"}', /protocol/],
];

describe('a page that sends', () => {
  test.each(GARBAGE)('%s is told so, and goes on', async (_, text, why) => {
    await using server = await testServer(1);
    const page = await server.page();
    page.blurt(text);
    await page.until(() => page.refusals.length > 0);
    expect(page.refusals).toEqual([expect.stringMatching(why)]);
    expect(page.refusals[0]?.length).toBeLessThanOrEqual(300);
    page.say({ type: 'step', events: 1 });
    await page.settled();
    expect(server.source.commands).toEqual([{ type: 'step', events: 1 }]);
    expect(server.faults).toEqual([]);
  });

  test('a question that is none gets its id back', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    page.blurt('{"type":"find","id":7}');
    await page.until(() => page.refusals.length > 0);
    expect(page.heard.at(-1)).toMatchObject({ type: 'refused', id: 7 });
  });

  test('anything before hello is told to say hello', async () => {
    await using server = await testServer(1);
    const page = await server.page({ saysHello: false });
    page.say({ type: 'step', events: 1 });
    await page.until(() => page.refusals.length > 0);
    expect(page.refusals).toEqual(['A page says hello first.']);
    expect(server.source.commands).toEqual([]);
  });

  test('an event whose members are named like those of every object passes it on as it is', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    page.blurt('{"type":"send","actor":"__proto__","event":{"type":"x","constructor":{"prototype":{"admin":true}},"toString":1}}');
    await page.settled();
    expect(JSON.stringify(server.source.commands)).toBe(
      '[{"type":"send","actor":"__proto__","event":{"type":"x","constructor":{"prototype":{"admin":true}},"toString":1}}]',
    );
    expect({}).not.toHaveProperty('admin');
  });

  test('ten frames that are none has to go, and hears nothing more; another page stays', async () => {
    await using server = await testServer(1);
    const other = await server.page();
    const page = await server.page();
    for (let n = 0; n < 15; n += 1) page.blurt(randomBytes(100));
    page.say({ type: 'step', events: 1 });
    expect(await page.closed).toEqual({ code: 1008, reason: '10 frames that are none' });
    expect(page.refusals).toHaveLength(10);
    await other.settled();
    expect(server.source.commands).toEqual([]);
  });

  test('a frame that is too large has to go; another page stays', async () => {
    await using server = await testServer(1);
    const other = await server.page();
    const page = await server.page();
    page.blurt(`{"type":"find","id":1,"text":"${'a'.repeat(1024 * 1024)}"}`);
    expect(await page.closed).toMatchObject({ code: 1009 });
    await other.settled();
    expect(server.faults).toEqual([]);
  });

  test.each([
    ['no web socket frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['a frame that is not masked', Buffer.from([0x81, 0x01, 0x61])],
    ['a text that is no UTF-8', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28])],
    ['a frame as long as numbers go', Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
    ['a close with a code that is none', Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0, 1])],
    ['random bytes', randomBytes(5000)],
  ])('%s is dropped; another page stays', async (_, bytes) => {
    await using server = await testServer(1);
    const other = await server.page();
    const page = await server.page();
    await page.settled();
    // Around the library, which would not send it.
    (page.socket as unknown as { readonly _socket: { write(data: Buffer): void } })._socket.write(bytes);
    await page.closed;
    await other.settled();
    expect(server.faults).toEqual([]);
  });

  test('an empty message, many at once, is answered one by one', async () => {
    await using server = await testServer(1);
    const page = await server.page();
    const end = closed(page.socket);
    for (let n = 0; n < 1000; n += 1) page.blurt('');
    expect(await end).toMatchObject({ code: 1008 });
  });
});
