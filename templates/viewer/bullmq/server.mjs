/** Bull Board behind a login: a look into the queues of this project. */
import { createHash, timingSafeEqual } from "node:crypto";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Queue } from "bullmq";
import { Hono } from "hono";
import { Redis } from "ioredis";

const { INFERA_REDIS_URL: url, INFERA_VIEWER_PASSWORD: password } = process.env;
const user = process.env.INFERA_VIEWER_USER || "admin";
// Cloud Run has asked who it is before a request comes here, and its proxy takes the header of a login for itself.
const asked = process.env.INFERA_VIEWER_LOGIN === "iam" && Boolean(process.env.K_SERVICE);
if (!url || !(password || asked)) {
  console.error("INFERA_REDIS_URL and INFERA_VIEWER_PASSWORD are required: a viewer without a login is open to anyone");
  process.exit(64);
}

const names = (process.env.INFERA_VIEWER_QUEUES ?? "").split(",").filter(Boolean);
const ca = process.env.INFERA_REDIS_CA; // the PEM of who signed for Redis
const tls = ca && url.startsWith("rediss:") ? { tls: { ca } } : {};
const redis = new Redis(url, { maxRetriesPerRequest: 1, ...tls });
redis.on("error", (error) => console.error(`redis: ${error.message}`));
const queues = names.map((name) => new Queue(name, { connection: redis, prefix: "bull" }));
for (const queue of queues) queue.on("error", (error) => console.error(`${queue.name}: ${error.message}`));

const digest = (text) => createHash("sha256").update(text).digest();
const expected = digest(`${user}:${password}`);

/** Digests have one length, and their comparison takes one time, however much of the password is right. */
function known(header) {
  if (!password) return asked;
  const [scheme, value = ""] = (header ?? "").split(" ", 2);
  const given = digest(Buffer.from(value, "base64").toString("utf8"));
  return timingSafeEqual(given, expected) && scheme.toLowerCase() === "basic";
}

/**
 * A browser sends a login along with requests that other sites make; those may look at nothing and change nothing.
 * What the browser says of the site counts more than the names: behind a proxy the two of them differ.
 */
function foreign(request) {
  const site = request.header("sec-fetch-site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = request.header("origin");
  return origin !== undefined && URL.parse(origin)?.host !== request.header("host");
}

const app = new Hono();
app.get("/health", async (context) => {
  const answer = await redis.ping().catch(() => "");
  return context.text(answer, answer === "PONG" ? 200 : 503);
});
app.use("*", async (context, next) => {
  if (!known(context.req.header("authorization"))) {
    return context.text("login required", 401, { "WWW-Authenticate": 'Basic realm="queues", charset="UTF-8"' });
  }
  if (foreign(context.req)) return context.text("from another site", 403);
  context.header("Cache-Control", "no-store");
  context.header("X-Frame-Options", "DENY");
  context.header("X-Content-Type-Options", "nosniff");
  await next();
});

const board = new HonoAdapter(serveStatic);
createBullBoard({ queues: queues.map((queue) => new BullMQAdapter(queue)), serverAdapter: board });
app.route("/", board.registerPlugin());

const hostname = process.env.HOST || "0.0.0.0";
const server = serve({ fetch: app.fetch, hostname, port: Number(process.env.PORT || 3000) }, ({ port }) =>
  console.log(`the queues are shown on port ${port}`),
);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections?.();
    await Promise.allSettled(queues.map((queue) => queue.close()));
    redis.disconnect();
  });
}
