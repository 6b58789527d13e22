// Operations on a queue with BullMQ itself: bull.mjs QUEUE '[["add", …], …]'; prints the last one's result.
import { Queue } from "bullmq";

const [name, operations] = process.argv.slice(2);
const connection = { url: process.env.INFERA_REDIS_URL };
const queue = new Queue(name, { connection });
const dead = new Queue(`${name}-dead-letter`, { connection });

const able = {
  add: (type, data, options) => queue.add(type, data, options).then((job) => job.id),
  counts: () => queue.getJobCounts("wait", "active", "delayed", "failed", "completed", "prioritized"),
  dead: async () =>
    (await dead.getJobs(["wait"])).map((job) => ({
      id: job.id,
      name: job.name,
      data: job.data,
      telemetry: job.opts.telemetry?.metadata,
    })),
  bulk: (type, count, data) =>
    queue.addBulk(Array.from({ length: count }, () => ({ name: type, data }))).then((jobs) => jobs.length),
  fill: (count) =>
    queue
      .addBulk(Array.from({ length: count }, () => ({ name: "note", data: { n: 1 } })))
      .then((jobs) => jobs.length),
  // jobs a second from the first third to the last job
  drained: async (count) => {
    const left = async () => (await queue.getJobCounts("wait")).wait;
    while ((await left()) > (count * 2) / 3) await new Promise((go) => setTimeout(go, 20));
    const [begun, from] = [performance.now(), await left()];
    while ((await left()) > 0) await new Promise((go) => setTimeout(go, 20));
    return (from / (performance.now() - begun)) * 1000;
  },
  obliterate: () => queue.obliterate({ force: true }).then(() => true),
  schedule: (id, pattern) => queue.upsertJobScheduler(id, { pattern }, { name: "emails" }),
  schedules: () => queue.getJobSchedulers(0, -1),
};

let result = null;
for (const [what, ...rest] of JSON.parse(operations)) result = await able[what](...rest);
console.log(JSON.stringify(result));
await queue.close();
await dead.close();
process.exit(0);
