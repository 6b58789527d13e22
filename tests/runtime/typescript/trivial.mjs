// The least that a worker on the same library can be: trivial.mjs push|bullmq|pull
import { createServer } from "node:http";

const what = process.argv[2];
const port = Number(process.env.PORT);
const handle = async (job) => job.type;

async function text(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const server = createServer(async (request, response) => {
  if (request.url === "/health") return response.writeHead(200).end();
  const { message } = JSON.parse(await text(request));
  await handle(JSON.parse(Buffer.from(message.data, "base64").toString("utf8")));
  response.writeHead(204).end();
});

if (what === "bullmq") {
  const { Worker } = await import("bullmq");
  const connection = { url: process.env.INFERA_REDIS_URL, maxRetriesPerRequest: null };
  new Worker(process.env.QUEUE, (job) => handle(job), { connection, concurrency: 5 });
}
if (what === "pull") {
  const { PubSub } = await import("@google-cloud/pubsub");
  const flowControl = { maxMessages: 100, allowExcessMessages: false };
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
