/** The small HTTP server of a worker that takes no requests: GET /health alone. */
import { createServer, type Server } from "node:http";

/** Listens on `port` of all addresses, or of HOST; 200 while `healthy()` holds, else 503. */
export function serveHealth(port: number, healthy: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    const known = request.method === "GET" && request.url === "/health";
    const status = known ? (healthy() ? 200 : 503) : 404;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: status === 200 ? "ok" : "unavailable" }));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, process.env.HOST, () => resolve(server));
  });
}
