/** Idempotency in Firestore: one document a job, every change conditional on the version that was read. */
import { createHash } from "node:crypto";
import { type DocumentReference, Firestore, Timestamp } from "@google-cloud/firestore";
import { type Claim, type ClaimRequest, type Store, UNFINISHED_TTL_S } from "./store.ts";

interface Record {
  readonly state: "running" | "failed" | "done";
  readonly owner: string;
  readonly lock_until: number;
  readonly attempts: number;
  readonly redriven: string;
  readonly expires_at: Timestamp;
}

const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;

/** Whether a write failed because someone else wrote first. */
function isRaced(error: unknown): boolean {
  const code = (error as { code?: number | string }).code;
  return [ALREADY_EXISTS, NOT_FOUND, FAILED_PRECONDITION, ABORTED, 404, 409].some(
    (raced) => raced === code,
  );
}

/** Runs a conditional write; false when someone else wrote first. */
async function wins(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isRaced(error)) return false;
    throw error;
  }
}

const inSeconds = (ttlS: number) => Timestamp.fromMillis(Date.now() + ttlS * 1000);

export class FirestoreStore implements Store {
  readonly #database: Firestore;
  readonly #collection: string;

  constructor(database: Firestore, collection: string) {
    this.#database = database;
    this.#collection = collection;
  }

  /** The document of a key: ids that grow with time would all land on one shard, so the key is hashed. */
  #document(key: string): DocumentReference {
    const id = createHash("sha256").update(key).digest("hex").slice(0, 40);
    return this.#database.collection(this.#collection).doc(id);
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const document = this.#document(request.key);
    const fresh = this.#running(request, 1);
    if (await wins(document.create({ ...fresh, key: request.key }))) {
      return { state: "claimed", attempt: 1 };
    }
    const found = await document.get();
    const record = found.data() as Record | undefined;
    if (!record || !found.updateTime) return { state: "held", forMs: 0 };
    const nowMs = Date.now();
    const expired = record.expires_at.toMillis() < nowMs;
    if (!expired && record.state === "done") return { state: "done" };
    if (!expired && record.state === "running" && record.lock_until >= nowMs) {
      return { state: "held", forMs: record.lock_until - nowMs };
    }
    const anew = expired || redrivenSince(record, request);
    const before = anew || reached(record.attempts, request.resetAt) ? 0 : record.attempts;
    const next = { ...this.#running(request, before + 1) };
    if (next.redriven === "") next.redriven = record.redriven;
    const won = await wins(document.update(next, { lastUpdateTime: found.updateTime }));
    return won ? { state: "claimed", attempt: next.attempts } : { state: "held", forMs: 0 };
  }

  #running(request: ClaimRequest, attempts: number) {
    return {
      state: "running" as const,
      owner: request.owner,
      lock_until: Date.now() + request.lockMs,
      attempts,
      redriven: request.redriven,
      expires_at: inSeconds(Math.max(request.ttlS, UNFINISHED_TTL_S)),
    };
  }

  /** Changes the record if it is still ours; false when it is not. */
  async #owned(
    key: string,
    owner: string,
    change: (record: Record) => Partial<Record> | "delete",
  ): Promise<boolean> {
    const document = this.#document(key);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const found = await document.get();
      const record = found.data() as Record | undefined;
      if (record?.owner !== owner || !found.updateTime) return false;
      const version = { lastUpdateTime: found.updateTime };
      const to = change(record);
      const write =
        to === "delete" ? document.delete(version) : document.update({ ...to }, version);
      if (await wins(write)) return true;
    }
    return false;
  }

  renew(key: string, owner: string, lockMs: number): Promise<boolean> {
    return this.#owned(key, owner, () => ({ lock_until: Date.now() + lockMs }));
  }

  async finish(key: string, owner: string, ttlS: number): Promise<void> {
    const done = { state: "done", owner, key, expires_at: inSeconds(ttlS) };
    await this.#document(key).set(done, { merge: true });
  }

  async release(key: string, owner: string, counted: boolean): Promise<void> {
    await this.#owned(key, owner, ({ attempts }) => ({
      state: "failed",
      attempts: counted ? attempts : Math.max(attempts - 1, 0),
    }));
  }

  async forget(key: string, owner: string): Promise<void> {
    await this.#owned(key, owner, () => "delete");
  }
}

const redrivenSince = (record: Record, request: ClaimRequest) =>
  request.redriven !== "" && request.redriven !== record.redriven;

const reached = (attempts: number, limit: number | undefined) =>
  limit !== undefined && attempts >= limit;

/** The store in a named database; the collection is the worker's unless the environment names one. */
export function firestoreStore(databaseId: string, worker: string): FirestoreStore {
  const collection = process.env.INFERA_IDEMPOTENCY_COLLECTION || worker;
  const projectId = process.env.GOOGLE_CLOUD_PROJECT;
  const database = new Firestore({ databaseId, ...(projectId ? { projectId } : {}) });
  return new FirestoreStore(database, collection);
}
