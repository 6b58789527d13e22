/** Idempotency: who works on a job, how often it was tried, and whether it is done. */
import { createHash } from "node:crypto";

/** What became of an attempt to claim a job. */
export type Claim =
  | { readonly state: "claimed"; readonly attempt: number }
  | { readonly state: "done" }
  | { readonly state: "held"; readonly forMs: number };

export interface ClaimRequest {
  readonly key: string;
  /** A token of this run alone: only its owner can renew, finish or release a claim. */
  readonly owner: string;
  readonly lockMs: number;
  readonly ttlS: number;
  /** The transport hands this job out for the first time: attempts of an earlier life that reached this are forgotten. */
  readonly resetAt: number | undefined;
  /** Names the redrive that brought the job back, or "": attempts count anew after each redrive. */
  readonly redriven: string;
}

/**
 * Seconds that an unfinished job is remembered at least, however short finished ones are: longer than any back-off,
 * or its attempts would count from the start again.
 */
export const UNFINISHED_TTL_S = 24 * 3600;

/**
 * A place that remembers jobs. A claim is a conditional write before the work starts, with a short lock that the
 * live worker renews: a killed worker's claim is free again after one lock, and two workers never hold one job.
 */
export interface Store {
  claim(request: ClaimRequest): Promise<Claim>;
  /** False when the claim is lost. */
  renew(key: string, owner: string, lockMs: number): Promise<boolean>;
  /** The job is done: it is skipped until `ttlS` from now. */
  finish(key: string, owner: string, ttlS: number): Promise<void>;
  /** The attempt failed: the job may be claimed again. `counted: false` takes the attempt back. */
  release(key: string, owner: string, counted: boolean): Promise<void>;
  /** The job was dead-lettered: a redrive starts from nothing. */
  forget(key: string, owner: string): Promise<void>;
}

/** The key of a job: ids of two queues never meet, and any id fits every store's rules for keys. */
export function storeKey(queue: string, id: string): string {
  if (/^[\w.:@=+-]{1,200}$/.test(id)) return `${queue}:${id}`;
  return `${queue}:sha256-${createHash("sha256").update(id).digest("hex")}`;
}

/**
 * A claim that still holds when it is known. A store that answers slowly leaves little of the lock: then it is renewed
 * at once, and when that fails another worker has the job.
 */
export async function claimInTime(store: Store, request: ClaimRequest): Promise<Claim> {
  const askedMs = Date.now();
  const claim = await store.claim(request);
  if (claim.state !== "claimed" || Date.now() - askedMs < request.lockMs / 2) return claim;
  const ours = await store.renew(request.key, request.owner, request.lockMs);
  return ours ? claim : { state: "held", forMs: 0 };
}
