/** Jobs to Pub/Sub topics. */
import { PubSub, type Topic } from "@google-cloud/pubsub";
import {
  type Outgoing,
  type ProducerConfig,
  type QueueFacts,
  type Transport,
  Unsupported,
} from "./options.ts";

class PubSubTransport implements Transport {
  readonly #config: ProducerConfig;
  readonly #facts: QueueFacts;
  readonly #pubsub: PubSub;
  readonly #topics = new Map<string, Topic>();

  constructor(config: ProducerConfig, facts: QueueFacts) {
    this.#config = config;
    this.#facts = facts;
    const project = config.project;
    this.#pubsub = new PubSub(typeof project === "string" ? { projectId: project } : {});
  }

  async send(job: Outgoing): Promise<string> {
    if (job.startAtMs !== undefined && job.startAtMs > Date.now()) {
      throw new Unsupported("Pub/Sub cannot hold a job back: a Cloud Tasks queue can");
    }
    const topic = this.#topic(job.level);
    const key = job.orderingKey;
    try {
      return await topic.publishMessage({
        data: Buffer.from(job.body),
        attributes: { ...job.attributes },
        ...(key ? { orderingKey: key } : {}),
      });
    } catch (error) {
      // a key whose publish failed is blocked until it is told to go on
      if (key) topic.resumePublishing(key);
      throw error;
    }
  }

  #topic(level: string): Topic {
    const name = this.#config.levels?.[level];
    if (!name) throw new Unsupported(`queue ${this.#facts.name} has no topic for "${level}"`);
    const messageOrdering = this.#facts.ordering;
    const topic = this.#topics.get(name) ?? this.#pubsub.topic(name, { messageOrdering });
    this.#topics.set(name, topic);
    return topic;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#topics.values()].map((topic) => topic.flush()));
    await this.#pubsub.close();
  }
}

export const open = (config: ProducerConfig, facts: QueueFacts): Transport =>
  new PubSubTransport(config, facts);
