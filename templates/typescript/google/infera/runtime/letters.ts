/** Dead letters of Pub/Sub and Cloud Tasks: published to the queue's dead letter topic. */
import type { PubSub, Topic } from "@google-cloud/pubsub";
import { letterAttributes } from "./letter.ts";
import type { Bury } from "./runner.ts";

const LONGEST_ATTRIBUTE_BYTES = 1024;

/** At most 1,024 bytes of a text, cut between characters. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= LONGEST_ATTRIBUTE_BYTES) return text;
  const bytes = Buffer.from(text).subarray(0, LONGEST_ATTRIBUTE_BYTES);
  return new TextDecoder().decode(bytes, { stream: true });
}

/** Publishes to `dead_letter_topic`; the job is settled only after the topic has it. */
export function buryInTopic(pubsub: () => Promise<PubSub>, worker: string): Bury {
  const topics = new Map<string, Topic>();
  return async (delivery, letter) => {
    const name = delivery.source.dead_letter_topic;
    if (!name) throw new Error("the queue has no dead letter topic");
    const client = await pubsub();
    const topic = topics.get(name) ?? client.topic(name, { batching: { maxMessages: 1 } });
    topics.set(name, topic);
    const whole = Object.entries(letterAttributes(delivery, letter, worker));
    const attributes = Object.fromEntries(whole.map(([key, value]) => [key, cut(value)]));
    await topic.publishMessage({ data: Buffer.from(delivery.body), attributes });
  };
}
