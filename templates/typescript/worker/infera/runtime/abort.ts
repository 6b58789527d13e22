/** Signals of a run. */

/** Rejects with the reason when the signal is aborted, and never resolves. */
export function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Calls `abort` with the reason of the first signal that is aborted; returns what undoes it. */
export function forward(
  signals: readonly (AbortSignal | undefined)[],
  abort: (reason: unknown) => void,
): () => void {
  const undo: (() => void)[] = [];
  for (const signal of signals) {
    if (!signal) continue;
    const listener = () => abort(signal.reason);
    signal.addEventListener("abort", listener, { once: true });
    undo.push(() => signal.removeEventListener("abort", listener));
  }
  return () => {
    for (const one of undo) one();
  };
}
