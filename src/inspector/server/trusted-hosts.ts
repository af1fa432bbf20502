/**
 * The names under which the server may be called, and the origins that may call it.
 *
 * A page of somewhere else can have its own name resolved to this machine (DNS rebinding), and can open a web socket to any server.
 * It cannot make the browser lie about the name in `Host`, or about itself in `Origin`.
 */
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ServeError } from './serve-error.ts';

export interface Listening {
  /** As it was asked for: a name or an address. */
  readonly host: string;
  /** The address that it became. */
  readonly address: string;
  readonly port: number;
}

interface Site {
  /** As URL writes it: in lower case, an IPv6 address in brackets. */
  readonly name: string;
  readonly port: number;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export class TrustedHosts {
  readonly #port: number;
  readonly #names: ReadonlySet<string>;
  readonly #isEverywhere: boolean;
  readonly #others: readonly string[];

  /** @param others see namesOf */
  constructor({ host, address, port }: Listening, others: readonly string[]) {
    this.#port = port;
    this.#names = new Set([...LOOPBACK, nameOf(host), nameOf(address)]);
    this.#isEverywhere = isUnspecified(address);
    this.#others = others;
  }

  /** @param header `Host` */
  trusts(header: string | undefined): boolean {
    const site = siteOf(`http://${header ?? ''}`);
    return site !== undefined && this.#isOurs(site);
  }

  /** @param header `Origin` */
  trustsOrigin(header: string | undefined): boolean {
    const site = siteOf(header ?? '');
    return site !== undefined && this.#isOurs(site);
  }

  #isOurs({ name, port }: Site): boolean {
    if (this.#others.includes(name) || this.#others.includes(`${name}:${port}`)) return true;
    return port === this.#port && (this.#names.has(name) || (this.#isEverywhere && isOwnAddress(name)));
  }
}

/**
 * Names by which the server is also called, through a proxy or a forwarded port: `name` with any port, or `name:port`.
 *
 * @throws ServeError if one of them is no name
 */
export function namesOf(others: readonly string[]): readonly string[] {
  const wrong = others.find((other) => !siteOf(`http://${other}`));
  if (wrong !== undefined)
    throw new ServeError(`'${wrong}' is no name of a host. Give a name or an address, perhaps with a port: example.org:8080.`);
  return others.map((other) => other.toLowerCase());
}

/** A program in Node sends no origin; one that is being developed stands on some port of this machine. Either has the token. */
export function isProgramOfThisMachine(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const site = siteOf(origin);
  return site !== undefined && LOOPBACK.has(site.name);
}

/** All addresses of this machine, whichever one asks for. */
export function isUnspecified(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Of a name or an address, as it stands in a URL. */
export function nameOf(host: string): string {
  const written = isIP(host) === 6 ? `[${host}]` : host;
  return siteOf(`http://${written}`)?.name ?? written.toLowerCase();
}

/** Addresses come and go while the server runs; they are few, and asked for only where it listens on all. */
function isOwnAddress(name: string): boolean {
  return Object.values(networkInterfaces()).some((entries) => entries?.some(({ address }) => nameOf(address) === name));
}

/** Undefined of what is more or less than scheme, host and port. */
function siteOf(url: string): Site | undefined {
  if (!/^https?:\/\/[^/?#@\\\s]+$/i.test(url) || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return { name: hostname, port: port === '' ? usual : Number(port) };
}
