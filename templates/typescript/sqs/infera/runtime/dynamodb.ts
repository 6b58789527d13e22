/** Idempotency in DynamoDB: table with key `id` (S) and TTL attribute `expires_at` (N, seconds). */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Claim, type ClaimRequest, type Store, UNFINISHED_TTL_S } from "./store.ts";

type Item = Record<string, AttributeValue>;

const CLAIM =
  "SET #state = :running, #owner = :owner, lock_until = :until, expires_at = :expires, " +
  "attempts = if_not_exists(attempts, :zero) + :one";
const ANEW = "SET attempts = :one, redriven = :redriven";
const FREE =
  "attribute_not_exists(id) OR #state = :failed OR expires_at < :now_s " +
  "OR (#state = :running AND lock_until < :now)";
const NAMES = { "#state": "state", "#owner": "owner" };

/** Runs a conditional write; false when its condition does not hold. */
async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export class DynamoStore implements Store {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(table: string, client: DynamoDBClient) {
    this.#table = table;
    this.#client = client;
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const nowMs = Date.now();
    const nowS = Math.floor(nowMs / 1000);
    try {
      const { Attributes } = await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { id: { S: request.key } },
          UpdateExpression: CLAIM,
          ConditionExpression: FREE,
          ExpressionAttributeNames: NAMES,
          ExpressionAttributeValues: {
            ":running": { S: "running" },
            ":failed": { S: "failed" },
            ":owner": { S: request.owner },
            ":until": { N: String(nowMs + request.lockMs) },
            ":expires": { N: String(nowS + Math.max(request.ttlS, UNFINISHED_TTL_S)) },
            ":now": { N: String(nowMs) },
            ":now_s": { N: String(nowS) },
            ":zero": { N: "0" },
            ":one": { N: "1" },
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return await this.#counted(request, Attributes ?? {});
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return claimOf(error.Item ?? (await this.#read(request.key)), nowMs);
    }
  }

  /** The claim with its attempt; a job that was redriven starts at 1 again. */
  async #counted(request: ClaimRequest, item: Item): Promise<Claim> {
    const attempt = Number(item.attempts?.N ?? 1);
    const known = item.redriven?.S ?? "";
    const redriven = request.redriven !== "" && request.redriven !== known;
    const reset = request.resetAt !== undefined && attempt > request.resetAt;
    if (!redriven && !reset) return { state: "claimed", attempt };
    const values = { ":one": { N: "1" }, ":redriven": { S: request.redriven || known || "-" } };
    await this.#update(request.key, request.owner, ANEW, values);
    return { state: "claimed", attempt: 1 };
  }

  async #read(key: string): Promise<Item | undefined> {
    const found = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: { id: { S: key } }, ConsistentRead: true }),
    );
    return found.Item;
  }

  /** An update that only the owner of the claim may make; false when it is not ours any more. */
  async #update(key: string, owner: string, update: string, values: Item): Promise<boolean> {
    return await holds(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { id: { S: key } },
          UpdateExpression: update,
          ConditionExpression: "#owner = :owner",
          ExpressionAttributeNames: update.includes("#state") ? NAMES : { "#owner": "owner" },
          ExpressionAttributeValues: { ":owner": { S: owner }, ...values },
        }),
      ),
    );
  }

  async renew(key: string, owner: string, lockMs: number): Promise<boolean> {
    const until = { N: String(Date.now() + lockMs) };
    return await this.#update(key, owner, "SET lock_until = :until", { ":until": until });
  }

  async finish(key: string, _owner: string, ttlS: number): Promise<void> {
    await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: { id: { S: key } },
        UpdateExpression: "SET #state = :done, expires_at = :expires REMOVE lock_until",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":done": { S: "done" },
          ":expires": { N: String(Math.floor(Date.now() / 1000) + ttlS) },
        },
      }),
    );
  }

  async release(key: string, owner: string, counted: boolean): Promise<void> {
    const failed = { ":failed": { S: "failed" } };
    if (counted) {
      await this.#update(key, owner, "SET #state = :failed REMOVE lock_until", failed);
    } else {
      const update = "SET #state = :failed, attempts = attempts - :one REMOVE lock_until";
      await this.#update(key, owner, update, { ...failed, ":one": { N: "1" } });
    }
  }

  async forget(key: string, owner: string): Promise<void> {
    await holds(
      this.#client.send(
        new DeleteItemCommand({
          TableName: this.#table,
          Key: { id: { S: key } },
          ConditionExpression: "#owner = :owner",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":owner": { S: owner } },
        }),
      ),
    );
  }
}

/** What a record that could not be claimed says. */
function claimOf(item: Item | undefined, nowMs: number): Claim {
  if (item?.state?.S === "done") return { state: "done" };
  const until = Number(item?.lock_until?.N ?? nowMs);
  return { state: "held", forMs: Math.max(until - nowMs, 0) };
}
