/** One at a time for each ordering key, and slots for all: what the pull client leaves to its user. */

/** Runs tasks one after the other for each key; after a failure the rest of what waits for the key is refused. */
export class KeyedQueue<Task> {
  readonly #waiting = new Map<string, Task[]>();
  readonly #run: (task: Task) => Promise<boolean>;
  readonly #refuse: (task: Task) => void;

  constructor(run: (task: Task) => Promise<boolean>, refuse: (task: Task) => void) {
    this.#run = run;
    this.#refuse = refuse;
  }

  add(key: string, task: Task): void {
    const waiting = this.#waiting.get(key);
    if (waiting) {
      waiting.push(task);
      return;
    }
    this.#waiting.set(key, []);
    void this.#drain(key, task);
  }

  async #drain(key: string, first: Task): Promise<void> {
    let task: Task | undefined = first;
    while (task !== undefined) {
      const settled = await this.#run(task);
      const waiting: Task[] = this.#waiting.get(key) ?? [];
      if (!settled) for (const behind of waiting.splice(0)) this.#refuse(behind);
      task = waiting.shift();
    }
    this.#waiting.delete(key);
  }
}

/** At most `size` at once; of those that wait the lowest rank goes first, then the longest wait. */
export class Slots {
  #free: number;
  readonly #waiting: { readonly rank: number; readonly go: () => void }[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  async take(rank: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((go) => {
      const behind = this.#waiting.findIndex((other) => other.rank > rank);
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, { rank, go });
    });
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next.go();
    else this.#free += 1;
  }
}
