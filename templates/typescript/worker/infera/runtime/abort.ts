/** The forced end of a run: its deadline, the stop of the worker, or a claim that was lost. */

/** Ends a run from outside: `rejected` rejects with the reason, and the handler's signal is aborted with it. */
export class Cut {
  readonly rejected: Promise<never>;
  #reject: (reason: unknown) => void = () => {};
  // made when a handler asks for it: most never do, and a signal is the dearest part of a run
  #controller: AbortController | undefined;
  #isCut = false;
  #reason: unknown;

  constructor() {
    this.rejected = new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
    this.rejected.catch(() => {}); // a cut after the end of the run concerns nobody
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#isCut) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first reason stands. */
  cut(reason: unknown): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
  }
}
