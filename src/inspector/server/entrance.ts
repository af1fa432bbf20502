/** Where every request is looked at before anything else is done: by what name it calls the server, and whether it has the token. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Door } from './door.ts';
import { answerFile, answerRefusal, NO_TOKEN, NOT_FOUND, pathOf, refuseUpgrade, tokenOf, WRONG_HOST, WRONG_METHOD } from './http-answer.ts';
import { INDEX, type PageFile } from './page-files.ts';
import { isToken } from './token.ts';
import type { TrustedHosts } from './trusted-hosts.ts';

interface Asked {
  readonly request: IncomingMessage;
  readonly hosts: TrustedHosts;
  readonly token: string;
}

interface Request extends Asked {
  readonly response: ServerResponse;
  /** By path. */
  readonly files: ReadonlyMap<string, PageFile>;
}

/** A request for a file. */
export function answer({ request, response, files, hosts, token }: Request): void {
  if (!hosts.trusts(request.headers.host)) return answerRefusal(response, WRONG_HOST);
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerRefusal(response, WRONG_METHOD);
  const path = pathOf(request);
  const name = path === '/' ? `/${INDEX}` : path;
  const file = files.get(name);
  if (!file) return answerRefusal(response, NOT_FOUND);
  // The other files are the same for everybody and tell nothing of the run; the page's own references to them bear no token.
  if (name === `/${INDEX}` && !isToken(tokenOf(request), token)) return answerRefusal(response, NO_TOKEN);
  answerFile(response, file);
}

interface Upgrade extends Asked {
  readonly connection: Duplex;
  /** What came after the request. */
  readonly head: Buffer;
  /** By path. */
  readonly doors: ReadonlyMap<string, Door>;
}

/** A request for a web socket. */
export function upgrade({ request, connection, head, doors, hosts, token }: Upgrade): void {
  // It may break at any time, and then there is nobody to tell.
  connection.on('error', () => {});
  if (!hosts.trusts(request.headers.host)) return refuseUpgrade(connection, WRONG_HOST);
  const door = doors.get(pathOf(request));
  if (!door) return refuseUpgrade(connection, NOT_FOUND);
  if (!isToken(tokenOf(request), token)) return refuseUpgrade(connection, NO_TOKEN);
  door.open(request, connection, head);
}
