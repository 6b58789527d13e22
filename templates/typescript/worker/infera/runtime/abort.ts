/** The forced end of a run: its deadline, the stop of the worker, or a claim that was lost. */
import { TimedOut } from "./errors.ts";
import { timer } from "./time.ts";

/** Ends a run from outside: who waits for it is told the reason, and the handler's signal is aborted with it. */
export class Cut {
  startedMs = 0;
  endsAtMs = Number.POSITIVE_INFINITY;
  /** Its place among those that go on. */
  place = 0;
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  #tell: ((reason: unknown) => void) | undefined;
  #isCut = false;

  get isCut(): boolean {
    return this.#isCut;
  }

  get reason(): unknown {
    return this.signal.reason;
  }

  /** Calls `tell` with the reason once the run is cut: at once when it is already. There is one listener. */
  whenCut(tell: (reason: unknown) => void): void {
    this.#tell = tell;
    if (this.#isCut) tell(this.reason);
  }

  /** The first reason stands. */
  cut(reason: unknown): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#controller.abort(reason);
    this.#tell?.(reason);
  }
}

/** The runs that go on. One timer has the deadlines of all: most runs end long before, and a timer for each is not free. */
export class Cuts {
  readonly #open: Cut[] = [];
  #closedBy: unknown;
  #clock: NodeJS.Timeout | undefined;
  #ringsAtMs = Number.POSITIVE_INFINITY;

  /** A run begins; it is cut at `endsAtMs` if it is not deleted before. At once when all were cut. */
  add(cut: Cut, startedMs: number, endsAtMs: number): void {
    cut.startedMs = startedMs;
    cut.endsAtMs = endsAtMs;
    if (this.#closedBy !== undefined) {
      cut.cut(this.#closedBy);
      return;
    }
    cut.place = this.#open.push(cut) - 1;
    if (endsAtMs < this.#ringsAtMs) this.#wind(endsAtMs);
  }

  /** A run ended. The last one takes its place: cheaper than a set, which is made anew every few hundred jobs. */
  delete(cut: Cut): void {
    const { place } = cut;
    if (this.#open[place] !== cut) return;
    const last = this.#open.pop();
    if (last === undefined || last === cut) return;
    this.#open[place] = last;
    last.place = place;
  }

  /** Every run is cut with that reason, and those that would begin later too. */
  close(reason: unknown): void {
    this.#closedBy = reason;
    clearTimeout(this.#clock);
    for (const cut of this.#open.splice(0)) cut.cut(reason);
  }

  #wind(atMs: number): void {
    clearTimeout(this.#clock);
    this.#ringsAtMs = atMs;
    this.#clock = timer(() => this.#ring(), atMs - Date.now());
  }

  #ring(): void {
    const nowMs = Date.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const cut of [...this.#open]) {
      if (cut.endsAtMs <= nowMs) cut.cut(late(cut));
      else nextMs = Math.min(nextMs, cut.endsAtMs);
    }
    this.#ringsAtMs = Number.POSITIVE_INFINITY;
    if (nextMs !== Number.POSITIVE_INFINITY) this.#wind(nextMs);
  }
}

const late = (cut: Cut) =>
  new TimedOut(`not done after ${(cut.endsAtMs - cut.startedMs) / 1000} s`);
