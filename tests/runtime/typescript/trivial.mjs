// The least that a worker on the same library can be: trivial.mjs push|tasks|bullmq|pull
import { createServer } from "node:http";

const what = process.argv[2];
const port = Number(process.env.PORT);
const handle = async (job) => job.type;

function text(request) {
  const chunks = [];
  return new Promise((resolve, reject) => {
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

const jobOf = {
  push: (body) => JSON.parse(Buffer.from(JSON.parse(body).message.data, "base64").toString("utf8")),
  tasks: (body) => JSON.parse(body),
}[what];

const server = createServer(async (request, response) => {
  if (request.url === "/health") return response.writeHead(200).end();
  await handle(jobOf(await text(request)));
  response.writeHead(204).end();
});

if (what === "bullmq") {
  const { Worker } = await import("bullmq");
  const connection = { url: process.env.INFERA_REDIS_URL, maxRetriesPerRequest: null };
  // a Redis that never evicts would fill without a bound
  const removeOnComplete = { age: 24 * 3600, count: 1000 };
  const concurrency = Number(process.env.INFERA_CONCURRENCY);
  new Worker(process.env.QUEUE, (job) => handle(job), { connection, concurrency, removeOnComplete });
}
if (what === "pull") {
  const { PubSub } = await import("@google-cloud/pubsub");
  const flowControl = { maxMessages: Number(process.env.INFERA_CONCURRENCY), allowExcessMessages: false };
  const subscription = new PubSub({ projectId: "p1" }).subscription(process.env.SUBSCRIPTION, {
    flowControl,
    streamingOptions: { maxStreams: 1 },
  });
  subscription.on("message", async (message) => {
    await handle(JSON.parse(message.data.toString("utf8")));
    message.ack();
  });
}
server.listen(port);
