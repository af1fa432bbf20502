/** Answers to requests that are no web sockets: the files of the page, and texts that say what is wrong. */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { PageFile } from './page-files.ts';

/** On every answer. The page asks nobody but this server, runs only its scripts, stands in no frame, and is told to nobody. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** What is wrong with a request, and what to do. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 503;
  readonly why: string;
}

export const WRONG_HOST: Refusal = {
  status: 403,
  why: 'This server does not answer to the name that it was called by. Open the address that the terminal printed.',
};

export const NO_TOKEN: Refusal = {
  status: 403,
  why: 'This address lacks the token of the run that is shown, or has another one. Open the whole address that the terminal printed, with `?token=` and what follows.',
};

export const NOT_FOUND: Refusal = { status: 404, why: 'There is nothing here. The page is at the address that the terminal printed.' };

export const WRONG_METHOD: Refusal = { status: 405, why: 'Only GET and HEAD are answered.' };

/** A request's path, as it was sent: nothing in it is decoded or resolved, so that it either is a known one or is none. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

export function tokenOf({ url = '' }: IncomingMessage): string | null {
  return new URLSearchParams(url.slice(pathLength(url))).get('token');
}

function pathLength(url: string): number {
  const mark = url.indexOf('?');
  return mark < 0 ? url.length : mark;
}

export function answerFile(response: ServerResponse, { contentType, body }: PageFile): void {
  response.writeHead(200, { ...HEADERS, 'Content-Type': contentType, 'Content-Length': body.length });
  response.end(body);
}

/** A body that is still coming is not waited for. */
export function answerRefusal(response: ServerResponse, { status, why }: Refusal): void {
  const body = Buffer.from(`${why}\n`);
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': body.length,
    Connection: 'close',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(body);
}

/** To a request for a web socket, of which Node hands over the bare connection. */
export function refuseUpgrade(connection: Duplex, { status, why }: Refusal): void {
  const body = Buffer.from(`${why}\n`);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  // The other end may keep its half open; it is not waited for.
  connection.once('finish', () => connection.destroy());
  connection.end(`${head.join('\r\n')}\r\n\r\n${body.toString()}`);
}
