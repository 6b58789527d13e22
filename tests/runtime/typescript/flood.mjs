// Requests over kept connections, as many at once as a push has: flood.mjs URL COUNT BODY; prints seconds. Written to
// sockets as they are, so that what is measured is who serves them and not who sends them. It never sleeps: a caller of a
// worker in use is on another machine, and here each answer to a sleeping one would cost the worker a wake-up call,
// which is dearer than the job and paid the more often the slower the worker is.
import { connect } from "node:net";

const LANES = 16;
const [address, count, body] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(address);
let left = Number(count);

function request() {
  // each its own message, or they would be duplicates of one
  const own = body.replace(/"m1"/, `"m${process.pid}-${left}"`);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(own)}`,
    `x-cloudtasks-queuename: q`,
    `x-cloudtasks-taskname: t${process.pid}-${left}`,
    "x-cloudtasks-taskretrycount: 0",
  ];
  return `${head.join("\r\n")}\r\n\r\n${own}`;
}

function lane() {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    const send = () => {
      if (left-- > 0) socket.write(request());
      else socket.end(resolve);
    };
    socket.setNoDelay(true).setEncoding("latin1").on("connect", send).on("error", reject);
    socket.on("data", (text) => {
      heard += text;
      if (!heard.endsWith("\r\n\r\n")) return;
      if (!heard.startsWith("HTTP/1.1 204 ")) reject(new Error(heard));
      heard = "";
      send();
    });
  });
}

const awake = () => setImmediate(awake);
awake();
const started = process.hrtime.bigint();
await Promise.all(Array.from({ length: LANES }, lane));
console.log(Number(process.hrtime.bigint() - started) / 1e9);
process.exit(0);
