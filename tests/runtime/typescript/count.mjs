// Loaded before a pull worker: says how long $COUNT acknowledgements took after the first.
import { Message } from "@google-cloud/pubsub";

const count = Number(process.env.COUNT);
let seen = 0;
let started = 0;
function note() {
  seen += 1;
  if (seen === 1) started = performance.now();
  if (seen === count) console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
}
for (const name of ["ack", "ackWithResponse"]) {
  const own = Message.prototype[name];
  Message.prototype[name] = function acknowledged() {
    note();
    return own.call(this);
  };
}
