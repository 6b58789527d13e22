// Requests over kept connections, as many at once as a push has: flood.mjs URL COUNT BODY; prints seconds.
import { Agent, request } from "node:http";

const [url, count, body] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let left = Number(count);

const one = () =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent }, (response) => {
      if (response.statusCode !== 204) reject(new Error(`status ${response.statusCode}`));
      response.resume().on("end", resolve);
    });
    sent.on("error", reject);
    // each its own message, or they would be duplicates of one
    sent.end(body.replace(/"m1"/, `"m${process.pid}-${left}"`));
  });

async function lane() {
  while (left-- > 0) await one();
}

const started = process.hrtime.bigint();
await Promise.all(Array.from({ length: 16 }, lane));
console.log(Number(process.hrtime.bigint() - started) / 1e9);
process.exit(0);
