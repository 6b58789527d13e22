// Requests over kept connections, as many at once as a push has: flood.mjs SLICES SIZE BODY URL …
// Each URL in turn gets SIZE requests, SLICES times; prints one array of jobs a second for each, slice by slice. What a
// machine does meanwhile lasts longer than a slice and hurts neighbours alike, so their ratio tells more than two sums.
// Written to sockets as they are, so that what is measured is who serves them and not who sends them. It never sleeps: a
// caller of a worker in use is on another machine, and here each answer to a sleeping one would cost the worker a wake-up
// call, which is dearer than the job and paid the more often the slower the worker is.
import { connect } from "node:net";

const LANES = 16;
const [slices, size, body, ...urls] = process.argv.slice(2);
let sent = 0;

/** One worker under load. */
class Target {
  constructor(url) {
    this.url = new URL(url);
    this.toSend = this.toHear = 0;
  }

  async open() {
    this.lanes = await Promise.all(Array.from({ length: LANES }, () => this.lane()));
  }

  lane() {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(this.url.port), this.url.hostname);
      let heard = "";
      socket.setNoDelay(true).setEncoding("latin1").on("error", reject);
      socket.on("connect", () => resolve(socket));
      socket.on("data", (text) => {
        heard += text;
        if (!heard.endsWith("\r\n\r\n")) return;
        if (!heard.startsWith("HTTP/1.1 204 ")) throw new Error(heard);
        heard = "";
        this.toHear -= 1;
        if (this.toHear === 0) this.over();
        else this.send(socket);
      });
    });
  }

  send(socket) {
    if (this.toSend === 0) return;
    this.toSend -= 1;
    socket.write(this.request());
  }

  request() {
    sent += 1;
    // each its own message, or they would be duplicates of one
    const own = body.replace(/"m1"/, `"m${process.pid}-${sent}"`);
    const head = [
      `POST ${this.url.pathname} HTTP/1.1`,
      `host: ${this.url.host}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(own)}`,
      `x-cloudtasks-queuename: q`,
      `x-cloudtasks-taskname: t${process.pid}-${sent}`,
      "x-cloudtasks-taskretrycount: 0",
    ];
    return `${head.join("\r\n")}\r\n\r\n${own}`;
  }

  /** Jobs a second. */
  slice(jobs) {
    this.toSend = this.toHear = jobs;
    const started = process.hrtime.bigint();
    return new Promise((resolve) => {
      this.over = () => resolve((jobs / Number(process.hrtime.bigint() - started)) * 1e9);
      for (const socket of this.lanes) this.send(socket);
    });
  }
}

const awake = () => setImmediate(awake);
awake();
const targets = urls.map((url) => new Target(url));
const rates = targets.map(() => []);
for (const target of targets) await target.open();
for (let turn = 0; turn < Number(slices); turn += 1) {
  // who comes first changes, so that nobody is always measured after the same one
  const order = targets.map((_, at) => (at + turn) % targets.length);
  for (const at of order) rates[at].push(await targets[at].slice(Number(size)));
}
console.log(JSON.stringify(rates));
process.exit(0);
