/** What files and programs cost the network: bytes moved, and openings that a copy in the cache answered. */
import type { StepEvent } from '../../actors/trace.ts';
import { machineOf } from '../../machines/distributed/place.ts';
import type { FetchMessage, FilesMessage } from '../../machines/distributed/protocol.ts';

export interface FileMetrics {
  /** Bytes of files fetched from other machines. */
  readonly fetchedBytes: number;
  /** Bytes of files written back to other machines. */
  readonly writtenBackBytes: number;
  /** Bytes of programs sent to other machines. */
  readonly shippedBytes: number;
  /** Openings of files from elsewhere. */
  readonly openings: number;
  /** Of these, answered by a copy that was current. */
  readonly cacheHits: number;
}

export class FileTraffic {
  #fetchedBytes = 0;
  #writtenBackBytes = 0;
  #shippedBytes = 0;
  #openings = 0;
  #cacheHits = 0;

  addShipped(bytes: number): void {
    this.#shippedBytes += bytes;
  }

  see(event: StepEvent): void {
    const { kind, cause, final, actor, state } = event;
    if (kind === 'fetch' && final && state !== 'lost') this.#openings += 1;
    if (cause.type !== 'message') return;
    const message = cause.message as unknown as FetchMessage | FilesMessage; // What the protocol lets others tell those two.
    if (message.type === 'file.sent') this.#fetchedBytes += message.sizeBytes;
    else if (message.type === 'file.writing' && machineOf(cause.from) !== machineOf(actor)) this.#writtenBackBytes += message.sizeBytes;
    else if (message.type === 'version.told' && kind === 'fetch' && final && message.file !== null) this.#cacheHits += 1;
  }

  metrics(): FileMetrics {
    return {
      fetchedBytes: this.#fetchedBytes,
      writtenBackBytes: this.#writtenBackBytes,
      shippedBytes: this.#shippedBytes,
      openings: this.#openings,
      cacheHits: this.#cacheHits,
    };
  }
}
