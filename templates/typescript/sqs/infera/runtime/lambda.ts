/** SQS records in, a partial batch response out. */
import {
  ChangeMessageVisibilityBatchCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { letterAttributes } from "./letter.ts";
import { flushLog, type Log } from "./log.ts";
import type { Bury, Delivery, Runner } from "./runner.ts";
import type { Settings, Source } from "./settings.ts";

/** SQS keeps a message invisible for 12 hours at most, counted from its receipt. */
const LONGEST_VISIBILITY_S = 43_000;
/** Time that is kept back from the function's timeout, to settle what its jobs left. */
const RESERVE_MS = 500;
/** SQS takes at most ten attributes with a message. */
const MOST_ATTRIBUTES = 10;

const isFifo = (name: string | undefined) => name?.endsWith(".fifo") ?? false;

export interface LambdaOptions {
  readonly settings: Settings;
  readonly runner: Runner;
  readonly sqs: SQSClient;
  readonly log: Log;
}

/** What the Lambda runtime's context is needed for. */
export interface Clock {
  getRemainingTimeInMillis(): number;
}

/** A record that stays in the queue, and when it may be seen again. */
interface Kept {
  readonly record: SQSRecord;
  readonly delayS: number;
}

/** The source of a record: by its ARN, or the only one there is. */
export function sourceOf(settings: Settings, record: SQSRecord): Source {
  const known = settings.sources.find((source) => source.arn === record.eventSourceARN);
  const only = settings.sources.length === 1 ? settings.sources[0] : undefined;
  const source = known ?? only;
  if (!source) throw new Error(`no queue of this worker has the ARN ${record.eventSourceARN}`);
  return source;
}

function deliveryOf(source: Source, record: SQSRecord, endsAtMs: number): Delivery {
  return {
    source,
    body: record.body,
    transportId: record.messageId,
    deliveries: Number(record.attributes.ApproximateReceiveCount) || undefined,
    attributes: textsOf(record),
    endsAtMs,
  };
}

/** The function's handler: jobs run one after the other, what failed is returned with its own back-off. */
export function createHandler(options: LambdaOptions) {
  const { settings, runner, log } = options;

  return async (event: SQSEvent, clock: Clock): Promise<SQSBatchResponse> => {
    const kept: Kept[] = [];
    const records = event.Records ?? [];
    for (const [index, record] of records.entries()) {
      const remaining = clock.getRemainingTimeInMillis() - RESERVE_MS;
      // a job that would be cut off long before its own timeout is not begun, for that would count as an attempt
      if (remaining <= 0 || (index > 0 && remaining < settings.timeoutMs / 2)) {
        log.warn("no time is left for the rest of the batch", { returned: records.length - index });
        kept.push(...rest(records, index));
        break;
      }
      const delivery = deliveryOf(sourceOf(settings, record), record, Date.now() + remaining);
      recordOf.set(delivery, record);
      const verdict = await runner.run(delivery);
      if (verdict.kind === "done") continue;
      kept.push({ record, delayS: verdict.delayS });
      if (isFifo(record.eventSourceARN)) {
        // order: what lies behind a failed job must not overtake it
        kept.push(...rest(records, index + 1));
        break;
      }
    }
    await postpone(options, kept);
    flushLog(); // Lambda freezes what runs after the answer
    return { batchItemFailures: kept.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
}

const rest = (records: readonly SQSRecord[], from: number): Kept[] =>
  records.slice(from).map((record) => ({ record, delayS: 0 }));

/** Sets when each kept record is seen again. One that this fails for waits out the visibility timeout. */
async function postpone(options: LambdaOptions, kept: readonly Kept[]): Promise<void> {
  const byUrl = new Map<string, Kept[]>();
  for (const one of kept) {
    const url = sourceOf(options.settings, one.record).url;
    if (url) byUrl.set(url, [...(byUrl.get(url) ?? []), one]);
  }
  for (const [url, all] of byUrl) {
    for (let from = 0; from < all.length; from += 10) {
      try {
        await changeVisibility(options, url, all.slice(from, from + 10));
      } catch (error) {
        options.log.warn("the back-off could not be set", { error });
      }
    }
  }
}

async function changeVisibility(
  options: LambdaOptions,
  url: string,
  kept: readonly Kept[],
): Promise<void> {
  const answer = await options.sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: url,
      Entries: kept.map(({ record, delayS }, index) => ({
        Id: String(index),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: Math.min(Math.ceil(delayS), LONGEST_VISIBILITY_S),
      })),
    }),
  );
  for (const failed of answer.Failed ?? []) {
    options.log.warn("the back-off could not be set", { reason: failed.Message });
  }
}

/** The record that a delivery came from, for what only SQS knows of it. */
const recordOf = new WeakMap<Delivery, SQSRecord>();

/** The text attributes of a record. */
function textsOf(record: SQSRecord): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, { stringValue }] of Object.entries(record.messageAttributes ?? {})) {
    if (stringValue) texts[name] = stringValue;
  }
  return texts;
}

function attributesOf(texts: Readonly<Record<string, string>>) {
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, value] of Object.entries(texts).slice(0, MOST_ATTRIBUTES)) {
    attributes[name] = { DataType: "String", StringValue: value };
  }
  return attributes;
}

/** Sends a job to its queue's dead letter queue; the caller then settles the original. */
export function buryInSqs(sqs: SQSClient, worker: string): Bury {
  return async (delivery, letter) => {
    const url = delivery.source.dead_letter_url;
    if (!url) throw new Error("the queue has no dead letter queue");
    const record = recordOf.get(delivery);
    const ordered = isFifo(url)
      ? {
          MessageGroupId: record?.attributes.MessageGroupId ?? "infera",
          MessageDeduplicationId: record?.messageId ?? delivery.transportId,
        }
      : {};
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: delivery.body,
        MessageAttributes: attributesOf(letterAttributes(delivery, letter, worker)),
        ...ordered,
      }),
    );
  };
}
