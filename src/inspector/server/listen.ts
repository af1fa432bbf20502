/** Takes a port, or says why it cannot be had. */
import type { Server } from 'node:http';
import { ServeError } from './serve-error.ts';
import type { Listening } from './trusted-hosts.ts';

/** @throws ServeError */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ServeError(`${port} is no port. Give a whole number from 1 to 65535, or 0 for any that is free.`);
  if (host === '') throw new ServeError('The host is empty. Give the address of this machine to listen on, such as 127.0.0.1.');
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => reject(new ServeError(whyNot(cause, host, port), { cause }));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const bound = server.address();
  // Only a server on a pipe, or one that does not listen, has another.
  if (typeof bound !== 'object' || bound === null) throw new ServeError(`The server has no address: ${String(bound)}.`);
  return { host, address: bound.address, port: bound.port };
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use. Give another, or 0 for any that is free.`;
    case 'EACCES':
      return `Port ${port} of ${host} may not be used by this account. Give one above 1023, or 0 for any that is free.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Give one of its own, such as 127.0.0.1, or 0.0.0.0 for all of them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No address is known for the host '${host}'. Give an address of this machine, such as 127.0.0.1.`;
    default:
      return `The server cannot listen on port ${port} of ${host}: ${message}`;
  }
}
