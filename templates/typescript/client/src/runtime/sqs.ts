/** Jobs to SQS, to the SNS topic of a fan-out, and later ones to a one-time schedule. */
import { randomUUID } from "node:crypto";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  type Outgoing,
  type ProducerConfig,
  type QueueFacts,
  type Transport,
  Unsupported,
} from "./options.ts";

interface Scheduler {
  readonly group: string;
  readonly role_arn: string;
  readonly target_arns: Readonly<Record<string, string>>;
  readonly dead_letter_arn?: string | null;
}

interface SqsConfig extends ProducerConfig {
  readonly region?: string;
  readonly fifo?: boolean;
  readonly topic_arn?: string | null;
  readonly scheduler?: Scheduler | null;
}

/** SQS holds a message back for 15 minutes at most, and on a FIFO queue only as the queue says. */
const LONGEST_DELAY_S = 900;
const MOST_ATTRIBUTES = 10;
const ATTRIBUTE_NAME = /^(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/;

function attributesOf(texts: Readonly<Record<string, string>>) {
  const named = Object.entries(texts).filter(([name]) => ATTRIBUTE_NAME.test(name));
  return Object.fromEntries(
    named
      .slice(0, MOST_ATTRIBUTES)
      .map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
  );
}

/** Ids of groups and deduplication take 128 characters of a small alphabet. */
function fitted(text: string): string {
  if (/^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/.test(text)) return text;
  return Buffer.from(text).toString("base64url").slice(0, 128);
}

class SqsTransport implements Transport {
  readonly #config: SqsConfig;
  readonly #facts: QueueFacts;
  readonly #sqs: SQSClient;
  readonly #sns: SNSClient;
  readonly #scheduler: SchedulerClient;

  constructor(config: SqsConfig, facts: QueueFacts) {
    this.#config = config;
    this.#facts = facts;
    const region = config.region ?? process.env.AWS_REGION;
    const where = region ? { region } : {};
    this.#sqs = new SQSClient(where);
    this.#sns = new SNSClient(where);
    this.#scheduler = new SchedulerClient(where);
  }

  async send(job: Outgoing): Promise<string> {
    const waitS = Math.ceil(((job.startAtMs ?? 0) - Date.now()) / 1000);
    const later = job.startAtMs !== undefined && waitS > 0;
    const own = !this.#config.fifo && !this.#config.topic_arn && waitS <= LONGEST_DELAY_S;
    if (later && !own) return await this.#schedule(job);
    const order = this.#order(job);
    if (this.#config.topic_arn) {
      const sent = await this.#sns.send(
        new PublishCommand({
          TopicArn: this.#config.topic_arn,
          Message: job.body,
          MessageAttributes: attributesOf(job.attributes),
          ...order,
        }),
      );
      return sent.MessageId ?? "";
    }
    const sent = await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl: this.#url(job.level),
        MessageBody: job.body,
        MessageAttributes: attributesOf(job.attributes),
        ...(job.startAtMs === undefined ? {} : { DelaySeconds: Math.max(waitS, 0) }),
        ...order,
      }),
    );
    return sent.MessageId ?? "";
  }

  #url(level: string): string {
    const url = this.#config.levels?.[level];
    if (!url) throw new Unsupported(`queue ${this.#facts.name} has no URL for "${level}"`);
    return url;
  }

  /** Group and deduplication of a FIFO queue: without a key every job is a group of its own. */
  #order(job: Outgoing) {
    if (!this.#config.fifo) return {};
    const group = fitted(job.orderingKey ?? randomUUID());
    const id = job.dedupeKey === undefined ? randomUUID() : fitted(job.dedupeKey);
    return { MessageGroupId: group, MessageDeduplicationId: id };
  }

  async #schedule(job: Outgoing): Promise<string> {
    const { scheduler, fifo } = this.#config;
    const target = scheduler?.target_arns[this.#config.topic_arn ? "" : job.level];
    if (!scheduler || !target) {
      throw new Unsupported(`queue ${this.#facts.name} has no scheduler for later jobs`);
    }
    const name = `${this.#facts.name.slice(0, 24)}-${randomUUID()}`;
    // whole seconds, and never before the time that was asked for
    const at = new Date(Math.ceil((job.startAtMs ?? 0) / 1000) * 1000).toISOString().slice(0, 19);
    const dead = scheduler.dead_letter_arn;
    await this.#scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: scheduler.group,
        ScheduleExpression: `at(${at})`,
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: "OFF" },
        ActionAfterCompletion: "DELETE",
        ClientToken: randomUUID(),
        Target: {
          RoleArn: scheduler.role_arn,
          ...this.#target(job, target),
          ...(dead && !fifo ? { DeadLetterConfig: { Arn: dead } } : {}),
        },
      }),
    );
    return job.id ?? name;
  }

  /** A schedule's own target carries neither attributes nor a deduplication id; a call of the API does. */
  #target(job: Outgoing, arn: string) {
    const { fifo, topic_arn: topic } = this.#config;
    if (!fifo && !(topic && this.#facts.filtered.length > 0)) {
      return { Arn: arn, Input: this.#traced(job) };
    }
    const more = { MessageAttributes: attributesOf(job.attributes), ...this.#order(job) };
    const call = topic
      ? { TopicArn: topic, Message: job.body, ...more }
      : { QueueUrl: this.#url(job.level), MessageBody: job.body, ...more };
    const action = topic ? "sns:publish" : "sqs:sendMessage";
    return { Arn: `arn:aws:scheduler:::aws-sdk:${action}`, Input: JSON.stringify(call) };
  }

  /** The body with the trace in it, which has no other place in a schedule. */
  #traced(job: Outgoing): string {
    if (this.#facts.envelope === "raw") return job.body;
    const envelope = JSON.parse(job.body) as Record<string, unknown>;
    return JSON.stringify({ ...envelope, traceparent: job.attributes.traceparent });
  }

  async close(): Promise<void> {
    this.#sqs.destroy();
    this.#sns.destroy();
    this.#scheduler.destroy();
  }
}

export const open = (config: ProducerConfig, facts: QueueFacts): Transport =>
  new SqsTransport(config as SqsConfig, facts);
