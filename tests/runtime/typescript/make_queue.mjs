import { CloudTasksClient } from "@google-cloud/tasks";
import { grpc } from "google-gax";

const [servicePath, port] = process.env.CLOUD_TASKS_EMULATOR_HOST.split(":");
const sslCreds = grpc.credentials.createInsecure();
const client = new CloudTasksClient({ servicePath, port: Number(port), sslCreds });
const name = process.env.GRPC_QUEUE;
await client.createQueue({ parent: name.split("/queues/")[0], queue: { name } });
await client.close();
