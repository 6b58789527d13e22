// Loaded before a pull worker: says how fast $COUNT messages were acknowledged, from the first third on.
import { Message } from "@google-cloud/pubsub";

const count = Number(process.env.COUNT);
const warm = Math.floor(count / 3);
let seen = 0;
let started = 0;
const ack = Message.prototype.ack;
// what waits for the answer of an acknowledgement calls this one too, where delivery is not exactly once
Message.prototype.ack = function acknowledged() {
  seen += 1;
  if (seen === warm) started = performance.now();
  if (seen === count) {
    const seconds = (performance.now() - started) / 1000;
    console.log(JSON.stringify({ seconds, rate: (count - warm) / seconds }));
  }
  return ack.call(this);
};
