/** What was asked and is not answered yet, by numbers. */
import type { PageFrame, ServerFrame } from '../../protocol/frames.ts';

interface Waiting {
  readonly resolve: (frame: ServerFrame) => void;
  readonly reject: (why: Error) => void;
}

export class Requests {
  readonly #tell: (frame: PageFrame) => boolean;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  /** @param tell false where there is nobody to tell */
  constructor(tell: (frame: PageFrame) => boolean) {
    this.#tell = tell;
  }

  ask(frameOf: (id: number) => PageFrame): Promise<ServerFrame> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (!this.#tell(frameOf(id))) this.refuse(id, 'There is no connection to the server.');
    });
  }

  answer(id: number, frame: ServerFrame): void {
    this.#waiting.get(id)?.resolve(frame);
    this.#waiting.delete(id);
  }

  refuse(id: number, why: string): void {
    this.#waiting.get(id)?.reject(new Error(why));
    this.#waiting.delete(id);
  }

  refuseAll(why: string): void {
    for (const id of this.#waiting.keys()) this.refuse(id, why);
  }
}
