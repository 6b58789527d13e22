// Loaded before a push worker: says of each job's request whether its body was streamed to a listener.
import { IncomingMessage, ServerResponse } from "node:http";

const { on } = IncomingMessage.prototype;
IncomingMessage.prototype.on = function listened(name, listener) {
  if (name === "data") this.streamed = true;
  return on.call(this, name, listener);
};
const { end } = ServerResponse.prototype;
ServerResponse.prototype.end = function ended(...given) {
  const { streamed = false, method } = this.req;
  if (method === "POST") console.log(JSON.stringify({ message: "answered", streamed }));
  return end.apply(this, given);
};
