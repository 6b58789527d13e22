/** Runs the function on this machine: polls the queues as Lambda's event source mapping would, with its rules. */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Clock } from "./lambda.ts";
import type { Log } from "./log.ts";
import type { Settings, Source } from "./settings.ts";
import { sleep } from "./time.ts";

type Handler = (event: SQSEvent, clock: Clock) => Promise<SQSBatchResponse>;

export interface PollerOptions {
  readonly settings: Settings;
  readonly sqs: SQSClient;
  readonly handler: Handler;
  readonly batchSize: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

function recordOf(source: Source, message: Message): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    { stringValue: value.StringValue, dataType: value.DataType ?? "String" },
  ]);
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: (message.Attributes ?? {}) as unknown as SQSRecord["attributes"],
    messageAttributes: Object.fromEntries(attributes) as SQSRecord["messageAttributes"],
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: source.arn ?? "",
    awsRegion: "",
  };
}

/** Ids to delete: all but the failures. An answer that Lambda would not understand deletes nothing. */
export function succeeded(records: readonly SQSRecord[], answer: SQSBatchResponse): SQSRecord[] {
  const failures = answer?.batchItemFailures ?? [];
  const ids = new Set(records.map((record) => record.messageId));
  const failed = new Set(failures.map((failure) => failure.itemIdentifier));
  for (const id of failed) if (!ids.has(id)) return [];
  return records.filter((record) => !failed.has(record.messageId));
}

/** Short enough to be waited for at the end: a receive that is cut off may still take messages off the queue. */
const WAIT_S = 2;

async function pollOnce(options: PollerOptions, source: Source): Promise<void> {
  const { sqs, settings, handler } = options;
  const received = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: source.url,
      MaxNumberOfMessages: options.batchSize,
      WaitTimeSeconds: WAIT_S,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  const records = (received.Messages ?? []).map((message) => recordOf(source, message));
  if (records.length === 0) return;
  if (options.signal.aborted) return await giveBack(sqs, source, records);
  const endsAt = Date.now() + settings.timeoutMs * records.length + 1000;
  const clock = { getRemainingTimeInMillis: () => endsAt - Date.now() };
  const done = succeeded(records, await handler({ Records: records }, clock));
  if (done.length === 0) return;
  const Entries = entriesOf(done);
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: source.url, Entries }));
}

const entriesOf = (records: readonly SQSRecord[]) =>
  records.map((record, index) => ({ Id: String(index), ReceiptHandle: record.receiptHandle }));

/** Lets others see at once what was received too late to be worked on. */
async function giveBack(
  sqs: SQSClient,
  source: Source,
  records: readonly SQSRecord[],
): Promise<void> {
  const Entries = entriesOf(records).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: source.url, Entries }));
}

async function pollForever(options: PollerOptions, source: Source): Promise<void> {
  while (!options.signal.aborted) {
    try {
      await pollOnce(options, source);
    } catch (error) {
      options.log.error("polling failed", { queue: source.queue, error });
      await sleep(1000, options.signal);
    }
  }
}

/** Polls every queue with the worker's concurrency shared out over them; resolves after `signal` is aborted. */
export async function poll(options: PollerOptions): Promise<void> {
  const { sources, concurrency } = options.settings;
  const each = Math.max(1, Math.floor(concurrency / Math.max(sources.length, 1)));
  const loops = sources.flatMap((source) =>
    Array.from({ length: each }, () => pollForever(options, source)),
  );
  await Promise.all(loops);
}
