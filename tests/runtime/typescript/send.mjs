// Sends jobs with the generated client: send.mjs QUEUE_CLASS '[[job, payload, options], …]'; prints what each came to.
import * as client from "./dist/index.js";

const [name, text] = process.argv.slice(2);
const queue = new client[name]();
const results = [];
for (const [job, payload, options = {}] of JSON.parse(text)) {
  const given = options.at ? { ...options, at: new Date(options.at) } : options;
  try {
    results.push(await queue.enqueue(job, payload, given));
  } catch (error) {
    results.push({ error: error.name, message: error.message });
  }
}
console.log(JSON.stringify(results));
await queue.close();
