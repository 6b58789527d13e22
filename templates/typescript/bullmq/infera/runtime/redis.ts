/** Connections to the broker, and what is remembered in it. */
import { Redis } from "ioredis";
import { type Claim, type ClaimRequest, type Store, UNFINISHED_TTL_S } from "./store.ts";

/** A connection that waits for a Redis that is away; `INFERA_REDIS_CA` is the PEM that its certificate is of. */
export function connect(): Redis {
  const url = process.env.INFERA_REDIS_URL;
  if (!url) throw new Error("INFERA_REDIS_URL is not set");
  const ca = process.env.INFERA_REDIS_CA;
  const tls = ca && url.startsWith("rediss:") ? { tls: { ca } } : {};
  return new Redis(url, { maxRetriesPerRequest: null, reconnectOnError, ...tls });
}

/** After a failover the old primary refuses to write: reconnect, and send the command again. */
function reconnectOnError(error: Error): boolean | 2 {
  return error.message.startsWith("READONLY") ? 2 : false;
}

// one script is one step for Redis, and its clock is the same for all workers
const CLAIM = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local old = redis.call("HMGET", KEYS[1], "state", "lock_until", "attempts", "redriven")
if old[1] == "done" then return {"done", 0} end
if old[1] == "running" and tonumber(old[2]) > now then return {"held", tonumber(old[2]) - now} end
local attempts = tonumber(old[3] or "0")
local redriven = old[4] or ""
if ARGV[5] ~= "" and ARGV[5] ~= redriven then attempts = 0; redriven = ARGV[5] end
if tonumber(ARGV[4]) >= 0 and attempts >= tonumber(ARGV[4]) then attempts = 0 end
attempts = attempts + 1
redis.call("HSET", KEYS[1], "state", "running", "owner", ARGV[1], "lock_until", now + ARGV[2],
  "attempts", attempts, "redriven", redriven)
redis.call("EXPIRE", KEYS[1], ARGV[3])
return {"claimed", attempts}
`;
const RENEW = `
if redis.call("HGET", KEYS[1], "owner") ~= ARGV[1] then return 0 end
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call("HSET", KEYS[1], "lock_until", now + ARGV[2])
return 1
`;
const RELEASE = `
if redis.call("HGET", KEYS[1], "owner") ~= ARGV[1] then return 0 end
redis.call("HSET", KEYS[1], "state", "failed", "owner", "")
if ARGV[2] == "0" then redis.call("HINCRBY", KEYS[1], "attempts", -1) end
return 1
`;
const FORGET = `
if redis.call("HGET", KEYS[1], "owner") ~= ARGV[1] then return 0 end
return redis.call("DEL", KEYS[1])
`;

export class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, worker: string) {
    this.#redis = redis;
    this.#prefix = `infera:ids:${worker}:`;
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const { owner, lockMs, ttlS, resetAt, redriven } = request;
    const [state, value] = (await this.#redis.eval(
      CLAIM,
      1,
      this.#prefix + request.key,
      owner,
      lockMs,
      Math.max(ttlS, UNFINISHED_TTL_S),
      resetAt ?? -1,
      redriven,
    )) as [Claim["state"], number];
    if (state === "claimed") return { state, attempt: value };
    return state === "held" ? { state, forMs: value } : { state: "done" };
  }

  async renew(key: string, owner: string, lockMs: number): Promise<boolean> {
    return (await this.#redis.eval(RENEW, 1, this.#prefix + key, owner, lockMs)) === 1;
  }

  async finish(key: string, _owner: string, ttlS: number): Promise<void> {
    const name = this.#prefix + key;
    // only what a duplicate needs is kept: memory is what Redis has least of
    await this.#redis.multi().del(name).hset(name, "state", "done").expire(name, ttlS).exec();
  }

  async release(key: string, owner: string, counted: boolean): Promise<void> {
    await this.#redis.eval(RELEASE, 1, this.#prefix + key, owner, counted ? "1" : "0");
  }

  async forget(key: string, owner: string): Promise<void> {
    await this.#redis.eval(FORGET, 1, this.#prefix + key, owner);
  }
}
