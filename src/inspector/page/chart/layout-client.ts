/** Asks the worker for layouts, and says in words why it cannot give any. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { LAYOUT_WORKER_ID } from '../../protocol/embedded.ts';

export class LayoutClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { readonly done: (graph: ElkNode) => void; readonly failed: (cause: Error) => void }>();
  #lastId = 0;
  #problem: Error | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#problem = new Error(`the worker that lays out charts did not start or broke down${event.message ? ` (${event.message})` : ''}`);
      for (const { failed } of this.#waiting.values()) failed(this.#problem);
      this.#waiting.clear();
    });
    this.#tell({ id: 0, cmd: 'register', algorithms: ['layered'] });
  }

  /** Rejects with an Error in words for a reader. */
  layout(graph: ElkNode): Promise<ElkNode> {
    return new Promise((done, failed) => {
      if (this.#problem) return failed(this.#problem);
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { done, failed });
      this.#tell({ id: this.#lastId, cmd: 'layout', graph });
    });
  }

  #tell(message: object): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    this.#worker.postMessage(message);
  }

  #hear({ id, data, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (data && !error) waiting?.done(data);
    else waiting?.failed(new Error(`the chart could not be laid out${error?.message ? ` (${error.message})` : ''}`));
  }
}

interface Answer {
  readonly id: number;
  readonly data?: ElkNode;
  readonly error?: { readonly message?: string };
}

/** The worker's script stands in the page itself where the page is a file of its own, and beside it otherwise. */
export function startLayoutWorker(): Worker {
  const inPage = document.getElementById(LAYOUT_WORKER_ID)?.textContent;
  if (inPage) return new Worker(URL.createObjectURL(new Blob([inPage], { type: 'text/javascript' })));
  return new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
}
